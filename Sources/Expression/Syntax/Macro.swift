// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// The macros: calls whose arguments are not simply evaluated first.
package enum Macro: String, Sendable, Hashable, CaseIterable {
  /// `has(a.b)`: whether the field is there.
  case has
  /// `list.all(x, p)` and `list.all(i, x, p)`.
  case all
  /// `list.exists(x, p)` and `list.exists(i, x, p)`.
  case exists
  /// `list.exists_one(x, p)`, `list.existsOne(i, x, p)`.
  case existsOne
  /// `list.map(x, e)` and `list.map(x, p, e)`.
  case map
  /// `list.filter(x, p)`.
  case filter
  /// `list.transformList(i, x, e)` and with a filter before `e`.
  case transformList
  /// `map.transformMap(k, v, e)` and with a filter before `e`.
  case transformMap
  /// `map.transformMapEntry(k, v, {k2: v2})` and with a filter before the entry.
  case transformMapEntry
  /// `list.sortBy(x, key)`.
  case sortBy
  /// `cel.bind(x, value, e)`.
  case bind
  /// `cel.block([a, b], e)`, where `cel.index(0)` is `a`.
  case block
  /// `optional.optMap(x, e)`.
  case optMap
  /// `optional.optFlatMap(x, e)`.
  case optFlatMap
}

/// A call of a macro.
package struct MacroCall: Sendable {
  /// A variable that the macro declares for its body.
  package struct Variable: Sendable {
    /// Its name.
    package let name: String
    /// Where it is declared.
    package let range: TextRange
    /// The node of its declaration, an identifier that is not evaluated.
    package let id: ExpressionID
  }

  /// Which macro.
  package let macro: Macro
  /// What is before the dot, when that is a value.
  package let target: ExpressionID?
  /// The variables declared, in order.
  package let variables: [Variable]
  /// The other arguments, in order: `[filter,] body` of the loops, `value, body` of `cel.bind`, the elements and then
  /// the result of `cel.block`, the selection of `has`.
  package let arguments: [ExpressionID]

  /// The argument in which the variables are visible, evaluated last.
  package var body: ExpressionID? { arguments.last }
}

extension Macro {
  /// The forms of a macro call: how many arguments, how many of the first ones are variables.
  struct Form {
    let macro: Macro
    let isReceiver: Bool
    let arguments: Int
    let variables: Int
  }

  /// All forms by the written name.
  static let forms: [String: [Form]] = {
    var forms: [String: [Form]] = [:]
    func add(_ name: String, _ macro: Macro, _ shapes: [(arguments: Int, variables: Int)], isReceiver: Bool = true) {
      forms[name, default: []] += shapes.map {
        Form(macro: macro, isReceiver: isReceiver, arguments: $0.arguments, variables: $0.variables)
      }
    }
    add("has", .has, [(1, 0)], isReceiver: false)
    add("all", .all, [(2, 1), (3, 2)])
    add("exists", .exists, [(2, 1), (3, 2)])
    add("exists_one", .existsOne, [(2, 1), (3, 2)])
    add("existsOne", .existsOne, [(2, 1), (3, 2)])
    add("map", .map, [(2, 1), (3, 1)])
    add("filter", .filter, [(2, 1)])
    add("transformList", .transformList, [(3, 2), (4, 2)])
    add("transformMap", .transformMap, [(3, 2), (4, 2)])
    add("transformMapEntry", .transformMapEntry, [(3, 2), (4, 2)])
    add("sortBy", .sortBy, [(2, 1)])
    add("bind", .bind, [(3, 1)])
    add("block", .block, [(2, 0)])
    add("optMap", .optMap, [(2, 1)])
    add("optFlatMap", .optFlatMap, [(2, 1)])
    return forms
  }()
}
