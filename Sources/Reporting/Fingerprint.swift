// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// Names for findings that survive edits elsewhere in the file: what SARIF, GitLab and baselines compare.
package enum Fingerprint {
  /// A fingerprint for each finding of `file`, in its order: 16 hexadecimal digits, a colon and a count from 1.
  ///
  /// Hashed are the path, the code, the text of the range and the line it starts in, both without blanks at their ends: neither the line
  /// number nor the message. Findings that agree in all of that are told apart by the count.
  package static func all(of file: FileReport) -> [String] {
    var seen: [ContentHash: Int] = [:]
    return file.diagnostics.map { diagnostic in
      var bytes = Array(normalised(file.path).utf8)
      bytes.append(0)
      bytes.append(contentsOf: diagnostic.code.utf8)
      if let text = file.text {
        let line = text.lines.line(at: diagnostic.range.start)
        bytes.append(0)
        append(text.lines.contentRange(ofLine: line, in: text.bytes), of: text, to: &bytes)
        bytes.append(0)
        append(diagnostic.range, of: text, to: &bytes)
      }
      let hash = ContentHash(bytes)
      let count = seen[hash, default: 0] + 1
      seen[hash] = count
      return "\(hash.hexadecimal):\(count)"
    }
  }

  /// A path without a `./` in front.
  static func normalised(_ path: String) -> String {
    path.hasPrefix("./") && path.utf8.count > 2 ? String(path.dropFirst(2)) : path
  }

  /// Appends the bytes of a range, at most 1 KiB, without blanks at its ends.
  private static func append(_ range: TextRange, of text: SourceText, to bytes: inout [UInt8]) {
    let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
    var start = min(range.start, text.count)
    var end = min(range.end, text.count)
    while start < end, blanks.contains(text.bytes[start]) { start += 1 }
    while end > start, blanks.contains(text.bytes[end - 1]) { end -= 1 }
    bytes.append(contentsOf: text.bytes[start..<min(end, start + 1024)])
  }
}
