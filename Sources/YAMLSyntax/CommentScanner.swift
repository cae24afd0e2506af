// SPDX-License-Identifier: Apache-2.0
import SourceText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Finds the comments, which libyaml drops: each `#` behind a blank that no scalar holds.
enum CommentScanner {
  /// All comments of `bytes` up to `limit`, given the nodes that libyaml read there. Complexity: O(n + nodes).
  static func scan(_ bytes: [UInt8], records: ContiguousArray<NodeRecord>, limit: Int) -> [Comment] {
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return [] }
      var comments: [Comment] = []
      var node = 0
      var position = 0
      let end = min(limit, buffer.count)
      while position < end, let hit = memchr(base + position, 0x23, end - position) {
        let found = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
        while node < records.count, isBefore(records[node], found) { node &+= 1 }
        position = found &+ 1
        if node < records.count, found >= Int(records[node].start) {
          let record = records[node]
          guard record.kind == .scalar else { continue }
          // Inside a scalar; but a block scalar's header may have a comment.
          let isBlock = record.style == .literal || record.style == .folded
          if !isBlock || hasBreak(buffer, Int(record.start), found) {
            position = max(position, Int(record.end))
            continue
          }
        }
        guard YAMLBytes.isGapEnd(buffer, found) || isBehindToken(buffer, found) else { continue }
        var behind = found
        while behind < end, YAMLBytes.breakWidth(buffer, behind) == 0 { behind &+= 1 }
        comments.append(
          Comment(range: TextRange(found, behind), isOwnLine: isAloneOnLine(buffer, found)))
        position = behind
      }
      return comments
    }
  }

  /// Whether a node has nothing to say about `offset`: a collection, or a leaf that ends before it.
  @inline(__always)
  private static func isBefore(_ record: NodeRecord, _ offset: Int) -> Bool {
    record.kind == .mapping || record.kind == .sequence || Int(record.end) <= offset
  }

  /// Whether a `#` right behind other text starts a comment all the same: libyaml takes it for one behind every token,
  /// but a tag may hold it.
  private static func isBehindToken(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    var start = offset
    while start > 0, !YAMLBytes.isGapEnd(bytes, start), !YAMLBytes.isFlowIndicator(bytes[start - 1]) { start -= 1 }
    return bytes[start] != UInt8(ascii: "!") && bytes[start] != UInt8(ascii: "%")
  }

  private static func hasBreak(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    for index in start..<max(start, end) where YAMLBytes.breakWidth(bytes, index) > 0 { return true }
    return false
  }

  private static func isAloneOnLine(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    var index = offset
    while index > 0, bytes[index - 1] == 0x20 || bytes[index - 1] == 0x09 { index -= 1 }
    return index == 0 || YAMLBytes.isGapEnd(bytes, index)
  }
}
