// SPDX-License-Identifier: Apache-2.0
import Rules

/// Files around the steps that an example is about.
enum Example {
  /// A WorkflowRun with steps in brackets, one a line, and perhaps a mode.
  static func run(
    _ steps: [String], mode: String? = nil, file: StaticString = #filePath, line: UInt = #line
  ) -> RuleExample {
    RuleExample(
      "apiVersion: core.oam.dev/v1alpha1\nkind: WorkflowRun\nmetadata: {name: release}\nspec:\n"
        + (mode.map { "  mode: \($0)\n" } ?? "") + "  workflowSpec:\n    steps:\n"
        + steps.map { "      - \($0)\n" }.joined(),
      fileName: "release.yaml", file: file, line: line)
  }

  /// A WorkflowStepDefinition `my-step` with the lines of its template, a version and annotations.
  static func definition(
    _ template: [String], version: String? = nil, annotations: String? = nil, file: StaticString = #filePath,
    line: UInt = #line
  ) -> RuleExample {
    RuleExample(
      "apiVersion: core.oam.dev/v1beta1\nkind: WorkflowStepDefinition\nmetadata:\n  name: my-step\n"
        + (annotations.map { "  annotations: \($0)\n" } ?? "") + "spec:\n"
        + (version.map { "  version: \($0)\n" } ?? "") + "  schematic:\n    cue:\n      template: |\n"
        + template.map { "        \($0)\n" }.joined(),
      fileName: "my-step.yaml", file: file, line: line)
  }

  /// An Application with the component `web`, the topology policy `local` and the policy `gc` besides.
  static func application(
    _ steps: [String], file: StaticString = #filePath, line: UInt = #line
  ) -> RuleExample {
    RuleExample(
      "apiVersion: core.oam.dev/v1beta1\nkind: Application\nmetadata: {name: shop}\nspec:\n  components:\n"
        + "    - {name: web, type: webservice, properties: {image: nginx}}\n  policies:\n"
        + "    - {name: local, type: topology, properties: {clusters: [local]}}\n"
        + "    - {name: gc, type: garbage-collect}\n  workflow:\n    steps:\n"
        + steps.map { "      - \($0)\n" }.joined(),
      fileName: "shop.yaml", file: file, line: line)
  }
}
