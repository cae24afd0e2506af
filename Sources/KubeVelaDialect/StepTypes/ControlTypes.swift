// SPDX-License-Identifier: Apache-2.0
import Dialect

extension StepTypes {
  /// Steps that steer the run.
  static let controlTypes: [StepType] = [
    StepType("step-group", "Runs its `subSteps`; the engine's own.", []),
    StepType(
      "suspend", "Stops until somebody goes on, or for a time; the engine's own.",
      [
        FieldRow("duration", .string, "How long: a Go duration such as `10m`. For ever unless said."),
        FieldRow("message", .string, "Accepted and not shown: the status has a fixed text."),
      ]),
    StepType(
      "print-message-in-status", "Shows a message in the step's status.",
      [FieldRow("message", .string, required: true, "The message.")]),
    StepType(
      "restart-workflow", "Starts the workflow again later.", scope: .applications,
      [
        FieldRow("at", .string, "When: `2026-01-02T15:04:05Z`."),
        FieldRow("after", .string, "After how long: digits and one of s, m, h, d."),
        FieldRow("every", .string, "How often: digits and one of s, m, h."),
      ]),
    StepType(
      "vela-cli", "Runs a command in a pod.",
      [
        FieldRow("command", .strings, required: true, "The command."),
        FieldRow("image", .string, default: "oamdev/vela-cli:v1.6.4", "The image."),
        FieldRow("serviceAccountName", .string, default: "kubevela-vela-core", "The service account."),
        FieldRow("storage", .object(storage), "Volumes."),
      ]),
  ]

  private static let storage = ObjectRow(
    "`storage`",
    fields: [
      FieldRow(
        "secret",
        .list(
          .object(
            ObjectRow(
              "a Secret's volume",
              fields: [
                FieldRow("name", .string, required: true, "The volume's name."),
                FieldRow("mountPath", .string, required: true, "Where it is mounted."),
                FieldRow("subPath", .string, "The path in it."),
                FieldRow("defaultMode", .whole, default: "420", "The files' mode."),
                FieldRow("secretName", .string, required: true, "The Secret."),
                FieldRow("items", .list(.freeform), "The keys to mount."),
              ]))), "Secrets to mount."),
      FieldRow(
        "hostPath",
        .list(
          .object(
            ObjectRow(
              "a host path's volume",
              fields: [
                FieldRow("name", .string, required: true, "The volume's name."),
                FieldRow("path", .string, required: true, "The path on the node."),
                FieldRow("mountPath", .string, required: true, "Where it is mounted."),
                FieldRow(
                  "type",
                  .choice(
                    [
                      "Directory", "DirectoryOrCreate", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice",
                    ].map { Choice($0) }), default: "Directory", "What is there."),
              ]))), "Paths of the node to mount."),
    ])
}
