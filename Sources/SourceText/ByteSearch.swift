// SPDX-License-Identifier: Apache-2.0

extension StringProtocol {
  /// Whether another text stands in this one, byte by byte.
  ///
  /// `contains` compares by canonical equivalence, which costs a hundred times as much and means nothing to words of a
  /// format's own. Complexity: O(length × the needle's length), in practice O(length).
  package func containsBytes(of needle: String) -> Bool {
    var needle = needle
    return needle.withUTF8 { needle in
      guard let first = needle.first else { return true }
      let text = utf8
      let found = text.withContiguousStorageIfAvailable { text -> Bool in
        guard text.count >= needle.count else { return false }
        for start in 0...(text.count - needle.count) where text[start] == first {
          var length = 1
          while length < needle.count, text[start + length] == needle[length] { length += 1 }
          if length == needle.count { return true }
        }
        return false
      }
      if let found { return found }
      var rest = text[...]
      while let start = rest.firstIndex(of: first) {
        if rest[start...].starts(with: needle) { return true }
        rest = rest[rest.index(after: start)...]
      }
      return false
    }
  }
}
