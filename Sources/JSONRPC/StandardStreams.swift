// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The process's standard streams, kept for the protocol alone.
package struct StandardStreams: Sendable {
  /// What the client sends.
  package let input: Int32
  /// What the client reads.
  package let output: Int32

  /// Moves standard input and output to descriptors of their own, which child processes do not inherit; whatever prints
  /// to standard output from now on reaches standard error, and whatever reads standard input finds it empty. Nil where
  /// the process has no such streams.
  package static func claim() -> StandardStreams? {
    let input = dup(STDIN_FILENO)
    let output = dup(STDOUT_FILENO)
    guard input >= 0, output >= 0, dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 else { return nil }
    for descriptor in [input, output] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    let empty = open("/dev/null", O_RDONLY)
    if empty >= 0 {
      dup2(empty, STDIN_FILENO)
      close(empty)
    }
    return StandardStreams(input: input, output: output)
  }
}

/// Standard error, for logs.
package enum StandardError {
  /// Writes one line, as far as standard error takes it; never fails.
  package static func writeLine(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
