// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Simulation
import SourceText
import Testing
import WorkflowModel

/// The steps that a controller makes of an Application without any; the names are those of the corpus's cases F02 to F08.
@Suite struct GeneratedStepsTests {
  @Test(arguments: [
    (
      "F02", "components: [{name: c1, type: worker}, {name: c2, type: worker}]",
      "c1 apply-component; c2 apply-component"
    ),
    (
      "F03", "components: [{name: backend, type: worker, dependsOn: [database]}, {name: database, type: worker}]",
      "backend apply-component after database; database apply-component"
    ),
    (
      "F04",
      "components: [{name: c, type: worker}]\n  policies: [{name: p, type: env-binding, properties: {envs: [{name: e1}, {name: e2}]}}]",
      "deploy-p-e1 deploy2env; deploy-p-e2 deploy2env"
    ),
    (
      "F05",
      "components: [{name: c, type: worker}]\n  policies: [{name: p, type: env-binding, properties: 'no object'}]", ""
    ),
    ("F07", "components: [{name: c, type: ref-objects}]", "deploy deploy"),
    (
      "topologies",
      "components: [{name: c, type: worker}]\n  policies: [{name: o, type: override}, {name: t1, type: topology}, {name: t2, type: topology}]",
      "deploy-t1 deploy; deploy-t2 deploy"
    ),
  ])
  func steps(_ name: String, _ spec: String, _ wanted: String) {
    let text =
      "apiVersion: core.oam.dev/v1beta1\nkind: Application\nmetadata: {name: shop}\nspec:\n  \(spec)\n"
    #expect(Self.steps(text) == wanted, "\(name)")
  }

  @Test func referencedWorkflow() {
    let text = """
      apiVersion: core.oam.dev/v1beta1
      kind: Application
      metadata: {name: shop}
      spec:
        components: [{name: c, type: worker}]
        workflow: {ref: release}
      ---
      apiVersion: core.oam.dev/v1alpha1
      kind: Workflow
      metadata: {name: release}
      mode: {steps: DAG}
      steps:
        - {name: a, type: suspend}
        - {name: b, type: suspend}
      """
    #expect(Self.steps(text) == "a suspend; b suspend", "F08")
  }

  /// What the controller cannot make steps of, and what is said of it.
  @Test(arguments: [
    (
      "components: [{name: c, type: worker}], policies: [{name: p, type: env-binding, properties: 'no object'}]",
      "the properties of the policy `p` cannot be read"
    ),
    (
      "components: [{name: c, type: worker}], workflow: {ref: nowhere}", "the Workflow `nowhere` is not among the files"
    ),
  ])
  func refused(_ spec: String, _ words: String) {
    let text = "apiVersion: core.oam.dev/v1beta1\nkind: Application\nmetadata: {name: shop}\nspec: {\(spec)}\n"
    let document = ParsedDocument(path: "app.yaml", text: SourceText(text))
    let plan = SimulationPlan(Workflow.completed(document.workflows.map(\.lowered.workflow))) { _ in 1000 }
    let result = SimulationResult(plan, Scenario())
    #expect(result.trace.runPhase == "workflowFailed")
    #expect(result.trace.problems.contains { $0.message.contains(words) }, "\(result.trace.problems)")
  }

  private static func steps(_ text: String) -> String {
    let document = ParsedDocument(path: "app.yaml", text: SourceText(text))
    let workflows = Workflow.completed(document.workflows.map(\.lowered.workflow))
    return (workflows.first?.reconciled?.steps ?? []).map { step in
      "\(step.name) \(step.type)" + (step.dependsOn.isEmpty ? "" : " after \(step.dependsOn.joined(separator: ", "))")
    }.joined(separator: "; ")
  }
}
