// SPDX-License-Identifier: Apache-2.0
import Dialect

extension StepTypes {
  /// Steps that speak with something outside the cluster.
  static let outsideTypes: [StepType] = [
    StepType(
      "build-push-image", "Builds an image and pushes it.",
      [
        FieldRow("context", .any, required: true, "The build's context: a text, or `git` and `branch`."),
        FieldRow("image", .string, required: true, "The image's name."),
        FieldRow("dockerfile", .string, default: "./Dockerfile", "The Dockerfile."),
        FieldRow("kanikoExecutor", .string, default: "oamdev/kaniko-executor:v1.9.1", "The builder's image."),
        FieldRow("platform", .string, "The platform."),
        FieldRow("buildArgs", .strings, "The build's arguments."),
        FieldRow("credentials", .object(credentials), "The logins."),
        FieldRow(
          "verbosity",
          .choice(["info", "panic", "fatal", "error", "warn", "debug", "trace"].map { Choice($0) }), default: "info",
          "How much is logged."),
      ]),
    StepType(
      "notification", "Tells people; no answer is looked at.",
      [
        FieldRow("slack", channel("slack", slackMessage), "A message in Slack."),
        FieldRow("dingding", channel("dingding", dingdingMessage), "A message in DingTalk."),
        FieldRow("lark", channel("lark", larkMessage), "A message in Lark."),
        FieldRow("email", .object(email), "A mail."),
      ]),
    StepType(
      "request", "Calls an HTTP API; fails above status 400 only.",
      [
        FieldRow("url", .string, required: true, "Where to."),
        FieldRow(
          "method", .choice(["GET", "POST", "PUT", "DELETE"].map { Choice($0) }), default: "GET", "The method."),
        FieldRow("body", .freeform, "The body."),
        FieldRow("header", .map(.string, key: .plain), "The headers."),
      ]),
    StepType(
      "webhook", "Posts data to a URL; no answer is looked at.",
      [
        FieldRow("url", SharedRows.secretValue("`url`"), required: true, "Where to."),
        FieldRow("data", .freeform, "What is posted; the Application itself unless said."),
      ]),
  ]

  private static let credentials = ObjectRow(
    "`credentials`",
    fields: [
      FieldRow(
        "git",
        .object(
          ObjectRow(
            "`git`",
            fields: [
              FieldRow("name", .string, required: true, "The Secret's name."),
              FieldRow("key", .string, required: true, "The key in it."),
            ])), "The login of the repository."),
      FieldRow(
        "image",
        .object(
          ObjectRow(
            "`image`",
            fields: [
              FieldRow("name", .string, required: true, "The Secret's name."),
              FieldRow("key", .string, default: ".dockerconfigjson", "The key in it."),
            ])), "The login of the registry."),
    ])

  private static func channel(_ name: String, _ message: FieldType) -> FieldType {
    .object(
      ObjectRow(
        "`\(name)`",
        fields: [
          FieldRow("url", SharedRows.secretValue("`url`"), required: true, "Where to."),
          FieldRow("message", message, required: true, "What is said."),
        ]))
  }

  private static let slackMessage = FieldType.object(
    ObjectRow(
      "a Slack message",
      fields: [
        FieldRow("text", .string, required: true, "The text."), FieldRow("blocks", .any, "Blocks."),
        FieldRow("attachments", .any, "Attachments."), FieldRow("thread_ts", .string, "The thread to answer in."),
        FieldRow("mrkdwn", .boolean, default: "true", "Whether the text is Markdown."),
      ]))

  private static let larkMessage = FieldType.object(
    ObjectRow(
      "a Lark message",
      fields: [
        FieldRow("msg_type", .string, required: true, "The message's type."),
        FieldRow("content", .string, required: true, "The content as JSON in a text."),
      ]))

  private static let dingdingMessage = FieldType.object(
    ObjectRow(
      "a DingTalk message",
      fields: [
        FieldRow(
          "msgtype", .choice(["text", "link", "markdown", "actionCard", "feedCard"].map { Choice($0) }),
          default: "text", "The message's type."),
        FieldRow("text", .freeform, "A text."), FieldRow("link", .freeform, "A link."),
        FieldRow("markdown", .freeform, "A Markdown text."), FieldRow("at", .freeform, "Whom to call."),
        FieldRow("actionCard", .freeform, "A card."), FieldRow("feedCard", .freeform, "A feed."),
      ]))

  private static let email = ObjectRow(
    "`email`",
    fields: [
      FieldRow(
        "from",
        .object(
          ObjectRow(
            "`from`",
            fields: [
              FieldRow("address", .string, required: true, "The address."), FieldRow("alias", .string, "The name."),
              FieldRow("password", SharedRows.secretValue("`password`"), required: true, "The password."),
              FieldRow("host", .string, required: true, "The mail server."),
              FieldRow("port", .whole, default: "587", "Its port."),
            ])), required: true, "The sender."),
      FieldRow("to", .strings, required: true, "The recipients."),
      FieldRow(
        "content",
        .object(
          ObjectRow(
            "`content`",
            fields: [
              FieldRow("subject", .string, required: true, "The subject."),
              FieldRow("body", .string, required: true, "The text."),
            ])), required: true, "The mail."),
    ])

  /// Steps that addons bring.
  static let addonTypes: [StepType] = [
    StepType(
      "addon-operation", "Enables, upgrades or disables an addon.", scope: .runs,
      [
        FieldRow("addonName", .string, required: true, "The addon."), FieldRow("args", .strings, "Arguments."),
        FieldRow("image", .string, default: "oamdev/vela-cli:v1.7.2", "The image."),
        FieldRow(
          "operation", .choice(["enable", "upgrade", "disable"].map { Choice($0) }), default: "enable",
          "What is done."),
        FieldRow("serviceAccountName", .string, default: "kubevela-vela-core", "The service account."),
      ]),
    StepType(
      "apply-app", "Applies an Application.", scope: .runs,
      [
        FieldRow("data", .freeform, "The Application."),
        FieldRow(
          "ref",
          .object(
            ObjectRow(
              "`ref`",
              fields: [
                FieldRow("name", .string, required: true, "The object's name."), SharedRows.namespace,
                FieldRow("type", .string, default: "configMap", "The kind of object."),
                FieldRow("key", .string, default: "application", "The key in it."),
              ])), "The object that holds the Application."),
      ]),
    StepType(
      "read-app", "Reads an Application.", scope: .runs,
      [FieldRow("name", .string, required: true, "The Application's name."), SharedRows.namespace]),
    StepType(
      "chat-gpt", "Asks a language model.",
      [
        FieldRow("token", SharedRows.secretValue("`token`"), required: true, "The key of the API."),
        FieldRow("model", .string, default: "gpt-3.5-turbo", "The model."),
        FieldRow("prompt", .freeform, required: true, "The question."),
        FieldRow("timeout", .string, default: "30s", "How long to wait."),
      ]),
    StepType(
      "canary-deploy", "Delivers a part of the replicas.", scope: .applications,
      [
        FieldRow("weight", .whole, required: true, "The part in percent."),
        FieldRow("policies", .strings, default: "[]", "The policies to use."),
        FieldRow("components", .strings, default: "[]", "The components."),
        FieldRow("rolloutType", .string, default: "partition", "`partition` or `canary`."),
      ]),
    StepType(
      "trivy-check", "Scans images.",
      [
        FieldRow("level", .strings, default: "[CRITICAL]", "The severities that count."),
        FieldRow("showDetail", .boolean, default: "true", "Whether details are shown."),
        FieldRow(
          "resource",
          .object(
            ObjectRow(
              "`resource`",
              fields: [
                FieldRow("kind", .string, default: "Deployment", "Its kind."),
                FieldRow("name", .string, required: true, "Its name."),
              ])), required: true, "What is scanned."),
      ]),
  ]
}
