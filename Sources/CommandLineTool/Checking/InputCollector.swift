// SPDX-License-Identifier: Apache-2.0
import Analysis
import SourceText
import YAMLSyntax

/// Turns the paths of a command line into files, each once, sorted by path.
struct InputCollector {
  private(set) var files: [InputFile] = []
  /// The paths of files that define step types in a language of their own.
  private(set) var definitionPaths: [String] = []
  private(set) var failures: [String] = []
  private(set) var locator: WorkspaceLocator
  private var seen: Set<String> = []
  /// Whether there is one argument, which leads to no file twice.
  private var isOnly = false
  private let excludesNamed: Bool

  /// A collector; `excludesNamed` makes it leave out what the configuration excludes also where it is named.
  init(_ locator: inout WorkspaceLocator, excludesNamed: Bool = false) {
    self.locator = locator
    self.excludesNamed = excludesNamed
  }

  /// Collects what `paths` name: files as they are, folders by walking them, `-` as standard input.
  mutating func collect(_ paths: [String], standardInputName: String?) {
    isOnly = paths.count == 1
    for path in paths {
      if path == "-" {
        addStandardInput(standardInputName)
      } else if FileSystem.isFolder(path) {
        walk(path)
      } else if Glob.hasSpecialCharacters(path), !FileSystem.exists(path) {
        let result = Walker().walk([path])
        failures += result.problems.map(\.description)
        for match in result.files { add(match.path, .named) }
      } else {
        add(path, .named)
      }
    }
    files.sort { PathText.precedes($0.path, $1.path) }
  }

  private mutating func add(_ path: String, _ origin: InputFile.Origin) {
    let absolute = FileSystem.absolutePath(path)
    if StepDefinitionSearch.isDefinitionFile(path) {
      if seen.insert(absolute).inserted { definitionPaths.append(absolute) }
      return
    }
    if excludesNamed, origin == .named, isExcluded(absolute) { return }
    guard seen.insert(absolute).inserted else { return }
    files.append(InputFile(path: FileSystem.displayPath(absolute), absolutePath: absolute, origin: origin))
  }

  private mutating func walk(_ folder: String) {
    let result = Walker(takes: { PathText.isYAML($0) || StepDefinitionSearch.isDefinitionFile($0) }).walk([folder])
    failures += result.problems.map(\.description)
    files.reserveCapacity(files.count + result.files.count)
    var last: Folder?
    for path in result.files.map({ $0.path }) {
      let folder: Folder
      if let last, PathText.isDirectly(path, in: last.walked) {
        folder = last
      } else {
        folder = Folder(PathText.folder(path), &locator)
        last = folder
      }
      let name = PathText.name(path)
      guard !folder.workspace.configuration.excludes(PathText.joined(folder.relative, name)) else { continue }
      let absolute = PathText.joined(folder.absolute, name)
      guard isOnly || seen.insert(absolute).inserted else { continue }
      if StepDefinitionSearch.isDefinitionFile(name) {
        definitionPaths.append(absolute)
      } else {
        files.append(
          InputFile(
            path: PathText.joined(folder.shown, name), absolutePath: absolute, origin: .found,
            workspace: folder.workspace))
      }
    }
  }

  /// What the files of a folder have in common; they come one behind the other, and there are far more of them.
  private final class Folder {
    /// The path as the walk shows it.
    let walked: String
    /// The same from the root.
    let absolute: String
    /// The same as people read it.
    let shown: String
    /// The same as its workspace's configuration names it.
    let relative: String
    /// The workspace that it is in.
    let workspace: Workspace

    init(_ walked: String, _ locator: inout WorkspaceLocator) {
      self.walked = walked
      absolute = FileSystem.absolutePath(walked)
      workspace = locator.workspace(for: absolute)
      shown = PathText.shown(absolute, from: FileSystem.currentDirectory)
      relative = PathText.shown(absolute, from: workspace.root)
    }
  }

  /// Whether the configuration of the file's workspace excludes it.
  private mutating func isExcluded(_ absolute: String) -> Bool {
    let workspace = locator.workspace(for: FileSystem.parent(of: absolute))
    return workspace.configuration.excludes(PathText.shown(absolute, from: workspace.root))
  }

  private mutating func addStandardInput(_ name: String?) {
    guard !files.contains(where: { $0.origin == .standardInput }) else { return }
    let file = InputFile(
      path: name ?? "<stdin>", absolutePath: name.map { FileSystem.absolutePath($0) }, origin: .standardInput)
    switch FileSystem.readStandardInput() {
    case .success(let bytes): files.append(file.with(InputDecoding.decode(bytes)))
    case .failure(let error): files.append(file.with(nil, failure: error.description))
    }
  }
}

extension InputFile {
  /// The file with its text, or with why it could not be read.
  func loaded() -> InputFile {
    guard input == nil, failure == nil, let absolutePath else { return self }
    switch FileSystem.contents(of: absolutePath) {
    case .success(let bytes): return with(InputDecoding.decode(bytes), rawBytes: bytes)
    case .failure(let error):
      return with(nil, failure: FileError(error.kind, error.action, path: path).description)
    }
  }
}

/// Finds the workflow files of a workspace.
enum WorkflowFileSearch {
  /// The absolute paths of the files below a folder that look like native workflows, sorted.
  ///
  /// A file counts by its name, or because its first bytes name the format.
  static func files(below root: String) -> [String] {
    Walker().walk([root]).files.map { FileSystem.absolutePath($0.path) }.filter { path in
      if path.hasSuffix(".wf.yaml") || path.hasSuffix(".wf.yml") { return true }
      guard case .success(let bytes) = FileSystem.contents(of: path) else { return false }
      let head = bytes.prefix(4096)
      let word = Array("schema: wflint/v".utf8)
      return head.indices.contains { head[$0...].starts(with: word) }
    }
  }
}
