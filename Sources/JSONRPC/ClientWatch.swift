// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Waits for the end of the client's process: one that is killed closes no pipe that a third process inherited.
package enum ClientWatch {
  /// Looks every `interval`, on a thread of its own, whether the process still runs, and calls `onEnd` once when it does
  /// not. A number that is no process's counts as ended.
  package static func start(processID: Int, interval: Duration = .seconds(3), onEnd: @escaping @Sendable () -> Void) {
    let process = pid_t(clamping: processID)
    guard process > 0 else { return }
    let parent = getppid()
    BackgroundThread.start {
      // The system may give the number of an ended process to a new one; a parent's end shows in ours, too.
      while isRunning(process), process != parent || getppid() == parent { BackgroundThread.wait(interval) }
      onEnd()
    }
  }

  private static func isRunning(_ process: pid_t) -> Bool { kill(process, 0) == 0 || errno != ESRCH }
}
