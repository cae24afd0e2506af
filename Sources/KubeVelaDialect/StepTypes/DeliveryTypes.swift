// SPDX-License-Identifier: Apache-2.0
import Dialect

extension StepTypes {
  /// Steps that deliver what an Application declares.
  static let deliveryTypes: [StepType] = [
    StepType(
      "deploy", "Delivers the components with policies.", scope: .applications,
      [
        FieldRow("policies", .strings, default: "[]", "The policies to use: topology, override, replication."),
        FieldRow("auto", .boolean, default: "true", "Whether to go on without waiting for somebody."),
        FieldRow("parallelism", .whole, default: "5", "How many components are delivered at once."),
        FieldRow("ignoreTerraformComponent", .boolean, default: "true", "Whether Terraform components are left out."),
      ]),
    StepType(
      "apply-component", "Delivers one component.", scope: .applications,
      [
        FieldRow("component", .string, required: true, "The component's name."), SharedRows.cluster,
        FieldRow("namespace", .string, default: "\"\"", "The namespace."),
      ]),
    StepType(
      "builtin-apply-component", "Delivers one component; what `apply-component` becomes.", scope: .applications,
      [
        FieldRow("component", .string, "The component's name."), SharedRows.cluster, SharedRows.namespace,
        FieldRow("value", .any, "The component."),
      ]),
    StepType(
      "check-metrics", "Waits until a metric meets a condition.",
      [
        FieldRow("query", .string, required: true, "The PromQL query."),
        FieldRow("condition", .string, required: true, "What the value must meet: `>=0.95`."),
        FieldRow("metricEndpoint", .string, "The metric server's URL."),
        FieldRow("duration", .string, default: "5m", "How long the condition must hold."),
        FieldRow("failDuration", .string, default: "2m", "How long it may fail."),
      ]),
    StepType(
      "collect-service-endpoints", "Reads the endpoints of an Application's services.",
      [
        FieldRow("name", .string, default: "context.name", "The Application's name."), SharedRows.namespace,
        FieldRow("components", .strings, "The components to read."),
        FieldRow("port", .whole, "The port to read."),
        FieldRow("portName", .string, "The name of the port to read."),
        FieldRow("outer", .boolean, "Whether only endpoints outside the cluster count."),
        FieldRow(
          "protocal", .choice([Choice("http"), Choice("https")]), default: "http",
          "The scheme of the resulting URL; spelt so in the product."),
      ]),
    StepType(
      "depends-on-app", "Waits for another Application.",
      [
        FieldRow("name", .string, required: true, "The Application's name."),
        FieldRow("namespace", .string, required: true, "Its namespace."),
      ]),
    StepType(
      "deploy-cloud-resource", "Delivers cloud resources to environments.", scope: .applications,
      [
        FieldRow("env", .string, required: true, "The environment."),
        FieldRow("policy", .string, default: "\"\"", "The env-binding policy."),
      ]),
    StepType(
      "share-cloud-resource", "Shares cloud resources with clusters.", scope: .applications,
      [
        FieldRow("env", .string, required: true, "The environment."),
        FieldRow(
          "placements",
          .list(
            .object(
              ObjectRow(
                "a placement",
                fields: [
                  FieldRow("namespace", .string, "The namespace."), FieldRow("cluster", .string, "The cluster."),
                ]))), required: true, "Where to."),
        FieldRow("policy", .string, default: "\"\"", "The env-binding policy."),
      ]),
    StepType(
      "export-data", "Writes data to clusters as a ConfigMap or Secret.", scope: .applications,
      [
        FieldRow("data", .freeform, required: true, "The data."),
        FieldRow("name", .string, default: "context.name", "The object's name."), SharedRows.namespace,
        FieldRow(
          "kind", .choice([Choice("ConfigMap"), Choice("Secret")]), default: "ConfigMap", "The kind of object."),
        FieldRow("topology", .string, "The topology policy that says where to."),
      ]),
    StepType(
      "export-service", "Writes a Service with an endpoint to clusters.", scope: .applications,
      [
        FieldRow("ip", .string, required: true, "The address."),
        FieldRow("port", .whole, required: true, "The Service's port."),
        FieldRow("targetPort", .whole, required: true, "The endpoint's port."),
        FieldRow("name", .string, default: "context.name", "The Service's name."), SharedRows.namespace,
        FieldRow("topology", .string, "The topology policy that says where to."),
      ]),
  ]

  /// Types that have been replaced but still exist.
  static let oldTypes: [StepType] = [
    StepType(
      "deploy2env", "Delivers to an environment.", scope: .applications,
      [
        FieldRow("env", .string, required: true, "The environment."),
        FieldRow("policy", .string, default: "\"\"", "The env-binding policy."),
        FieldRow("parallel", .boolean, default: "false", "Whether components are delivered at once."),
      ], replacedBy: "deploy"),
    StepType(
      "deploy2runtime", "Delivers to runtime clusters.", scope: .applications,
      [FieldRow("clusters", .strings, "The clusters.")], replacedBy: "deploy"),
    StepType(
      "apply-remaining", "Delivers the components that no step has delivered.", scope: .applications,
      [FieldRow("exceptions", .strings, "The components to leave out.")], replacedBy: "apply-component"),
    StepType("apply-application", "Delivers all components.", scope: .applications, [], replacedBy: "deploy"),
    StepType(
      "apply-application-in-parallel", "Delivers all components at once.", scope: .applications, [],
      replacedBy: "deploy"),
  ]
}
