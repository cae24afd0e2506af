// SPDX-License-Identifier: Apache-2.0
package import Dialect
package import SourceText

/// The step types that files of a workspace define.
package struct StepDefinitions: Sendable {
  /// All of them; a later one of a name stands before an earlier one.
  package private(set) var all: [StepDefinition]

  /// Makes a list.
  package init(_ all: [StepDefinition] = []) { self.all = all }

  /// What a file defines: objects of a YAML file, or a file in a language of definitions.
  package init(of document: ParsedDocument) {
    all = document.definitions.compactMap(\.definition)
    if let file = DialectCatalog.definitionFile(document.text, path: document.path) { all += file.definitions }
  }

  /// What a file in a language of definitions defines; nil for a file of another language.
  package init?(text: SourceText, path: String) {
    guard let file = DialectCatalog.definitionFile(text, path: path) else { return nil }
    all = file.definitions
  }

  /// Whether there is none.
  package var isEmpty: Bool { all.isEmpty }

  /// Whether a file of this kind may use one of them.
  package func mayCount(in kind: DocumentKind?) -> Bool {
    guard case .workflow(let dialect) = kind else { return false }
    return all.contains { $0.dialect == dialect }
  }

  /// Adds others.
  package mutating func add(_ other: StepDefinitions) { all += other.all }

  /// The file that defines a type, and where its name stands there; nil for a type that no file defines.
  package func place(of name: String) -> (path: String, range: TextRange)? {
    all.last { $0.name == name }.map { ($0.path, $0.range) }
  }
}
