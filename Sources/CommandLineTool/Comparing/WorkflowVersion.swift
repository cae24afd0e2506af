// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// A version of a workflow file: a path, or `REVISION:path` as git has it.
struct WorkflowVersion {
  /// Why a version cannot be read.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// What it is called in reports.
  let name: String
  /// Its workflows.
  let workflows: [Workflow]
  /// The people and environments of its workspace.
  let directory: Directory

  /// Reads a version. A path that is there wins over a revision.
  init(_ text: String) throws(Failure) {
    if !FileSystem.exists(text), let colon = text.firstIndex(of: ":"), colon > text.startIndex {
      let path = String(text[text.index(after: colon)...])
      try self.init(revision: String(text[..<colon]), path: path)
    } else {
      switch FileSystem.contents(of: FileSystem.absolutePath(text)) {
      case .failure(let error):
        throw Failure(description: FileError(error.kind, error.action, path: FileSystem.displayPath(text)).description)
      case .success(let bytes): try self.init(name: text, path: text, bytes)
      }
    }
  }

  /// Reads what a file was at a revision; `path` is relative to the current folder, or to the repository's root as git has it.
  init(revision: String, path: String) throws(Failure) {
    guard !revision.hasPrefix("-"), !revision.isEmpty else {
      throw Failure(description: "`\(revision)` is no revision")
    }
    let isBelow = FileSystem.exists(path) || path.hasPrefix("./")
    let place = isBelow && !path.hasPrefix("/") && !path.hasPrefix("./") ? "./" + path : path
    let bytes = try Self.git(["show", "\(revision):\(place)"], what: "\(revision):\(path)")
    try self.init(name: "\(revision):\(path)", path: path, bytes)
  }

  private init(name: String, path: String, _ bytes: [UInt8]) throws(Failure) {
    self.name = name
    var locator = WorkspaceLocator(configuration: nil)
    let configuration = locator.workspace(for: FileSystem.parent(of: FileSystem.absolutePath(path))).configuration
    let document = ParsedDocument(
      path: path, text: InputDecoding.decode(bytes).source, stepTypes: configuration.stepTypes)
    workflows = document.workflows.map(\.lowered.workflow)
    directory = configuration.directory
    if workflows.isEmpty { throw Failure(description: "\(name): holds no workflow") }
  }

  /// The workflow files below the current folder that differ from a revision.
  static func changedFiles(since revision: String) throws(Failure) -> [String] {
    guard !revision.hasPrefix("-"), !revision.isEmpty else {
      throw Failure(description: "`\(revision)` is no revision")
    }
    let bytes = try git(
      ["diff", "--name-only", "-z", "--relative", "--diff-filter=M", revision, "--", "*.wf.yaml", "*.wf.yml"],
      what: revision)
    return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func git(_ arguments: [String], what: String) throws(Failure) -> [UInt8] {
    guard let path = ToolProcess.path(of: "git") else { throw Failure(description: "git is not in PATH") }
    switch ToolProcess.run(path, arguments, input: [], limit: .seconds(60)) {
    case .failure(.tooSlow): throw Failure(description: "\(what): git took too long")
    case .failure(.broken): throw Failure(description: "\(what): git could not be run, or said too much")
    case .success(let answer):
      guard answer.status == 0 else {
        let words = String(decoding: answer.errors.prefix(400), as: UTF8.self)
        let line = words.split(whereSeparator: \.isNewline).first.map(String.init) ?? "it failed"
        throw Failure(description: "\(what): git: \(line)")
      }
      return answer.output
    }
  }
}
