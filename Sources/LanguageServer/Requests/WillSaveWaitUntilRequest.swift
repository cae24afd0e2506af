// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `textDocument/willSaveWaitUntil`: what the settings `fixOnSave` and `formatOnSave` ask for; nothing unless they do.
enum WillSaveWaitUntilRequest: RequestHandler {
  static let method = "textDocument/willSaveWaitUntil"

  static func run(
    _ params: LSP.WillSaveTextDocumentParams, _ context: RequestContext
  ) async throws(ResponseError) -> [LSP.TextEdit] {
    let document = try context.document(params)
    // A save that nobody asked for must not move the text below somebody's hands.
    guard params.reason == nil || params.reason == .manual else { return [] }
    let settings = context.settings
    if settings?["fixOnSave"]?.bool == true {
      let edits = await context.service.fixAll(of: document.snapshot, in: context.workspace)
      if !edits.isEmpty { return document.conversions.edits(edits) }
    }
    guard settings?["formatOnSave"]?.bool == true else { return [] }
    let edits = await context.service.formatting(of: document.snapshot, in: nil, in: context.workspace)
    return document.conversions.edits(edits)
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    if context.client.waitsBeforeSaving { capabilities.textDocumentSync?.willSaveWaitUntil = true }
  }
}
