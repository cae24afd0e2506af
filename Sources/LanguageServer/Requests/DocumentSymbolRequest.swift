// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `textDocument/documentSymbol`.
enum DocumentSymbolRequest: RequestHandler {
  static let method = "textDocument/documentSymbol"

  static func run(
    _ params: LSP.DocumentSymbolParams, _ context: RequestContext
  ) async throws(ResponseError) -> DocumentSymbolAnswer {
    let document = try context.document(params)
    let symbols = await context.service.symbols(of: document.snapshot, in: context.workspace)
    let converter = Converter(document: document, client: context.client)
    if context.client.showsSymbolTrees {
      return .tree(symbols.map { converter.tree($0, depth: 0) })
    }
    var list: [LSP.SymbolInformation] = []
    for symbol in symbols { converter.flatten(symbol, container: nil, depth: 0, into: &list) }
    return .list(list)
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.documentSymbolProvider = true
  }
}

/// Symbols in the form that the client takes.
enum DocumentSymbolAnswer: Encodable, Sendable {
  /// As trees.
  case tree([LSP.DocumentSymbol])
  /// In the document's order.
  case list([LSP.SymbolInformation])

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .tree(let symbols): try container.encode(symbols)
    case .list(let symbols): try container.encode(symbols)
    }
  }
}

private struct Converter {
  /// Deeper symbols are left out.
  static let maximumDepth = 64

  let document: OpenDocument
  let client: ClientProfile

  func tree(_ node: SymbolNode, depth: Int) -> LSP.DocumentSymbol {
    let children = depth < Self.maximumDepth ? node.children.map { tree($0, depth: depth + 1) } : []
    return LSP.DocumentSymbol(
      name: name(node), detail: node.detail, kind: node.kind.symbolKind, tags: tags(node),
      range: document.conversions.range(node.range.union(node.nameRange)),
      selectionRange: document.conversions.range(node.nameRange),
      children: children.isEmpty ? nil : children)
  }

  func flatten(_ node: SymbolNode, container: String?, depth: Int, into list: inout [LSP.SymbolInformation]) {
    let range = document.conversions.range(node.range.union(node.nameRange))
    list.append(
      LSP.SymbolInformation(
        name: name(node), kind: node.kind.symbolKind, tags: tags(node),
        location: LSP.Location(uri: document.snapshot.uri.string, range: range), containerName: container))
    guard depth < Self.maximumDepth else { return }
    for child in node.children { flatten(child, container: node.name, depth: depth + 1, into: &list) }
  }

  /// Clients refuse a symbol without a name.
  private func name(_ node: SymbolNode) -> String {
    node.name.utf8.allSatisfy { $0 == 0x20 } ? node.kind.rawValue : node.name
  }

  private func tags(_ node: SymbolNode) -> [LSP.SymbolTag]? {
    node.isDeprecated && client.showsSymbolTags ? [.deprecated] : nil
  }
}

extension OutlineKind {
  /// The protocol's kind, which editors draw a picture of.
  var symbolKind: LSP.SymbolKind {
    switch self {
    case .workflow: .class
    case .step: .function
    case .group: .namespace
    case .approval: .interface
    case .trigger: .event
    case .input: .variable
    case .output: .constant
    case .scenario: .method
    case .section: .module
    case .property: .property
    case .anchor: .key
    }
  }
}
