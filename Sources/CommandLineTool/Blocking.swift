// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization

/// Where the command line, which is synchronous, meets what is not.
enum Blocking {
  /// The result of `body`, which runs as a task of its own while the calling thread waits.
  ///
  /// Not for a thread that serves tasks, which must not wait: for the main thread, and for those of `Parallel`, which are
  /// Dispatch's.
  static func run<Result: Sendable>(_ body: @escaping @Sendable () async -> Result) -> Result {
    let result = ResultBox<Result>()
    let isDone = DispatchSemaphore(value: 0)
    Task.detached {
      let value = await body()
      result.value.withLock { $0 = value }
      isDone.signal()
    }
    while true {
      isDone.wait()
      if let value = result.value.withLock({ $0 }) { return value }
    }
  }
}

/// Hands a task's result to the thread that waits for it.
private final class ResultBox<Value: Sendable>: Sendable {
  let value = Mutex<Value?>(nil)
}
