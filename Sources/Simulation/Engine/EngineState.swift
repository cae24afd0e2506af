// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// Facts of an instance, one bit each.
struct InstanceFlags: OptionSet {
  let rawValue: UInt8
  /// It is skipped because it stands in, or behind, branches that were not chosen.
  static let dead = InstanceFlags(rawValue: 1)
  /// A step before it failed, and nobody handled it.
  static let failureBefore = InstanceFlags(rawValue: 2)
  /// A step before it was cancelled.
  static let cancellationBefore = InstanceFlags(rawValue: 4)
  /// It failed, and its policy counts that as handled.
  static let handled = InstanceFlags(rawValue: 8)
  /// Its current try is going to fail by chance.
  static let doomed = InstanceFlags(rawValue: 16)
  /// It has started.
  static let started = InstanceFlags(rawValue: 32)
  /// Others have been asked already.
  static let escalated = InstanceFlags(rawValue: 64)
  /// A workflow runs for it.
  static let hasChild = InstanceFlags(rawValue: 128)
}

/// A step instance while it is simulated.
struct Instance {
  /// Its step, an index into `SimulationPlan.steps`.
  var step: Int32
  var scope: Int32
  /// How many needs have not ended.
  var missing: Int32
  var state = StepState.pending
  var reason = Reason.none
  var flags: InstanceFlags = []
  /// Tries since it started.
  var tries: Int32 = 0
  /// Tries in earlier attempts of the run.
  var triesBefore: Int32 = 0
  /// Events that were planned for an older generation are void.
  var generation: UInt32 = 0
  /// The current try's outcome, an index into `Engine.outcomes`; -1 for a plain success.
  var outcome: Int32 = -1
  /// The need that ended last.
  var cause: Int32 = -1
  /// A condition's branch; -1 for none.
  var branch: Int32 = -1
  var startedAt: Milliseconds = -1
  var endedAt: Milliseconds = -1
}

/// A list of steps that runs: the root of a run, a group, a round of a loop.
struct Scope {
  var run: Int32
  /// An index into `SimulationPlan.lists`.
  var list: Int32
  /// The instance of the group or loop; -1 for the root.
  var owner: Int32
  /// The round, from 0; -1 outside of loops.
  var round: Int32
  /// The first of its instances.
  var base: Int32
  /// How many instances have not ended.
  var remaining: Int32
  /// The run's previous scope.
  var next: Int32
  /// A step failed unhandled: no further step starts.
  var isStopped = false
  /// A step was cancelled.
  var hasCancelled = false
  /// Nobody waits for its end any more.
  var isClosed = false
  /// It began after the run was stopped or cancelled, because an `if` said so: that does not reach inside.
  var isShielded = false
  /// The first instance that failed unhandled; -1 for none.
  var failedBy: Int32 = -1
}

/// A run while it is simulated.
struct Run {
  var workflow: Int32
  /// The `call` instance; -1 for none.
  var parent: Int32
  /// The table of mocks.
  var table: Int32
  /// How many calls are around it.
  var depth: Int32
  var state = RunState.pending
  var reason = Reason.none
  /// Why it is being cancelled.
  var cancelReason = Reason.none
  var isPaused = false
  var isCancelling = false
  /// It goes back to the last succeeded revision when its steps have ended.
  var mustRollBack = false
  /// The rollback is an operator's wish, not a failure's effect.
  var rollbackIsWanted = false
  var running: Int32 = 0
  var waiting: Int32 = 0
  var rootScope: Int32 = -1
  var lastScope: Int32 = -1
  var attempt: Int32 = 1
  var generation: UInt32 = 0
  var startedAt: Milliseconds = -1
  var endedAt: Milliseconds = -1
  /// Steps that would have started while it was paused.
  var held: [Int32] = []
}

/// An approval that waits.
struct ApprovalState {
  var approvers: ApproverSet
  var quorum: Int
  var votes: [String] = []
  var comment: String?
  var mayVoteSelf: Bool
  /// Its mock; -1 for none.
  var mock: Int32
  /// Who grants it where no mock says.
  var grantors: [String] = []
}

/// Who may decide.
struct ApproverSet {
  /// The people that are known, in the order of the principals.
  var people: [String] = []
  /// Whether some principal's people are not known, so that anybody may be one of them.
  var isOpen = false
  /// The principals whose people are not known.
  var unknown: [String] = []

  init(_ principals: [String], _ directory: Directory) {
    for text in principals {
      guard let principal = Principal.parse(text).principal else { continue }
      if let known = directory.people(of: principal) {
        for person in known where !people.contains(person) { people.append(person) }
      } else {
        isOpen = true
        unknown.append(principal.text)
      }
    }
  }

  mutating func formUnion(_ other: ApproverSet) {
    for person in other.people where !people.contains(person) { people.append(person) }
    isOpen = isOpen || other.isOpen
    unknown += other.unknown
  }

  func contains(_ person: String) -> Bool { isOpen || people.contains(person) }

  /// The first `count` people who may decide, without `excluded`; fewer where there are not so many.
  func grantors(_ count: Int, excluding excluded: String?) -> [String] {
    var result = people.filter { $0 != excluded }.prefix(count).map { $0 }
    var number = 1
    while result.count < count, let group = unknown.first, number <= count {
      result.append(number == 1 ? group : "\(group) (\(number))")
      number += 1
    }
    return result
  }
}

/// A loop that runs.
struct LoopState {
  var items: [CELValue]
  var next = 0
  var active = 0
  var parallelism: Int
  var scopes: [Int32] = []
  var hasFailed = false
  /// It began after the run was stopped or cancelled, because its `if` said so.
  var isShielded = false
}
