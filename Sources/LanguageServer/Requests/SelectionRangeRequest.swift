// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `textDocument/selectionRange`.
enum SelectionRangeRequest: RequestHandler {
  static let method = "textDocument/selectionRange"

  static func run(
    _ params: LSP.SelectionRangeParams, _ context: RequestContext
  ) async throws(ResponseError) -> [LSP.SelectionRange] {
    let document = try context.document(params)
    var result: [LSP.SelectionRange] = []
    for position in params.positions {
      let offset = document.conversions.offset(position)
      let ranges = await context.service.selections(at: offset, of: document.snapshot, in: context.workspace)
        .map(document.conversions.range)
      let here = document.conversions.range(TextRange(at: offset))
      result.append(LSP.SelectionRange(ranges.first ?? here, parents: Array(ranges.dropFirst())))
    }
    return result
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.selectionRangeProvider = true
  }
}
