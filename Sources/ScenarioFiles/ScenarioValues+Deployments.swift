// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import Simulation
import SourceText
import WorkflowModel
import YAMLSyntax

extension ScenarioValues {
  /// How an execution is started, from a scenario or an arrival.
  func execution(_ node: YAMLNode) -> ExecutionRequest {
    var request = ExecutionRequest()
    func flag(_ key: StaticString) -> Bool { node.mergedEntry(key)?.value.locatedBool?.value ?? false }
    request.parameters = fields(node.mergedEntry("parameters")?.value)
    request.isForced = flag("force")
    request.isQueued = flag("queue")
    request.isDryRun = flag("dry_run")
    request.allowsCustomParameters = flag("allow_custom_parameters")
    request.waitAfterFail = node.mergedEntry("wait_after_fail")?.value.locatedDuration?.value
    request.scheduledFor = node.mergedEntry("scheduled_for")?.value.locatedDuration?.value
    return request
  }

  /// The deployment and its manager, over what is known of them already.
  mutating func readDeployment(_ node: YAMLNode, _ setup: inout DeploymentSetup) {
    if let manager = node.mergedEntry("manager")?.value.resolved {
      func number(_ key: StaticString) -> Int64? { manager.mergedEntry(key)?.value.locatedInteger?.value }
      func span(_ key: StaticString) -> Milliseconds? { manager.mergedEntry(key)?.value.locatedDuration?.value }
      setup.taskRetries = number("task_retries") ?? setup.taskRetries
      setup.subgraphRetries = number("subgraph_retries") ?? setup.subgraphRetries
      setup.taskRetryInterval = span("task_retry_interval") ?? setup.taskRetryInterval
      setup.waitAfterFail = span("wait_after_fail") ?? setup.waitAfterFail
      setup.statusPoll = span("status_poll") ?? setup.statusPoll
    }
    guard let deployment = node.mergedEntry("deployment")?.value.resolved else { return }
    if let states = deployment.mergedEntry("state")?.value.resolved {
      setup.states = []
      if states.kind == .scalar {
        if let state = instanceState(states) { setup.states = [("*", state)] }
      } else {
        for entry in states.mergedEntries {
          if let state = instanceState(entry.value) { setup.states.append((entry.key.text, state)) }
        }
      }
    }
    if let list = deployment.mergedEntry("dependents")?.value { setup.dependents = list.locatedTexts.map(\.value) }
    for entry in deployment.mergedEntry("workflows")?.value.resolved?.mergedEntries ?? [] {
      let steps = (entry.value.resolved?.items ?? []).map { $0.locatedTexts.map(\.value) }
      setup.workflows.removeAll { $0.name == entry.key.text }
      setup.workflows.append((entry.key.text, steps.filter { !$0.isEmpty }))
    }
  }

  private mutating func instanceState(_ node: YAMLNode) -> NodeInstanceState? {
    if let text = node.locatedText?.value, let state = NodeInstanceState(rawValue: text) { return state }
    let names = NodeInstanceState.allCases.map(\.rawValue)
    let near = node.locatedText.flatMap { NearestName.of($0.value, among: names) }
    report(
      node,
      expected: near.map { "a state of node instances; did you mean `\($0)`?" }
        ?? "a state of node instances: \(names.joined(separator: ", "))")
    return nil
  }
}
