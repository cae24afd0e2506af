// SPDX-License-Identifier: Apache-2.0
package import JSONRPC
import LanguageServerProtocol

/// One client's session: the only place where documents change.
///
/// Messages are taken in the order in which they came. A notification is handled before the next message is looked at; a
/// request gets a snapshot and runs elsewhere, so nothing that is slow ever delays an edit.
package actor Session {
  enum Phase {
    case new
    case running
    case shutDown
  }

  let connection: Connection
  let service: any LanguageService
  let options: ServerOptions
  let log: Log
  var phase = Phase.new
  var client = ClientProfile()
  var documents = DocumentStore()
  var workspace = SessionSnapshot()
  /// What is known of each open document's findings, by key.
  var findings: [String: Findings] = [:]
  /// What is known of the findings of files that are not open.
  var closedFiles = ClosedFileFindings()
  /// The effects of edits on other documents, waiting for a rest.
  var relatedWork: Task<Void, Never>?
  /// Changed files that wait for more of them.
  var changedFiles: [DocumentURI] = []
  var changedFilesWork: Task<Void, Never>?
  /// The looking for changes on disk.
  var pollWork: Task<Void, Never>?
  /// What was answered before, for those that want differences.
  let answers = AnswerStore()
  /// The reading of the open folders.
  var indexWork: Task<Void, Never>?
  /// What it is reported under while it goes on.
  var indexToken: LSP.ProgressToken?
  /// Open as soon as findings need not wait for it any more.
  var indexLatch = Latch()

  /// Makes a session that serves `connection`, which is not started yet.
  package init(_ connection: Connection, _ service: any LanguageService, options: ServerOptions = ServerOptions()) {
    self.connection = connection
    self.service = service
    self.options = options
    log = Log(connection, writesToStandardError: options.logsToStandardError)
  }

  /// Serves a client over the process's standard input and output, which are the protocol's from now on. Returns the
  /// process's exit status.
  package static func serveStandardStreams(
    _ service: any LanguageService, options: ServerOptions = ServerOptions()
  ) async -> Int32 {
    guard let streams = StandardStreams.claim() else { return 1 }
    let connection = Connection(input: streams.input, output: streams.output, exitGrace: .seconds(5))
    return await Session(connection, service, options: options).run()
  }

  /// Serves the client until it says `exit` or is gone. Returns the process's exit status: 0 after `shutdown`, else 1.
  package func run() async -> Int32 {
    connection.start()
    if let process = options.clientProcessID { watchClient(process) }
    for await message in connection.incoming where receive(message) {
      break
    }
    if phase == .shutDown { await drain() }
    stopAllWork()
    return phase == .shutDown ? 0 : 1
  }

  /// Takes one message; returns whether it was the last.
  private func receive(_ message: Incoming) -> Bool {
    switch message {
    case .request(let ticket, let method, let params):
      log.trace("received request '\(method)' (\(ticket.id))")
      receiveRequest(ticket, method, params)
    case .notification("exit", _): return true
    // Kate sends it without an id; it wants to end well all the same.
    case .notification("shutdown", _) where phase == .running: phase = .shutDown
    case .notification(let method, let params):
      log.trace("received notification '\(method)'")
      receiveNotification(method, params)
    case .cancelled(let ticket):
      connection.reply(ticket, ResponseError(.requestCancelled, "the request was cancelled"))
    case .fault(let id, let error):
      log.error("bad message: \(error.message)")
      connection.send(.failure(id: id, error: error))
    case .end: return true
    }
    return false
  }

  private func receiveNotification(_ method: String, _ params: [UInt8]?) {
    guard phase == .running else { return }
    if let handler = Dispatch.notification(method) {
      take(handler, params)
    } else if !method.hasPrefix("$/") {
      log.info("notification '\(method)' is not known")
    }
  }

  private func take<Handler: NotificationHandler>(_ handler: Handler.Type, _ params: [UInt8]?) {
    do throws(PayloadError) {
      handler.run(try Payload.decode(Handler.Params.self, from: params), self)
    } catch {
      log.error("notification '\(handler.method)': \(error.message)")
    }
  }

  /// Lets requests that came before `shutdown` be answered, for a moment.
  private func drain() async {
    for _ in 0..<5000 where connection.inFlight.count > 0 { try? await Task.sleep(for: .milliseconds(1)) }
  }

  private func stopAllWork() {
    connection.inFlight.cancelAll()
    for key in findings.keys { findings[key]?.work?.cancel() }
    relatedWork?.cancel()
    closedFiles.work?.cancel()
    changedFilesWork?.cancel()
    pollWork?.cancel()
    indexWork?.cancel()
    indexLatch.open()
  }
}
