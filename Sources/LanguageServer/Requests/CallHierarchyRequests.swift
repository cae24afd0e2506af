// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `textDocument/prepareCallHierarchy`: the workflow or step under the cursor.
enum PrepareCallHierarchyRequest: RequestHandler {
  static let method = "textDocument/prepareCallHierarchy"
  static let needsAllFiles = true

  static func run(
    _ params: LSP.CallHierarchyPrepareParams, _ context: RequestContext
  ) async throws(ResponseError) -> [LSP.CallHierarchyItem]? {
    let document = try context.document(params)
    let offset = document.conversions.offset(params.position)
    guard let knot = await context.service.callKnot(at: offset, of: document.snapshot, in: context.workspace) else {
      return nil
    }
    return [CallHierarchy.item(knot, context)]
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.callHierarchyProvider = true
  }
}

/// `callHierarchy/incomingCalls`: what starts it.
enum IncomingCallsRequest: RequestHandler {
  static let method = "callHierarchy/incomingCalls"
  static let needsAllFiles = true

  static func run(
    _ params: LSP.CallHierarchyIncomingCallsParams, _ context: RequestContext
  ) async throws(ResponseError) -> [LSP.CallHierarchyIncomingCall] {
    guard let knot = CallHierarchy.knot(params.item) else { return [] }
    return await context.service.incomingCalls(of: knot, in: context.workspace).map { call in
      let conversions = Conversions(call.caller, context.client.columnUnit)
      return LSP.CallHierarchyIncomingCall(
        from: CallHierarchy.item(call.other, context), fromRanges: call.ranges.map(conversions.range))
    }
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    // See `PrepareCallHierarchyRequest`.
  }
}

/// `callHierarchy/outgoingCalls`: what it starts.
enum OutgoingCallsRequest: RequestHandler {
  static let method = "callHierarchy/outgoingCalls"
  static let needsAllFiles = true

  static func run(
    _ params: LSP.CallHierarchyOutgoingCallsParams, _ context: RequestContext
  ) async throws(ResponseError) -> [LSP.CallHierarchyOutgoingCall] {
    guard let knot = CallHierarchy.knot(params.item) else { return [] }
    return await context.service.outgoingCalls(of: knot, in: context.workspace).map { call in
      let conversions = Conversions(call.caller, context.client.columnUnit)
      return LSP.CallHierarchyOutgoingCall(
        to: CallHierarchy.item(call.other, context), fromRanges: call.ranges.map(conversions.range))
    }
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    // See `PrepareCallHierarchyRequest`.
  }
}

/// Knots in the protocol's form: an item says all that the next question needs.
private enum CallHierarchy {
  static func item(_ located: LocatedKnot, _ context: RequestContext) -> LSP.CallHierarchyItem {
    let conversions = Conversions(located.text, context.client.columnUnit)
    let knot = located.knot
    return LSP.CallHierarchyItem(
      name: knot.name, kind: knot.kind == .workflow ? .class : .function, detail: knot.detail,
      uri: context.uri(of: knot.path).string, range: conversions.range(knot.range),
      selectionRange: conversions.range(knot.nameRange),
      data: .object(["kind": .string(knot.kind.rawValue), "path": .string(knot.path)]))
  }

  static func knot(_ item: LSP.CallHierarchyItem) -> CallKnot? {
    guard let kind = (item.data?["kind"]?.string).flatMap(CallKnot.Kind.init(rawValue:)),
      let path = item.data?["path"]?.string
    else { return nil }
    let nowhere = TextRange(at: 0)
    return CallKnot(kind: kind, name: item.name, detail: item.detail, path: path, range: nowhere, nameRange: nowhere)
  }
}
