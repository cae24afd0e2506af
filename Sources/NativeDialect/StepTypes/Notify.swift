// SPDX-License-Identifier: Apache-2.0
import Dialect
import WorkflowModel

extension StepTypes {
  static let slack = ObjectRow(
    "slack", "A message to a Slack channel.",
    fields: [
      FieldRow(
        "channel", .text(.reference(.registry(.channel))), required: true, "The channel, quoted because of its `#`."),
      FieldRow("message", .text(.template), required: true, "What it says."),
    ])
  static let email = ObjectRow(
    "email", "A mail.",
    fields: [
      FieldRow("to", .list(.text(.template)), required: true, needsItems: true, "Who gets it."),
      FieldRow("subject", .text(.template), required: true, "The subject."),
      FieldRow("message", .text(.template), required: true, "What it says."),
    ])
  static let teams = ObjectRow(
    "teams", "A message to a Teams channel.",
    fields: [
      FieldRow("channel", .text(.template), required: true, "The channel."),
      FieldRow("message", .text(.template), required: true, "What it says."),
    ])
  static let notifyWebhook = ObjectRow(
    "webhook", "An HTTP POST.",
    fields: [
      FieldRow("url", .text(.url), required: true, "Where it goes."),
      FieldRow("body", .any, "What it carries; a mapping or list is sent as JSON."),
    ])

  /// `notify`: tells people.
  static let notify = stepType(
    "notify", "Tells people in Slack, Teams, by mail or through a webhook.", title: "a notify step",
    fields: [
      FieldRow("slack", .object(slack), "A message to a Slack channel."),
      FieldRow("email", .object(email), "A mail."),
      FieldRow("teams", .object(teams), "A message to a Teams channel."),
      FieldRow("webhook", .object(notifyWebhook), "An HTTP POST."),
    ],
    constraints: [.exactlyOne(["slack", "email", "teams", "webhook"])],
    snippet: [
      "id: ${1:notify}", "type: notify", "slack: {channel: \"${2:#deployments}\", message: \"${3:Deploy complete}\"}",
    ])
}
