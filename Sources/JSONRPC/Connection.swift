// SPDX-License-Identifier: Apache-2.0

/// What the other side sent, in the order in which it was sent.
package enum Incoming: Sendable {
  /// A request; it must be answered once through its ticket.
  case request(RequestTicket, method: String, params: [UInt8]?)
  /// A notification.
  case notification(method: String, params: [UInt8]?)
  /// A request was cancelled, and its work has been told so; whoever finds it unanswered answers it.
  case cancelled(RequestTicket)
  /// Bytes that are no message; to be answered with the error under the id.
  case fault(RequestID, ResponseError)
  /// The other side is gone: its stream ended, or someone called `stop`. Always the last.
  case end
}

/// A JSON-RPC connection over two file descriptors.
///
/// One thread reads. It cuts frames, hands answers to whoever waits for them, passes `$/cancelRequest` on at once, past
/// everything that is still queued, and yields the rest into `incoming` in order. It never writes and never waits for
/// anything but input, so the other side can always send. Writing is possible from everywhere.
package final class Connection: Sendable {
  /// What came in; for one reader.
  package let incoming: AsyncStream<Incoming>
  /// The requests of the other side that are not answered yet.
  package let inFlight = InFlight()

  private let feed: AsyncStream<Incoming>.Continuation
  private let reader: FrameReader
  private let writer: FrameWriter
  private let exitGrace: Duration?
  private let pending = PendingReplies()

  /// Makes a connection that reads from `input` and writes to `output`, both open for as long as it is used, and not
  /// closed by it. Nothing is read before `start`.
  ///
  /// A process that has not ended `exitGrace` after the connection is ended then, for it must hang: editors leave such
  /// processes behind. Nil for a process that lives on.
  package init(input: Int32, output: Int32, maximumMessageBytes: Int = 128 << 20, exitGrace: Duration? = nil) {
    self.exitGrace = exitGrace
    (incoming, feed) = AsyncStream.makeStream(of: Incoming.self, bufferingPolicy: .unbounded)
    writer = FrameWriter(output)
    reader = FrameReader(input, parser: FrameParser(maximumBodyBytes: maximumMessageBytes))
  }

  /// Starts the reader's thread, which ends with the input.
  package func start() {
    let didStart = BackgroundThread.start { self.readAll() }
    if !didStart { stop() }
  }

  /// Ends `incoming` as if the input had ended; the reader's thread may wait for input a while longer.
  package func stop() {
    pending.close()
    feed.yield(.end)
    feed.finish()
    if let exitGrace {
      BackgroundThread.start {
        BackgroundThread.wait(exitGrace)
        BackgroundThread.endProcess(status: 1)
      }
    }
  }

  /// Answers a request with a result, as JSON; does nothing where it has been answered.
  package func reply(_ ticket: RequestTicket, _ result: [UInt8]) {
    if inFlight.finish(ticket) { send(.response(id: ticket.id, result: result)) }
  }

  /// Answers a request with an error; does nothing where it has been answered.
  package func reply(_ ticket: RequestTicket, _ error: ResponseError) {
    if inFlight.finish(ticket) { send(.failure(id: ticket.id, error: error)) }
  }

  /// Sends a message as it is; returns whether the other side is still there.
  @discardableResult
  package func send(_ message: Message) -> Bool { writer.write(message.json) }

  /// Sends a request of ours and waits for its result. Cancelling the task tells the other side, whose answer is still
  /// awaited.
  package func request(_ method: String, _ params: [UInt8]?) async throws(ResponseError) -> [UInt8] {
    let id = pending.nextID()
    let outcome = await withTaskCancellationHandler {
      await pending.wait(for: id) {
        if !send(.request(id: .number(id), method: method, params: params)) { pending.close() }
      }
    } onCancel: {
      send(.notification(method: "$/cancelRequest", params: Array("{\"id\":\(id)}".utf8)))
    }
    return try outcome.get()
  }

  private func readAll() {
    var reader = reader
    while let event = reader.next() {
      switch event {
      case .fault(let reason): feed.yield(.fault(.null, ResponseError(.parseError, reason)))
      case .body(let body):
        do throws(MessageFault) {
          receive(try Message(parsing: body))
        } catch {
          if error.error.code == .parseError { reader.resynchronize(after: body) }
          feed.yield(.fault(error.id, error.error))
        }
      }
    }
    stop()
  }

  private func receive(_ message: Message) {
    switch message {
    case .request(let id, let method, let params):
      if let ticket = inFlight.admit(id) {
        feed.yield(.request(ticket, method: method, params: params))
      } else {
        feed.yield(.fault(id, ResponseError(.invalidRequest, "a request with this id still waits for its answer")))
      }
    case .notification("$/cancelRequest", let params):
      if let params, let id = RequestID(cancelParams: params), let ticket = inFlight.cancel(id) {
        feed.yield(.cancelled(ticket))
      }
    case .notification(let method, let params): feed.yield(.notification(method: method, params: params))
    case .response(let id, let result): _ = pending.resume(id, .success(result))
    case .failure(let id, let error): _ = pending.resume(id, .failure(error))
    }
  }
}

extension RequestID {
  /// The id that the parameters of `$/cancelRequest` name.
  fileprivate init?(cancelParams params: [UInt8]) {
    struct Params: Decodable {
      var id: RequestID
    }
    guard let params = try? Payload.decode(Params.self, from: params) else { return nil }
    self = params.id
  }
}

extension RequestID: Decodable {
  /// Reads a whole number or a string.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else {
      self = .string(try container.decode(String.self))
    }
  }
}
