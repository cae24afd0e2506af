// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServerProtocol

extension Session {
  /// Answers `initialize`; from then on the session runs.
  func initialize(_ ticket: RequestTicket, _ json: [UInt8]?) {
    let params: LSP.InitializeParams
    do throws(PayloadError) {
      params = try Payload.decode(LSP.InitializeParams.self, from: json)
    } catch {
      connection.reply(ticket, ResponseError(.invalidParams, error.message))
      return
    }
    client = ClientProfile(params.capabilities ?? LSP.ClientCapabilities())
    let roots = params.workspaceFolders?.map(\.uri) ?? [params.rootUri].compactMap { $0 }
    workspace.folders = roots.compactMap { DocumentURI($0).path }
    if workspace.folders.isEmpty, let path = params.rootPath { workspace.folders = [path] }
    workspace.settings = params.initializationOptions.flatMap(Payload.encode)
    if let trace = params.trace { log.setTrace(trace) }
    if let process = params.processId, process != options.clientProcessID { watchClient(process) }
    let result = LSP.InitializeResult(
      capabilities: Dispatch.capabilities(AdvertisingContext(client: client, service: service)),
      serverInfo: LSP.ServerInfo(name: options.name, version: options.version))
    guard let result = Payload.encode(result) else {
      connection.reply(ticket, ResponseError(.internalError, "the capabilities cannot be written as JSON"))
      return
    }
    phase = .running
    connection.reply(ticket, result)
    log.connect()
    startIndexing()
    let version = options.version.map { " " + $0 } ?? ""
    log.info("\(options.name)\(version) serves \(params.clientInfo?.name ?? "an unnamed client")")
  }

  /// Ends the session with the client's process.
  func watchClient(_ process: Int) {
    ClientWatch.start(processID: process, interval: options.clientPollInterval) { [connection] in
      connection.stop()
    }
  }

  /// Registers what the client lets be registered after `initialize`.
  func registerLater() {
    pollFiles()
    var registrations: [LSP.Registration] = []
    if client.registersWatchedFiles {
      let watchers: [JSONValue] = options.watchedGlobs.map { .object(["globPattern": .string($0)]) }
      registrations.append(
        LSP.Registration(
          id: "wflint.watchedFiles", method: DidChangeWatchedFilesNotification.method,
          registerOptions: .object(["watchers": .array(watchers)])))
    }
    if client.registersConfiguration {
      registrations.append(
        LSP.Registration(
          id: "wflint.configuration", method: DidChangeConfigurationNotification.method,
          registerOptions: .object(["section": .string(options.configurationSection)])))
    }
    guard !registrations.isEmpty else { return }
    ask("client/registerCapability", LSP.RegistrationParams(registrations: registrations)) { _, _ in }
  }

  /// Asks the client for our settings.
  func pullConfiguration() {
    let item = LSP.ConfigurationItem(section: options.configurationSection)
    ask("workspace/configuration", LSP.ConfigurationParams(items: [item])) { session, result in
      if let values = try? Payload.decode([JSONValue].self, from: result) { session.setSettings(values.first) }
    }
  }

  /// Takes new settings; everything is computed again.
  func setSettings(_ settings: JSONValue?) {
    let json = settings == .null ? nil : settings.flatMap(Payload.encode)
    guard json != workspace.settings else { return }
    workspace.settings = json
    refreshEverything()
  }

  /// Takes new folders; everything is computed again.
  func setFolders(_ folders: [String]) {
    guard folders != workspace.folders else { return }
    workspace.folders = folders
    startIndexing()
    refreshEverything()
  }

  /// Sends a request to the client and lets `receive` have its result, on the session.
  func ask(
    _ method: String, _ params: some Encodable,
    receive: @escaping @Sendable (_ session: isolated Session, _ result: [UInt8]) -> Void
  ) {
    guard let json = Payload.encode(params) else { return }
    Task { @concurrent [connection, log] in
      do throws(ResponseError) {
        let result = try await connection.request(method, json)
        await self.perform { session in receive(session, result) }
      } catch {
        log.warning("the client refused '\(method)': \(error.message)")
      }
    }
  }

  private func perform(_ work: @Sendable (isolated Session) -> Void) { work(self) }
}
