// SPDX-License-Identifier: Apache-2.0

extension CatalogBuilder {
  /// The lists extension.
  mutating func addLists() {
    let t = CELType.parameter("T")
    let list = CELType.list(t)
    method(
      list, "slice", [("start", .int), ("end", .int)], list, "The elements between two positions.",
      "[1, 2, 3].slice(1, 3)"
    ) { context, arguments throws(EvaluationFault) in
      let elements = try arguments.list(0).elements
      let start = try arguments.int(1)
      let end = try arguments.int(2)
      guard start >= 0, end <= Int64(elements.count), start <= end else {
        throw EvaluationFault(
          .invalidArgument, "cannot slice(\(start), \(end)), the list has \(elements.count) elements")
      }
      try context.charge(Int(end - start))
      return .array(Array(elements[Int(start)..<Int(end)]))
    }
    method(
      .list(.dyn), "flatten", [], .list(.dyn), "The elements with inner lists opened once.", "[[1], [2]].flatten()"
    ) {
      context, arguments throws(EvaluationFault) in
      .array(try CatalogBuilder.flatten(arguments.list(0), 1, &context))
    }
    method(
      .list(.dyn), "flatten", [("depth", .int)], .list(.dyn), "The elements with inner lists opened so many times.",
      "[[[1]]].flatten(2)"
    ) { context, arguments throws(EvaluationFault) in
      let depth = try arguments.int(1)
      guard depth >= 0 else { throw EvaluationFault(.invalidArgument, "level must be non-negative") }
      return .array(try CatalogBuilder.flatten(arguments.list(0), depth, &context))
    }
    method(list, "distinct", [], list, "The elements, equal ones once.", "[1, 1, 2].distinct()") {
      context, arguments throws(EvaluationFault) in
      var found: [CELValue] = []
      for element in try arguments.list(0).elements {
        if !(try Arithmetic.contains(element, .array(found), &context)) { found.append(element) }
        try context.charge(found.count)
      }
      return .array(found)
    }
    method(list, "reverse", [], list, "The elements in reverse.", "[1, 2].reverse()") {
      context, arguments throws(EvaluationFault) in
      let elements = try arguments.list(0).elements
      try context.charge(elements.count)
      return .array(elements.reversed())
    }
    method(list, "sort", [], list, "The elements in order; all of one type that has an order.", "[2, 1].sort()") {
      context, arguments throws(EvaluationFault) in
      let elements = try arguments.list(0).elements
      return .array(try CatalogBuilder.sorted(elements, by: elements, &context))
    }
    for (name, text) in [("first", "The first element, if any."), ("last", "The last element, if any.")] {
      method(list, name, [], .optional(t), text, "[1, 2].\(name)().orValue(0)") {
        _, arguments throws(EvaluationFault) in
        let elements = try arguments.list(0).elements
        return (name == "first" ? elements.first : elements.last).map { .some($0) } ?? .none
      }
    }
    function("lists.range", [("count", .int)], .list(.int), "The integers from 0 to below the count.", "lists.range(3)")
    {
      context, arguments throws(EvaluationFault) in
      let count = max(0, try arguments.int(0))
      try context.charge(Int(clamping: count))
      return .array((0..<count).map { .int($0) })
    }
  }

  private static func flatten(
    _ list: CELList, _ depth: Int64, _ context: inout EvaluationContext
  ) throws(EvaluationFault) -> [CELValue] {
    var output: [CELValue] = []
    for element in list.elements {
      try context.charge(1)
      if depth > 0, case .list(let inner) = element {
        output += try flatten(inner, depth - 1, &context)
      } else {
        output.append(element)
      }
    }
    return output
  }

  /// The elements in the order of their keys; equal keys keep their order.
  static func sorted(
    _ elements: [CELValue], by keys: [CELValue], _ context: inout EvaluationContext
  ) throws(EvaluationFault) -> [CELValue] {
    guard let first = keys.first else { return [] }
    let kind = KindSet(first)
    for key in keys {
      guard KindSet(key) == kind, key.compare(first) != nil else {
        throw EvaluationFault(.noSuchOverload, "no such overload: list elements must have the same comparable type")
      }
    }
    var levels = 1
    while levels < 64 && keys.count >> levels > 0 { levels += 1 }
    try context.charge(keys.reduce(0) { $0.addingClamped($1.weight) }.multipliedClamped(by: levels))
    let order = keys.indices.sorted { left, right in
      switch keys[left].compare(keys[right]) {
      case .less: true
      case .greater: false
      default: left < right
      }
    }
    return order.compactMap { $0 < elements.count ? elements[$0] : nil }
  }
}
