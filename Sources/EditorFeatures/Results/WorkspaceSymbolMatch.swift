// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// Something of a file that people may go to by its name, from anywhere.
package struct NamedSymbol: Hashable, Sendable {
  /// Its name.
  package var name: String
  /// What it is.
  package var kind: OutlineKind
  /// What holds it: the workflow of a step, the section of a name.
  package var container: String?
  /// The name's text in the file.
  package var range: TextRange

  /// Makes a symbol.
  package init(_ name: String, _ kind: OutlineKind, in container: String? = nil, range: TextRange) {
    self.name = name
    self.kind = kind
    self.container = container
    self.range = range
  }
}

/// A symbol of the workspace whose name matches what somebody looks for.
package struct WorkspaceSymbolMatch: Sendable {
  /// The symbol.
  package var symbol: NamedSymbol
  /// Its file.
  package var document: TargetDocument

  /// Makes a match.
  package init(_ symbol: NamedSymbol, in document: TargetDocument) {
    self.symbol = symbol
    self.document = document
  }
}
