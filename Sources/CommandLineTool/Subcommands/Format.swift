// SPDX-License-Identifier: Apache-2.0
import Analysis
import ArgumentParser
import Reporting
import SourceText
import YAMLSyntax

/// `wflint fmt`: white space and quotes made alike.
struct Format: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", _superCommandName: WflintCommand.name,
    abstract: "Format files: white space and quotes, never what they say.",
    discussion: """
      Examples:
        wflint fmt                        everything below this folder
        wflint fmt --check                names the files that are not formatted, and writes nothing
        wflint fmt --diff deploy.wf.yaml  shows what would change
        wflint fmt - < deploy.wf.yaml

      Comments, anchors and the tree stay as they are; files that do not parse are left alone.
      Exit status: 0 done or nothing to do, 1 with --check or --diff where something would change, 2 where a file could
      not be formatted.
      """)

  @Argument(help: "Files and folders; `-` reads standard input. The current folder unless said.", completion: .file())
  var paths: [String] = []

  @Flag(help: "Name the files that are not formatted, and change nothing.")
  var check = false

  @Flag(help: "Show what would change, and change nothing.")
  var diff = false

  @Option(help: "The name that text from standard input goes by.")
  var stdinFilename: String?

  @Flag(help: "Leave out files that .wflint.yaml excludes, also where they are named; for hooks that name every file.")
  var forceExclude = false

  @Option(help: "How many files to work on at once; the machine's cores unless said.")
  var jobs: Int?

  @Flag(name: .shortAndLong, help: "Say nothing of files that were formatted.")
  var quiet = false

  @Option(help: "When to colour the output: auto, always, never.")
  var color: ColorChoice = .auto

  /// What formatting one file gave.
  private enum Outcome: Sendable {
    case unchanged
    case changed(SourceText)
    case skipped
    case failed(String)
  }

  func run() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a whole number from 1") }
    var locator = WorkspaceLocator(configuration: nil)
    var collector = InputCollector(&locator, excludesNamed: forceExclude)
    collector.collect(paths.isEmpty ? ["."] : paths, standardInputName: stdinFilename)
    var failures = collector.failures
    let results = Parallel.map(collector.files, jobs: max(1, jobs ?? FileSystem.processorCount)) { file in
      let loaded = file.loaded()
      return (file: loaded, outcome: Self.format(loaded))
    }
    let style = Terminal.style(color)
    var changedCount = 0
    for (file, outcome) in results {
      switch outcome {
      case .unchanged:
        if file.origin == .standardInput, !check, !diff, let bytes = file.rawText { Terminal.write(bytes) }
      case .skipped: break
      case .failed(let message): failures.append(message)
      case .changed(let text):
        changedCount += 1
        if let failure = hand(on: text, of: file, style) { failures.append(failure) }
      }
    }
    for failure in failures { Terminal.warn(failure) }
    throw ExitCode(!failures.isEmpty ? 2 : changedCount > 0 && (check || diff) ? 1 : 0)
  }

  private static func format(_ file: InputFile) -> Outcome {
    guard let input = file.input else { return .failed(file.failure ?? "\(file.path): cannot be read") }
    let parsed = ParsedDocument(path: file.path, text: input.source)
    if parsed.kind == .other, file.origin == .found { return .skipped }
    if parsed.kind == .other, file.origin == .named {
      return .failed("\(file.path): not a workflow file: it says neither `schema: wflint/v1` nor what else it is")
    }
    guard input.problems.isEmpty else {
      return .failed("\(file.path): holds ill-formed \(input.encoding.rawValue); it was left alone")
    }
    do throws(FormatRefusal) {
      let edits = try YAMLFormatter.edits(for: parsed.tree)
      guard !edits.isEmpty, let text = input.source.applying(edits) else { return .unchanged }
      return .changed(text)
    } catch {
      switch error {
      case .syntax(let problem):
        let place = input.source.position(of: problem.range.start, unit: .utf32)
        return .failed("\(file.path):\(place.line + 1):\(place.column + 1): \(problem.message); it was left alone")
      case .unsafe:
        return .failed("\(file.path): cannot be formatted without changing what it says; it was left alone")
      }
    }
  }

  /// Writes, prints or names a formatted file; a failure to write is returned in words.
  private func hand(on text: SourceText, of file: InputFile, _ style: ReportOptions) -> String? {
    guard let input = file.input else { return nil }
    if diff {
      Terminal.write(
        UnifiedDiff.render(
          old: input.source.bytes, new: text.bytes, path: file.path, isColoured: style.isColoured))
    } else if check {
      Terminal.print("\(file.path): not formatted")
    } else if file.origin == .standardInput {
      Terminal.write(InputDecoding.encode(text, as: input.encoding))
    } else if let path = file.absolutePath {
      do throws(FileError) {
        try FileSystem.write(InputDecoding.encode(text, as: input.encoding), to: path, expecting: file.rawBytes)
      } catch {
        return FileError(error.kind, error.action, path: file.path).description
      }
      if !quiet { Terminal.print("\(file.path): formatted") }
    }
    return nil
  }
}

extension InputFile {
  /// The bytes that standard input held, as they are handed on.
  fileprivate var rawText: [UInt8]? { input.map { InputDecoding.encode($0.source, as: $0.encoding) } }
}
