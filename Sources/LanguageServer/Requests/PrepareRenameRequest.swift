// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `textDocument/prepareRename`: whether the name under the cursor can be changed, and which text it is.
enum PrepareRenameRequest: RequestHandler {
  static let method = "textDocument/prepareRename"
  static let needsAllFiles = true

  static func run(
    _ params: LSP.PrepareRenameParams, _ context: RequestContext
  ) async throws(ResponseError) -> LSP.PrepareRenameResult? {
    let document = try context.document(params)
    let offset = document.conversions.offset(params.position)
    guard let range = await context.service.renamable(at: offset, of: document.snapshot, in: context.workspace) else {
      return nil
    }
    return LSP.PrepareRenameResult(
      range: document.conversions.range(range), placeholder: String(document.snapshot.text[range]))
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    // The member belongs to the renaming's own options; see `RenameRequest`.
  }
}
