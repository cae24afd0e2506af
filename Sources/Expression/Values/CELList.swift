// SPDX-License-Identifier: Apache-2.0

/// A list of values: immutable, shared by reference.
package struct CELList: Sendable, Hashable {
  private final class Storage: Sendable {
    let elements: [CELValue]
    let weight: Int
    let depth: Int
    let isPartial: Bool

    init(_ elements: [CELValue]) {
      self.elements = elements
      var weight = 1
      var depth = 0
      var isPartial = false
      for element in elements {
        weight = weight.addingClamped(element.weight)
        depth = max(depth, element.depth)
        if element.isPartial { isPartial = true }
      }
      self.weight = weight
      self.depth = depth + 1
      self.isPartial = isPartial
    }
  }

  private let storage: Storage

  /// Makes a list. Complexity: O(n), for the weight.
  package init(_ elements: [CELValue]) { storage = Storage(elements) }

  /// The elements.
  package var elements: [CELValue] { storage.elements }
  /// How many elements.
  package var count: Int { storage.elements.count }
  /// How many values there are in all, nested ones included, clamped to `Int.max`: a bound for every walk over it.
  package var weight: Int { storage.weight }
  /// How many lists, maps and optionals lie within each other, this one included: a bound for recursions over it.
  package var depth: Int { storage.depth }
  /// Whether an unknown value is somewhere inside.
  package var isPartial: Bool { storage.isPartial }

  /// The element at an index, or nil outside.
  package func element(at index: Int) -> CELValue? {
    index >= 0 && index < storage.elements.count ? storage.elements[index] : nil
  }

  /// Structural equality: `1` and `1.0` differ here.
  package static func == (left: CELList, right: CELList) -> Bool {
    left.storage === right.storage || left.storage.elements == right.storage.elements
  }

  /// Feeds the elements.
  package func hash(into hasher: inout Hasher) { hasher.combine(storage.elements) }
}

extension CELList: ExpressibleByArrayLiteral {
  /// Makes a list from a literal.
  package init(arrayLiteral elements: CELValue...) { self.init(elements) }
}

extension Int {
  /// The sum, or `Int.max` where it overflows.
  func addingClamped(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  /// The product, or `Int.max` where it overflows.
  func multipliedClamped(by other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
