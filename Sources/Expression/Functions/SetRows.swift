// SPDX-License-Identifier: Apache-2.0

extension CatalogBuilder {
  /// The sets extension: lists taken for sets.
  mutating func addSets() {
    let list = CELType.list(.parameter("T"))
    function(
      "sets.contains", [("set", list), ("subset", list)], .bool, "Whether every element of the second is in the first.",
      "sets.contains([1, 2], [1])"
    ) { context, arguments throws(EvaluationFault) in
      .bool(try CatalogBuilder.isSubset(arguments.list(1), arguments.list(0), &context))
    }
    function(
      "sets.equivalent", [("left", list), ("right", list)], .bool, "Whether both have the same elements.",
      "sets.equivalent([1, 1], [1])"
    ) { context, arguments throws(EvaluationFault) in
      let left = try arguments.list(0)
      let right = try arguments.list(1)
      guard try CatalogBuilder.isSubset(left, right, &context) else { return .bool(false) }
      return .bool(try CatalogBuilder.isSubset(right, left, &context))
    }
    function(
      "sets.intersects", [("left", list), ("right", list)], .bool, "Whether both share an element.",
      "sets.intersects([1, 2], [2, 3])"
    ) { context, arguments throws(EvaluationFault) in
      let right = try arguments.value(1)
      for element in try arguments.list(0).elements where try Arithmetic.contains(element, right, &context) {
        return .bool(true)
      }
      return .bool(false)
    }
  }

  private static func isSubset(
    _ subset: CELList, _ set: CELList, _ context: inout EvaluationContext
  ) throws(EvaluationFault) -> Bool {
    for element in subset.elements where !(try Arithmetic.contains(element, .list(set), &context)) {
      return false
    }
    return true
  }
}
