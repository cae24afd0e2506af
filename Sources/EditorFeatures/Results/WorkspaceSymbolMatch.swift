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

  /// Whether a name holds the letters of a query in their order, whatever their case; an empty query matches all.
  package static func matches(_ name: String, _ query: String) -> Bool { distance(name, query) != nil }

  /// How far a name is from a query, from 0: they are equal, the name begins with it, holds it, or holds its letters in
  /// their order; nil where it does not. Case and blanks do not count.
  package static func distance(_ name: String, _ query: String) -> Int? {
    let wanted = query.lowercased().utf8.filter { $0 != 0x20 }
    if wanted.isEmpty { return 0 }
    let name = Array(name.lowercased().utf8)
    var rest = wanted[...]
    for byte in name where byte == rest.first { rest = rest.dropFirst() }
    guard rest.isEmpty else { return nil }
    if name.starts(with: wanted) { return name.count == wanted.count ? 0 : 1 }
    let holds = name.indices.contains { name[$0...].starts(with: wanted) }
    return holds ? 2 : 3
  }
}
