// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol

/// `textDocument/semanticTokens/full/delta`: how the tokens differ from those that the client has.
enum SemanticTokensDeltaRequest: RequestHandler {
  static let method = "textDocument/semanticTokens/full/delta"

  static func run(
    _ params: LSP.SemanticTokensDeltaParams, _ context: RequestContext
  ) async throws(ResponseError) -> SemanticTokensAnswer {
    let document = try context.document(params)
    let tokens = await context.service.semanticTokens(of: document.snapshot, in: context.workspace)
    let data = SemanticTokensRequest.encode(tokens, document.conversions)
    let known = context.answers.answer(params.previousResultId)
    let id = context.answers.keep(data, insteadOf: params.previousResultId)
    // Who names an answer that is gone gets all of them.
    guard let known else { return .full(LSP.SemanticTokens(resultId: id, data: data)) }
    return .delta(LSP.SemanticTokensDelta(resultId: id, edits: edits(from: known, to: data)))
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    // The member belongs to the tokens' own options; see `SemanticTokensRequest`.
  }

  /// At most one edit: what lies between the common beginning and the common end.
  static func edits(from old: [Int], to new: [Int]) -> [LSP.SemanticTokensEdit] {
    var start = 0
    while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
    var end = 0
    while end < old.count - start, end < new.count - start, old[old.count - 1 - end] == new[new.count - 1 - end] {
      end += 1
    }
    if start == old.count, start == new.count { return [] }
    return [
      LSP.SemanticTokensEdit(
        start: start, deleteCount: old.count - end - start, data: Array(new[start..<(new.count - end)]))
    ]
  }
}

/// Tokens, or how they differ from earlier ones.
enum SemanticTokensAnswer: Encodable, Sendable {
  /// All of them.
  case full(LSP.SemanticTokens)
  /// Differences.
  case delta(LSP.SemanticTokensDelta)

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .full(let tokens): try tokens.encode(to: encoder)
    case .delta(let delta): try delta.encode(to: encoder)
    }
  }
}
