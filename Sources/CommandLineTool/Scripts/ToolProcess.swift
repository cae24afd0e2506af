// SPDX-License-Identifier: Apache-2.0
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Programs that are run for their answer: by their path, never by a shell, with bounds on time and output.
///
/// By `posix_spawn` rather than swift-subprocess: that one (1.0.2) traps when a program ends without having read its
/// standard input, and a linter must survive whatever stands in `PATH` under a tool's name.
enum ToolProcess {
  /// Why there is no answer.
  enum Failure: Error {
    /// It took too long, and was killed.
    case tooSlow
    /// It could not be started, or said too much.
    case broken
  }

  private static let isStarting = Mutex(())

  /// The most that is read of an answer, in bytes.
  private static let maximumOutput = 4 << 20

  /// The path of a program in one of the folders that `PATH` names; nil where there is none.
  static func path(of name: String) -> String? {
    guard let value = getenv("PATH") else { return nil }
    for folder in String(cString: value).split(separator: ":") where folder.hasPrefix("/") {
      let path = "\(folder)/\(name)"
      if access(path, X_OK) == 0, FileSystem.isFile(path) { return path }
    }
    return nil
  }

  /// Runs a program with `input` on its standard input, and waits for its end.
  static func run(
    _ path: String, _ arguments: [String], input: [UInt8], limit: Duration
  ) -> Result<ToolAnswer, Failure> {
    // A program that another thread starts must not inherit the ends of these pipes: one start at a time.
    let started = isStarting.withLock { _ -> (process: pid_t, streams: [Descriptor])? in
      guard let toTool = Pipe(), let fromTool = Pipe(), let complaints = Pipe(),
        let process = spawn(path, arguments, [toTool.reader, fromTool.writer, complaints.writer])
      else { return nil }
      toTool.reader.close()
      fromTool.writer.close()
      complaints.writer.close()
      return (process, [toTool.writer, fromTool.reader, complaints.reader])
    }
    guard let (process, streams) = started else { return .failure(.broken) }
    let deadline = ContinuousClock.now + limit
    var exchange = Exchange(input: input, to: streams[0], from: Array(streams[1...]))
    let isDone = exchange.run(until: deadline, maximum: maximumOutput)
    guard isDone, let status = wait(for: process, until: deadline) else {
      kill(-process, SIGKILL)
      kill(process, SIGKILL)
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      return .failure(exchange.isTooLong ? .broken : .tooSlow)
    }
    // The low seven bits name the signal that ended it.
    let code: Int32? = status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
    return .success(ToolAnswer(status: code, output: exchange.answers[0], errors: exchange.answers[1]))
  }

  /// Starts a program in a process group of its own, so that what it starts can be ended with it.
  private static func spawn(_ path: String, _ arguments: [String], _ streams: [Descriptor]) -> pid_t? {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
    defer { posix_spawn_file_actions_destroy(&actions) }
    guard posix_spawnattr_init(&attributes) == 0 else { return nil }
    defer { posix_spawnattr_destroy(&attributes) }
    for (number, stream) in streams.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, stream.number, Int32(number))
    }
    // We ignore closed pipes; the program is to have the usual answer to them.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    var flags = Int32(POSIX_SPAWN_SETPGROUP) | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
    #if canImport(Darwin)
      flags |= Int32(POSIX_SPAWN_CLOEXEC_DEFAULT)
    #endif
    posix_spawnattr_setflags(&attributes, Int16(truncatingIfNeeded: flags))
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    // A program that is being written at this moment, by its package's upgrade say, is ready a moment later.
    for _ in 0..<100 {
      let error = posix_spawn(&process, path, &actions, &attributes, words, environ)
      guard error == ETXTBSY else { return error == 0 ? process : nil }
      usleep(10_000)
    }
    return nil
  }

  /// The status that a process left; nil where it runs on at the deadline.
  private static func wait(for process: pid_t, until deadline: ContinuousClock.Instant) -> Int32? {
    var status: Int32 = 0
    while true {
      let found = waitpid(process, &status, WNOHANG)
      if found == process { return status }
      if found < 0, errno != EINTR { return nil }
      guard ContinuousClock.now < deadline else { return nil }
      usleep(500)
    }
  }
}

/// A file descriptor that is closed once: by hand, or with its owner.
private final class Descriptor: Sendable {
  private let value: Atomic<Int32>

  /// The number; -1 once it is closed.
  var number: Int32 { value.load(ordering: .relaxed) }

  init(_ number: Int32) { value = Atomic(number) }

  deinit { close() }

  func close() {
    let number = value.exchange(-1, ordering: .relaxed)
    guard number >= 0 else { return }
    #if canImport(Darwin)
      _ = Darwin.close(number)
    #elseif canImport(Musl)
      _ = Musl.close(number)
    #else
      _ = Glibc.close(number)
    #endif
  }
}

/// A pipe whose ends no other program inherits.
private struct Pipe {
  let reader: Descriptor
  let writer: Descriptor

  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    reader = Descriptor(ends[0])
    writer = Descriptor(ends[1])
  }
}

/// Writes a program's input and reads its answers at once, so that neither side waits for the other for ever.
private struct Exchange {
  private let input: [UInt8]
  private var sent = 0
  private let target: Descriptor
  private let sources: [Descriptor]
  /// What each source has said.
  private(set) var answers: [[UInt8]]
  /// Whether a source has said more than is read.
  private(set) var isTooLong = false

  init(input: [UInt8], to target: Descriptor, from sources: [Descriptor]) {
    self.input = input
    self.target = target
    self.sources = sources
    answers = Array(repeating: [], count: sources.count)
    for descriptor in sources + [target] {
      _ = fcntl(descriptor.number, F_SETFL, fcntl(descriptor.number, F_GETFL) | O_NONBLOCK)
    }
    if input.isEmpty { target.close() }
  }

  /// Exchanges until the program has closed its outputs; false at the deadline, and where an answer is too long.
  mutating func run(until deadline: ContinuousClock.Instant, maximum: Int) -> Bool {
    while sources.contains(where: { $0.number >= 0 }) {
      let left = (deadline - ContinuousClock.now).components
      guard left.seconds >= 0, left.attoseconds >= 0 else { return false }
      var polled = sources.map { pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0) }
      polled.append(pollfd(fd: target.number, events: Int16(POLLOUT), revents: 0))
      let milliseconds = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000 + 1
      let count = poll(&polled, nfds_t(polled.count), Int32(clamping: milliseconds))
      if count < 0, errno != EINTR { return false }
      guard count > 0 else { continue }
      for (index, source) in sources.enumerated() where polled[index].revents != 0 {
        read(source, index)
        if answers[index].count > maximum {
          isTooLong = true
          return false
        }
      }
      if polled[sources.count].revents != 0 { write() }
    }
    target.close()
    return true
  }

  private mutating func read(_ source: Descriptor, _ index: Int) {
    var buffer = [UInt8](repeating: 0, count: 16384)
    let count = buffer.withUnsafeMutableBytes { bytes -> Int in
      #if canImport(Darwin)
        Darwin.read(source.number, bytes.baseAddress, bytes.count)
      #elseif canImport(Musl)
        Musl.read(source.number, bytes.baseAddress, bytes.count)
      #else
        Glibc.read(source.number, bytes.baseAddress, bytes.count)
      #endif
    }
    if count > 0 {
      answers[index].append(contentsOf: buffer[..<count])
    } else if count == 0 || errno != EAGAIN && errno != EINTR {
      source.close()
    }
  }

  private mutating func write() {
    let count = input[sent...].withUnsafeBytes { bytes -> Int in
      #if canImport(Darwin)
        Darwin.write(target.number, bytes.baseAddress, bytes.count)
      #elseif canImport(Musl)
        Musl.write(target.number, bytes.baseAddress, bytes.count)
      #else
        Glibc.write(target.number, bytes.baseAddress, bytes.count)
      #endif
    }
    if count > 0 {
      sent += count
      if sent >= input.count { target.close() }
    } else if count < 0, errno != EAGAIN, errno != EINTR {
      // It has read enough.
      target.close()
    }
  }
}
