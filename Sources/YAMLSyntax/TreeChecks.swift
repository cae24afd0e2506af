// SPDX-License-Identifier: Apache-2.0
import SourceText

/// What is wrong with a tree that libyaml accepts: equal keys, aliases without a target, too much behind aliases, too
/// deep nesting, globs that are tags.
struct TreeChecks {
  /// The largest number of nodes that a document may have once its aliases are expanded. Nothing here expands them.
  static let maximumExpansion: UInt64 = 1_000_000

  /// At most this many findings of one kind are reported: nobody reads more.
  static let maximumReports = 1000

  let parts: TreeParts
  let source: SourceText
  let repairs: [TextRange]
  private(set) var problems: [SyntaxProblem] = []

  init(_ parts: TreeParts, _ source: SourceText, repairs: [TextRange]) {
    self.parts = parts
    self.source = source
    self.repairs = repairs
  }

  /// All problems of a tree. Complexity: linear in the nodes, constant where nothing is suspicious.
  static func problems(_ parts: TreeParts, _ source: SourceText, repairs: [TextRange]) -> [SyntaxProblem] {
    var checks = TreeChecks(parts, source, repairs: repairs)
    checks.duplicates()
    checks.aliases()
    checks.tags()
    if let offset = parts.tooDeep {
      checks.problems.append(
        SyntaxProblem(
          .limit, TextRange(offset, min(offset + 1, source.count)),
          "this is nested more than \(TreeBuilder.maximumDepth) levels deep; what follows is not analysed"))
    }
    return checks.problems
  }

  private func range(_ node: UInt32) -> TextRange {
    let record = parts.records[Int(node)]
    return TextRange(Int(record.start), Int(record.end))
  }

  private mutating func duplicates() {
    for (first, second) in parts.duplicates.prefix(TreeChecks.maximumReports) {
      let earlier = range(first)
      let later = range(second)
      // Where a repair stands between the two, it may have joined two mappings: no finding on top of the repair's.
      if repairs.contains(where: { earlier.start <= $0.end && $0.start <= later.end }) { continue }
      let key = source[later]
      problems.append(
        SyntaxProblem(
          .duplicateKey, later, "the key `\(key)` is already in this mapping", related: earlier,
          relatedMessage: "the first `\(key)` is here"))
    }
  }

  private mutating func aliases() {
    for (node, isCycle) in parts.aliasProblems.prefix(TreeChecks.maximumReports) {
      let range = range(node)
      let name = source[TextRange(range.start + 1, range.end)]
      let message =
        isCycle
        ? "the alias `*\(name)` stands inside the node that it names"
        : "no anchor `&\(name)` stands before this alias"
      problems.append(SyntaxProblem(.alias, range, message))
    }
    guard parts.hasAliases else { return }
    // Sums of the expanded sizes of all nodes before each one: a subtree's size is a difference.
    var sums = ContiguousArray<UInt64>()
    sums.reserveCapacity(parts.records.count + 1)
    sums.append(0)
    var isReported = false
    for record in parts.records {
      var weight: UInt64 = 1
      if record.kind == .alias, !isReported, record.payload != UInt32.max, Int(record.payload) < parts.records.count {
        let end = Int(parts.records[Int(record.payload)].subtreeEnd)
        if end < sums.count { weight = sums[end] - sums[Int(record.payload)] }
      }
      var sum = (sums.last ?? 0) + weight
      if weight > 1, sum > UInt64(parts.records.count) + TreeChecks.maximumExpansion {
        isReported = true
        sum = (sums.last ?? 0) + 1
        problems.append(
          SyntaxProblem(
            .alias, TextRange(Int(record.start), Int(record.end)),
            "with this alias the document stands for more than \(TreeChecks.maximumExpansion) nodes"))
      }
      sums.append(sum)
    }
  }

  /// A local tag with a star: a glob like `!*.txt` that lacks quotes.
  private mutating func tags() {
    for (slot, properties) in parts.propertyValues.enumerated() {
      guard let tagRange = properties.tagRange, !tagRange.isEmpty, tagRange.end <= source.count,
        source.bytes[tagRange.start] == UInt8(ascii: "!"),
        source.bytes[tagRange.start..<tagRange.end].contains(UInt8(ascii: "*"))
      else { continue }
      let node = Int(parts.propertyNodes[slot])
      guard node < parts.records.count, parts.records[node].kind == .scalar, parts.records[node].style == .plain else {
        continue
      }
      let range = tagRange.union(range(UInt32(node)))
      let bytes = Array(source.bytes[range.start..<range.end])
      guard !bytes.contains(0x0A), !bytes.contains(0x0D) else { continue }
      let edits = RepairStrategy.quotingEdits(bytes, range.start, range.end).map { edit in
        TextEdit(TextRange(edit.start, edit.end), String(decoding: edit.replacement, as: UTF8.self))
      }
      problems.append(
        SyntaxProblem(
          .indicator, range, "`\(source[range])` needs quotes: `!` starts a tag", repair: edits, repairIsSafe: true,
          repairTitle: "quote it"))
    }
  }
}
