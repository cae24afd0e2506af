// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `textDocument/rename`.
enum RenameRequest: RequestHandler {
  static let method = "textDocument/rename"
  static let needsAllFiles = true

  static func run(
    _ params: LSP.RenameParams, _ context: RequestContext
  ) async throws(ResponseError) -> LSP.WorkspaceEdit? {
    let document = try context.document(params)
    let offset = document.conversions.offset(params.position)
    let progress = context.channel.begin("Renaming", params.workDoneToken)
    defer { progress?.end() }
    let result = await context.service.renameEverywhere(
      at: offset, to: params.newName, of: document.snapshot, in: context.workspace)
    switch result {
    case .success(let files): return context.workspaceEdit(files)
    case .failure(let problem): throw ResponseError(.requestFailed, problem.message)
    }
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.renameProvider = LSP.RenameOptions(
      prepareProvider: context.client.preparesRenames ? true : nil, workDoneProgress: true)
  }
}
