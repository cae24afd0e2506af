// SPDX-License-Identifier: Apache-2.0

/// What is known of some nodes of an expression, by their ids.
package struct NodeTable<Value: Sendable>: Sendable {
  /// Empty until something is noted.
  private var values: [Value?] = []
  private let count: Int

  /// A table for an expression of so many nodes.
  init(count: Int) { self.count = count }

  /// What is known of a node; nothing is noted for a node of another expression.
  package internal(set) subscript(id: ExpressionID) -> Value? {
    get { Int(id) < values.count ? values[Int(id)] : nil }
    set {
      guard Int(id) < count else { return }
      if values.isEmpty {
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(nil) }
      }
      values[Int(id)] = newValue
    }
  }
}
