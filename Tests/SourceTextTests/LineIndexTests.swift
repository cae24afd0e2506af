// SPDX-License-Identifier: Apache-2.0
import SourceText
import TestSupport
import Testing

/// A text as lists of scalars: slow, and plain enough to be right.
private struct SlowText {
  struct Line {
    var scalars: [Unicode.Scalar] = []
    var lineBreak: [Unicode.Scalar] = []
    var start = 0
  }

  var lines: [Line] = [Line()]
  var byteCount = 0

  init(_ scalars: [Unicode.Scalar]) {
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      var taken = [scalar]
      if scalar == "\r", index + 1 < scalars.count, scalars[index + 1] == "\n" { taken.append("\n") }
      index += taken.count
      byteCount += taken.reduce(0) { $0 + Self.width($1) }
      if scalar == "\r" || scalar == "\n" {
        lines[lines.count - 1].lineBreak = taken
        lines.append(Line(start: byteCount))
      } else {
        lines[lines.count - 1].scalars.append(scalar)
      }
    }
  }

  static func width(_ scalar: Unicode.Scalar) -> Int { String(scalar).utf8.count }

  static func units(_ scalar: Unicode.Scalar, _ unit: ColumnUnit) -> Int {
    switch unit {
    case .utf8: String(scalar).utf8.count
    case .utf16: String(scalar).utf16.count
    case .utf32: 1
    }
  }

  /// Every boundary between scalars with its line and column.
  func boundaries(_ unit: ColumnUnit) -> [(offset: Int, place: LineColumn)] {
    var result: [(Int, LineColumn)] = []
    for (number, line) in lines.enumerated() {
      var offset = line.start
      var column = 0
      result.append((offset, LineColumn(line: number, column: column)))
      for scalar in line.scalars {
        offset += Self.width(scalar)
        column += Self.units(scalar, unit)
        result.append((offset, LineColumn(line: number, column: column)))
      }
    }
    return result
  }
}

@Suite struct LineIndexTests {
  static let alphabet: [Unicode.Scalar] = ["a", ":", " ", "\n", "\r", "\n", "é", "ж", "中", "😀", "\u{2028}", "\u{85}"]

  static func randomScalars(_ generator: inout SplitMix) -> [Unicode.Scalar] {
    let isASCII = Int.random(in: 0..<4, using: &generator) == 0
    let letters = isASCII ? alphabet.filter(\.isASCII) : alphabet
    return (0..<Int.random(in: 0...40, using: &generator)).map { _ in
      letters[Int.random(in: 0..<letters.count, using: &generator)]
    }
  }

  static func text(_ scalars: [Unicode.Scalar]) -> SourceText {
    var string = String.UnicodeScalarView()
    string.append(contentsOf: scalars)
    return SourceText(String(string))
  }

  @Test(arguments: [ColumnUnit.utf8, .utf16, .utf32]) func agreesWithTheSlowModel(unit: ColumnUnit) {
    var generator = SplitMix(seed: 7)
    for _ in 0..<1500 {
      let scalars = Self.randomScalars(&generator)
      let text = Self.text(scalars)
      let slow = SlowText(scalars)
      #expect(text.lines.lineCount == slow.lines.count)
      for (number, line) in slow.lines.enumerated() {
        let content = line.start + line.scalars.reduce(0) { $0 + SlowText.width($1) }
        #expect(text.lines.contentRange(ofLine: number, in: text.bytes) == TextRange(line.start, content))
        #expect(text.lines.range(ofLine: number) == TextRange(line.start, content + line.lineBreak.count))
      }
      for (offset, place) in slow.boundaries(unit) {
        #expect(text.position(of: offset, unit: unit) == place, "\(text.string.debugDescription) at \(offset)")
        #expect(text.offset(of: place, unit: unit) == offset, "\(text.string.debugDescription) at \(place)")
        #expect(text.lines.line(at: offset) == place.line)
      }
    }
  }

  /// Offsets and columns inside a character, and places outside the text.
  @Test(arguments: [
    ("a😀b\nc", ColumnUnit.utf16, LineColumn(line: 0, column: 2), 1),
    ("a😀b\nc", .utf16, LineColumn(line: 0, column: 99), 6),
    ("a😀b\nc", .utf8, LineColumn(line: 0, column: 3), 1),
    ("a😀b\r\nc", .utf32, LineColumn(line: 0, column: 99), 6),
    ("a😀b\nc", .utf32, LineColumn(line: 9, column: 0), 8),
    ("a😀b\nc", .utf32, LineColumn(line: -1, column: 5), 0),
    ("abc\n", .utf16, LineColumn(line: 1, column: 4), 4),
    ("", .utf16, LineColumn(line: 0, column: 1), 0),
  ])
  func clampsPlaces(text: String, unit: ColumnUnit, place: LineColumn, offset: Int) {
    #expect(SourceText(text).offset(of: place, unit: unit) == offset)
  }

  @Test(arguments: [("a😀b", 3, 1), ("a😀b", 5, 2), ("a😀b", 99, 3), ("a😀b", -4, 0), ("é", 1, 0)])
  func clampsOffsets(text: String, offset: Int, column: Int) {
    #expect(SourceText(text).position(of: offset, unit: .utf32) == LineColumn(line: 0, column: column))
  }

  @Test(arguments: [("a\r\nb\n", "\r\n"), ("a\nb\r\n", "\n"), ("a", "\n"), ("", "\n"), ("a\rb", "\n")])
  func tellsLineBreaks(text: String, expected: String) { #expect(SourceText(text).lineBreak == expected) }

  @Test func rangesOrderAndClamp() {
    #expect(TextRange(5, 3) == TextRange(5, 5))
    #expect(TextRange(-3, 4) == TextRange(0, 4))
    #expect(TextRange(2, 4).overlaps(TextRange(4, 6)) == false)
    #expect(TextRange(2, 4).touches(4) && !TextRange(2, 4).contains(4))
    #expect(SourceText("abc")[TextRange(1, 99)] == "bc")
    #expect(SourceText("abc")[TextRange(50, 99)] == "")
  }

  /// FNV-1a's published values.
  @Test(arguments: [("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8")])
  func hashesAsPublished(text: String, hash: String) { #expect(ContentHash(text.utf8).hexadecimal == hash) }
}
