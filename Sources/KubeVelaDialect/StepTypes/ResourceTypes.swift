// SPDX-License-Identifier: Apache-2.0
import Dialect

extension StepTypes {
  /// Steps that write and read objects of a cluster.
  static let resourceTypes: [StepType] = [
    StepType(
      "apply-deployment", "Applies a Deployment that is called like the step, and waits for its replicas.",
      [
        FieldRow("image", .string, required: true, "The image."),
        FieldRow("replicas", .whole, default: "1", "How many replicas."), SharedRows.cluster,
        FieldRow("cmd", .strings, "The command."),
      ]),
    StepType(
      "apply-object", "Applies one Kubernetes object; does not wait for its health.",
      [FieldRow("value", .freeform, required: true, "The object."), SharedRows.cluster]),
    StepType(
      "read-object", "Reads one Kubernetes object; a missing one is no failure.",
      [
        FieldRow("name", .string, required: true, "The object's name."),
        FieldRow("apiVersion", .string, default: "core.oam.dev/v1beta1", "Its version."),
        FieldRow("kind", .string, default: "Application", "Its kind."),
        FieldRow("namespace", .string, default: "default", "Its namespace; not the run's unless said."),
        SharedRows.cluster,
      ]),
    StepType(
      "clean-jobs", "Deletes Jobs.",
      [FieldRow("labelselector", .freeform, "The labels of the Jobs."), SharedRows.namespace]),
    StepType(
      "export2config", "Writes data as a ConfigMap.",
      [
        FieldRow("configName", .string, required: true, "The ConfigMap's name."),
        FieldRow("data", .freeform, required: true, "The data."), SharedRows.namespace, SharedRows.cluster,
      ]),
    StepType(
      "export2secret", "Writes data as a Secret.",
      [
        FieldRow("secretName", .string, required: true, "The Secret's name."),
        FieldRow("data", .freeform, "The data; needed unless `kind` is docker-registry."), SharedRows.namespace,
        FieldRow("type", .string, "The Secret's type."), SharedRows.cluster,
        FieldRow(
          "kind", .choice([Choice("generic"), Choice("docker-registry")]), default: "generic", "What the data is."),
        FieldRow(
          "dockerRegistry",
          .object(
            ObjectRow(
              "`dockerRegistry`",
              fields: [
                FieldRow("username", .string, required: true, "The user."),
                FieldRow("password", .string, required: true, "The password."),
                FieldRow("server", .string, default: "https://index.docker.io/v1/", "The registry."),
              ])), "The login of a registry."),
      ]),
  ]

  /// Steps about configurations.
  static let configurationTypes: [StepType] = [
    StepType(
      "create-config", "Creates or changes a configuration.",
      [
        FieldRow("name", .string, required: true, "The configuration's name."),
        FieldRow("config", .freeform, required: true, "What it holds."), SharedRows.namespace,
        FieldRow("template", .string, "The template."),
      ]),
    StepType(
      "delete-config", "Deletes a configuration.",
      [FieldRow("name", .string, required: true, "The configuration's name."), SharedRows.namespace]),
    StepType(
      "read-config", "Reads a configuration.",
      [FieldRow("name", .string, required: true, "The configuration's name."), SharedRows.namespace]),
    StepType(
      "list-config", "Lists the configurations of a template.",
      [FieldRow("template", .string, required: true, "The template."), SharedRows.namespace]),
  ]
}
