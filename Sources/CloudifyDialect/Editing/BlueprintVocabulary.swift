// SPDX-License-Identifier: Apache-2.0
package import Dialect
package import SourceText
import YAMLSyntax

/// What names a blueprint has, as editors ask for them.
enum BlueprintNameKind: String, CaseIterable {
  case input
  case node
  case nodeType = "node type"
  case relationshipType = "relationship type"
  case dataType = "data type"
  case plugin
  case workflow
  case group
  case policyType = "policy type"
  case policyTrigger = "policy trigger"
  case output
  case capability
  case property
}

/// A blueprint with all that it imports, as editors see it.
package final class BlueprintVocabulary: DialectVocabulary {
  let checker: BlueprintChecker
  /// Every place of all files where a name stands that some file declares. Complexity: linear in the files, each time.
  package var places: [DeclaredPlace] { BlueprintPlaces(checker).places }

  /// Merges a main file with its imports. Complexity: linear in the files.
  init(_ file: BlueprintFile, at path: String, _ files: ImportedFiles, folders: [String]) {
    var checker = BlueprintChecker(file, at: path, files, folders: folders)
    checker.merge()
    self.checker = checker
  }

  /// The unit of the file at a path; nil for a file that is no part of the blueprint.
  func unit(_ path: String) -> Int? { checker.units.firstIndex { $0.path == path && !$0.file.isStandard } }

  /// The section that names of a kind are declared in.
  func section(_ kind: BlueprintNameKind) -> Section {
    switch kind {
    case .input: checker.inputs
    case .node: checker.nodes
    case .nodeType: checker.nodeTypes
    case .relationshipType: checker.relationships
    case .dataType: checker.dataTypes
    case .plugin: checker.plugins
    case .workflow: checker.workflows
    case .group: checker.groups
    case .policyType: checker.policyTypes
    case .policyTrigger: checker.policyTriggers
    case .output: checker.outputs
    case .capability: checker.capabilities
    case .property: Section()
    }
  }

  /// The texts of the file at a path that lead to other files, with those files' paths.
  package func links(in path: String) -> [(range: TextRange, path: String)] {
    guard let index = unit(path) else { return [] }
    let unit = checker.units[index]
    return unit.file.imports.compactMap { entry in
      guard case .file(_, let target) = checker.outcome(of: entry, from: unit) else { return nil }
      return (entry.node.contentRange, target)
    }
  }

  /// The words of the file at a path that call functions.
  package func calls(in path: String) -> [TextRange] {
    guard let index = unit(path) else { return [] }
    let tree = checker.units[index].file.root.tree
    return (0..<tree.nodeCount).compactMap { number in
      guard let node = tree.node(NodeID(rawValue: UInt32(number))), node.kind == .mapping else { return nil }
      return IntrinsicFunctions.call(node).map(\.key.contentRange)
    }
  }
}

extension BlueprintFile: NamingDetails {
  /// The document with everything that it imports, for editors.
  package func vocabulary(at path: String, _ files: ImportedFiles, folders: [String]) -> any DialectVocabulary {
    BlueprintVocabulary(self, at: path, files, folders: folders)
  }
}

extension BlueprintChecker {
  /// Only follows the imports and merges their sections: what names mean, and nothing of what is wrong.
  mutating func merge() {
    checkRole()
    version = main.version
    checkImports()
    mergeSections()
    problems = []
  }

  /// The relationships' types, nodes and so on that a text of a unit names, as something declared.
  func declared(_ definition: Definition, _ kind: BlueprintNameKind) -> DeclaredName {
    let unit = units[definition.unit]
    return DeclaredName(kind: kind.rawValue, name: definition.key.text, path: unit.file.isStandard ? "" : unit.path)
  }
}
