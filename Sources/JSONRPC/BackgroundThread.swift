// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Threads of the operating system, for what blocks: Swift's own threads are as few as the cores, and must not wait.
package enum BackgroundThread {
  /// Runs `body` on a new, detached thread. Returns false where the system has no more threads.
  @discardableResult
  package static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    let box = Unmanaged.passRetained(Body(body))
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else {
      box.release()
      return false
    }
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    #if canImport(Darwin)
      var thread: pthread_t?
      let status = pthread_create(&thread, &attributes, { argument in runBody(argument) }, box.toOpaque())
    #else
      var thread = pthread_t()
      let status = pthread_create(
        &thread, &attributes, { argument in argument.flatMap(runBody) }, box.toOpaque())
    #endif
    if status != 0 { box.release() }
    return status == 0
  }

  /// Waits on the calling thread; never on one of Swift's own.
  package static func wait(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    var time = timespec()
    time.tv_sec = .init(clamping: max(seconds, 0))
    time.tv_nsec = .init(clamping: max(attoseconds, 0) / 1_000_000_000)
    var rest = timespec()
    while nanosleep(&time, &rest) != 0, errno == EINTR { time = rest }
  }

  /// Ends the process at once, without running what other threads wait for.
  static func endProcess(status: Int32) { _exit(status) }
}

/// Keeps a thread's work alive until the thread takes it.
private final class Body: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

/// The entry of each thread: a function of its own, because one that C calls may capture nothing.
private func runBody(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
  return nil
}
