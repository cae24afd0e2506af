// SPDX-License-Identifier: Apache-2.0

/// The words of conditions: the names that they start from, and what those have.
package enum ConditionWords {
  typealias Word = (name: String, documentation: String)

  static let roots: [Word] = [
    ("status", "How the steps that have a status ended."),
    ("inputs", "The inputs of this step, by what they are `from`."),
    ("context", "What is known of the run and of the Application."),
    ("parameter", "The step's properties."),
  ]

  /// What a step's status has that is true or false.
  static let flags: [Word] = [
    ("failed", "Whether the step has failed, for whatever reason."),
    ("succeeded", "Whether the step has succeeded."),
    ("skipped", "Whether the step has been skipped."),
    ("timeout", "Whether the step has run out of its timeout."),
    ("failedAfterRetries", "Whether the step has failed eleven times."),
    ("terminate", "Whether somebody ended the step with the workflow."),
  ]

  /// What a step's status has that is a text.
  static let texts: [Word] = [
    ("phase", "The step's phase: \(phases.dropLast().joined(separator: ", ")) or \(phases[phases.count - 1])."),
    ("reason", "Why the step is in its phase: `Wait`, `Execute`, `Timeout` and others."),
    ("message", "What the step's status says in words."),
    ("id", "The step's id, ten random characters."), ("name", "The step's name."), ("type", "The step's type."),
  ]

  /// What else a step's status has.
  static let others: [Word] = [
    ("firstExecuteTime", "When the step began for the first time."),
    ("lastExecuteTime", "When the step began last."), ("subSteps", "The statuses of a group's steps."),
  ]

  /// All that a step's status has.
  static let members = flags + texts + others

  /// The phases of steps.
  static let phases = ["pending", "running", "suspending", "succeeded", "failed", "skipped"]
  /// The reasons of steps, as the controller writes them.
  package static let reasons = [
    "Wait", "Skip", "Rendering", "Execute", "Suspend", "Terminate", "ProcessParameter", "Input", "Output",
    "FailedAfterRetries", "Timeout", "Action",
  ]

  /// What `context` has in every kind of run.
  static let commonContext = [
    "name", "namespace", "workflowName", "publishVersion", "stepName", "stepSessionID", "spanID", "stepGroupName",
  ]
  /// What it has besides where an Application runs, and what only its deployment tells.
  static let deploymentContext = [
    "appRevision", "appRevisionNum", "appLabels", "appAnnotations", "components", "revision", "cluster",
    "clusterVersion", "replicaKey",
  ]

  /// What `context` has.
  static func context(_ kind: KubeVelaKind) -> [String] {
    kind == .workflowRun ? commonContext : commonContext + ["appName"] + deploymentContext
  }

  /// What a word of a path is.
  static func documentation(of name: String, at index: Int, in path: [String], _ kind: KubeVelaKind) -> String? {
    switch (index, path.first) {
    case (0, _): roots.first { $0.name == name }.map { "`\(name)`: \($0.documentation)" }
    case (2, "status"): members.first { $0.name == name }.map { "`\(name)`: \($0.documentation)" }
    case (1, "context") where context(kind).contains(name): "`context.\(name)`: what the controller knows as `\(name)`."
    default: nil
    }
  }
}
