// SPDX-License-Identifier: Apache-2.0
package import Expression
package import WorkflowModel

/// How someone starts an execution of a deployment's workflow.
package struct ExecutionRequest: Sendable {
  /// The values that it gives to parameters.
  package var parameters: [(name: String, value: CELValue)] = []
  /// Whether it runs beside another execution, and whatever the availability rules say.
  package var isForced = false
  /// Whether it waits for another execution to end.
  package var isQueued = false
  /// Whether operations are left out.
  package var isDryRun = false
  /// Whether it may give parameters that the workflow does not declare.
  package var allowsCustomParameters = false
  /// How long it waits for running tasks after a failure, milliseconds; what the manager says unless said.
  package var waitAfterFail: Milliseconds?
  /// When it is to start, milliseconds after the clock's start; at once unless said.
  package var scheduledFor: Milliseconds?

  /// A plain start.
  package init() {}
}

/// The deployment and its manager as a scenario finds them.
package struct DeploymentSetup: Sendable {
  /// The states of instances by the names of nodes or instances, `*` for all; what the workflow needs unless said.
  package var states: [(name: String, state: NodeInstanceState)] = []
  /// Deployments that depend on this one.
  package var dependents: [String] = []
  /// How often a task is tried again where its operation does not say; -1 for ever.
  package var taskRetries: Int64 = 60
  /// The pause before a task is tried again where its operation does not say, milliseconds.
  package var taskRetryInterval: Milliseconds = 15_000
  /// How often the installation of an instance is tried again as a whole; -1 for ever.
  package var subgraphRetries: Int64 = 0
  /// How long running tasks are waited for after a failure, milliseconds.
  package var waitAfterFail: Milliseconds = 600_000
  /// How often a worker asks whether its execution was cancelled, milliseconds.
  package var statusPoll: Milliseconds = 5_000
  /// What workflows run that are not the product's own: operations one after another, those of an inner list side by side.
  package var workflows: [(name: String, steps: [[String]])] = []

  /// A new deployment on a manager as it comes.
  package init() {}
}
