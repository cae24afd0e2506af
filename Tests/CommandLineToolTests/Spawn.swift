// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A child process with files as its standard streams, and the default answer to a closed pipe.
struct Spawn: Sendable {
  var executable: String
  var arguments: [String]
  var folder: String
  /// The files of standard input, output and error.
  var streams: [String]
  /// A descriptor that takes the place of standard output's file.
  var output: Int32?

  /// The exit status as a shell has it, 128 and the signal's number where one ended it; 124 after a minute, as
  /// timeout(1) has it.
  ///
  /// Foundation's `Process` loses the ends of children when many are started at once, hence this.
  func run() async -> Int32 {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: start().map(Self.end) ?? 127) }
    }
  }

  /// Starts the process; nil where that failed.
  func start() -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, streams[0], O_RDONLY, 0)
    if let output {
      posix_spawn_file_actions_adddup2(&actions, output, 1)
    } else {
      posix_spawn_file_actions_addopen(&actions, 1, streams[1], O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    posix_spawn_file_actions_addopen(&actions, 2, streams[2], O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    // The shell changes the folder, which posix_spawn cannot do everywhere, and becomes the program.
    let shell = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder, executable]
    let words = (shell + arguments).map { strdup($0) } + [nil]
    let variables = ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var child = pid_t()
    return posix_spawn(&child, shell[0], &actions, &attributes, words, variables) == 0 ? child : nil
  }

  /// The exit status of a child that is waited for, for a minute.
  static func end(of child: pid_t) -> Int32 {
    var status: Int32 = 0
    for _ in 0..<30_000 {
      if waitpid(child, &status, WNOHANG) == child {
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
      }
      usleep(2000)
    }
    kill(child, SIGKILL)
    waitpid(child, &status, 0)
    return 124
  }
}
