// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// What a step does, in words that all dialects share.
package enum StepAction: Sendable {
  /// Plans, applies or destroys infrastructure.
  case infrastructure(InfrastructureAction)
  /// Configures machines.
  case configuration(ConfigurationAction)
  /// Runs a script.
  case script(ScriptAction)
  /// Calls an HTTP API.
  case http(HTTPAction)
  /// Waits for people.
  case approval(ApprovalAction)
  /// Chooses a branch.
  case condition(ConditionAction)
  /// Tells people.
  case notify(NotifyAction)
  /// Waits for a time.
  case wait(Located<Milliseconds>?)
  /// Stops until someone goes on, or for a time.
  case suspend(Located<Milliseconds>?)
  /// Deploys to targets.
  case deploy(DeployAction)
  /// Builds a release.
  case build(BuildAction)
  /// Promotes a release.
  case promote(PromoteAction)
  /// Runs an operation of a plugin.
  case operation(OperationAction)
  /// Runs another workflow.
  case call(CallAction)
  /// Runs steps for each item.
  case loop(LoopAction)
  /// Runs steps together.
  case group(GroupAction)
  /// A type that the workspace declares.
  case custom
  /// No type, or one that nobody knows.
  case unknown
}

/// `iac`.
package struct InfrastructureAction: Sendable {
  /// What is done to the project.
  package enum Verb: String, Hashable, Sendable, CaseIterable {
    /// Shows what would change.
    case plan
    /// Changes.
    case apply
    /// Removes everything.
    case destroy
  }

  /// The project.
  package var project: Located<String>?
  /// What is done.
  package var verb: Located<Verb>?
  /// The tool, `terraform`.
  package var tool: Located<String>?
  /// The workspace of the project.
  package var workspace: Located<String>?
  /// Variables of the project.
  package var variables: DataValue?
  /// The plan step whose plan is applied.
  package var plan: StepReference?
  /// Whether the tool asks nobody.
  package var autoApprove: Located<Bool>?

  /// An action that says nothing yet.
  package init() {}
}

/// `config`.
package struct ConfigurationAction: Sendable {
  /// The playbook.
  package var playbook: Located<String>?
  /// Only shows what would change.
  package var check: Located<Bool>?
  /// The directory's target.
  package var target: Located<String>?

  /// An action that says nothing yet.
  package init() {}
}

/// `script`.
package struct ScriptAction: Sendable {
  /// The script's text.
  package var run: Located<TemplateText>?
  /// The file that holds it.
  package var file: Located<String>?
  /// `bash`, `sh`, `python` or `node`; bash unless said.
  package var shell: Located<String>?

  /// An action that says nothing yet.
  package init() {}
}

/// `http`.
package struct HTTPAction: Sendable {
  /// Where to.
  package var url: Located<TemplateText>?
  /// `GET` unless said.
  package var method: Located<String>?
  /// Headers.
  package var headers: [DataEntry] = []
  /// The body.
  package var body: DataValue?
  /// Status codes and classes that count as success: `200`, `2xx`; `2xx` unless said.
  package var expected: [Located<String>] = []

  /// An action that says nothing yet.
  package init() {}
}

/// `approval`.
package struct ApprovalAction: Sendable {
  /// What happens when nobody answers in time.
  package enum TimeoutPolicy: String, Hashable, Sendable, CaseIterable {
    /// The step fails.
    case reject
    /// The run is cancelled.
    case cancel
    /// The step is skipped.
    case skip
    /// The step succeeds.
    case approve
    /// Others are asked.
    case escalate
  }

  /// Who may decide, as written.
  package var approvers: [Located<String>] = []
  /// The text of `approvers`.
  package var approversRange: TextRange?
  /// How many distinct people must agree; 1 unless said.
  package var requiredApprovals: Located<Int64>?
  /// What happens when nobody answers in time; reject unless said.
  package var onTimeout: Located<TimeoutPolicy>?
  /// Who is asked then.
  package var escalateTo: [Located<String>] = []
  /// Whether the person who started the run may decide; true unless said.
  package var allowSelfApproval: Located<Bool>?
  /// What people are told.
  package var message: Located<TemplateText>?
  /// What people are shown: `plan`, `cost`, `policy`.
  package var include: [Located<String>] = []

  /// An action that says nothing yet.
  package init() {}
}

/// One case of a `condition`.
package struct BranchCase: Sendable {
  /// The case's text.
  package var range: TextRange
  /// `when`: an index into `Workflow.expressions`.
  package var when: Int?
  /// The steps of the branch.
  package var targets: [StepReference] = []

  /// A case that says nothing yet.
  package init(range: TextRange) { self.range = range }
}

/// `condition`.
package struct ConditionAction: Sendable {
  /// The cases; the first true one is taken.
  package var cases: [BranchCase] = []
  /// The steps of `else`.
  package var otherwise: [StepReference] = []
  /// The text of `else`, nil where there is none.
  package var otherwiseRange: TextRange?

  /// An action that says nothing yet.
  package init() {}
}

/// `notify`.
package struct NotifyAction: Sendable {
  /// The ways to tell people.
  package enum Channel: String, Hashable, Sendable, CaseIterable {
    /// A Slack channel.
    case slack
    /// Mail.
    case email
    /// A Teams channel.
    case teams
    /// An HTTP POST.
    case webhook
  }

  /// How.
  package var channel: Located<Channel>?
  /// The channel's name, the recipients, or the URL.
  package var destination: Located<TemplateText>?
  /// What they are told.
  package var message: Located<TemplateText>?

  /// An action that says nothing yet.
  package init() {}
}

/// `deploy`.
package struct DeployAction: Sendable {
  /// The directory's targets.
  package var targets: [Located<String>] = []
  /// The application.
  package var application: Located<String>?

  /// An action that says nothing yet.
  package init() {}
}

/// `build`.
package struct BuildAction: Sendable {
  /// The app.
  package var app: Located<String>?
  /// Whether the result is promoted at once.
  package var promote: Located<Bool>?

  /// An action that says nothing yet.
  package init() {}
}

/// `promote`.
package struct PromoteAction: Sendable {
  /// The app.
  package var app: Located<String>?
  /// The release.
  package var release: Located<TemplateText>?
  /// Whether a failure goes back to the release before.
  package var rollbackOnFailure: Located<Bool>?

  /// An action that says nothing yet.
  package init() {}
}

/// `operation`.
package struct OperationAction: Sendable {
  /// The plugin.
  package var plugin: Located<String>?
  /// `interface.name`.
  package var operation: Located<String>?
  /// Its parameters.
  package var parameters: DataValue?

  /// An action that says nothing yet.
  package init() {}
}

/// `call`.
package struct CallAction: Sendable {
  /// The other workflow's name.
  package var workflow: Located<String>?
  /// What it is given.
  package var inputs: [DataEntry] = []

  /// An action that says nothing yet.
  package init() {}
}

/// `loop`.
package struct LoopAction: Sendable {
  /// `over`: an index into `Workflow.expressions`.
  package var over: Int?
  /// The loop variable's name; `item` unless said.
  package var variable: Located<String>?
  /// The largest number of rounds.
  package var maximum: Located<Int64>?
  /// How many rounds may run at once; 1 unless said.
  package var parallelism: Located<Int64>?
  /// The steps of a round: an index into `Workflow.lists`.
  package var list: Int?

  /// An action that says nothing yet.
  package init() {}
}

/// `group`.
package struct GroupAction: Sendable {
  /// Whether its steps run one after another instead of at once.
  package var isSequence = false
  /// Its steps: an index into `Workflow.lists`.
  package var list: Int?

  /// An action that says nothing yet.
  package init() {}
}
