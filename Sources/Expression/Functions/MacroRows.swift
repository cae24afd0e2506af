// SPDX-License-Identifier: Apache-2.0

extension CatalogBuilder {
  /// The macros, for people.
  mutating func addMacros() {
    let t = CELType.parameter("T")
    let r = CELType.parameter("R")
    let k = CELType.parameter("K")
    let v = CELType.parameter("V")
    let list = CELType.list(t)
    macro(.has, "has", on: nil, [("field", t)], .bool, "Whether the field is there.", "has(inputs.region)")
    macro(
      .all, "all", on: list, [("x", t), ("test", .bool)], .bool, "Whether the test holds for every element.",
      "[1, 2].all(x, x > 0)")
    macro(
      .all, "all", on: list, [("i", .int), ("x", t), ("test", .bool)], .bool,
      "Whether the test holds for every index and element, or key and value.", "[1, 2].all(i, x, x > i)")
    macro(
      .exists, "exists", on: list, [("x", t), ("test", .bool)], .bool, "Whether the test holds for some element.",
      "[1, 2].exists(x, x > 1)")
    macro(
      .exists, "exists", on: list, [("i", .int), ("x", t), ("test", .bool)], .bool,
      "Whether the test holds for some index and element, or key and value.", "[1, 2].exists(i, x, x == i)")
    macro(
      .existsOne, "exists_one", on: list, [("x", t), ("test", .bool)], .bool,
      "Whether the test holds for exactly one element.", "[1, 2].exists_one(x, x > 1)")
    macro(
      .existsOne, "existsOne", on: list, [("i", .int), ("x", t), ("test", .bool)], .bool,
      "Whether the test holds for exactly one index and element.", "[1, 2].existsOne(i, x, x > i)")
    macro(
      .map, "map", on: list, [("x", t), ("value", r)], .list(r), "A list of the value for each element.",
      "[1, 2].map(x, x * 2)")
    macro(
      .map, "map", on: list, [("x", t), ("test", .bool), ("value", r)], .list(r),
      "A list of the value for each element that passes the test.", "[1, 2].map(x, x > 1, x * 2)")
    macro(
      .filter, "filter", on: list, [("x", t), ("test", .bool)], list, "The elements that pass the test.",
      "[1, 2].filter(x, x > 1)")
    macro(
      .transformList, "transformList", on: list, [("i", .int), ("x", t), ("value", r)], .list(r),
      "A list of the value for each index and element.", "[1, 2].transformList(i, x, x * i)")
    macro(
      .transformMap, "transformMap", on: .map(k, v), [("k", k), ("v", v), ("value", r)], .map(k, r),
      "The map with new values.", "{'a': 1}.transformMap(k, v, v + 1)")
    macro(
      .transformMapEntry, "transformMapEntry", on: .map(k, v), [("k", k), ("v", v), ("entry", .map(t, r))],
      .map(t, r), "A map of the entry for each key and value.", "{'a': 1}.transformMapEntry(k, v, {v: k})")
    macro(
      .sortBy, "sortBy", on: list, [("x", t), ("key", r)], list, "The elements in the order of the key.",
      "['bb', 'a'].sortBy(x, size(x))")
    macro(
      .bind, "cel.bind", on: nil, [("x", t), ("value", t), ("result", r)], r,
      "The result, in which the name stands for the value.", "cel.bind(x, inputs.region, x + x)")
    macro(
      .block, "cel.block", on: nil, [("values", .list(.dyn)), ("result", r)], r,
      "The result, in which `cel.index(n)` stands for the n-th value.", "cel.block([1], cel.index(0) + 1)")
    macro(
      .optMap, "optMap", on: .optional(t), [("x", t), ("value", r)], .optional(r),
      "The value made from what the optional holds.", "inputs.?region.optMap(x, x + '-1')")
    macro(
      .optFlatMap, "optFlatMap", on: .optional(t), [("x", t), ("value", .optional(r))], .optional(r),
      "The optional made from what the optional holds.", "inputs.?a.optFlatMap(x, x.?b)")
  }
}
