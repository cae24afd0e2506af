// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText
import WorkflowModel

@testable import Simulation

/// Builds workflows without a document: every place is the empty range.
struct WorkflowBuilder {
  static let nowhere = SyntaxReference(rawValue: 0)
  private(set) var workflow: Workflow
  private(set) var steps: [StepDraft] = []

  init(_ name: String = "test", status: WorkflowStatus = .active) {
    workflow = Workflow(dialect: "native", range: TextRange(at: 0), syntax: Self.nowhere)
    workflow.name = here(name)
    workflow.status = here(status)
    workflow.lists = [StepList(owner: nil, order: .sequence)]
  }

  /// The workflow with its references resolved.
  var built: Workflow {
    var copy = workflow
    copy.setSteps(steps)
    return copy
  }

  mutating func trigger(_ kind: TriggerKind) {
    var trigger = Trigger(range: TextRange(at: 0), syntax: Self.nowhere)
    trigger.kind = kind
    workflow.triggers.append(trigger)
  }

  mutating func change(_ body: (inout Workflow) -> Void) { body(&workflow) }

  mutating func changeSteps(_ body: (inout [StepDraft]) -> Void) { body(&steps) }

  mutating func expression(_ text: String, _ role: ExpressionRole, _ owner: ExpressionOwner) -> Int {
    let start = 1_000 + workflow.expressions.count * 100
    workflow.expressions.append(
      ExpressionSite(
        text: text, parsed: ParsedExpression(parsing: text),
        range: TextRange(start, start + text.utf8.count), syntax: Self.nowhere, decodedStart: 0,
        role: role, owner: owner, field: "if"))
    return workflow.expressions.count - 1
  }

  /// Adds a step and gives its index. `needs` nil means the list's order.
  @discardableResult
  mutating func step(
    _ id: String, _ action: StepAction = .script(ScriptAction()), needs: [String]? = nil, if condition: String? = nil,
    list: Int = 0, _ configure: (inout StepDraft) -> Void = { _ in }
  ) -> StepIndex {
    let index = steps.count
    var step = StepDraft(index: index, range: TextRange(at: 0), syntax: Self.nowhere)
    step.id = here(id)
    step.list = list
    step.action = action
    if let needs {
      step.needsRange = TextRange(at: 0)
      step.needs = needs.map { StepReference(id: here($0)) }
    }
    if let condition { step.condition = expression(condition, .stepCondition, .step(index)) }
    configure(&step)
    steps.append(step)
    workflow.lists[list].steps.append(index)
    return index
  }

  /// Adds a group and gives the number of its list.
  mutating func group(
    _ id: String, isSequence: Bool = false, needs: [String]? = nil, if condition: String? = nil, list: Int = 0,
    _ configure: (inout StepDraft) -> Void = { _ in }
  ) -> Int {
    var action = GroupAction()
    action.isSequence = isSequence
    action.list = workflow.lists.count
    let index = steps.count
    workflow.lists.append(StepList(owner: index, order: isSequence ? .sequence : .parallel))
    step(id, .group(action), needs: needs, if: condition, list: list, configure)
    return workflow.lists.count - 1
  }

  /// Adds a loop and gives the number of its list.
  mutating func loop(
    _ id: String, over: String, as variable: String? = nil, max: Int64? = nil, parallelism: Int64? = nil,
    needs: [String]? = nil, if condition: String? = nil, list: Int = 0,
    _ configure: (inout StepDraft) -> Void = { _ in }
  ) -> Int {
    let index = steps.count
    var action = LoopAction()
    action.over = expression(over, .loopItems, .step(index))
    action.variable = variable.map { here($0) }
    action.maximum = max.map { here($0) }
    action.parallelism = parallelism.map { here($0) }
    action.list = workflow.lists.count
    workflow.lists.append(StepList(owner: index, order: .sequence))
    step(id, .loop(action), needs: needs, if: condition, list: list, configure)
    return workflow.lists.count - 1
  }

  /// Adds a condition: each case's text with its targets.
  mutating func condition(
    _ id: String, _ cases: [(when: String, then: [String])], else otherwise: [String]? = nil, needs: [String]? = nil,
    if condition: String? = nil, list: Int = 0
  ) {
    let index = steps.count
    var action = ConditionAction()
    for (when, then) in cases {
      var branch = BranchCase(range: TextRange(at: 0))
      branch.when = expression(when, .caseCondition, .step(index))
      branch.targets = then.map { StepReference(id: here($0)) }
      action.cases.append(branch)
    }
    if let otherwise {
      action.otherwiseRange = TextRange(at: 0)
      action.otherwise = otherwise.map { StepReference(id: here($0)) }
    }
    step(id, .condition(action), needs: needs, if: condition, list: list)
  }
}

func here<Value: Sendable>(_ value: Value) -> Located<Value> {
  Located(value, TextRange(at: 0), WorkflowBuilder.nowhere)
}

func text(_ value: String) -> Located<TemplateText> { here(TemplateText(literal: value)) }

func seconds(_ count: Int64) -> Milliseconds { count * 1_000 }

func iac(_ verb: InfrastructureAction.Verb, _ project: String = "api-infrastructure") -> StepAction {
  var action = InfrastructureAction()
  action.verb = here(verb)
  action.project = here(project)
  return .infrastructure(action)
}

func http(_ url: String, method: String? = nil, expect: [String] = []) -> StepAction {
  var action = HTTPAction()
  action.url = text(url)
  action.method = method.map { here($0) }
  action.expected = expect.map { here($0) }
  return .http(action)
}

func approval(
  _ approvers: [String] = ["team:platform"], quorum: Int64? = nil,
  onTimeout: ApprovalAction.TimeoutPolicy? = nil, escalateTo: [String] = [], self allowsSelf: Bool? = nil
) -> StepAction {
  var action = ApprovalAction()
  action.approvers = approvers.map { here($0) }
  action.requiredApprovals = quorum.map { here($0) }
  action.onTimeout = onTimeout.map { here($0) }
  action.escalateTo = escalateTo.map { here($0) }
  action.allowSelfApproval = allowsSelf.map { here($0) }
  return .approval(action)
}

func slack(_ channel: String, _ message: String) -> StepAction {
  var action = NotifyAction()
  action.channel = here(.slack)
  action.destination = text(channel)
  action.message = text(message)
  return .notify(action)
}

func call(_ workflow: String) -> StepAction {
  var action = CallAction()
  action.workflow = here(workflow)
  return .call(action)
}

/// A retry policy.
func retry(
  _ attempts: Int64, delay: Milliseconds = 0, exponential: Bool = false, maximum: Milliseconds? = nil
) -> RetryPolicy {
  var policy = RetryPolicy(range: TextRange(at: 0))
  policy.attempts = here(attempts)
  policy.delay = here(delay)
  policy.backoff = here(exponential ? .exponential : .constant)
  policy.maximumDelay = maximum.map { here($0) }
  return policy
}

/// The people of the documented example.
var platformTeam: Directory {
  var directory = Directory()
  directory.teams = ["platform": ["jane@example.com", "omar@example.com"]]
  return directory
}

/// The plan of some workflows, where every step takes one second unless it says otherwise.
func plan(_ builders: WorkflowBuilder..., rules: EngineRules = EngineRules(), directory: Directory = platformTeam)
  -> SimulationPlan
{
  SimulationPlan(builders.map(\.built), directory: directory, rules: rules) { step in
    switch step.action {
    case .condition, .group, .loop, .wait: 0
    default: 1_000
    }
  }
}

/// Simulates one workflow.
func simulate(_ builder: WorkflowBuilder, _ scenario: Scenario = Scenario(), rules: EngineRules = EngineRules())
  -> SimulationResult
{
  SimulationResult(plan(builder, rules: rules), scenario)
}

extension SimulationResult {
  /// The record of a step of the first run, or of another.
  func step(_ name: String, run: Int = 0) -> StepRecord? { runs[run].steps.last { $0.name == name } }
  /// The states of all steps of the first run: `plan success 0-12000`.
  var states: [String: String] { Dictionary(runs[0].steps.map { ($0.name, $0.state.text) }) { $1 } }
  /// A step's state and reason: `skipped condition_false`.
  func outcome(_ name: String, run: Int = 0) -> String {
    step(name, run: run).map { "\($0.state.text) \($0.reason.text)" } ?? "missing"
  }
  /// A run's state and reason.
  func runOutcome(_ run: Int = 0) -> String { "\(runs[run].state.text) \(runs[run].reason.text)" }
  /// When a step ran, in seconds: `12-17`.
  func span(_ name: String, run: Int = 0) -> String {
    guard let record = step(name, run: run), let start = record.startedAt else { return "never" }
    return "\(Double(start) / 1_000)-\(record.endedAt.map { "\(Double($0) / 1_000)" } ?? "")"
      .replacing(".0", with: "")
  }
}
