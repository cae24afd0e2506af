// SPDX-License-Identifier: Apache-2.0

extension String {
  /// Whether both have the same code points. `==` of Swift takes canonically equivalent strings for equal; CEL does
  /// not.
  func isSame(as other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    let isSame = utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in
        for index in left.indices where left[index] != right[index] { return false }
        return true
      }
    }
    if case .some(.some(let isSame)) = isSame { return isSame }
    return utf8.elementsEqual(other.utf8)
  }

  /// Whether this comes before the other in the order of code points.
  func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }

  /// How many code points there are. Complexity: O(n).
  var codePointCount: Int {
    var text = self
    return text.withUTF8 { buffer in
      var count = 0
      for byte in buffer where byte & 0xC0 != 0x80 { count += 1 }
      return count
    }
  }
}
