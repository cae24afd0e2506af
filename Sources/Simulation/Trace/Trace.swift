// SPDX-License-Identifier: Apache-2.0
package import Expression
package import SourceText
package import WorkflowModel

/// One thing that happened in a simulation.
///
/// 32 bytes, no text: names, messages and values stand in the trace's tables.
package struct TraceEvent: Hashable, Sendable {
  /// What happened.
  package enum Kind: UInt8, Hashable, Sendable {
    /// A run came to be. `detail` is nothing.
    case runCreated
    /// A run waits for its group.
    case runQueued
    /// A run was not let in.
    case runRefused
    /// A run started, or went on after an operation; `detail` is the run's attempt, from 1.
    case runStarted
    /// Nothing of the run runs any more, something waits.
    case runWaiting
    /// Something of the run runs again.
    case runRunning
    /// Someone paused it.
    case runPaused
    /// Someone resumed it.
    case runResumed
    /// It is being cancelled and cleans up.
    case runCancelling
    /// It goes back to its last succeeded revision; `detail` is the run that made that revision, -1 for one before.
    case rollbackStarted
    /// It went back.
    case rollbackEnded
    /// It ended; the reason says why, `related` is the step instance behind it.
    case runEnded
    /// Nothing will happen to it any more, though it has not ended.
    case runStalled
    /// All that a step needs has ended; `related` is the instance that ended last, -1 for none.
    case stepReady
    /// A step started; `detail` is the try, from 1.
    case stepStarted
    /// A step waits for people or a time.
    case stepWaiting
    /// A try failed; `detail` is a message, -1 for none.
    case attemptFailed
    /// A step ended in the event's state; `related` is the instance behind it, `detail` a message, -1 for none.
    case stepEnded
    /// A step was set back to be run again.
    case stepReset
    /// Someone's vote counted; `detail` is the decision in `Trace.votes`.
    case decision
    /// Someone's vote did not count; `detail` as above.
    case decisionIgnored
    /// The deadline passed and others are asked.
    case escalated
    /// A condition chose a branch: `detail` is its index, the number of cases for `else`, -1 for none.
    case branchChosen
    /// A message was sent; `detail` is its text.
    case notified
    /// An event from outside had no effect; `detail` is its index in the scenario.
    case eventIgnored
    /// An unknown condition was taken for true.
    case assumed
    /// What the product itself writes down; `detail` is the text.
    case logged
  }

  /// When, milliseconds after the clock's start.
  package var time: Milliseconds
  /// The run, an index into `Trace.runs`.
  package var run: Int32
  /// The step instance, an index into `Trace.instances`; -1 where the event is the run's.
  package var instance: Int32
  /// Another instance or value that the kind explains; -1 for none.
  package var related: Int32
  /// What the kind explains; -1 for none.
  package var detail: Int32
  /// What happened.
  package var kind: Kind
  /// The state that it led to: a `StepState`, or a `RunState` where `instance` is -1.
  package var state: UInt8
  /// Why.
  package var reason: Reason

  /// The step's state, where the event is a step's.
  package var stepState: StepState? { instance >= 0 ? StepState(rawValue: state) : nil }
  /// The run's state, where the event is the run's.
  package var runState: RunState? { instance < 0 ? RunState(rawValue: state) : nil }
}

/// One step in one run: in a loop there is one for each round.
package struct TraceInstance: Hashable, Sendable {
  /// The run, an index into `Trace.runs`.
  package var run: Int32
  /// The step's index in its workflow.
  package var step: Int32
  /// The instance of the group or loop around it; -1 for none.
  package var owner: Int32
  /// The round of the loop around it, from 0; -1 outside of loops.
  package var round: Int32
}

/// One run of a workflow.
package struct TraceRun: Sendable {
  /// The workflow, an index into `SimulationPlan.workflows`.
  package var workflow: Int
  /// The instance of the `call` step that started it; nil for a run of its own.
  package var parent: Int?
  /// Its id, `wfr_…`.
  package var id: String
  /// What started it.
  package var trigger: TriggerData
  /// Its inputs, a map.
  package var inputs: CELValue
  /// What it resulted in, a map; nil while it runs and where it did not succeed.
  package var outputs: CELValue?
  /// The product's own word for its state at the end: `terminated`.
  package var status: String?
  /// The product's own word for why it did not start: `unavailable_workflow_error`.
  package var refusal: String?
  /// Why it failed, in the product's words.
  package var error: String?
  /// What there is to be said of it at its end besides, a line each.
  package var remarks: [String] = []
}

/// A vote on an approval and what became of it.
package struct TraceVote: Hashable, Sendable {
  /// Why a vote did not count.
  package enum Fault: String, Hashable, Sendable {
    /// They are not asked.
    case notAnApprover
    /// They started the run.
    case ownRun
    /// They had voted before.
    case again
    /// The approval had ended.
    case late
  }

  /// Who.
  package var person: String
  /// What they said.
  package var verdict: MockDecision.Verdict
  /// What they said to it.
  package var comment: String?
  /// Why it did not count; nil where it did.
  package var fault: Fault?
}

/// A controller's own words for the state of a step.
package struct TracePhase: Hashable, Sendable {
  /// The phase, `succeeded`; empty where the status says nothing of the step.
  package var phase: String
  /// The reason, `FailedAfterRetries`.
  package var reason: String?

  /// Both in one text: `failed/Timeout`.
  package var text: String {
    phase.isEmpty ? "no status" : phase + (reason.map { "/\($0)" } ?? "")
  }
}

/// A mistake of a scenario, or something worth knowing about a simulation.
package struct ScenarioProblem: Hashable, Sendable {
  /// How bad.
  package enum Severity: Hashable, Sendable {
    /// The scenario fails.
    case error
    /// Something has no effect.
    case warning
    /// Something was assumed.
    case note
  }

  /// How bad.
  package var severity: Severity
  /// What is wrong, in words.
  package var message: String
  /// YAML to paste into the scenario; nil for none.
  package var suggestion: String?
  /// Its place in the scenario file.
  package var range: TextRange?
  /// Its place in the workflow's document, with the workflow's index.
  package var workflowRange: TextRange?
  /// The workflow, an index into `SimulationPlan.workflows`.
  package var workflow: Int?

  /// Makes a problem.
  package init(
    _ severity: Severity, _ message: String, suggestion: String? = nil, range: TextRange? = nil,
    workflow: Int? = nil, workflowRange: TextRange? = nil
  ) {
    self.severity = severity
    self.message = message
    self.suggestion = suggestion
    self.range = range
    self.workflow = workflow
    self.workflowRange = workflowRange
  }
}

/// Everything that happened in a simulation; what is printed is a fold over `events`.
package struct Trace: Sendable {
  /// What happened, in the order in which it happened.
  package var events: [TraceEvent] = []
  /// The step instances.
  package var instances: [TraceInstance] = []
  /// What each instance resulted in, a map; nil for nothing.
  package var outputs: [CELValue?] = []
  /// The runs in the order in which they came.
  package var runs: [TraceRun] = []
  /// The votes on approvals.
  package var votes: [TraceVote] = []
  /// Messages that events speak of.
  package var messages: [String] = []
  /// Mistakes of the scenario, in the order in which they showed.
  package var problems: [ScenarioProblem] = []
  /// The virtual clock's start, milliseconds since 1970.
  package var start: Milliseconds = 0
  /// What a controller's status says of each instance at the end; empty where no controller keeps one.
  package var phases: [TracePhase] = []
  /// What a controller's status says of the run at the end.
  package var runPhase: String?
  /// The workflows that runs made for themselves; they stand behind those of the plan.
  package var workflows: [Workflow] = []
  /// Of each instance the other names that mean it; empty where there are none.
  package var otherNames: [[String]] = []
  /// Of each instance the step of the plan's first workflow that coverage counts it as, -1 for none; empty where instances
  /// are steps of the plan.
  package var origins: [StepIndex] = []

  /// An empty trace.
  package init() {}

  /// The message of an index; nil outside.
  package func message(_ index: Int32) -> String? {
    index >= 0 && Int(index) < messages.count ? messages[Int(index)] : nil
  }

  /// An instance's name: `plan`, `build[1]`, rounds of outer loops first.
  package func name(of instance: Int, in plan: SimulationPlan) -> String {
    guard instances.indices.contains(instance) else { return "" }
    let own = instances[instance]
    let number = Int(plan.stepBases[runs[Int(own.run)].workflow] + own.step)
    let id = plan.names.indices.contains(number) ? plan.names[number] : ""
    if own.owner < 0, own.round < 0 { return id }
    var rounds: [Int32] = []
    var next = own
    var depth = 0
    while depth < 1_000 {
      depth += 1
      if next.round >= 0 { rounds.append(next.round) }
      guard next.owner >= 0, Int(next.owner) < instances.count else { break }
      next = instances[Int(next.owner)]
    }
    return rounds.reversed().reduce(into: id) { $0 += "[\($1)]" }
  }
}
