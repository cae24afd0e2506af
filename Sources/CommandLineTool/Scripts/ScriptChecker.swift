// SPDX-License-Identifier: Apache-2.0
import Analysis
import Rules
import SourceText
import Synchronization

/// Hands scripts to the tools of their languages, each text once however many workflows hold it.
final class ScriptChecker: Sendable {
  private struct Key: Hashable {
    var language: EmbeddedScript.Language
    var hash: ContentHash
  }

  private struct State {
    var answers: [Key: [ScriptProblem]] = [:]
    /// Where each tool is; nil inside for one that is not installed.
    var paths: [ScriptTool: String?] = [:]
    /// Tools that are not asked any more.
    var givenUp: Set<ScriptTool> = []
    /// Whether there were too many scripts for `auto`.
    var isTooMany = false
    var notes: Set<String> = []
    var failures: [String] = []
  }

  /// Longer scripts are not handed on (1 MiB).
  private static let maximumLength = 1 << 20
  /// `auto` asks about so many different scripts of a workspace, or about none: a tool takes some 10 ms for each, and
  /// thousands would make a quick check slow. What is asked does not depend on how quick the machine is.
  private static let automaticMaximum = 100
  /// What a tool may take for one script.
  private static let limit = Duration.seconds(10)

  private let mode: ScriptMode
  private let rules: Set<String>
  private let jobs: Int
  private let state = Mutex(State())

  /// A checker for the scripts of which the `rules` (`WF801` …) speak, with at most `jobs` tools at once.
  init(_ mode: ScriptMode, rules: Set<String>, jobs: Int) {
    self.mode = mode
    self.rules = mode == .off ? [] : rules
    self.jobs = max(1, jobs)
  }

  /// What went wrong though nothing is missing: tools that took too long or gave no answer.
  var notes: [String] { state.withLock { $0.notes }.sorted() }
  /// Tools that `--scripts on` asks for and that are not there.
  var failures: [String] { state.withLock { $0.failures } }

  /// Whether tools are asked at all.
  var isAsking: Bool { !rules.isEmpty && !state.withLock { $0.isTooMany } }

  /// What the tools say of the scripts of each document, in the documents' order.
  func problems(
    in documents: [(path: String, scripts: [EmbeddedScript])], of workspace: WorkspaceSnapshot
  ) -> [[ScriptProblem]] {
    let none = Array(repeating: [ScriptProblem](), count: documents.count)
    guard isAsking else { return none }
    let scripts = documents.map { document in
      document.scripts.map { script -> (script: EmbeddedScript, key: Key?) in
        guard isOn(script, document.path, workspace) else { return (script, nil) }
        return (script, Key(language: script.language, hash: ContentHash(script.text)))
      }
    }
    var wanted: [(key: Key, script: EmbeddedScript, tool: ScriptTool, path: String)] = []
    var seen: Set<Key> = []
    for (script, key) in scripts.joined() {
      guard let key, seen.insert(key).inserted, state.withLock({ $0.answers[key] }) == nil,
        let path = path(of: ScriptTool(script.language))
      else { continue }
      wanted.append((key, script, ScriptTool(script.language), path))
    }
    if mode == .auto, isTooMany(wanted.count) { return none }
    _ = Parallel.map(wanted, jobs: jobs, inPlace: 1) { work in self.ask(work.key, work.script, work.tool, work.path) }
    return scripts.map { scripts in
      scripts.enumerated().flatMap { index, entry -> [ScriptProblem] in
        guard let key = entry.key else { return [] }
        return (state.withLock { $0.answers[key] } ?? []).map { problem in
          var problem = problem
          problem.script = index
          return problem
        }
      }
    }
  }

  private func isOn(_ script: EmbeddedScript, _ path: String, _ workspace: WorkspaceSnapshot) -> Bool {
    rules.contains(script.language.ruleCode) && script.text.count <= Self.maximumLength
      && !script.text.allSatisfy { $0 <= 0x20 } && workspace.runs(script.language.ruleCode, on: path)
  }

  /// Whether there are more scripts than `auto` asks about; says so once.
  private func isTooMany(_ count: Int) -> Bool {
    guard count > Self.automaticMaximum else { return false }
    state.withLock { state in
      state.isTooMany = true
      state.notes.insert(
        "\(count) scripts are more than are handed to tools unasked; --scripts on does it")
    }
    return true
  }

  /// Where a tool is; looked for once, and only when there is a script for it.
  private func path(of tool: ScriptTool) -> String? {
    state.withLock { state in
      if let known = state.paths[tool] { return known }
      let path = ToolProcess.path(of: tool.rawValue)
      state.paths[tool] = .some(path)
      if path == nil, mode == .on {
        state.failures.append("\(tool.rawValue) is not in PATH, and --scripts on asks for it")
      }
      return path
    }
  }

  private func ask(_ key: Key, _ script: EmbeddedScript, _ tool: ScriptTool, _ path: String) {
    // A tool that took too long once is not waited for again.
    guard !state.withLock({ $0.givenUp.contains(tool) }) else { return }
    let result = ToolProcess.run(path, tool.arguments(for: script.language), input: script.text, limit: Self.limit)
    var note: String?
    var problems: [ScriptProblem] = []
    switch result {
    case .success(let answer):
      if let found = tool.problems(in: answer, of: script) {
        problems = found
      } else {
        note = "\(tool.rawValue) gave no answer about the script of `\(script.step)`"
      }
    case .failure(.tooSlow): note = "\(tool.rawValue) took too long about a script, and is not asked again"
    case .failure(.broken): note = "\(tool.rawValue) could not be asked about the script of `\(script.step)`"
    }
    state.withLock { state in
      state.answers[key] = problems
      if case .failure(.tooSlow) = result { state.givenUp.insert(tool) }
      if let note { state.notes.insert(note) }
    }
  }
}
