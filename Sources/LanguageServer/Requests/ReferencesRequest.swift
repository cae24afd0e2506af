// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `textDocument/references`.
enum ReferencesRequest: RequestHandler {
  static let method = "textDocument/references"
  static let needsAllFiles = true

  static func run(
    _ params: LSP.ReferenceParams, _ context: RequestContext
  ) async throws(ResponseError) -> [LSP.Location] {
    let document = try context.document(params)
    let offset = document.conversions.offset(params.position)
    let withDeclaration = params.context?.includeDeclaration ?? true
    let progress = context.channel.begin("Finding references", params.workDoneToken)
    defer { progress?.end() }
    var result: [LSP.Location] = []
    func add(_ part: [LSP.Location]) {
      // A part holds what one file has; where parts are taken the answer itself is empty.
      if part.isEmpty || context.channel.send(part: part, to: params.partialResultToken) { return }
      result += part
    }
    let own = await context.service.occurrences(at: offset, of: document.snapshot, in: context.workspace)
      .filter { withDeclaration || !$0.isDeclaration }
      .map { LSP.Location(uri: document.snapshot.uri.string, range: document.conversions.range($0.range)) }
    add(own)
    for file in await context.service.placesElsewhere(at: offset, of: document.snapshot, in: context.workspace) {
      let conversions = Conversions(file.document.text, context.client.columnUnit)
      let uri = context.uri(of: file.document.path).string
      add(
        file.places.filter { withDeclaration || !$0.isDeclaration }
          .map { LSP.Location(uri: uri, range: conversions.range($0.range)) })
    }
    return result
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.referencesProvider = LSP.WorkDoneOptions(workDoneProgress: true)
  }
}
