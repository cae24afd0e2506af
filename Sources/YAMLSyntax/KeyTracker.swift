// SPDX-License-Identifier: Apache-2.0

/// Finds keys that a mapping has twice, while the tree is built.
///
/// Each key leaves a fingerprint; a mapping's are compared when it closes: pair by pair in a small mapping, with a
/// dictionary in a large one, so that the time stays linear in the number of keys.
struct KeyTracker {
  private struct Key {
    var fingerprint: UInt32
    var node: UInt32
  }

  private var keys: [Key] = []
  private var starts: [Int] = []
  /// Up to this many keys are compared pair by pair.
  private static let pairwiseLimit = 16

  /// Begins a mapping.
  @inline(__always)
  mutating func open() { starts.append(keys.count) }

  /// Notes a scalar key of the innermost mapping.
  @inline(__always)
  mutating func add(_ node: UInt32, _ text: UnsafePointer<UInt8>?, _ count: Int) {
    var fingerprint = UInt32(truncatingIfNeeded: count)
    if count > 0, let text {
      let middle = UInt32(text[count / 2])
      fingerprint = fingerprint << 24 | UInt32(text[0]) << 16 | middle << 8 | UInt32(text[count - 1])
    }
    keys.append(Key(fingerprint: fingerprint, node: node))
  }

  /// Ends the innermost mapping and notes its equal keys.
  @inline(__always)
  mutating func close(_ bytes: UnsafeBufferPointer<UInt8>, _ parts: inout TreeParts) {
    guard let start = starts.popLast() else { return }
    let end = keys.count
    if end &- start > KeyTracker.pairwiseLimit {
      closeLarge(start, bytes, &parts)
    } else if end &- start > 1 {
      for second in (start &+ 1)..<end {
        for first in start..<second
        where keys[first].fingerprint == keys[second].fingerprint
          && (KeyTracker.text(keys[first].node, bytes, parts) == KeyTracker.text(keys[second].node, bytes, parts))
        {
          parts.duplicates.append((keys[first].node, keys[second].node))
          break
        }
      }
    }
    keys.removeSubrange(start...)
  }

  private func closeLarge(_ start: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ parts: inout TreeParts) {
    var seen: [ArraySlice<UInt8>: UInt32] = [:]
    seen.reserveCapacity(keys.count - start)
    for key in keys[start...] {
      let text = KeyTracker.text(key.node, bytes, parts)
      if let first = seen[text] {
        parts.duplicates.append((first, key.node))
      } else {
        seen[text] = key.node
      }
    }
  }

  private static func text(_ node: UInt32, _ bytes: UnsafeBufferPointer<UInt8>, _ parts: TreeParts) -> ArraySlice<UInt8>
  {
    let record = parts.records[Int(node)]
    let low = Int(record.payload)
    let high = Int(record.payloadEnd)
    if record.flags.contains(.decoded) { return parts.decodedText[low..<high] }
    return ArraySlice(bytes[low..<high])
  }
}
