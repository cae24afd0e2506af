// SPDX-License-Identifier: Apache-2.0

/// Differences of two texts in the unified form that `patch` and `git apply` read.
package enum UnifiedDiff {
  /// The lines that are shown around a change.
  private static let context = 3

  /// The difference between the old and the new bytes of a file, with three lines of context; empty where they are equal.
  ///
  /// Lines end at LF; a CR before it stays part of its line, and is printed. A last line without LF is followed by
  /// `\ No newline at end of file`. `path` stands in both headers, quoted as git quotes it.
  package static func render(old: [UInt8], new: [UInt8], path: String, isColoured: Bool = false) -> [UInt8] {
    guard old != new else { return [] }
    let left = lines(old)
    let right = lines(new)
    let changes = LineDifference(left, right).changes
    var writer = StyledWriter(isColoured: isColoured)
    // The prefixes are what `git apply` and `patch -p1` take away; an absolute path loses its first slash.
    let shown = path.hasPrefix("/") ? String(path.dropFirst()) : path
    writer.styled(.bold) { $0.write("--- \(quoted("a/" + shown))") }
    writer.out.newline()
    writer.styled(.bold) { $0.write("+++ \(quoted("b/" + shown))") }
    writer.out.newline()
    var index = 0
    while index < changes.count {
      var end = index + 1
      while end < changes.count, changes[end].old.lowerBound - changes[end - 1].old.upperBound <= 2 * context {
        end += 1
      }
      writeHunk(changes[index..<end], left, right, to: &writer)
      index = end
    }
    return writer.out.bytes
  }

  private static func writeHunk(
    _ changes: ArraySlice<LineDifference.Change>, _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>],
    to writer: inout StyledWriter
  ) {
    guard let first = changes.first, let last = changes.last else { return }
    let before = min(context, first.old.lowerBound)
    let after = min(context, old.count - last.old.upperBound)
    let oldRange = first.old.lowerBound - before..<last.old.upperBound + after
    let newRange = first.new.lowerBound - before..<last.new.upperBound + after
    writer.styled(.cyan) { $0.write("@@ -\(extent(oldRange)) +\(extent(newRange)) @@") }
    writer.out.newline()
    var position = oldRange.lowerBound
    for change in changes {
      write(old[position..<change.old.lowerBound], sign: 0x20, nil, to: &writer)
      write(old[change.old], sign: 0x2D, .red, to: &writer)
      write(new[change.new], sign: 0x2B, .green, to: &writer)
      position = change.old.upperBound
    }
    write(old[position..<oldRange.upperBound], sign: 0x20, nil, to: &writer)
  }

  /// A range of lines as a hunk's header says it: an empty one names the line before it, one line has no count.
  private static func extent(_ range: Range<Int>) -> String {
    switch range.count {
    case 0: "\(range.lowerBound),0"
    case 1: "\(range.lowerBound + 1)"
    default: "\(range.lowerBound + 1),\(range.count)"
    }
  }

  private static func write(
    _ lines: ArraySlice<ArraySlice<UInt8>>, sign: UInt8, _ style: TerminalStyle?, to writer: inout StyledWriter
  ) {
    for line in lines {
      let hasBreak = line.last == 0x0A
      let content = hasBreak ? line.dropLast() : line
      if let style {
        writer.styled(style) { out in
          out.write(byte: sign)
          out.write(content)
        }
      } else {
        writer.out.write(byte: sign)
        writer.out.write(content)
      }
      writer.out.newline()
      if !hasBreak { writer.out.write("\\ No newline at end of file\n" as StaticString) }
    }
  }

  /// The lines with their LF.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      lines.append(bytes[start..<end])
      start = end
    }
    return lines
  }

  /// A path as git writes it: in quotes with escapes where a character would break the header, and with a tab behind it where a blank
  /// could be taken for its end.
  private static func quoted(_ path: String) -> String {
    let needsQuotes = path.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0x22 || $0 == 0x5C }
    guard needsQuotes else { return path.utf8.contains(0x20) ? "\(path)\t" : path }
    var bytes: [UInt8] = [0x22]
    for byte in path.utf8 {
      switch byte {
      case 0x22, 0x5C: bytes += [0x5C, byte]
      case 0x00..<0x20, 0x7F: bytes += [0x5C, 0x30 + (byte >> 6), 0x30 + (byte >> 3 & 7), 0x30 + (byte & 7)]
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
    return String(decoding: bytes, as: UTF8.self)
  }
}
