// SPDX-License-Identifier: Apache-2.0

/// The column of line numbers on the left of what is quoted.
struct Gutter {
  /// The digits of the largest line number.
  let digits: Int
  private let terminalWidth: Int?

  init(digits: Int, width: Int?) {
    self.digits = digits
    terminalWidth = width
  }

  /// The cells in front of the sign.
  var width: Int { digits + 2 }
  /// The cells that a quoted line may take; nil for any number.
  var lineLimit: Int? { terminalWidth.map { max($0 - width - 2, 8) } }

  /// Writes the gutter with a line number or none, its sign and a blank.
  func write(
    to writer: inout StyledWriter, line: Int? = nil, sign: StaticString = "|", style: TerminalStyle = .boldBlue
  ) {
    writer.styled(style) { out in
      let number = line.map { String($0) } ?? ""
      out.write(0x20, count: width - 1 - number.utf8.count)
      out.write(number)
      out.write(byte: 0x20)
      out.write(sign)
    }
    writer.out.write(byte: 0x20)
  }
}
