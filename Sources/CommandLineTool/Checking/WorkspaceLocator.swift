// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import SourceText
import YAMLSyntax

/// A workspace: the folder of the nearest `.wflint.yaml`, else of the git repository, else the folder given. A class:
/// each file asks for its own.
final class Workspace: Sendable {
  /// The absolute path of its folder, without a slash at its end.
  let root: String
  /// The absolute path of its configuration, where there is one.
  let configurationPath: String?
  /// What the configuration says.
  let configuration: Configuration
  /// The configuration as a document, for its own findings.
  let configurationDocument: ParsedDocument?
  /// Why the configuration cannot be used: it is not readable, or `mistake`.
  let failure: String?
  /// The first mistake in a configuration that could be read, with its place.
  let mistake: String?

  init(root: String, configurationPath: String?, _ reading: ConfigurationReading) {
    self.root = root
    self.configurationPath = configurationPath
    configuration = reading.configuration
    configurationDocument = reading.document
    failure = reading.failure
    mistake = reading.mistake
  }
}

/// What reading a configuration gave.
struct ConfigurationReading {
  /// What it says.
  var configuration = Configuration()
  /// The configuration as a document.
  var document: ParsedDocument?
  /// Why it cannot be used.
  var failure: String?
  /// The first mistake in it, with its place.
  var mistake: String?

  /// Reads the configuration at `path`; there is none where it is nil.
  init(_ path: String?) {
    guard let path else { return }
    switch FileSystem.contents(of: path) {
    case .success(let bytes):
      let document = ParsedDocument(path: FileSystem.displayPath(path), text: InputDecoding.decode(bytes).source)
      self.document = document
      configuration = readConfiguration(document)
      let mistakes = analyze(document, in: WorkspaceSnapshot()).diagnostics.filter { $0.severity == .error }
      if let first = mistakes.first {
        let place = document.text.position(of: first.range.start, unit: .utf32)
        mistake = "\(document.path):\(place.line + 1):\(place.column + 1): \(first.message) (\(first.code))"
        failure = mistake
      }
    case .failure(let error): failure = error.description
    }
  }
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
    let workspace = Workspace(root: root, configurationPath: path, ConfigurationReading(path))
    byRoot[root] = workspace
    return workspace
  }
}
