// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `textDocument/semanticTokens/full`.
enum SemanticTokensRequest: RequestHandler {
  static let method = "textDocument/semanticTokens/full"

  static func run(
    _ params: LSP.SemanticTokensParams, _ context: RequestContext
  ) async throws(ResponseError) -> LSP.SemanticTokens {
    let document = try context.document(params)
    let tokens = await context.service.semanticTokens(of: document.snapshot, in: context.workspace)
    let data = encode(tokens, document.conversions)
    return LSP.SemanticTokens(resultId: context.answers.keep(data), data: data)
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.semanticTokensProvider = LSP.SemanticTokensOptions(
      legend: LSP.SemanticTokensLegend(
        tokenTypes: SemanticKind.allCases.map(\.name), tokenModifiers: ["declaration"]),
      range: true, full: LSP.SemanticTokensFullOptions(delta: true))
  }

  /// Five numbers a token: lines and columns since the one before, length, kind, modifiers.
  static func encode(_ tokens: [SemanticToken], _ conversions: Conversions) -> [Int] {
    var data: [Int] = []
    data.reserveCapacity(tokens.count * 5)
    var last = LSP.Position(line: 0, character: 0)
    for token in tokens {
      let range = conversions.range(token.range)
      guard range.start.line == range.end.line else { continue }
      let lines = range.start.line - last.line
      data += [
        lines, lines == 0 ? range.start.character - last.character : range.start.character,
        range.end.character - range.start.character, token.kind.rawValue, token.isDeclaration ? 1 : 0,
      ]
      last = range.start
    }
    return data
  }
}
