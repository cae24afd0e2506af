// SPDX-License-Identifier: Apache-2.0

/// What the checker found. A class: many rules are handed it.
package final class CheckResult: Sendable {
  /// The type of each node, by its id. Nodes that do not hang on the root are `error`.
  package let types: [CELType]
  /// The type of the whole expression; `error` where there is none.
  package let type: CELType
  /// What is wrong, by place.
  package let problems: [CheckProblem]
  /// The variable or field that a name, selection or string key means, where it is declared: for hover.
  package let fields: NodeTable<RecordType.Field>
  /// The rows of the catalog that fit a call, by its node: for hover.
  package let overloads: NodeTable<[FunctionOverload]>

  init(
    types: [CELType], type: CELType, problems: [CheckProblem], fields: NodeTable<RecordType.Field>,
    overloads: NodeTable<[FunctionOverload]>
  ) {
    self.types = types
    self.type = type
    self.problems = problems
    self.fields = fields
    self.overloads = overloads
  }

  /// The type of a node.
  package func type(of id: ExpressionID) -> CELType { Int(id) < types.count ? types[Int(id)] : .error }
}
