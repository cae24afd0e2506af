// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `textDocument/formatting`.
enum FormattingRequest: RequestHandler {
  static let method = "textDocument/formatting"

  static func run(
    _ params: LSP.DocumentFormattingParams, _ context: RequestContext
  ) async throws(ResponseError) -> [LSP.TextEdit] {
    let document = try context.document(params)
    let edits = await context.service.formatting(of: document.snapshot, in: nil, in: context.workspace)
    return document.conversions.edits(edits)
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.documentFormattingProvider = true
  }
}

/// `textDocument/rangeFormatting`.
enum RangeFormattingRequest: RequestHandler {
  static let method = "textDocument/rangeFormatting"

  static func run(
    _ params: LSP.DocumentRangeFormattingParams, _ context: RequestContext
  ) async throws(ResponseError) -> [LSP.TextEdit] {
    let document = try context.document(params)
    let range = TextRange(
      document.conversions.offset(params.range.start), document.conversions.offset(params.range.end))
    let edits = await context.service.formatting(of: document.snapshot, in: range, in: context.workspace)
    return document.conversions.edits(edits)
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    // See `RangesFormattingRequest`.
  }
}

/// `textDocument/rangesFormatting`.
enum RangesFormattingRequest: RequestHandler {
  static let method = "textDocument/rangesFormatting"

  static func run(
    _ params: LSP.DocumentRangesFormattingParams, _ context: RequestContext
  ) async throws(ResponseError) -> [LSP.TextEdit] {
    let document = try context.document(params)
    var all: [TextEdit] = []
    for range in params.ranges.map(document.conversions.range).sorted(by: { $0.start < $1.start }) {
      let edits = await context.service.formatting(of: document.snapshot, in: range, in: context.workspace)
      // Ranges on one line ask for the same edits.
      all += edits.filter { edit in !all.contains { $0 == edit || $0.range.overlaps(edit.range) } }
    }
    return document.conversions.edits(all)
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.documentRangeFormattingProvider = LSP.DocumentRangeFormattingOptions(rangesSupport: true)
  }
}
