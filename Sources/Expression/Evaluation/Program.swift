// SPDX-License-Identifier: Apache-2.0
import SourceText

/// An expression made ready for evaluation: names resolved to slots, calls to rows of the catalog, constant patterns
/// compiled. Evaluate it as often as needed.
package struct Program: Sendable {
  let operations: [Operation]
  /// The node that an operation comes from.
  let nodes: [ExpressionID]
  let ranges: [TextRange]
  let root: Int
  let localCount: Int
  /// The variables that the expression mentions, in the order of their slots.
  package let variables: [String]

  /// Compiles an expression. A broken one gives a program that fails with `syntax`. Complexity: O(n).
  package init(_ expression: ParsedExpression, environment: EvaluationEnvironment) {
    var compiler = ProgramCompiler(expression, environment)
    root = compiler.compileRoot()
    operations = compiler.operations
    nodes = compiler.nodes
    ranges = compiler.nodes.map { expression[$0].range }
    localCount = compiler.localCount
    variables = compiler.variables
  }

  /// Evaluates with an environment's variables, functions and limits.
  package func evaluate(in environment: EvaluationEnvironment) -> Result<CELValue, EvaluationError> {
    var machine = Machine(self, environment)
    return machine.run()
  }
}

/// One step of a program; operands are indices of other steps.
enum Operation: Sendable {
  case constant(CELValue)
  case variable(Int)
  /// Names that may mean the same, best first, with the fields then to be selected, and the type name it may be.
  case qualified([Candidate], type: CELTypeName?, name: String)
  case path(Int, [PathField])
  case local(Int)
  case fault(EvaluationFault)
  case select(Int, String, isOptional: Bool)
  case has(Int, String)
  case index(Int, Int, isOptional: Bool)
  case not(Int)
  case negate(Int)
  case and(Int, Int)
  case or(Int, Int)
  case binary(BinaryOperator, Int, Int)
  case conditional(Int, Int, Int)
  case list([(value: Int, isOptional: Bool)])
  case map([(key: Int, value: Int, isOptional: Bool)])
  case call(CallSite)
  case matches(Int, RegularExpression)
  case loop(Loop)
  case bind(local: Int, value: Int, body: Int)
  case block(first: Int, values: [Int], body: Int)
  case optionalMap(local: Int, target: Int, body: Int, isFlat: Bool)

  struct Candidate: Sendable {
    let slot: Int
    let fields: [String]
  }

  struct PathField: Sendable {
    let name: String
    /// The node of the selection, for an error's place.
    let step: Int
  }

  struct CallSite: Sendable {
    let name: String
    let candidates: [FunctionOverload]
    let arguments: [Int]
    /// Whether some function has this name at all.
    let isKnown: Bool
  }

  struct Loop: Sendable {
    let macro: Macro
    let range: Int
    let first: Int
    let second: Int?
    let filter: Int?
    let body: Int
  }
}
