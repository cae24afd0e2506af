// SPDX-License-Identifier: Apache-2.0
import SourceText

/// An expression made ready for evaluation: names resolved to slots, calls to rows of the catalog, constant patterns
/// compiled. Evaluate it as often as needed.
package struct Program: Sendable {
  let code: ProgramCode
  /// The variables that the expression mentions, in the order of their slots.
  package var variables: [String] { code.variables }

  /// Compiles an expression, or the part of it that hangs on `root`. A broken one gives a program that fails with
  /// `syntax`. Complexity: O(n).
  package init(_ expression: ParsedExpression, root part: ExpressionID? = nil, environment: EvaluationEnvironment) {
    var compiler = ProgramCompiler(expression, environment)
    let root = compiler.compileRoot(part)
    code = ProgramCode(compiler, root: root, ranges: compiler.nodes.map { expression[$0].range })
  }

  /// Evaluates with an environment's variables, functions and limits.
  package func evaluate(in environment: EvaluationEnvironment) -> Result<CELValue, EvaluationError> {
    var machine = Machine(self, environment)
    return machine.run()
  }
}

/// The steps of a program and what they refer to, behind one reference.
final class ProgramCode: Sendable {
  let operations: [Operation]
  let tables: OperationTables
  /// The node that an operation comes from.
  let nodes: [ExpressionID]
  let ranges: [TextRange]
  let root: Int
  let localCount: Int
  let variables: [String]

  init(_ compiler: ProgramCompiler, root: Int, ranges: [TextRange]) {
    operations = compiler.operations
    tables = compiler.tables
    nodes = compiler.nodes
    self.ranges = ranges
    self.root = root
    localCount = compiler.localCount
    variables = compiler.variables
  }
}

/// What operations refer to by index. It stands apart from them so that an operation is plain bits, which are read
/// without counting references.
struct OperationTables: Sendable {
  var constants: [CELValue] = []
  var names: [String] = []
  var qualified: [Operation.QualifiedName] = []
  var paths: [[Operation.PathField]] = []
  var faults: [EvaluationFault] = []
  var lists: [[Operation.ListItem]] = []
  var maps: [[Operation.MapItem]] = []
  var calls: [Operation.CallSite] = []
  var patterns: [RegularExpression] = []
  var loops: [Operation.Loop] = []
  var blocks: [Operation.Block] = []
}

/// One step of a program; operands are indices of other steps, the rest indices into the tables.
enum Operation: Sendable {
  case constant(Int)
  case variable(Int)
  /// Names that may mean the same, best first, with the fields then to be selected, and the type name it may be.
  case qualified(Int)
  /// A variable's slot and the fields selected from it.
  case path(Int, Int)
  case local(Int)
  case fault(Int)
  case select(Int, Int, isOptional: Bool)
  case has(Int, Int)
  case index(Int, Int, isOptional: Bool)
  case not(Int)
  case negate(Int)
  case and(Int, Int)
  case or(Int, Int)
  case binary(BinaryOperator, Int, Int)
  case conditional(Int, Int, Int)
  case list(Int)
  case map(Int)
  case call(Int)
  case matches(Int, Int)
  case loop(Int)
  case bind(local: Int, value: Int, body: Int)
  case block(Int)
  case optionalMap(local: Int, target: Int, body: Int, isFlat: Bool)

  struct QualifiedName: Sendable {
    var candidates: [Candidate]
    let type: CELTypeName?
    let name: String
  }

  struct ListItem: Sendable {
    let value: Int
    let isOptional: Bool
  }

  struct MapItem: Sendable {
    let key: Int
    let value: Int
    let isOptional: Bool
  }

  struct Block: Sendable {
    let first: Int
    let values: [Int]
    let body: Int
  }

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
