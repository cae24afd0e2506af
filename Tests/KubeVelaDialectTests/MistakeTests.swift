// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import SourceText
import TestSupport
import Testing

/// The mistakes that reach the cluster unnoticed, by their numbers: each has a finding at the marked place, whose words
/// say what would happen.
@Suite struct MistakeTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    var number: Int
    var code: String
    var text: String
    var effect: String

    var testDescription: String { "\(number) \(code)" }

    /// A mistake in the steps of a WorkflowRun.
    init(_ number: Int, _ code: String, _ effect: String, mode: String = "{}", run steps: String...) {
      (self.number, self.code, self.effect) = (number, code, effect)
      text =
        "apiVersion: core.oam.dev/v1alpha1\nkind: WorkflowRun\nmetadata: {name: r}\nspec:\n  mode: \(mode)\n"
        + "  workflowSpec:\n    steps:\n" + steps.map { "      - \($0)\n" }.joined()
    }

    /// A mistake in the steps of an Application.
    init(_ number: Int, _ code: String, _ effect: String, application steps: String...) {
      (self.number, self.code, self.effect) = (number, code, effect)
      text =
        "apiVersion: core.oam.dev/v1beta1\nkind: Application\nmetadata: {name: shop}\nspec:\n  components:\n"
        + "    - {name: web, type: webservice}\n  policies:\n    - {name: gc, type: garbage-collect}\n"
        + "  workflow:\n    steps:\n" + steps.map { "      - \($0)\n" }.joined()
    }

    /// A mistake of a whole file.
    init(_ number: Int, _ code: String, _ effect: String, file text: String) {
      (self.number, self.code, self.effect, self.text) = (number, code, effect, text)
    }
  }

  static let mistakes: [Mistake] = [
    Mistake(1, "KV101", "pending for ever", run: "{name: a, type: suspend, inputs: [{from: «nothing»}]}"),
    Mistake(2, "KV102", "pending for ever", run: "{name: a, type: suspend, dependsOn: [«nothing»]}"),
    Mistake(
      3, "KV103", "for ever", run: "{name: a, type: suspend, dependsOn: [«b»]}", "{name: b, type: suspend}"),
    Mistake(
      4, "KV104", "never start", mode: "{steps: DAG}", run: "{name: a, type: suspend, dependsOn: [«b»]}",
      "{name: b, type: suspend, dependsOn: [a]}"),
    Mistake(
      5, "KV105", "skipped", run: "{name: my-a, type: suspend}", "{name: b, type: suspend, if: «status.my-a.failed»}"),
    Mistake(
      6, "KV106", "skipped", run: "{name: a, type: suspend, inputs: [{from: context.name}], if: «input».x == 1}"),
    Mistake(
      7, "KV107", "skipped", run: "{name: a, type: suspend}", "{name: b, type: suspend, if: status.a.«succecceed»}"),
    Mistake(8, "KV108", "skipped", run: "{name: a, type: suspend, if: status.«b».failed}", "{name: b, type: suspend}"),
    Mistake(9, "KV109", "skipped", run: "{name: a, type: suspend, if: «Always»}"),
    Mistake(
      10, "KV110", "skipped",
      run: "{name: g, type: step-group, subSteps: [{name: a, type: suspend, timeout: «1d»}]}"),
    Mistake(11, "KV111", "the step fails", run: "{name: a, type: suspend, properties: {duration: «1min»}}"),
    Mistake(12, "KV112", "ignored", run: "{name: a, type: suspend, properties: {«duratoin»: 1m}}"),
    Mistake(13, "KV113", "fails", run: "{name: a, type: «request»}"),
    Mistake(
      14, "KV114", "refused",
      run: "{name: a, type: read-object, properties: {name: x}, outputs: [{name: b, «fromKey»: config}]}"),
    Mistake(15, "KV115", "null", run: "{name: a, type: suspend, outputs: [{name: b, valueFrom: «output».x}]}"),
    Mistake(
      16, "KV116", "conflict", run: "{name: a, type: suspend, outputs: [{name: x, valueFrom: context.name}]}",
      "{name: b, type: suspend, outputs: [{name: «x», valueFrom: context.namespace}]}"),
    Mistake(
      17, "KV117", "fails", application: "{name: a, type: apply-component, properties: {component: «wbe»}}"),
    Mistake(18, "KV118", "is refused", application: "{name: a, type: deploy, properties: {policies: [«locla»]}}"),
    Mistake(
      18, "KV118", "fails eleven times",
      application:
        "{name: g, type: step-group, subSteps: [{name: a, type: deploy, properties: {policies: [«locla»]}}]}"),
    Mistake(19, "KV119", "passes over", application: "{name: a, type: deploy, properties: {policies: [«gc»]}}"),
    Mistake(20, "KV120", "StepByStep", mode: "{steps: «dag»}", run: "{name: a, type: suspend}"),
    Mistake(21, "KV121", "no effect", run: "{name: a, type: suspend, «mode»: DAG}"),
    Mistake(22, "KV122", "never starts", run: "{name: a, type: «no-such-type»}"),
    Mistake(
      23, "KV123", "succeeds without any step",
      file:
        "apiVersion: core.oam.dev/v1alpha1\nkind: Workflow\nmetadata: {name: w}\n«spec»:\n  steps:\n    - {name: a, type: suspend}\n"
    ),
    Mistake(
      24, "KV124", "ignored",
      file:
        "apiVersion: core.oam.dev/v1alpha1\nkind: WorkflowRun\nmetadata: {name: w}\nspec:\n  «workflowRef»: w\n  workflowSpec:\n    steps:\n      - {name: a, type: suspend}\n"
    ),
    Mistake(25, "KV125", "for ever", run: "{name: a, type: «suspend»}"),
    Mistake(25, "KV125", "for ever", run: "{name: a, type: «depends-on-app», properties: {name: x, namespace: y}}"),
    Mistake(
      26, "KV126", "export2config", run: "{name: a, type: «export-config», properties: {configName: a, data: {}}}"),
    Mistake(
      27, "KV127", "runs although", run: "{name: a, type: suspend}", "{name: b, type: suspend}",
      "{name: c, type: suspend, dependsOn: [«a»]}"),
    Mistake(
      28, "KV128", "skipped", run: "{name: a, type: suspend}",
      "{name: failed, type: «notification», properties: {slack: {url: {value: x}, message: {text: it failed}}}}"),
    Mistake(
      29, "KV129", "fails before it runs", mode: "{steps: DAG}",
      run: "{name: a, type: suspend, properties: {duration: 10m}}",
      "{name: b, type: suspend, dependsOn: [a], timeout: «5m»}"),
    Mistake(30, "KV130", "fails when it runs", application: "{name: a, type: «restart-workflow»}"),
    Mistake(
      31, "WF001", "never closed",
      file:
        "apiVersion: core.oam.dev/v1alpha1\nkind: Workflow\nmetadata: {name: w}\nsteps:\n  - «{»name: a, type: suspend\n  - {name: b, type: suspend}\n"
    ),
  ]

  @Test(arguments: mistakes)
  func isCaught(_ mistake: Mistake) throws {
    let marked = MarkedText(mistake.text)
    let document = ParsedDocument(path: "run.yaml", text: SourceText(marked.text))
    let found = analyze(document, in: WorkspaceSnapshot()).diagnostics
    let own = found.filter { "\($0.code)" == mistake.code }
    let all = found.map { "\($0.code) \($0.range) \($0.message)" }.joined(separator: "; ")
    #expect(!own.isEmpty, "\(mistake.number): \(all)")
    let range = try #require(marked.ranges.first)
    let here = own.first { $0.range == range }
    #expect(here != nil, "\(mistake.number): wanted \(range), got \(all)")
    #expect(here?.message.contains(mistake.effect) ?? false, "\(mistake.number): \(all)")
  }

  @Test func allNumbersAreThere() { #expect(Set(Self.mistakes.map(\.number)).sorted() == Array(1...31)) }
}
