// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `textDocument/linkedEditingRange`: the places that change together while a name is typed over.
enum LinkedEditingRangeRequest: RequestHandler {
  static let method = "textDocument/linkedEditingRange"

  static func run(
    _ params: LSP.DefinitionParams, _ context: RequestContext
  ) async throws(ResponseError) -> LSP.LinkedEditingRanges? {
    let document = try context.document(params)
    let offset = document.conversions.offset(params.position)
    let all = await context.service.occurrences(at: offset, of: document.snapshot, in: context.workspace)
      .filter(\.isWritten)
    // A name that is declared elsewhere would be torn from its declaration.
    guard all.count > 1, all.contains(where: \.isDeclaration) else { return nil }
    return LSP.LinkedEditingRanges(
      ranges: all.map { document.conversions.range($0.range) }, wordPattern: "[a-z][a-z0-9_]*")
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.linkedEditingRangeProvider = true
  }
}
