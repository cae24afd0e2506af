// SPDX-License-Identifier: Apache-2.0
package import Dialect
import Simulation
import WorkflowModel

/// The rows of `*.sim.yaml` (`docs/scenarios.md`).
package enum ScenarioRows {
  static let statuses = [
    Choice("success", "It succeeds."), Choice("failed", "It fails."), Choice("skipped", "It is skipped."),
    Choice("cancelled", "It is cancelled."),
  ]

  static let attempt = ObjectRow(
    "an attempt", "What one try of a step comes to.",
    fields: [
      FieldRow(
        "duration", .any, "How long it takes: `45s`, or a distribution such as `{lognormal: {p50: 45s, p95: 4m}}`."),
      FieldRow(
        "status",
        .choice([Choice("success"), Choice("failed"), Choice("skipped"), Choice("hangs", "It never ends by itself.")]),
        default: "success", "What it ends as."),
      FieldRow("fail", .text(.plain), "It fails, and this is why."),
      FieldRow(
        "recoverable", .boolean, default: "true", "Whether a failure may be tried again (executions of blueprints)."),
      FieldRow(
        "retry_after", .text(.duration),
        "The pause that a failure asks for before the next try (executions of blueprints)."),
      FieldRow(
        "reschedule", .text(.plain), "The operation asks to be run again, and this is why (executions of blueprints)."),
      FieldRow("fail_rate", .number, "The chance, from 0 to 1, that it fails."),
      FieldRow("message", .text(.plain), "What it says."),
      FieldRow("outputs", .map(.any, key: .plain), "What it results in."),
      FieldRow("repeat", .integer(1...1_000_000), default: "1", "How many tries in a row end so."),
    ])

  static let decision = ObjectRow(
    "a decision", "One person's answer to an approval.",
    fields: [
      FieldRow("after", .text(.duration), default: "0s", "How long after they were asked."),
      FieldRow("by", .text(.plain), required: true, "Who answers."),
      FieldRow("decision", .choice([Choice("approve"), Choice("reject")]), default: "approve", "What they say."),
      FieldRow("comment", .text(.plain), "What they say to it."),
    ])

  static let mock = mock(holding: mock(holding: mock(holding: nil)))

  /// A mock, with the row of the mocks in it: a row is made after those that it holds, so their depth ends somewhere.
  private static func mock(holding inner: ObjectRow?) -> ObjectRow {
    ObjectRow(
      "a mock", "What the world does when the step runs.",
      fields: attempt.fields + [
        FieldRow("attempts", .list(.object(attempt)), "The outcomes of its tries, in order."),
        FieldRow("decisions", .list(.object(decision)), "The answers to an approval; `[]` for none."),
        FieldRow(
          "mocks", .map(inner.map { .object($0) } ?? .any, key: .plain), "The mocks of the workflow that a call runs."),
      ])
  }

  static let httpReply = ObjectRow(
    "a reply", "What the server answers.",
    fields: [
      FieldRow("status", .integer(100...599), default: "200", "The status code."),
      FieldRow("body", .any, "The body."),
      FieldRow("headers", .map(.scalar, key: .plain), "The headers."),
      FieldRow("after", .any, "How long it takes."),
    ])

  static let httpMock = ObjectRow(
    "an http mock", "The answer to the requests that match; the first match wins.",
    fields: [
      FieldRow("method", .text(.plain), "The method; any unless said."),
      FieldRow("url", .text(.plain), required: true, "The URL; `*` stands for any text."),
      FieldRow("reply", .object(httpReply), required: true, "What the server answers."),
    ])

  static let commit = ObjectRow(
    "a commit", "The commit of a push.",
    fields: [
      FieldRow("id", .text(.template), "Its id."), FieldRow("message", .text(.plain), "Its message."),
      FieldRow("author", .text(.plain), "Who made it."),
      FieldRow("status", .choice([Choice("success"), Choice("pending"), Choice("failing")]), "Its status."),
    ])

  static let trigger = ObjectRow(
    "a trigger", "What starts the run.",
    fields: [
      FieldRow(
        "type",
        .choice(["manual", "schedule", "webhook", "git_push", "incident", "workflow"].map { Choice($0) }),
        required: true,
        "The trigger's type."),
      FieldRow("actor", .text(.plain), "Who causes it."), FieldRow("branch", .text(.plain), "The branch of a push."),
      FieldRow("tag", .text(.plain), "The tag of a push."),
      FieldRow("repository", .text(.plain), "The repository of a push."),
      FieldRow("paths", .list(.text(.plain)), "The changed files of a push."),
      FieldRow("commit", .object(commit), "The commit of a push."), FieldRow("body", .any, "The body of a webhook."),
      FieldRow("headers", .map(.scalar, key: .plain), "The headers of a webhook."),
      FieldRow("incident", .map(.any, key: .plain), "The members of an incident."),
      FieldRow("upstream", .text(.plain), "The workflow whose end starts the run."),
      FieldRow("inputs", .map(.any, key: .plain), "Values for the inputs."),
    ])

  static let eventFields = [
    "pause", "resume", "cancel", "terminate", "rollback", "continue", "retry", "retry_from", "force_cancel", "kill",
    "force_resume",
  ]

  static let incident = ObjectRow(
    "an incident", "What incident triggers look at, and what `incident` says in expressions.",
    fields: [
      FieldRow(
        "event", .choice(["created", "acknowledged", "resolved", "escalated"].map { Choice($0) }), default: "created",
        "What happened to it."),
      FieldRow("id", .text(.plain), "Its id."), FieldRow("severity", .text(.plain), "How bad it is."),
      FieldRow("namespace", .text(.plain), "The namespace that it is about."),
      FieldRow("reason", .text(.plain), "Why."), FieldRow("resource", .text(.plain), "What it is about."),
      FieldRow("labels", .map(.scalar, key: .plain), "Its labels."),
      FieldRow("message", .text(.plain), "What it says."),
    ])

  static let message = ObjectRow(
    "a message", "A request to the workflows' webhooks.",
    fields: [
      FieldRow("body", .any, required: true, "What it says; `body` in expressions."),
      FieldRow("headers", .map(.scalar, key: .plain), "Its headers; `headers` in expressions."),
    ])

  static let event = ObjectRow(
    "an event", "Something that someone does to a run, or that happens and starts runs.",
    fields: [
      FieldRow("at", .text(.duration), required: true, "When, counted from the clock's start."),
      FieldRow("by", .text(.plain), "Who does it."),
      FieldRow("run_number", .integer(1...1_000_000), default: "1", "Which run, in the order in which they came."),
    ]
      + eventFields.map { FieldRow($0, .text(.plain), "`\($0)`: `run`, or the step that it is about.") } + [
        FieldRow(
          "incident", .object(incident), "An incident: it starts the workflows whose `incident` trigger fires on it."),
        FieldRow(
          "message", .object(message), "A message: it starts the workflows whose `webhook` trigger lets it through."),
      ],
    constraints: [.exactlyOne(eventFields + ["incident", "message"])])

  static let cronRange = ObjectRow(
    "a range", "All firings of the workflow's schedules.",
    fields: [
      FieldRow("from", .text(.moment), required: true, "From this moment on, `2026-11-20T00:00:00Z`."),
      FieldRow("until", .text(.moment), required: true, "Until before this moment."),
    ])

  static let executionFields = [
    FieldRow("parameters", .map(.any, key: .plain), "The parameters of an execution of a blueprint's workflow."),
    FieldRow("dry_run", .boolean, default: "false", "Whether an execution leaves its operations out."),
    FieldRow(
      "allow_custom_parameters", .boolean, default: "false",
      "Whether an execution may have parameters that its workflow does not declare."),
    FieldRow(
      "wait_after_fail", .text(.duration), "How long an execution waits for running tasks after a failure."),
  ]

  static let deployment = ObjectRow(
    "a deployment", "The deployment of a blueprint as the scenario finds it.",
    fields: [
      FieldRow(
        "state", .any,
        "The state of all node instances, `started`, or of some: `{vm: started, app_1: creating}`; what the workflow needs unless said."
      ),
      FieldRow("dependents", .list(.text(.plain)), "Deployments that depend on this one."),
      FieldRow(
        "workflows", .map(.list(.any), key: .plain),
        "What workflows of the blueprint's own run: operations one after another, those of an inner list side by side."),
    ])

  static let manager = ObjectRow(
    "a manager", "The settings of Cloudify's manager.",
    fields: [
      FieldRow(
        "task_retries", .integer(-1...Int64.max), default: "60",
        "How often a task is tried again where its operation does not say; -1 for ever."),
      FieldRow("task_retry_interval", .text(.duration), default: "15s", "The pause before that."),
      FieldRow(
        "subgraph_retries", .integer(-1...Int64.max), default: "0",
        "How often the installation of a node instance is tried again as a whole."),
      FieldRow(
        "wait_after_fail", .text(.duration), default: "10m", "How long running tasks are waited for after a failure."),
      FieldRow("status_poll", .text(.duration), default: "5s", "How often a worker asks whether it is cancelled."),
    ])

  static let arrival = ObjectRow(
    "an arrival", "A run that starts at some time.",
    fields: [
      FieldRow("at", .text(.duration), "When, counted from the clock's start."),
      FieldRow("cron", .object(cronRange), "Whenever the schedules fire."),
      FieldRow("trigger", .object(trigger), "What starts it."),
      FieldRow("workflow", .text(.plain), "The workflow."),
      FieldRow("force", .boolean, default: "false", "Whether it starts although its group is busy."),
    ] + executionFields + [
      FieldRow("queue", .boolean, default: "false", "Whether an execution waits for another one of its deployment."),
      FieldRow(
        "scheduled_for", .text(.duration), "When an execution is to start, counted from the clock's start."),
    ], constraints: [.exactlyOne(["at", "cron"])])

  static let stepExpectation = ObjectRow(
    "a step's expectation", "What must come out for a step.",
    fields: [
      FieldRow("status", .choice(statuses), "How it ends."),
      FieldRow("reason", .text(.plain), "Why: `timed_out`, `rejected`."),
      FieldRow("duration", .any, "How long it takes: exactly, or `{min: …, max: …}`."),
      FieldRow("attempts", .any, "How many tries it takes: exactly, or `{min: …, max: …}`."),
      FieldRow("outputs", .map(.any, key: .plain), "Outputs that it has, among others."),
    ])

  static let output = ObjectRow(
    "printed output", "What is printed, character for character once runs of blanks are one.",
    fields: [
      FieldRow("table", .text(.plain), "The result table."), FieldRow("notice", .text(.plain), "The notice."),
      FieldRow("timeline", .text(.plain), "The timeline."),
    ])

  static let expectation = ObjectRow(
    "an expectation", "What must come out.",
    fields: [
      FieldRow(
        "status",
        .choice(
          [Choice("success"), Choice("failed"), Choice("cancelled")]
            + ExecutionStatus.allCases.filter { $0 != .failed && $0 != .cancelled }.map {
              Choice($0.rawValue, "An execution of a blueprint's workflow.")
            } + [Choice("completed", "What people read for `terminated`.")]), "How the run ends."),
      FieldRow("reason", .text(.plain), "Why."),
      FieldRow("duration", .any, "How long it takes: exactly, or `{min: …, max: …}`."),
      FieldRow("steps", .map(.object(stepExpectation), key: .plain), "What must come out for steps."),
      FieldRow("order", .list(.text(.plain)), "These steps start in this order, among others."),
      FieldRow("never", .list(.text(.plain)), "These steps never start."),
      FieldRow("ran", .list(.text(.plain)), "These steps start."),
      FieldRow("parallel", .list(.any), "All steps of each list run at one time."),
      FieldRow("critical_path", .list(.text(.plain)), "The critical path."),
      FieldRow("notifications", .list(.text(.plain)), "The messages that are sent, each a part of one, in order."),
      FieldRow("runs", .map(.any, key: .plain), "How many runs end with a status or reason."),
      FieldRow("percentile", .map(.any, key: .plain), "Percentiles of the sampled durations: `{p95: {max: 75m}}`."),
      FieldRow("success_rate", .any, "The share of sampled runs that succeed: `{min: 0.9}`."),
      FieldRow("output", .object(output), "What is printed."),
      FieldRow("check", .list(.text(.expression(.scenarioCheck))), "CEL conditions over `run` and `steps`."),
    ])

  static let scenario = ObjectRow(
    "a scenario", "One course of events.",
    fields: [
      FieldRow("name", .text(.plain), required: true, "Its name."),
      FieldRow("workflow", .text(.plain), "The workflow, where the file has several."),
    ] + executionFields + [
      FieldRow("force", .boolean, default: "false", "Whether an execution starts whatever the rules say."),
      FieldRow("clock", .object(clock), "The virtual clock."),
      FieldRow("seed", .integer(0...Int64.max), "What draws are keyed by."),
      FieldRow(
        "run", .object(ObjectRow("a run", fields: [FieldRow("id", .text(.template), "The run's id.")])), "The run."),
      FieldRow("trigger", .object(trigger), "What starts the run."),
      FieldRow(
        "mocks", .map(.object(mock), key: .plain), "What the world does, step by step; they win over the file's."),
      FieldRow("http", .list(.object(httpMock)), "Replies to HTTP requests."),
      FieldRow("events", .list(.object(event)), "What happens from outside."),
      FieldRow("arrivals", .list(.object(arrival)), "Runs that come over time."),
      FieldRow("deployment", .object(deployment), "The deployment of a blueprint as the scenario finds it."),
      FieldRow("manager", .object(manager), "The settings of Cloudify's manager."),
      FieldRow(
        "sample",
        .object(
          ObjectRow("a sample", fields: [FieldRow("runs", .integer(1...10_000_000), required: true, "How many runs.")])),
        "Runs the scenario many times."),
      FieldRow("directory", .object(DirectoryRows.directory), "The people."),
      FieldRow("defaults", .object(defaults), "What steps without a mock do."),
      FieldRow("expect", .object(expectation), "What must come out."),
    ])

  static let clock = ObjectRow(
    "the clock", "The virtual clock.",
    fields: [FieldRow("start", .text(.moment), default: "2000-01-01T00:00:00Z", "When the scenario begins.")])

  static let defaults = ObjectRow(
    "defaults", "What steps without a mock do.",
    fields: [
      FieldRow(
        "unmocked",
        .choice([Choice("error", "The scenario fails."), Choice("success", "It succeeds, as in a dry run.")]),
        default: "error", "What a step without a mock does."),
      FieldRow("duration", .any, "How long a mocked try takes that does not say."),
    ])

  static let root = ObjectRow(
    "a scenario file", "Scenarios for workflows.",
    fields: [
      FieldRow("schema", .text(.constant("wflint-sim/v1")), required: true, "The format's name and version."),
      FieldRow(
        "workflow", .list(.text(.path)), required: true, "The workflow's file, beside this one; several, or a glob."),
      FieldRow("clock", .object(clock), "The virtual clock."),
      FieldRow("seed", .integer(0...Int64.max), default: "0", "What draws are keyed by."),
      FieldRow("directory", .object(DirectoryRows.directory), "The people; the workspace's unless said."),
      FieldRow("defaults", .object(defaults), "What steps without a mock do."),
      FieldRow("mocks", .map(.object(mock), key: .plain), "What the world does, for all scenarios."),
      FieldRow("http", .list(.object(httpMock)), "Replies to HTTP requests, for all scenarios."),
      FieldRow("scenarios", .list(.object(scenario)), required: true, "The scenarios."),
      FieldRow("inputs", .map(.any, key: .plain), "The inputs of the blueprint's deployment."),
      FieldRow("deployment", .object(deployment), "The deployment of a blueprint, for all scenarios."),
      FieldRow("manager", .object(manager), "The settings of Cloudify's manager, for all scenarios."),
      FieldRow(
        "coverage",
        .object(
          ObjectRow(
            "coverage",
            fields: [
              FieldRow("steps", .number, "The share of steps, in per cent, that the scenarios must run."),
              FieldRow("branches", .number, "The share of branches, in per cent, that they must take."),
            ])), "How much the scenarios must cover."),
      FieldRow("prove", .list(.any), "Properties of every possible run."),
    ])

  /// A schema without steps, for a walk along these rows.
  package static let schema = DialectSchema(
    root: root, anyStep: ObjectRow("a step", fields: []), stepTypes: [],
    anyTrigger: ObjectRow("a trigger", fields: []), triggerTypes: [])
}
