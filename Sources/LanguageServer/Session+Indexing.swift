// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServerProtocol
import Synchronization

/// Opens once; who comes before that waits.
final class Latch: Sendable {
  private let state = Mutex<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

  /// Lets all through, now and later.
  func open() {
    let waiting = state.withLock { state in
      defer { state = (true, []) }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Waits until it is open.
  func wait() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiting.append(continuation) }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }
}

extension Session {
  /// Reads the files of the open folders in the background, with progress where the client shows it. The first findings
  /// wait for that a moment; where it takes longer, they come again afterwards.
  func startIndexing() {
    indexWork?.cancel()
    let latch = Latch()
    indexLatch = latch
    let workspace = workspace
    guard !workspace.folders.isEmpty else { return latch.open() }
    let token = LSP.ProgressToken.string("wflint.index.\(workspace.epoch)")
    let overdue = Overdue()
    Task { @concurrent [clock = options.clock, grace = options.indexGrace] in
      try? await clock.sleep(grace)
      overdue.set()
      latch.open()
    }
    let progress = IndexProgress(connection, token, shows: client.showsProgress)
    indexToken = token
    indexWork = Task { @concurrent [service] in
      await service.index(workspace) { done, total in progress.report(done, of: total, isOverdue: overdue.isSet) }
      progress.end()
      latch.open()
      if !Task.isCancelled { await self.indexed(isLate: overdue.isSet) }
    }
  }

  private func indexed(isLate: Bool) {
    indexToken = nil
    if isLate {
      refreshEverything()
    } else {
      askToRefresh()
      tellOfClosedFiles()
    }
  }

  /// People stopped a piece of work.
  func cancelProgress(_ token: LSP.ProgressToken) {
    guard token == indexToken else { return }
    indexWork?.cancel()
    indexToken = nil
  }

  /// What the client shows of other files may be another now.
  func askToRefresh() {
    for (method, isWanted) in [
      ("workspace/codeLens/refresh", client.refreshesCodeLenses),
      ("workspace/inlayHint/refresh", client.refreshesInlayHints),
      ("workspace/semanticTokens/refresh", client.refreshesSemanticTokens),
    ] where isWanted { ask(method, JSONValue.object([:])) { _, _ in } }
  }
}

/// Whether something took longer than it should.
final class Overdue: Sendable {
  private let state = Mutex(false)
  var isSet: Bool { state.withLock { $0 } }
  func set() { state.withLock { $0 = true } }
}

/// Progress of the index: only of one that takes long, begun after the client has agreed, and always ended.
private final class IndexProgress: Sendable {
  private struct State {
    var hasAsked = false
    var hasBegun = false
    var hasEnded = false
    var last = 0
  }

  private let connection: Connection
  private let token: LSP.ProgressToken
  private let shows: Bool
  private let state = Mutex(State())

  init(_ connection: Connection, _ token: LSP.ProgressToken, shows: Bool) {
    self.connection = connection
    self.token = token
    self.shows = shows
  }

  func report(_ done: Int, of total: Int, isOverdue: Bool) {
    guard shows, isOverdue, total > 0 else { return }
    let percentage = min(99, done * 100 / total)
    let (asks, reports) = state.withLock { state in
      defer { state.hasAsked = true }
      let reports = state.hasBegun && !state.hasEnded && percentage > state.last
      if reports { state.last = percentage }
      return (!state.hasAsked, reports)
    }
    if asks { ask() }
    if reports { WorkProgress(token: token, connection: connection).report(percentage, "\(done) of \(total) files") }
  }

  private func ask() {
    guard let params = Payload.encode(LSP.WorkDoneProgressCreateParams(token: token)) else { return }
    Task { @concurrent [self] in
      do throws(ResponseError) {
        _ = try await connection.request("window/workDoneProgress/create", params)
        // Under the lock, so that the end cannot come before the beginning.
        state.withLock { state in
          guard !state.hasEnded else { return }
          state.hasBegun = true
          let value = LSP.WorkDoneProgressBegin(title: "Reading workflows", cancellable: true, percentage: 0)
          connection.notify("$/progress", LSPProgress(token: token, value: value))
        }
      } catch {}
    }
  }

  func end() {
    let wasShown = state.withLock { state in
      defer { state.hasEnded = true }
      return state.hasBegun && !state.hasEnded
    }
    if wasShown { WorkProgress(token: token, connection: connection).end() }
  }
}
