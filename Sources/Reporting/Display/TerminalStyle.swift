// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// The colours of a report: ANSI select graphic rendition, or nothing.
enum TerminalStyle: String {
  case bold = "1"
  case dim = "2"
  case red = "31"
  case green = "32"
  case cyan = "36"
  case boldRed = "1;31"
  case boldYellow = "1;33"
  case boldBlue = "1;34"
  case boldCyan = "1;36"

  /// The colour of a severity.
  static func of(_ severity: Severity) -> TerminalStyle {
    switch severity {
    case .error: .boldRed
    case .warning: .boldYellow
    case .hint: .boldCyan
    }
  }
}

/// A writer that knows whether colours are wanted.
struct StyledWriter {
  var out = ByteWriter()
  let isColoured: Bool

  init(isColoured: Bool) { self.isColoured = isColoured }

  /// Writes what `body` writes in a style.
  mutating func styled(_ style: TerminalStyle, _ body: (inout ByteWriter) -> Void) {
    guard isColoured else { return body(&out) }
    out.write("\u{1B}[\(style.rawValue)m")
    body(&out)
    out.write("\u{1B}[0m" as StaticString)
  }
}
