// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import SourceText
import YAMLSyntax

/// Finds the files that define step types, and reads them.
enum StepDefinitionSearch {
  /// Whether a file's name says that it is written in a language of definitions.
  static func isDefinitionFile(_ path: String) -> Bool { path.hasSuffix(".cue") }

  /// The absolute paths of the files below a folder that define step types, sorted: all in languages of definitions, and
  /// YAML files that name the kind of object.
  static func files(below folder: String) -> [String] {
    let walker = Walker(takes: { PathText.isYAML($0) || isDefinitionFile($0) })
    return walker.walk([folder]).files.map { FileSystem.absolutePath($0.path) }.filter { path in
      guard !isDefinitionFile(path) else { return true }
      guard case .success(let bytes) = FileSystem.contents(of: path) else { return false }
      return bytes.firstRange(of: Array("WorkflowStepDefinition".utf8)) != nil
    }
  }

  /// The types that the configured folders of a workspace define, each file read once; what cannot be read is left out.
  static func definitions(of workspace: Workspace) -> StepDefinitions {
    var paths: [String] = []
    for folder in workspace.configuration.definitionFolders {
      let path = folder.hasPrefix("/") ? folder : workspace.root + "/" + folder
      guard FileSystem.isFolder(path) else { continue }
      paths += files(below: path).filter { !paths.contains($0) }
    }
    var notes: [String] = []
    return definitions(in: paths, &notes)
  }

  /// The types that files define; a note says where one in a language of definitions cannot be understood.
  static func definitions(in paths: [String], _ notes: inout [String]) -> StepDefinitions {
    var result = StepDefinitions()
    for path in paths {
      guard case .success(let bytes) = FileSystem.contents(of: path) else { continue }
      let text = InputDecoding.decode(bytes).source
      guard text.bytes.count <= SourceText.maximumByteCount else { continue }
      let shown = FileSystem.displayPath(path)
      guard let file = DialectCatalog.definitionFile(text, path: shown) else {
        result.add(StepDefinitions(of: ParsedDocument(path: shown, text: text)))
        continue
      }
      result.add(StepDefinitions(file.definitions))
      if let problem = file.problem {
        let place = text.position(of: problem.range.start, unit: .utf32)
        notes.append("\(shown):\(place.line + 1):\(place.column + 1): \(problem.message)")
      }
    }
    return result
  }
}
