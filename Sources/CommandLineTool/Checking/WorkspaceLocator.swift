// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import SourceText
import YAMLSyntax

/// A workspace: the folder of the nearest `.wflint.yaml`, else of the git repository, else the folder given.
struct Workspace: Sendable {
  /// The absolute path of its folder, without a slash at its end.
  var root: String
  /// The absolute path of its configuration, where there is one.
  var configurationPath: String?
  /// What the configuration says.
  var configuration = Configuration()
  /// The configuration as a document, for its own findings.
  var configurationDocument: ParsedDocument?
  /// Why the configuration cannot be used: it is not readable, or `mistake`.
  var failure: String?
  /// The first mistake in a configuration that could be read, with its place.
  var mistake: String?
}

/// Finds the workspace of each file, reading each configuration once.
struct WorkspaceLocator {
  private var byFolder: [String: Workspace] = [:]
  private var byRoot: [String: Workspace] = [:]
  private let explicitConfiguration: String?

  /// A locator; `configuration` is the path given with `--config`.
  init(configuration: String?) { explicitConfiguration = configuration }

  /// The workspace of a file in `folder`, an absolute path.
  mutating func workspace(for folder: String) -> Workspace {
    if let known = byFolder[folder] { return known }
    let found = locate(folder)
    byFolder[folder] = found
    return found
  }

  private mutating func locate(_ folder: String) -> Workspace {
    if let explicitConfiguration {
      let path = FileSystem.absolutePath(explicitConfiguration)
      return workspace(root: FileSystem.parent(of: path), configuration: path)
    }
    var current = folder
    var gitRoot: String?
    while true {
      let candidate = current == "/" ? "/.wflint.yaml" : current + "/.wflint.yaml"
      if FileSystem.isFile(candidate) { return workspace(root: current, configuration: candidate) }
      if gitRoot == nil, FileSystem.exists((current == "/" ? "" : current) + "/.git") { gitRoot = current }
      if current == "/" || current.isEmpty { break }
      current = FileSystem.parent(of: current)
    }
    return workspace(root: gitRoot ?? folder, configuration: nil)
  }

  private mutating func workspace(root: String, configuration path: String?) -> Workspace {
    if let known = byRoot[root] { return known }
    var workspace = Workspace(root: root, configurationPath: path)
    if let path {
      switch FileSystem.contents(of: path) {
      case .success(let bytes):
        let input = InputDecoding.decode(bytes)
        let document = ParsedDocument(path: FileSystem.displayPath(path), text: input.source)
        workspace.configurationDocument = document
        workspace.configuration = readConfiguration(document)
        let mistakes = analyze(document, in: WorkspaceSnapshot()).diagnostics.filter { $0.severity == .error }
        if let first = mistakes.first {
          let place = document.text.position(of: first.range.start, unit: .utf32)
          workspace.mistake =
            "\(document.path):\(place.line + 1):\(place.column + 1): \(first.message) (\(first.code))"
          workspace.failure = workspace.mistake
        }
      case .failure(let error): workspace.failure = error.description
      }
    }
    byRoot[root] = workspace
    return workspace
  }
}
