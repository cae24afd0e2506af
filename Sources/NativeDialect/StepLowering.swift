// SPDX-License-Identifier: Apache-2.0
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Turns one step's mapping into a step.
struct StepLowering {
  private let expressions: ExpressionCollector

  private let schema: DialectSchema

  /// `schema` tells a workspace's own types from unknown ones.
  init(_ expressions: ExpressionCollector, _ schema: DialectSchema) {
    self.expressions = expressions
    self.schema = schema
  }

  /// What every step may say.
  private enum Key: Int, CaseIterable {
    case id, name, type, needs, condition, timeout, retry, onFailure, environment, variables, outputs, duration

    /// The key as it is written.
    var text: String {
      switch self {
      case .id, .name, .type, .needs, .timeout, .retry, .environment, .outputs: "\(self)"
      case .condition: "if"
      case .onFailure: "on_failure"
      case .variables: "env"
      case .duration: "expect_duration"
      }
    }
  }

  private static let keys = NameTable(Key.allCases.map(\.text))

  /// Adds the step of a mapping, whose own list is known; it is written where it stays, as it is large.
  func lower(_ place: StepPlace, into steps: inout [StepDraft]) {
    let node = place.node
    let index = steps.count
    steps.append(StepDraft(index: index, range: node.range, syntax: node.reference))
    steps[index].list = place.list
    read(place, &steps[index])
  }

  private func read(_ place: StepPlace, _ step: inout StepDraft) {
    let names = Self.keys
    place.node.forEachMergedEntry { entry in
      guard entry.key.kind == .scalar, let key = entry.key.withTextBytes({ names.index(of: $0) }).flatMap(Key.init)
      else { return }
      let value = entry.value
      switch key {
      case .id: step.id = value.locatedText
      case .name: step.name = value.locatedText
      case .type: step.type = value.locatedText
      case .needs:
        // An empty value is a mistake that is reported; taking it for `[]` would change the order behind it.
        guard value.resolved?.isNull != true else { return }
        step.needsRange = entry.range
        step.needs = references(value)
      case .condition: step.condition = expressions.expression(of: value)
      case .timeout: step.timeout = value.locatedDuration
      case .retry: step.retry = retry(value)
      case .onFailure: step.onFailure = value.located(FailurePolicy.self)
      case .environment: step.environment = value.locatedText
      case .variables: step.variables = expressions.entries(value)
      case .outputs: step.declaredOutputs = declarations(value)
      case .duration: step.expectedDuration = value.locatedDuration
      }
    }
    step.action = action(place, type: step.type?.value)
  }

  private func references(_ written: YAMLNode?) -> [StepReference] {
    written?.locatedTexts.map { StepReference(id: $0) } ?? []
  }

  private func retry(_ written: YAMLNode) -> RetryPolicy? {
    guard let node = written.resolved, node.kind == .mapping else { return nil }
    var policy = RetryPolicy(range: node.range)
    policy.attempts = node.mergedEntry("attempts")?.value.locatedInteger
    policy.delay = node.mergedEntry("delay")?.value.locatedDuration
    policy.backoff = node.mergedEntry("backoff")?.value.located(RetryPolicy.Backoff.self)
    policy.maximumDelay = node.mergedEntry("max_delay")?.value.locatedDuration
    return policy
  }

  // MARK: What the step does

  private func action(_ place: StepPlace, type: String?) -> StepAction {
    let node = place.node
    func text(_ key: StaticString) -> Located<String>? { node.mergedEntry(key)?.value.locatedText }
    func template(_ key: StaticString) -> Located<TemplateText>? {
      expressions.locatedTemplate(node.mergedEntry(key)?.value)
    }
    func flag(_ key: StaticString) -> Located<Bool>? { node.mergedEntry(key)?.value.locatedBool }
    func data(_ key: StaticString) -> DataValue? { node.mergedEntry(key).map { expressions.data($0.value) } }

    switch type {
    case "iac":
      var action = InfrastructureAction()
      action.project = text("project")
      action.verb = node.mergedEntry("action")?.value.located(InfrastructureAction.Verb.self)
      action.tool = text("tool")
      action.workspace = text("workspace")
      action.variables = data("variables")
      action.plan = text("plan").map { StepReference(id: $0) }
      action.autoApprove = flag("auto_approve")
      return .infrastructure(action)
    case "config":
      var action = ConfigurationAction()
      action.playbook = text("playbook")
      action.check = flag("check")
      action.target = text("target")
      return .configuration(action)
    case "script":
      var action = ScriptAction()
      action.run = template("run")
      action.file = text("file")
      action.shell = text("shell")
      return .script(action)
    case "http":
      var action = HTTPAction()
      action.url = template("url")
      action.method = text("method")
      action.headers = expressions.entries(node.mergedEntry("headers")?.value)
      action.body = data("body")
      action.expected = node.mergedEntry("expect")?.value.locatedTexts ?? []
      return .http(action)
    case "approval": return .approval(approval(node))
    case "condition": return .condition(condition(node))
    case "notify": return .notify(notify(node))
    case "wait": return .wait(node.mergedEntry("duration")?.value.locatedDuration)
    case "suspend": return .suspend(node.mergedEntry("duration")?.value.locatedDuration)
    case "deploy":
      var action = DeployAction()
      action.targets = node.mergedEntry("targets")?.value.locatedTexts ?? []
      action.application = text("application")
      return .deploy(action)
    case "build":
      var action = BuildAction()
      action.app = text("app")
      action.promote = flag("promote")
      return .build(action)
    case "promote":
      var action = PromoteAction()
      action.app = text("app")
      action.release = template("release")
      action.rollbackOnFailure = flag("rollback_on_failure")
      return .promote(action)
    case "operation":
      var action = OperationAction()
      action.plugin = text("plugin")
      action.operation = text("operation")
      action.parameters = data("parameters")
      return .operation(action)
    case "call":
      var action = CallAction()
      action.workflow = text("workflow")
      action.inputs = expressions.entries(node.mergedEntry("inputs")?.value)
      return .call(action)
    case "loop":
      var action = LoopAction()
      action.over = expressions.expression(of: node.mergedEntry("over")?.value)
      action.variable = text("as")
      action.maximum = node.mergedEntry("max")?.value.locatedInteger
      action.parallelism = node.mergedEntry("parallelism")?.value.locatedInteger
      action.list = place.ownedList
      return .loop(action)
    case "group":
      var action = GroupAction()
      action.list = place.ownedList
      action.isSequence = place.ownsSequence
      return .group(action)
    default: return type.flatMap(schema.stepType) != nil ? .custom : .unknown
    }
  }

  private func approval(_ node: YAMLNode) -> ApprovalAction {
    var action = ApprovalAction()
    if let entry = node.mergedEntry("approvers") {
      action.approversRange = entry.range
      action.approvers = entry.value.locatedTexts
    }
    action.requiredApprovals = node.mergedEntry("required_approvals")?.value.locatedInteger
    action.onTimeout = node.mergedEntry("on_timeout")?.value.located(ApprovalAction.TimeoutPolicy.self)
    action.escalateTo = node.mergedEntry("escalate_to")?.value.locatedTexts ?? []
    action.allowSelfApproval = node.mergedEntry("allow_self_approval")?.value.locatedBool
    action.message = expressions.locatedTemplate(node.mergedEntry("message")?.value)
    action.include = node.mergedEntry("include")?.value.locatedTexts ?? []
    return action
  }

  private func condition(_ node: YAMLNode) -> ConditionAction {
    var action = ConditionAction()
    for written in node.mergedEntry("cases")?.value.resolved?.items ?? [] {
      guard let item = written.resolved, item.kind == .mapping else { continue }
      var branch = BranchCase(range: item.range)
      branch.when = expressions.expression(of: item.mergedEntry("when")?.value)
      branch.targets = references(item.mergedEntry("then")?.value)
      action.cases.append(branch)
    }
    if let entry = node.mergedEntry("else") {
      action.otherwiseRange = entry.range
      action.otherwise = references(entry.value)
    }
    return action
  }

  private func notify(_ node: YAMLNode) -> NotifyAction {
    var action = NotifyAction()
    for channel in NotifyAction.Channel.allCases {
      guard let entry = node.mergedEntry(channel.key) else { continue }
      action.channel = Located(channel, entry.key.range, entry.key.reference)
      guard let body = entry.value.resolved else { return action }
      func template(_ key: StaticString) -> Located<TemplateText>? {
        expressions.locatedTemplate(body.mergedEntry(key)?.value)
      }
      switch channel {
      case .slack, .teams: action.destination = template("channel")
      case .webhook: action.destination = template("url")
      case .email:
        let recipients = body.mergedEntry("to")?.value.locatedTexts ?? []
        action.destination = recipients.first.map { first in
          Located(TemplateText(literal: recipients.map(\.value).joined(separator: ", ")), first.range, first.syntax)
        }
      }
      action.message = template("message")
      return action
    }
    return action
  }
}

/// Where a step stands.
struct StepPlace {
  /// Its mapping.
  var node: YAMLNode
  /// The list that holds it, an index into `Workflow.lists`.
  var list: Int
  /// The list that it holds: a group's or a loop's.
  var ownedList: Int?
  /// Whether the steps of that list run one after another.
  var ownsSequence = false
}

extension NotifyAction.Channel {
  /// The channel's key in a step.
  fileprivate var key: StaticString {
    switch self {
    case .slack: "slack"
    case .teams: "teams"
    case .email: "email"
    case .webhook: "webhook"
    }
  }
}
