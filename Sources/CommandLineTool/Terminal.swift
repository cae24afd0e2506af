// SPDX-License-Identifier: Apache-2.0
import Reporting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The process's standard streams.
enum Terminal {
  /// Writes bytes to standard output; false where nobody reads any more. What cannot be written for another reason, on
  /// a full disk, ends the process: nobody may take what is missing for a clean result.
  @discardableResult
  static func write(_ bytes: [UInt8]) -> Bool {
    do throws(FileError) {
      try FileSystem.writeAll(bytes, to: 1, path: "the output")
      return true
    } catch {
      guard error.kind != .closedPipe else { return false }
      warn(error.description)
      exit(2)
    }
  }

  private static func writeQuietly(_ bytes: [UInt8]) {
    // Whoever cannot be told cannot be told that either.
    try? FileSystem.writeAll(bytes, to: 2, path: "the errors")
  }

  /// Writes a line to standard output.
  static func print(_ text: String) { write(Array(text.utf8) + [0x0A]) }

  /// Waits.
  static func pause(milliseconds: UInt32) { usleep(milliseconds * 1_000) }

  /// Writes a line to standard error.
  static func warn(_ text: String) { warnLine("wflint: \(text)") }

  /// Writes a line to standard error as it is.
  static func warnLine(_ text: String) { writeQuietly(Array("\(text)\n".utf8)) }

  /// Writes bytes to standard error.
  static func writeErrors(_ bytes: [UInt8]) { writeQuietly(bytes) }

  /// Whether a reader that went away ends the process silently is decided by what is written, not by a signal.
  static func ignoreBrokenPipes() { FileSystem.ignoreBrokenPipes() }

  /// How text is shown, by what the user says, the environment and what the descriptor (standard output's unless said) is.
  static func style(_ choice: ColorChoice, for descriptor: Int32 = 1) -> ReportOptions {
    let isTerminal = isTerminal(descriptor)
    let usesColor: Bool
    switch choice {
    case .always: usesColor = true
    case .never: usesColor = false
    case .auto:
      // https://no-color.org, https://force-color.org
      usesColor =
        environment("NO_COLOR").isEmpty
        && (isTerminal && environment("TERM") != "dumb" || !environment("FORCE_COLOR").isEmpty)
    }
    return ReportOptions(isColoured: usesColor, width: isTerminal ? columns(of: descriptor) : nil)
  }

  /// Whether somebody looks at what is written to a descriptor.
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) != 0 }

  /// The cells of a line of the terminal behind a descriptor.
  static func columns(of descriptor: Int32) -> Int {
    var size = winsize()
    if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return Int(environment("COLUMNS")) ?? 120
  }

  static func environment(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }
}
