// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import WorkflowModel

extension StepTypes {
  /// `deploy`: deploys an application to targets.
  static let deploy = stepType(
    "deploy", "Deploys an application to targets.", title: "a deploy step",
    fields: [
      FieldRow(
        "targets", .list(.text(.reference(.registry(.target)))), required: true, needsItems: true,
        "Where to, names of the directory."),
      FieldRow("application", .text(.template), "The application; the workflow's deployment unless said."),
      FieldRow("parallelism", .integer(1...1000), "How many targets at once."),
      FieldRow("auto", .boolean, "Whether it goes on without asking."),
    ],
    outputs: [OutputRow("revision", .string, "The revision that is deployed.")], seconds: 60,
    snippet: ["id: ${1:deploy}", "type: deploy", "targets: [${2:prod-us}]"])

  /// `build`: builds a release of an app.
  static let build = stepType(
    "build", "Builds a release of an app.", title: "a build step",
    fields: [
      FieldRow("app", .text(.reference(.registry(.app))), required: true, "The app."),
      FieldRow("manifest", .text(.path), default: "docker-compose.yml", "The manifest that is built."),
      FieldRow("build_args", .map(.scalar, key: .plain), "Arguments of the build."),
      FieldRow("run_tests", .boolean, "Whether the app's tests run."),
      FieldRow("promote", .boolean, default: "false", "Whether the release is promoted at once."),
    ],
    outputs: [OutputRow("release", .string, "The release's name.")], seconds: 120,
    snippet: ["id: ${1:build}", "type: build", "app: ${2:api}"])

  static let promoteCommand = ObjectRow(
    "a command", "A command that a service of the app runs.",
    fields: [
      FieldRow("service", .text(.template), required: true, "The service."),
      FieldRow("command", .text(.template), required: true, "The command."),
    ])

  /// `promote`: makes a release the running one.
  static let promote = stepType(
    "promote", "Makes a release of an app the running one.", title: "a promote step",
    fields: [
      FieldRow("app", .text(.reference(.registry(.app))), required: true, "The app."),
      FieldRow("release", .text(.template), "The release; the one built last unless said."),
      FieldRow("before", .object(promoteCommand), "A command before the promotion, such as a migration."),
      FieldRow("after", .object(promoteCommand), "A command after the promotion."),
      FieldRow("rollback_on_failure", .boolean, "Whether a failure goes back to the release before."),
    ], seconds: 30,
    snippet: ["id: ${1:promote}", "type: promote", "app: ${2:api}"])
}
