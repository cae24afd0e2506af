// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServerProtocol

/// `textDocument/onTypeFormatting`: a line below a key that begins a value is indented.
enum OnTypeFormattingRequest: RequestHandler {
  static let method = "textDocument/onTypeFormatting"

  static func run(
    _ params: LSP.DocumentOnTypeFormattingParams, _ context: RequestContext
  ) async throws(ResponseError) -> [LSP.TextEdit] {
    let document = try context.document(params)
    guard params.ch == "\n" else { return [] }
    let offset = document.conversions.offset(params.position)
    let edits = await context.service.typingEdits(at: offset, of: document.snapshot, in: context.workspace)
    return document.conversions.edits(edits)
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.documentOnTypeFormattingProvider = LSP.DocumentOnTypeFormattingOptions(firstTriggerCharacter: "\n")
  }
}
