// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `textDocument/definition`.
enum DefinitionRequest: RequestHandler {
  static let method = "textDocument/definition"
  static let needsAllFiles = true

  static func run(
    _ params: LSP.DefinitionParams, _ context: RequestContext
  ) async throws(ResponseError) -> DefinitionAnswer {
    let document = try context.document(params)
    let offset = document.conversions.offset(params.position)
    let targets = await context.service.definition(at: offset, of: document.snapshot, in: context.workspace)
    return answer(targets, to: method, from: document, context)
  }

  /// Targets in the form that the client takes.
  static func answer(
    _ targets: [DefinitionTarget], to method: String, from document: OpenDocument, _ context: RequestContext
  ) -> DefinitionAnswer {
    let links = targets.map { link($0, from: document, context) }
    if context.client.followsLinks(method) { return .links(links) }
    return .locations(links.map { LSP.Location(uri: $0.targetUri, range: $0.targetSelectionRange) })
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.definitionProvider = true
  }

  private static func link(
    _ target: DefinitionTarget, from document: OpenDocument, _ context: RequestContext
  ) -> LSP.LocationLink {
    var uri = document.snapshot.uri
    var conversions = document.conversions
    if let other = target.document {
      // An open document is named as its client names it.
      let plain = DocumentURI(path: other.path)
      uri = context.workspace.document(at: plain)?.uri ?? plain
      conversions = Conversions(other.text, context.client.columnUnit)
    }
    return LSP.LocationLink(
      originSelectionRange: target.originRange.map(document.conversions.range),
      targetUri: uri.string,
      targetRange: conversions.range(target.range.union(target.nameRange)),
      targetSelectionRange: conversions.range(target.nameRange))
  }
}

/// Targets in the form that the client takes.
enum DefinitionAnswer: Encodable, Sendable {
  /// With the text that leads to them.
  case links([LSP.LocationLink])
  /// Plain.
  case locations([LSP.Location])

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .links(let links): try container.encode(links)
    case .locations(let locations): try container.encode(locations)
    }
  }
}
