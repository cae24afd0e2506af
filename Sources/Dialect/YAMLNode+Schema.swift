// SPDX-License-Identifier: Apache-2.0
import SourceText
package import YAMLSyntax

extension FieldType {
  /// Whether a value is written as one scalar.
  package var isScalar: Bool {
    switch self {
    case .text, .scalar, .choice, .integer, .number, .boolean: true
    default: false
    }
  }
}

extension TextFormat {
  /// Whether a number or boolean is as good as its text here.
  var acceptsNumbers: Bool {
    switch self {
    case .template, .httpStatus, .duration, .expression, .script: true
    default: false
    }
  }
}

extension TextFormat {
  /// Whether a text without interpolations has not the form of its format; no for formats that rules of their own look at.
  func isViolated(by text: UnsafeBufferPointer<UInt8>) -> Bool {
    switch self {
    case .httpStatus:
      // As the engine compares it: each digit may be an `x` but the first.
      guard text.count == 3, (0x31...0x35).contains(text[0]) else { return true }
      return !text.dropFirst().allSatisfy { (0x30...0x39).contains($0) || $0 | 0x20 == 0x78 }
    case .operation:
      let parts = text.split(separator: 0x2E, omittingEmptySubsequences: false)
      return parts.count < 2 || parts.contains { $0.isEmpty } || text.contains { $0 <= 0x20 }
    default: return false
    }
  }
}

extension YAMLNode {
  /// What a node is, for messages: "a list", "the number 3".
  package var foundDescription: String {
    switch kind {
    case .sequence: return "a list"
    case .mapping: return "a mapping"
    case .alias: return "an alias"
    case .scalar: break
    }
    switch scalarType {
    case .null: return "nothing"
    case .bool(let value): return "the boolean \(value)"
    case .int, .float: return "the number \(text)"
    case .string:
      let text = text
      return text.utf8.count > 40 ? "the text \"\(text.prefix(37))…\"" : "the text \"\(text)\""
    }
  }

  /// The mappings that a value of `<<` merges, in order of precedence.
  package var mergeSources: [YAMLNode] {
    guard let node = resolved else { return [] }
    switch node.kind {
    case .mapping: return [node]
    case .sequence: return node.children.compactMap(\.resolved).filter { $0.kind == .mapping }
    case .scalar, .alias: return []
    }
  }

  /// Calls `body` with each of `mergedEntries`, as a rule without an allocation.
  package func forEachMergedEntry(_ body: (MappingEntry) -> Void) {
    if tree.hasMergeKeys {
      mergedEntries.forEach(body)
    } else {
      for entry in entries { body(entry) }
    }
  }

  /// A mapping's entries, its own first, then those that `<<` merges into it and that it does not have itself.
  package var mergedEntries: [MappingEntry] {
    guard kind == .mapping else { return [] }
    var result: [MappingEntry] = []
    result.reserveCapacity(count)
    for entry in entries { result.append(entry) }
    guard tree.hasMergeKeys else { return result }
    guard result.contains(where: { $0.key.style == .plain && $0.key.textEquals("<<") }) else { return result }
    var pending = result.filter { $0.key.textEquals("<<") }.flatMap { $0.value.mergeSources }
    result.removeAll { $0.key.textEquals("<<") }
    var rounds = 0
    while !pending.isEmpty, rounds < 32 {
      rounds += 1
      let source = pending.removeFirst()
      for entry in source.entries {
        if entry.key.textEquals("<<") {
          pending.append(contentsOf: entry.value.mergeSources)
        } else if !result.contains(where: { $0.key.textBytes == entry.key.textBytes }) {
          result.append(entry)
        }
      }
    }
    return result
  }

  /// The first entry of this key, its own or a merged one.
  package func mergedEntry(_ key: StaticString) -> MappingEntry? {
    if let own = entry(key) { return own }
    guard tree.hasMergeKeys, entry("<<") != nil else { return nil }
    return mergedEntries.first { $0.key.textEquals(key) }
  }
}
