// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Reads a text that libyaml refuses: repairs what it refused and reads again, until it reads everything.
///
/// Each repair gives one problem, in the user's coordinates. Where a repair does not help, the line is given up: first
/// its rest, then all of it.
struct RepairLoop {
  /// Every text gets this many rounds.
  static let minimumRounds = 16
  /// More rounds are taken while the bytes that were read in all stay below this.
  static let workLimit = 32 << 20

  private let source: [UInt8]
  private var text: RepairedText
  private var problems: [Int: SyntaxProblem] = [:]
  private var nextRepair = 0
  /// How far the means against errors on a line have gone, by the line's start in the user's text.
  private var levels: [Int: (level: Int, tries: Int)] = [:]
  /// The failures that were met, to see one that its repair did not remove.
  private var seen: Set<Signature> = []
  /// A line with more failures than this is given up.
  private static let triesPerLine = 12

  private struct Signature: Hashable {
    var problem: String
    var offset: Int
    var contextOffset: Int
  }

  /// Starts on bytes that are UTF-8 without control characters.
  init(_ source: [UInt8]) {
    self.source = source
    text = RepairedText(source)
  }

  /// What the loop ends with, in the coordinates of the bytes that it started on.
  struct Outcome {
    var parts: TreeParts
    var text: RepairedText
    var problems: [SyntaxProblem]
    /// The places of the repaired text whose repairs are guesses of what was meant.
    var guesses: [TextRange]
  }

  /// Repairs and reads until all is read, or nothing helps any more.
  mutating func run(_ first: TreeParts) -> Outcome {
    var parts = first
    var rounds = 0
    var work = 0
    while let failure = parts.failure {
      rounds += 1
      // A round copies the whole text, and parses it up to the failure.
      work += failure.problemOffset + text.bytes.count / 8 + 1
      guard rounds <= RepairLoop.minimumRounds || work < RepairLoop.workLimit else {
        giveUp(failure)
        break
      }
      guard repair(failure, parts) else {
        giveUp(failure)
        break
      }
      parts = TreeBuilder.parse(text.bytes, isASCII: false)
    }
    let ordered = problems.sorted { ($0.value.range, $0.key) < ($1.value.range, $1.key) }.map(\.value)
    let guesses = Set(problems.filter { $0.value.kind == .syntax }.keys)
    return Outcome(parts: parts, text: text, problems: ordered, guesses: text.places(of: guesses))
  }

  /// One step against a failure; false where nothing is left to try.
  private mutating func repair(_ failure: StreamFailure, _ parts: TreeParts) -> Bool {
    let scan = LineScan(bytes: text.bytes)
    // Where the text ends, the last line that says something is to blame.
    var offset = min(failure.problemOffset, text.bytes.count)
    if scan.isEmptyLine(scan.lineStart(offset)), let line = scan.previousTextLine(offset) {
      offset = scan.lineEnd(line)
    }
    let origin = text.originalOffset(offset, isEnd: false)
    let line = LineScan(bytes: source).lineStart(origin)
    var state = levels[line] ?? (0, 0)
    state.tries += 1
    let context = failure.contextOffset.map { text.originalOffset($0, isEnd: false) } ?? -1
    let isNew = seen.insert(Signature(problem: failure.problem, offset: origin, contextOffset: context)).inserted
    if state.level == 0, !isNew || state.tries > RepairLoop.triesPerLine { state.level = 1 }
    defer { levels[line] = state }

    if state.level == 0 {
      let strategy = RepairStrategy(scan: scan, failure: failure, parts: parts)
      if let repair = strategy.propose(), apply(repair) { return true }
      state.level = 1
    }
    // A key, a quote or a name is to blame where it began, all else where it was noticed.
    let blame = RepairLoop.blamed(failure) ?? offset
    let original = LineScan(bytes: source)
    if state.level == 1 {
      state.level = 2
      if let repair = blankRest(scan, blame, failure), apply(repair) { return true }
    }
    if state.level == 2 {
      state.level = 3
      if blankLine(original.lineStart(text.originalOffset(blame, isEnd: false)), failure) { return true }
    }
    if state.level == 3 {
      state.level = 4
      if blankLine(line, failure) { return true }
    }
    if state.level == 4 {
      state.level = 5
      if let previous = original.previousTextLine(line), blankLine(previous, failure) { return true }
    }
    return false
  }

  private static func blamed(_ failure: StreamFailure) -> Int? {
    for part in ["simple key", "quoted", "anchor", "alias", "tag", "block scalar"] where failure.context.contains(part)
    {
      return failure.contextOffset
    }
    return nil
  }

  private mutating func apply(_ repair: Repair) -> Bool {
    guard repair.edits.contains(where: { $0.start < $0.end || !$0.replacement.isEmpty }) else { return false }
    let start = text.originalOffset(repair.start, isEnd: false)
    let end = max(start, text.originalOffset(repair.end, isEnd: true))
    var problem = SyntaxProblem(
      repair.kind, TextRange(start, end), repair.message, repairIsSafe: repair.isSafe, repairTitle: repair.title)
    problem.repairedKey = repair.keyEnd.map { TextRange(start, max(start, text.originalOffset($0, isEnd: true))) }
    if let related = repair.related {
      let from = text.originalOffset(related.start, isEnd: false)
      problem.related = TextRange(from, max(from, text.originalOffset(related.end, isEnd: true)))
      problem.relatedMessage = related.message
    }
    let number = nextRepair
    guard text.apply(repair.edits, repair: number) else { return false }
    nextRepair += 1
    problem.repair = text.edits(of: number)
    problems[number] = problem
    return true
  }

  private func blankRest(_ scan: LineScan, _ offset: Int, _ failure: StreamFailure) -> Repair? {
    let start = max(offset, scan.firstText(scan.lineStart(offset)))
    let end = scan.lineEnd(start)
    guard end > start, !scan.isEmptyLine(scan.lineStart(offset)) else { return nil }
    let textEnd = max(scan.textEnd(start), min(start + 1, end))
    return Repair(
      start: start, end: textEnd, message: FailureMessage.text(failure, scan), edits: [.blank(start, end)],
      title: "remove it")
  }

  /// Blanks a whole line of the user's text, and forgets the repairs on it.
  private mutating func blankLine(_ line: Int, _ failure: StreamFailure) -> Bool {
    let original = LineScan(bytes: source)
    // From the line's very start, for a tab may be what is wrong; but not a byte order mark.
    let start = original.lineStart(line) == 0 ? original.firstText(0) - original.indent(0) : line
    let end = original.lineEnd(line)
    guard end > start, source[start..<end].contains(where: { $0 != 0x20 }) else { return false }
    let message = FailureMessage.text(failure, LineScan(bytes: text.bytes))
    for number in text.undo(touching: TextRange(line, end)) { problems[number] = nil }
    let first = min(original.firstText(line), end - 1)
    let from = TextRange(first, max(first + 1, original.textEnd(first)))
    guard text.blank(TextRange(start, end), repair: nextRepair) else { return false }
    var problem = SyntaxProblem(.syntax, from, message, repairTitle: "remove the line's text")
    problem.repair = text.edits(of: nextRepair)
    problems[nextRepair] = problem
    nextRepair += 1
    return true
  }

  private mutating func giveUp(_ failure: StreamFailure) {
    let start = text.originalOffset(min(failure.problemOffset, text.bytes.count), isEnd: false)
    let message = FailureMessage.text(failure, LineScan(bytes: text.bytes))
    problems[nextRepair] = SyntaxProblem(
      .syntax, TextRange(at: start), message + "; what follows is not analysed")
    nextRepair += 1
  }
}
