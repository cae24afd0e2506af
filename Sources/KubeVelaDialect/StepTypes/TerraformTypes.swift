// SPDX-License-Identifier: Apache-2.0
import Dialect

extension StepTypes {
  /// Steps that work with Terraform.
  static let terraformTypes: [StepType] = [
    StepType(
      "apply-terraform-config", "Applies a Terraform configuration.",
      [
        FieldRow(
          "source",
          .object(
            ObjectRow(
              "`source`",
              fields: [
                FieldRow("hcl", .string, "The configuration itself."),
                FieldRow(
                  "remote", .string, default: "https://github.com/kubevela-contrib/terraform-modules.git",
                  "The repository that holds it."),
                FieldRow("path", .string, "The path in the repository."),
              ], constraints: [.atMostOne(["hcl", "remote"]), .atMostOne(["hcl", "path"])])), required: true,
          "The configuration."),
        FieldRow("deleteResource", .boolean, default: "true", "Whether resources go with the workflow."),
        FieldRow("variable", .freeform, "The configuration's variables."),
        FieldRow(
          "writeConnectionSecretToRef", SharedRows.reference("`writeConnectionSecretToRef`"),
          "The Secret that gets the outputs."),
        FieldRow("providerRef", SharedRows.reference("`providerRef`"), "The provider."),
        FieldRow("region", .string, "The provider's region."),
        FieldRow("jobEnv", .freeform, "The environment of the job."),
        FieldRow("forceDelete", .boolean, default: "false", "Whether to delete even while it is applied."),
      ]),
    StepType(
      "apply-terraform-provider", "Makes a Terraform provider; which keys it needs follows from `type`.",
      [
        FieldRow("type", .choice(providerKeys.map { Choice($0.type) }), "The cloud."),
        FieldRow("name", .string, default: "<type>-provider", "The provider's name."),
      ]
        + [
          "accessKey", "secretKey", "region", "token", "subscriptionID", "tenantID", "clientID", "clientSecret",
          "apiKey", "credentials", "project", "secretID", "publicKey", "privateKey", "projectID",
        ].map { FieldRow($0, .string, "What the cloud asks for.") }),
    StepType(
      "generate-jdbc-connection", "Makes a JDBC connection of a database's Secret.",
      [
        FieldRow("name", .string, required: true, "The Secret's name."),
        FieldRow("namespace", .string, "Its namespace."),
      ]),
  ]

  /// What each cloud asks for.
  static let providerKeys: [(type: String, keys: [String])] = [
    ("alibaba", ["accessKey", "secretKey", "region"]), ("aws", ["accessKey", "secretKey", "region"]),
    ("azure", ["subscriptionID", "tenantID", "clientID", "clientSecret"]),
    ("baidu", ["accessKey", "secretKey", "region"]), ("ec", []), ("gcp", ["credentials", "region", "project"]),
    ("tencent", ["secretID", "secretKey", "region"]),
    ("ucloud", ["publicKey", "privateKey", "projectID", "region"]),
  ]
}
