// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports step definitions that admission or the engine refuses.
package enum RefusedDefinition: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV135", "refused-definition", .kubeVela, .error,
    summary: "A WorkflowStepDefinition is refused: by its version, or because it has no template in CUE.",
    rationale:
      "The version must be three numbers, and excludes the annotation with a revision's name. The engine runs templates in CUE alone: a Terraform one is accepted, and every step of the type fails.",
    bad: [
      Example.definition(["parameter: {}"], version: "«v1.2»"),
      Example.definition(
        ["parameter: {}"], version: "«1.2.0»", annotations: "{definitionrevision.oam.dev/name: \"2\"}"),
      RuleExample(
        "apiVersion: core.oam.dev/v1beta1\nkind: WorkflowStepDefinition\nmetadata: {name: bucket}\nspec:\n  schematic:\n    «terraform»: {configuration: 'resource \"x\" \"y\" {}'}\n",
        fileName: "bucket.yaml"),
    ],
    good: [
      Example.definition(["parameter: {}"], version: "1.2.0"),
      Example.definition(["parameter: {}"], annotations: "{definitionrevision.oam.dev/name: \"2\"}"),
    ])

  /// Reports a wrong version and a schematic that is no CUE.
  package static func check(_ definition: KubeVelaDefinition, _ context: WorkflowContext, _ report: inout Report) {
    let spec = definition.root.mergedEntry("spec")?.value.resolved
    let schematic = spec?.mergedEntry("schematic")?.value.resolved
    if let terraform = schematic?.mergedEntry("terraform"), schematic?.mergedEntry("cue") == nil {
      report.add(
        terraform.key.range, "the engine runs templates in CUE alone: every step of this type fails",
        help: "Write the template in `schematic.cue.template`.")
    }
    guard let version = spec?.mergedEntry("version")?.value.locatedText, !version.value.isEmpty else { return }
    if !isVersion(version.value) {
      report.add(version.range, "`\(version.value)` is no version such as 1.2.0: the definition is refused")
    } else if isRevision(definition.root) {
      report.add(
        version.range,
        "a version and the annotation `definitionrevision.oam.dev/name` exclude each other: the definition is refused")
    }
  }

  private static func isVersion(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 3
      && parts.allSatisfy { part in !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  }

  private static func isRevision(_ root: YAMLNode) -> Bool {
    let annotations = root.mergedEntry("metadata")?.value.resolved?.mergedEntry("annotations")?.value.resolved
    return annotations?.mergedEntries.contains { entry in
      entry.key.textEquals("definitionrevision.oam.dev/name") && entry.value.locatedText?.value.isEmpty == false
    } ?? false
  }
}
