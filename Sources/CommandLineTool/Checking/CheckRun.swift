// SPDX-License-Identifier: Apache-2.0
import Analysis
import ArgumentParser
import Diagnostics
import Dialect
import Reporting
import Rules
import SourceText
import YAMLSyntax

/// What `check` takes and `fix` does not.
struct CheckExtras {
  /// Whether counts are printed in place of findings.
  var showsStatistics = false
  /// The path of the baseline.
  var baseline: String?
  /// Whether the baseline is written.
  var updatesBaseline = false
  /// Whether the run is repeated after each change of a file.
  var watches = false
}

/// One run of `check` or `fix` from arguments to exit status.
struct CheckRun {
  private let options: CheckOptions
  private let extras: CheckExtras
  private let format: ReportFormat
  private let fixes: Bool
  private let unsafeFixes: Bool
  private let showsDiff: Bool

  init(
    _ options: CheckOptions, _ extras: CheckExtras = CheckExtras(), format: ReportFormat, fixes: Bool,
    unsafeFixes: Bool, showsDiff: Bool
  ) {
    self.options = options
    self.extras = extras
    self.format = format
    self.fixes = fixes
    self.unsafeFixes = unsafeFixes
    self.showsDiff = showsDiff
  }

  func run() throws {
    let selected = try Self.rules(options.select)
    let ignored = try Self.rules(options.ignore) ?? []
    if let dialect = options.dialect, DialectCatalog.named(dialect) == nil {
      let names = DialectCatalog.all.map { $0.name }.joined(separator: ", ")
      throw ValidationError("no dialect is called `\(dialect)`; there is \(names)")
    }
    if let jobs = options.jobs, jobs < 1 { throw ValidationError("--jobs takes a whole number from 1") }
    let scriptRules = EmbeddedCodeRules.family.metadata.map(\.code).filter {
      !ignored.contains($0) && selected?.contains($0) != false
    }
    let rules = RuleSelection(selected: selected, ignored: ignored, scripts: Set(scriptRules))
    if extras.watches { watch(rules) }
    let result = once(rules)
    // Ends here, with everything alive: giving thousands of trees back piece by piece takes a while and helps nobody.
    withExtendedLifetime(result.everything) { WflintCommand.exit(withError: ExitCode(result.status)) }
  }

  /// The rules that the arguments name, as codes.
  private struct RuleSelection {
    /// What `--select` names; nil for all.
    var selected: Set<String>?
    var ignored: Set<String>
    /// The rules that speak of scripts, as far as they are on.
    var scripts: Set<String>
  }

  /// What a check came to.
  private struct Result {
    var status: Int32
    /// Whether standard output is still read.
    var isRead: Bool
    var everything: (CheckSession.Outcome, CheckSession)
  }

  /// Checks once, and prints what was found.
  private func once(_ rules: RuleSelection) -> Result {
    let scripts = ScriptChecker(
      options.scripts, rules: rules.scripts, jobs: options.jobs ?? FileSystem.processorCount)
    let progress = Progress(options.progress, isQuiet: options.quiet)
    var session = CheckSession(
      jobs: options.jobs, dialect: options.dialect, configuration: options.config, scripts: scripts,
      excludesNamed: options.forceExclude, progress: progress)
    var outcome = session.run(options.paths, standardInputName: options.stdinFilename)
    progress.finish()
    let style = Terminal.style(options.color)
    if fixes || unsafeFixes || showsDiff { mend(&outcome, scripts, style) }
    var known = outcome.files.compactMap { file in
      report(file, selected: rules.selected, ignored: rules.ignored).map { (report: $0, file: file.file) }
    }
    compareWithBaseline(&known, &outcome)
    let reports = known.map(\.report)
    let isRead = printsMended(outcome) || Terminal.write(render(reports, style))
    for failure in outcome.failures { Terminal.warn(failure) }
    for mistake in outcome.configurationMistakes where !Self.shows(reports, errorIn: mistake.path) {
      Terminal.warn(mistake.message)
    }
    if !options.quiet { for note in outcome.notes { Terminal.warn(note) } }
    let isClean = !reports.contains { report in report.diagnostics.contains { $0.severity >= options.failOn } }
    let isDone = outcome.failures.isEmpty && outcome.configurationMistakes.isEmpty
    let isBroken = outcome.files.contains { file in
      file.diagnostics.contains { $0.code == RuleFailed.metadata.code }
    }
    let status = Self.status(isDone: isDone, isBroken: isBroken, isClean: isClean)
    return Result(status: status, isRead: isRead, everything: (outcome, session))
  }

  /// The exit status; a rule that went wrong weighs more than what the others found.
  static func status(isDone: Bool, isBroken: Bool, isClean: Bool) -> Int32 {
    !isDone ? 2 : isBroken ? 3 : isClean ? 0 : 1
  }

  private static func shows(_ reports: [FileReport], errorIn path: String) -> Bool {
    reports.contains { report in report.path == path && report.diagnostics.contains { $0.severity == .error } }
  }

  /// Checks, waits for a change and checks again, until nobody reads any more or a signal ends the process.
  private func watch(_ rules: RuleSelection) -> Never {
    let clearsScreen = format == .text && Terminal.isTerminal(1)
    while true {
      // Taken before the files are read: what changes meanwhile is seen.
      let before = WatchedState(options)
      if clearsScreen { Terminal.write(Array("\u{1B}[H\u{1B}[2J\u{1B}[3J".utf8)) }
      guard once(rules).isRead else { WflintCommand.exit(withError: ExitCode(0)) }
      Terminal.warn("watching \(before.count) \(before.count == 1 ? "file" : "files"); interrupt to end")
      before.waitForChange(options)
    }
  }

  /// Codes of the rules that `--select` or `--ignore` name; nil for none.
  private static func rules(_ values: [String]) throws -> Set<String>? {
    let names = values.flatMap { $0.split(separator: ",").map(String.init) }
    guard !names.isEmpty else { return nil }
    var codes: Set<String> = []
    for name in names {
      if let rule = RuleCatalog.rule(name) {
        codes.insert(rule.code)
        continue
      }
      let group = RuleCatalog.all.map(\.code).filter { name.utf8.count >= 2 && $0.hasPrefix(name) }
      guard !group.isEmpty else {
        let hint = NearestName.of(name, among: RuleCatalog.all.flatMap { [$0.code, $0.name] })
        throw ValidationError("no rule is called `\(name)`\(hint.map { "; did you mean `\($0)`?" } ?? "")")
      }
      codes.formUnion(group)
    }
    return codes
  }

  private func report(_ file: CheckedFile, selected: Set<String>?, ignored: Set<String>) -> FileReport? {
    guard let text = file.text else { return nil }
    let diagnostics = file.diagnostics.filter { diagnostic in
      diagnostic.severity >= options.severity && !ignored.contains(diagnostic.code)
        && selected?.contains(diagnostic.code) != false
    }
    return FileReport(path: file.file.path, text: text, diagnostics: diagnostics)
  }

  /// Takes the findings away that the baseline knows; with `--update-baseline` it knows them all.
  private func compareWithBaseline(
    _ reports: inout [(report: FileReport, file: InputFile)], _ outcome: inout CheckSession.Outcome
  ) {
    guard let path = extras.baseline else { return }
    var baseline: Baseline
    switch Baseline.read(path) {
    case .success(let read): baseline = read
    case .failure(let failure):
      guard extras.updatesBaseline else { return outcome.failures.append(failure.message) }
      baseline = Baseline(path: path)
    }
    if extras.updatesBaseline {
      baseline.update(reports)
      do throws(FileError) {
        try FileSystem.writeMakingFolder(baseline.encoded(), to: path)
        outcome.notes.append("\(path): \(baseline.entries.count) known findings")
      } catch {
        outcome.failures.append(error.description)
      }
    } else if case let count = baseline.staleCount(reports), count > 0 {
      outcome.notes.append("\(path): \(count) known findings are gone; --update-baseline drops them")
    }
    for index in reports.indices {
      reports[index].report = baseline.unknown(reports[index].report, of: reports[index].file)
    }
  }

  private func render(_ files: [FileReport], _ style: ReportOptions) -> [UInt8] {
    if extras.showsStatistics {
      let statistics = RuleStatistics(files)
      return Array((format == .json ? statistics.json : statistics.text).utf8)
    }
    var style = style
    // A line of counts is for people; the other formats are read by tools.
    style.showsSummary = !options.quiet && format == .text
    style.failOn = options.failOn
    // A text without a finding names no rule.
    let isBare = format == .text && files.allSatisfy { $0.diagnostics.isEmpty }
    let rules = (isBare ? [] : RuleCatalog.all).map {
      RuleInfo(
        code: $0.code, name: $0.name, summary: $0.summary, rationale: $0.rationale, helpURL: $0.url,
        defaultSeverity: $0.severity, isFixable: $0.fix != .never)
    }
    return Report(tool: ToolInfo(version: Version.current), files: files, rules: rules).rendered(as: format, style)
  }

  // MARK: Fixing

  private func mend(_ outcome: inout CheckSession.Outcome, _ scripts: ScriptChecker, _ style: ReportOptions) {
    let applicability: Set<Applicability> = unsafeFixes ? [.safe, .unsafe] : [.safe]
    for index in outcome.files.indices {
      let file = outcome.files[index]
      guard let workspace = file.workspace?.snapshot, let input = file.file.input else { continue }
      func parsed(_ text: SourceText, _ problems: [SyntaxProblem] = []) -> ParsedDocument {
        ParsedDocument(
          path: file.file.path, text: text, stepTypes: workspace.configuration.stepTypes,
          stepDefinitions: workspace.stepDefinitions, dialect: options.dialect, inputProblems: problems)
      }
      let fixed = applyFixes(
        to: parsed(input.source, input.problems), in: workspace, including: applicability,
        scriptProblems: { scripts.problems(in: [($0.path, $0.embeddedScripts)], of: workspace).first ?? [] },
        reparse: { parsed($0) })
      guard fixed.text.bytes != input.source.bytes else {
        // A filter hands on what needs no mending.
        if file.file.origin == .standardInput, !showsDiff {
          Terminal.write(InputDecoding.encode(fixed.text, as: input.encoding))
        }
        continue
      }
      if showsDiff {
        let diff = UnifiedDiff.render(
          old: input.source.bytes, new: fixed.text.bytes, path: file.file.path, isColoured: style.isColoured)
        Terminal.write(diff)
        continue
      }
      if file.file.origin == .standardInput {
        Terminal.write(InputDecoding.encode(fixed.text, as: input.encoding))
      } else if !input.problems.isEmpty {
        // What could not be decoded would be lost.
        outcome.failures.append(
          "\(file.file.path): holds ill-formed \(input.encoding.rawValue); nothing was written to it")
        continue
      } else if let path = file.file.absolutePath {
        let bytes = InputDecoding.encode(fixed.text, as: input.encoding)
        do throws(FileError) {
          // A file that changed since it was read keeps what its author wrote meanwhile.
          try FileSystem.write(bytes, to: path, expecting: file.file.rawBytes)
        } catch {
          outcome.failures.append(FileError(error.kind, error.action, path: file.file.path).description)
          continue
        }
      }
      let mended = DecodedInput(source: fixed.text, encoding: input.encoding, problems: [])
      outcome.files[index] = CheckedFile(
        file.file.with(mended, rawBytes: file.file.rawBytes), kind: file.kind,
        diagnostics: fixed.remaining.diagnostics, workspace: file.workspace)
    }
  }

  /// With fixed standard input or a diff, standard output is taken: findings go where they do not mix with it.
  private func printsMended(_ outcome: CheckSession.Outcome) -> Bool {
    showsDiff || (fixes || unsafeFixes) && outcome.files.contains { $0.file.origin == .standardInput }
  }
}
