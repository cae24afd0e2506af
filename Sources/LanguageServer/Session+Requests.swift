// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServerProtocol

extension Session {
  /// Refuses, serves at once, or starts a request.
  func receiveRequest(_ ticket: RequestTicket, _ method: String, _ params: [UInt8]?) {
    switch phase {
    case .new where method == "initialize": initialize(ticket, params)
    case .new: connection.reply(ticket, ResponseError(.serverNotInitialized, "'initialize' must come first"))
    case .running where method == "initialize":
      connection.reply(ticket, ResponseError(.invalidRequest, "the server is initialized already"))
    case .running where method == "shutdown":
      phase = .shutDown
      connection.reply(ticket, Array("null".utf8))
    case .running:
      if let handler = Dispatch.request(method) {
        start(handler, ticket, params)
      } else {
        connection.reply(ticket, ResponseError(.methodNotFound, "'\(method)' is not served"))
      }
    case .shutDown: connection.reply(ticket, ResponseError(.invalidRequest, "the server has been shut down"))
    }
  }

  /// Runs a handler off the session, on what is open now.
  private func start<Handler: RequestHandler>(_ handler: Handler.Type, _ ticket: RequestTicket, _ json: [UInt8]?) {
    // Cancelled while it was queued: its answer is next in line.
    if connection.inFlight.isCancelled(ticket) { return }
    let params: Handler.Params
    do throws(PayloadError) {
      params = try Payload.decode(Handler.Params.self, from: json)
    } catch {
      connection.reply(ticket, ResponseError(.invalidParams, error.message))
      return
    }
    if handler == WorkspaceDiagnosticRequest.self { closedFilesPulled() }
    let context = RequestContext(
      workspace: workspace, client: client, service: service, channel: ClientChannel(connection, client),
      answers: answers)
    let task = Task { @concurrent [connection, indexWork = handler.needsAllFiles ? indexWork : nil] in
      await indexWork?.value
      await Self.serve(handler, params, context, ticket, connection)
    }
    let subject = handler.document(of: params).map { DocumentURI($0).key }
    let isWanted = connection.inFlight.start(ticket, method: handler.method, subject: subject) { task.cancel() }
    if !isWanted { task.cancel() }
  }

  @concurrent
  private static func serve<Handler: RequestHandler>(
    _ handler: Handler.Type, _ params: Handler.Params, _ context: RequestContext, _ ticket: RequestTicket,
    _ connection: Connection
  ) async {
    do throws(ResponseError) {
      let result = try await handler.run(params, context)
      if connection.inFlight.isCancelled(ticket) {
        connection.reply(ticket, ResponseError(.requestCancelled, "the request was cancelled"))
      } else if let json = Payload.encode(result) {
        connection.reply(ticket, json)
      } else {
        connection.reply(ticket, ResponseError(.internalError, "the result cannot be written as JSON"))
      }
    } catch {
      connection.reply(ticket, error)
    }
  }

  /// Stops requests about a document's older text whose answers would be of no use: pulls of findings, and what the
  /// client asks again by itself. The others are answered from their snapshot.
  func outdateRequests(about key: String) {
    let client = client
    let pull = DocumentDiagnosticRequest.method
    for (ticket, method) in connection.inFlight.outdate(key, where: { $0 == pull || client.retries($0) }) {
      if method == pull {
        let data = Payload.encode(LSP.DiagnosticServerCancellationData(retriggerRequest: true))
        connection.send(
          .failure(id: ticket.id, error: ResponseError(.serverCancelled, "the document changed", data: data)))
      } else {
        connection.send(.failure(id: ticket.id, error: ResponseError(.contentModified, "the document changed")))
      }
    }
  }
}
