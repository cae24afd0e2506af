// SPDX-License-Identifier: Apache-2.0
import CloudifyDialect
package import Dialect
import KubeVelaDialect
import NativeDialect
package import SourceText
package import YAMLSyntax

/// What a file is; content decides, the name only hints.
package enum DocumentKind: Hashable, Sendable {
  /// A workflow of the named dialect.
  case workflow(dialect: String)
  /// Scenarios for the simulator.
  case scenario
  /// `.wflint.yaml`.
  case configuration
  /// A YAML file of no business of ours.
  case other
}

/// The front ends, in the order in which they are asked.
package enum DialectCatalog {
  /// All dialects.
  package static let all: [any Dialect.Type] = [NativeDialect.self, KubeVelaDialect.self, CloudifyDialect.self]

  /// The dialect that claims a document's content.
  package static func claiming(_ root: YAMLNode) -> (any Dialect.Type)? { all.first { $0.claims(root) } }
  /// The dialect that a file's name hints at.
  package static func hinted(by fileName: String) -> (any Dialect.Type)? { all.first { $0.isHinted(by: fileName) } }
  /// The objects of a document that define step types.
  static func definitions(in document: YAMLDocument, path: String) -> [ParsedDefinition] {
    for dialect in all {
      let found = dialect.definitions(in: document).compactMap { object in
        dialect.define(object, path: path).map { ParsedDefinition(document: object, lowered: $0.0, definition: $0.1) }
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The step types that a file in a language of definitions defines; nil for every other file.
  package static func definitionFile(_ text: SourceText, path: String) -> DefinitionFile? {
    for dialect in all {
      if let file = dialect.definitionFile(text, path: path) { return file }
    }
    return nil
  }

  /// The kinds of objects that hold or define steps in a version of a schema.
  package static func kinds(ofVersion version: String) -> [String] { KubeVelaKind.names(ofVersion: version) }

  /// The dialect of a name.
  package static func named(_ name: String) -> (any Dialect.Type)? { all.first { $0.name == name } }
}

extension DocumentKind {
  /// The configuration's file name.
  package static let configurationFileName = ".wflint.yaml"

  /// The last part of a path.
  static func fileName(of path: String) -> String {
    path.utf8.lastIndex(of: 0x2F).map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// Whether a document says `schema: wflint-sim/…`.
  static func isScenario(_ root: YAMLNode) -> Bool {
    guard let value = root.entry("schema")?.value.resolved, value.kind == .scalar else { return false }
    return value.text.hasPrefix("wflint-sim/")
  }
}
