// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// What the engine does with a step, by which it chooses its code.
enum StepKind: UInt8, Sendable {
  /// Work with a duration and an outcome.
  case work
  /// Work that an HTTP reply may stand for.
  case http
  case approval
  case condition
  case wait
  case suspend
  case call
  case loop
  case group
}

/// A step made ready for the engine: numbers only.
struct StepPlan: Sendable {
  var kind = StepKind.work
  /// The workflow, an index into `SimulationPlan.workflows`.
  var workflow: Int32 = 0
  /// Its index in its workflow.
  var step: Int32 = 0
  /// The list that holds it, an index into `SimulationPlan.lists`.
  var list: Int32 = 0
  /// Its place in that list.
  var position: Int32 = 0
  /// Places, in the same list, of the steps that it needs: a range of `SimulationPlan.edges`.
  var needs: Range<Int32> = 0..<0
  /// Places, in the same list, of the steps that need it: a range of `SimulationPlan.edges`.
  var dependents: Range<Int32> = 0..<0
  /// The branches that name it: a range of `SimulationPlan.memberships`.
  var memberships: Range<Int32> = 0..<0
  /// `if`, an index into `SimulationPlan.expressions`; -1 for none.
  var condition: Int32 = -1
  /// The interpolations of its fields: a range of `SimulationPlan.fieldExpressions`.
  var fields: Range<Int32> = 0..<0
  /// The list that it owns, an index into `SimulationPlan.lists`; -1 for none.
  var ownedList: Int32 = -1
  /// How long it may take; -1 for no limit.
  var timeout: Milliseconds = -1
  /// All tries, the first included; at least 1.
  var tries: Int32 = 1
  /// The pause before the second try.
  var delay: Milliseconds = 0
  /// The longest pause; -1 for no limit.
  var longestDelay: Milliseconds = -1
  /// Whether pauses grow.
  var isExponential = false
  /// What its failure does.
  var policy = FailurePolicy.stop
  /// Whether it tells people something.
  var isNotice = false
  /// Whether the step itself says so.
  var hasOwnPolicy = false
  /// How long it takes where no mock says.
  var duration: Milliseconds = 0
  /// A hash of its id, the same whatever stands around it in the file.
  var key: UInt64 = 0
}

/// A branch that names a step.
struct MembershipPlan: Sendable {
  /// The condition's place in the same list.
  var condition: Int32
  /// The branch's index; the number of cases stands for `else`.
  var branch: Int32
}

/// A list of steps made ready.
struct ListPlan: Sendable {
  /// The workflow, an index into `SimulationPlan.workflows`.
  var workflow: Int32
  /// Its steps, as indices into `SimulationPlan.steps`.
  var steps: [Int32] = []
  /// How many needs each step waits for, in the order of `steps`.
  var missing: [Int32] = []
  /// The places of the steps that wait for nothing.
  var roots: [Int32] = []
}
