// SPDX-License-Identifier: Apache-2.0
package import Dialect
import WorkflowModel

/// The keys of every trigger.
enum CommonTriggerFields {
  static let all: [FieldRow] = [
    FieldRow("type", .text(.plain), required: true, "What starts the workflow.")
  ]
}

/// The trigger types of the native format (`language.md` §3).
package enum TriggerTypes {
  /// All of them, in the order of the language reference.
  package static let all: [VariantRow] = [manual, schedule, webhook, gitPush, incident, workflow]

  private static func trigger(
    _ name: String, _ summary: String, title: String, fields: [FieldRow], constraints: [KeyConstraint] = [],
    snippet: [String]
  ) -> VariantRow {
    VariantRow(
      name, summary, title: title, common: CommonTriggerFields.all, fields: fields, constraints: constraints,
      snippet: snippet)
  }

  static let manual = trigger(
    "manual", "Someone presses Run.", title: "a manual trigger",
    fields: [
      FieldRow("inputs", .list(.text(.reference(.input))), "The inputs to ask for; all of them unless said."),
      FieldRow("allow", .list(.text(.principal)), "Who may start it; anyone unless said."),
    ],
    snippet: ["type: manual"])

  static let schedule = trigger(
    "schedule", "A clock, by a cron expression.", title: "a schedule trigger",
    fields: [
      FieldRow(
        "cron", .text(.cron), required: true,
        "Five fields: minute, hour, day of month, month, day of week; or a nickname such as `@daily`."),
      FieldRow("timezone", .text(.timezone), required: true, "The IANA time zone that the fields are meant in."),
      FieldRow("inputs", .map(.any, key: .plain), "The inputs of the runs."),
      FieldRow("jitter", .text(.duration), "How far a start may be put off, at random."),
      FieldRow(
        "catch_up",
        .choice([
          Choice("none", "Missed starts are dropped."), Choice("last", "The last missed start is made up for."),
          Choice("all", "Every missed start is made up for."),
        ]), "What happens to starts that were missed."),
    ],
    snippet: ["type: schedule", "cron: \"${1:0 3 * * *}\"", "timezone: ${2:Europe/Berlin}"])

  static let webhookAuth = ObjectRow(
    "auth", "How a caller proves who it is.",
    fields: [
      FieldRow(
        "scheme",
        .choice([
          Choice("standard_webhooks", "The Standard Webhooks signature."),
          Choice("hmac_sha256", "An HMAC of the body."),
          Choice("bearer", "A token in the Authorization header."), Choice("basic", "A user and a password."),
          Choice("none", "Anyone may call."),
        ]), required: true, "How."),
      FieldRow("secret", .text(.reference(.registry(.secret))), "A secret's name, or `${{ secrets.NAME }}`."),
      FieldRow("header", .text(.template), "The header that holds the signature."),
    ])

  static let webhook = trigger(
    "webhook", "An HTTP request.", title: "a webhook trigger",
    fields: [
      FieldRow("auth", .object(webhookAuth), required: true, "How a caller proves who it is."),
      FieldRow("method", .choice(StepTypes.httpMethods), default: "POST", "The request's method."),
      FieldRow("path", .text(.route), "The path of the hook."),
      FieldRow("payload", .map(.choice(WorkflowRows.valueTypes), key: .plain), "The body's fields with their types."),
      FieldRow(
        "filter", .text(.expression(.triggerFilter)),
        "A CEL condition over `body` and `headers`; no run starts where it is false."),
      FieldRow(
        "inputs", .map(.text(.expression(.triggerInput)), key: .plain),
        "The inputs of the run: CEL over `body` and `headers`."),
      FieldRow("allow_ips", .list(.text(.cidr)), "The addresses that may call."),
    ],
    snippet: ["type: webhook", "auth: {scheme: ${1:standard_webhooks}, secret: ${2:DEPLOY_HOOK}}"])

  static let gitPush = trigger(
    "git_push", "A push to a repository.", title: "a git_push trigger",
    fields: [
      FieldRow("provider", .choice([Choice("github"), Choice("gitlab")]), "Who hosts the repository."),
      FieldRow(
        "repository", .text(.reference(.registry(.repository))),
        "The repository; the one that holds the file unless said."),
      FieldRow("branches", .list(.text(.glob)), "Globs of branches; in order, the last match wins, `!` takes away."),
      FieldRow("tags", .list(.text(.glob)), "Globs of tags."),
      FieldRow("paths", .list(.text(.glob)), "Globs of files, one of which must have changed."),
      FieldRow(
        "require_status",
        .choice([
          Choice("success", "No run starts while the commit's status is pending or failing."),
          Choice("any", "The commit's status counts nothing. The default."),
        ]), default: "any", "What the commit's status must be."),
    ],
    snippet: ["type: git_push", "branches: [${1:main}]"])

  static let incident = trigger(
    "incident", "An incident in a cluster.", title: "an incident trigger",
    fields: [
      FieldRow("source", .choice([Choice("kubernetes")]), default: "kubernetes", "Where incidents come from."),
      FieldRow(
        "events",
        .list(.choice([Choice("created"), Choice("acknowledged"), Choice("resolved"), Choice("escalated")])),
        "What must have happened to it."),
      FieldRow("severity", .list(.text(.plain)), "Severities that count."),
      FieldRow("namespaces", .list(.text(.glob)), "Namespaces that count."),
      FieldRow("reasons", .list(.text(.plain)), "Reasons that count, such as `CrashLoopBackOff`."),
      FieldRow("filter", .text(.expression(.triggerFilter)), "A CEL condition over `incident`."),
      FieldRow(
        "inputs", .map(.text(.expression(.triggerInput)), key: .plain), "The inputs of the run: CEL over `incident`."),
    ],
    snippet: ["type: incident", "events: [${1:created}]"])

  static let workflow = trigger(
    "workflow", "The end of another workflow's run.", title: "a workflow trigger",
    fields: [
      FieldRow("workflow", .text(.reference(.workflow)), required: true, "The other workflow's name."),
      FieldRow(
        "status", .list(.choice([Choice("success"), Choice("failed"), Choice("cancelled")])), default: "[success]",
        "The statuses that start this one."),
      FieldRow(
        "inputs", .map(.text(.expression(.triggerInput)), key: .plain), "The inputs of the run: CEL over `upstream`."),
    ],
    snippet: ["type: workflow", "workflow: ${1:other-workflow}"])
}
