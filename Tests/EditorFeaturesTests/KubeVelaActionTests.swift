// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import EditorFeatures
import Foundation
import SourceText
import TestSupport
import Testing
import WorkflowModel

/// What can be done to steps of KubeVela's documents, and that it does what it says when the workflow runs.
@Suite struct KubeVelaActionTests {
  /// A run of steps that are written from the first column.
  static func run(_ steps: String, mode: String = "") -> String {
    let lines = steps.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "      \($0)" }
    let head = "apiVersion: core.oam.dev/v1alpha1\nkind: WorkflowRun\nmetadata: {name: r}\nspec:\n"
    return head + (mode.isEmpty ? "" : "  mode: {\(mode)}\n") + "  workflowSpec:\n    steps:\n"
      + lines.joined(separator: "\n")
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var title: String
    var mode = ""
    var before: String
    var after: String
    var testDescription: String { "\(title), \(mode)" }
  }

  private static let print = "type: print-message-in-status, properties: {message: hi}"

  static let cases = [
    Case(
      title: "Add an approval before `ship`",
      before: "- {name: a, \(print)}\n# ships\n- name: «»ship\n  type: request\n",
      after:
        "- {name: a, \(print)}\n- name: approve-ship\n  type: suspend\n  timeout: 8h\n# ships\n- name: ship\n  type: request\n"
    ),
    Case(
      title: "Add an approval before `ship`", mode: "steps: DAG",
      before:
        "- {name: a, \(print)}\n- name: «»ship\n  type: request\n  dependsOn: [a]\n- {name: z, \(print), dependsOn: [ship]}\n",
      after:
        "- {name: a, \(print)}\n- name: approve-ship\n  type: suspend\n  dependsOn: [a]\n  timeout: 8h\n- name: ship\n  type: request\n  dependsOn: [approve-ship]\n- {name: z, \(print), dependsOn: [ship]}\n"
    ),
    Case(
      title: "Add an approval before `ship`", mode: "steps: DAG",
      before: "- name: «»ship\n  type: request\n",
      after:
        "- name: approve-ship\n  type: suspend\n  timeout: 8h\n- name: ship\n  type: request\n  dependsOn: [approve-ship]\n"
    ),
    Case(
      title: "Add an approval before `ship`",
      before: "- {name: a, \(print)}\n- {name: b, \(print)}\n- {name: «»ship, type: request, dependsOn: [a]}\n",
      after:
        "- {name: a, \(print)}\n- {name: b, \(print)}\n- name: approve-ship\n  type: suspend\n  dependsOn: [a]\n  timeout: 8h\n- {name: ship, type: request, dependsOn: [approve-ship]}\n"
    ),
    Case(
      title: "Add an approval before `in`",
      before: "- name: g\n  type: step-group\n  subSteps:\n    - {name: «»in, \(print)}\n",
      after:
        "- name: g\n  type: step-group\n  subSteps:\n    - name: approve-in\n      type: suspend\n      timeout: 8h\n    - {name: in, \(print), dependsOn: [approve-in]}\n"
    ),
    Case(
      title: "Add a timeout to `a`", before: "- name: «»a\n  type: request\n",
      after: "- name: a\n  type: request\n  timeout: 30m\n"),
    Case(
      title: "Add a timeout to `a`", before: "- {name: «»a, type: suspend}\n",
      after: "- {name: a, type: suspend, timeout: 8h}\n"),
    Case(
      title: "Add a timeout to `a`", before: "- {name: «»a, type: our-own}\n",
      after: "- {name: a, type: our-own, timeout: 30m}\n"),
    Case(
      title: "Run `a` to `b` at one time", mode: "steps: DAG",
      before:
        "- {name: w, \(print)}\n- {name: «a, \(print), dependsOn: [w]}\n- {name: b», \(print), dependsOn: [a]}\n- {name: c, \(print), dependsOn: [b]}\n- {name: g, type: step-group, subSteps: [{name: in, \(print), dependsOn: [b]}]}\n",
      after:
        "- {name: w, \(print)}\n- {name: a, \(print), dependsOn: [w]}\n- {name: b, \(print), dependsOn: [w]}\n- {name: c, \(print), dependsOn: [b, a]}\n- {name: g, type: step-group, subSteps: [{name: in, \(print), dependsOn: [b, a]}]}\n"
    ),
    Case(
      title: "Run `a` to `b` at one time", mode: "steps: DAG",
      before: "- {name: «a, \(print)}\n- name: b»\n  dependsOn: [a]\n  \(print.replacing(", ", with: "\n  "))\n",
      after: "- {name: a, \(print)}\n- name: b\n  \(print.replacing(", ", with: "\n  "))\n"),
    Case(
      title: "Run `a` to `c-d` one after the other", mode: "steps: DAG",
      before:
        "- {name: «a, \(print)}\n- {name: \"-b\", \(print)}\n- name: c-d»\n  type: request\n  dependsOn:\n    - y # first\n- {name: y, \(print)}\n",
      after:
        "- {name: a, \(print)}\n- {name: \"-b\", \(print), dependsOn: [a]}\n- name: c-d\n  type: request\n  dependsOn:\n    - y # first\n    - -b\n- {name: y, \(print)}\n"
    ),
    Case(
      title: "Run `a` to `b` at one time",
      before: "- {name: «a, \(print)}\n- {name: b», \(print)}\n- {name: c, \(print), dependsOn: [b]}\n",
      after:
        "- name: a-group\n  type: step-group\n  mode: DAG\n  subSteps:\n    - {name: a, \(print)}\n    - {name: b, \(print)}\n- {name: c, \(print), dependsOn: [b]}\n"
    ),
    Case(
      title: "Run the steps of `g` one after the other",
      before: "- name: «»g\n  type: step-group\n  subSteps:\n    - {name: a, \(print)}\n    - {name: b, \(print)}\n",
      after:
        "- name: g\n  type: step-group\n  mode: StepByStep\n  subSteps:\n    - {name: a, \(print)}\n    - {name: b, \(print)}\n"
    ),
    Case(
      title: "Run the steps of `g` at one time", mode: "subSteps: StepByStep",
      before: "- name: «»g\n  type: step-group\n  subSteps:\n    - {name: a, \(print)}\n",
      after: "- name: g\n  type: step-group\n  mode: DAG\n  subSteps:\n    - {name: a, \(print)}\n"),
    Case(
      title: "Put the steps into a group",
      before:
        "- {name: z, \(print)}\n# both\n- name: «a\n  type: request\n  outputs: [{name: o, valueFrom: response}]\n- {name: b», \(print), inputs: [{from: o, parameterKey: message}]}\n",
      after:
        "- {name: z, \(print)}\n- name: a-group\n  type: step-group\n  mode: StepByStep\n  subSteps:\n    # both\n    - name: a\n      type: request\n      outputs: [{name: o, valueFrom: response}]\n    - {name: b, \(print), inputs: [{from: o, parameterKey: message}]}\n"
    ),
    Case(
      title: "Put the steps into a group", mode: "steps: DAG",
      before:
        "- {name: z, \(print)}\n- {name: «a, \(print), dependsOn: [z]}\n- {name: b», \(print), dependsOn: [a]}\n- {name: c, \(print), if: status.b.failed, dependsOn: [b]}\n",
      after:
        "- {name: z, \(print)}\n- name: a-group\n  type: step-group\n  mode: StepByStep\n  dependsOn: [z]\n  subSteps:\n    - {name: a, \(print)}\n    - {name: b, \(print), dependsOn: [a]}\n- {name: c, \(print), if: status.b.failed, dependsOn: [b]}\n"
    ),
  ]

  static func actions(_ marked: Marked) -> [EditorAction] {
    editorActions(in: marked.document, at: marked.ranges.first ?? TextRange(at: marked.cursor))
  }

  @Test(arguments: cases, ["\n", "\r\n"]) func changes(_ test: Case, lineBreak: String) throws {
    let marked = Marked(
      Self.run(test.before, mode: test.mode).replacing("\n", with: lineBreak), name: "run.yaml")
    let found = Self.actions(marked)
    let action = try #require(found.first { $0.title == test.title }, "\(found.map(\.title))")
    let after = try #require(marked.text.applying(action.edits))
    #expect(after.string == Self.run(test.after, mode: test.mode).replacing("\n", with: lineBreak))
  }

  /// What would not wait, would wait for ever, or would run where it did not run before.
  @Test(arguments: [
    ("", "- {name: a, \(print)}\n- {name: «»b, \(print), if: always}\n", "Add an approval before `b`"),
    ("", "- {name: «»a, type: suspend}\n", "Add an approval before `a`"),
    (
      "", "- {name: «»a, \(print)}\n- {\(print)}\n- {name: c, \(print), dependsOn: [step-1]}\n",
      "Add an approval before `a`"
    ),
    (
      "steps: DAG", "- {name: «»a, \(print)}\n- {name: b, \(print), dependsOn: [a], timeout: 5m}\n",
      "Add an approval before `a`"
    ),
    (
      "", "- name: g\n  type: step-group\n  timeout: 1h\n  subSteps:\n    - {name: «»a, \(print)}\n",
      "Add an approval before `a`"
    ),
    ("", "- {name: «»a, type: suspend, properties: {duration: 10m}}\n", "Add a timeout to `a`"),
    ("steps: DAG", "- {name: s, type: suspend}\n- {name: «»a, \(print), dependsOn: [s]}\n", "Add a timeout to `a`"),
    (
      "", "- name: g\n  type: step-group\n  subSteps:\n    - {name: «a, \(print)}\n    - {name: b», \(print)}\n",
      "Put the steps into a group"
    ),
    ("", "- {name: «»g, type: step-group, subSteps: [{name: a, \(print)}]}\n", "Put the step into a group"),
    ("", "- {name: «»a, \(print), if: always}\n", "Put the step into a group"),
    ("", "- {name: x, \(print)}\n- {name: «»a, \(print), dependsOn: [x]}\n", "Put the step into a group"),
    ("steps: DAG", "- {name: «a, \(print)}\n- {name: b», \(print)}\n", "Put the steps into a group"),
    (
      "steps: DAG", "- {name: «a, \(print), dependsOn: [b]}\n- {name: b», \(print), dependsOn: [a]}\n",
      "Put the steps into a group"
    ),
    (
      "", "- {name: «»a, type: apply-object, properties: {name: x}}\n- {name: c, \(print), dependsOn: [x]}\n",
      "Put the step into a group"
    ),
    (
      "",
      "- {name: «a, type: request, outputs: [{name: o, valueFrom: x}]}\n- {name: b», \(print), inputs: [{from: o}]}\n",
      "Run `a` to `b` at one time"
    ),
    (
      "steps: DAG",
      "- {name: «a, \(print)}\n- {name: b», \(print), dependsOn: [a, x]}\n- {name: x, \(print), dependsOn: [a]}\n",
      "Run `a` to `b` at one time"
    ),
    (
      "steps: DAG",
      "- {name: «a, \(print), dependsOn: [x]}\n- {name: b», \(print)}\n- {name: x, \(print), dependsOn: [b]}\n",
      "Run `a` to `b` one after the other"
    ),
    (
      "steps: DAG", "- {name: «a, \(print)}\n- {name: b», \(print), timeout: 1h}\n",
      "Run `a` to `b` one after the other"
    ),
    (
      "",
      "- name: «»g\n  type: step-group\n  subSteps:\n    - {name: a, \(print), dependsOn: [b]}\n    - {name: b, \(print)}\n",
      "Run the steps of `g` one after the other"
    ),
  ]) func isSilent(mode: String, steps: String, title: String) {
    let marked = Marked(Self.run(steps, mode: mode), name: "run.yaml")
    #expect(!Self.actions(marked).contains { $0.title == title })
  }

  /// The scenario that is written for a blueprint is one that `wflint check` has nothing to say of, and that passes.
  @Test func writtenScenariosOfBlueprintsPass() throws {
    let url = RepositoryPaths.root.appendingPathComponent("Examples/web-shop.blueprint.yaml")
    let example = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    let text = example.replacing("    type: integer\n    default: 2\n", with: "    type: integer\n")
    #expect(text != example)
    for text in [example, text] {
      let blueprint = ParsedDocument(path: "/w/shop.yaml", text: SourceText(text))
      let actions = editorActions(in: analyze(blueprint, in: WorkspaceSnapshot()), at: TextRange(at: 0))
      let file = try #require(actions.first { $0.title == "Write a scenario for this file" }?.newFile)
      #expect(file.path == "/w/shop.sim.yaml")
      let scenario = ParsedDocument(path: file.path, text: SourceText(file.text))
      #expect(analyze(scenario, in: WorkspaceSnapshot()).diagnostics.isEmpty)
      let result = EditorSimulation(of: [blueprint], scenarios: scenario, directory: Directory())
      #expect(result.isRight && result.outcomes.count == 2, "\(file.text)\n\(result.text)")
    }
  }

  /// A blueprint's workflows are neither ordered nor approved.
  @Test func blueprints() throws {
    let url = RepositoryPaths.root.appendingPathComponent("Examples/web-shop.blueprint.yaml")
    let text = SourceText(String(decoding: try Data(contentsOf: url), as: UTF8.self))
    let document = analyze(ParsedDocument(path: "/w/shop.yaml", text: text), in: WorkspaceSnapshot())
    var titles: Set<String> = []
    for offset in stride(from: 0, to: text.count, by: 11) {
      titles.formUnion(editorActions(in: document, at: TextRange(at: offset)).map(\.title))
    }
    #expect(titles.isSuperset(of: ["Write in lines", "Write in brackets"]))
    #expect(titles.allSatisfy { $0.hasPrefix("Write ") || $0.hasPrefix("Allow ") }, "\(titles)")
  }

  // MARK: Runs

  static let workflows = [
    run(
      "- {name: z, \(print)}\n- {name: a, \(print)}\n- {name: b, \(print)}\n- {name: c, \(print)}\n- {name: d, \(print), if: always}\n"
    ),
    run(
      "- {name: z, \(print)}\n- {name: a, \(print), dependsOn: [z]}\n- {name: b, \(print), dependsOn: [a]}\n- {name: c, \(print), dependsOn: [b]}\n- {name: d, \(print), if: status.b.failed, dependsOn: [b]}\n",
      mode: "steps: DAG"),
    run(
      "- {name: z, \(print)}\n- {name: y, \(print), if: 'status.z.failed'}\n- {name: a, \(print)}\n- {name: b, \(print)}\n- {name: g, type: step-group, subSteps: [{name: c, \(print)}, {name: d, \(print), dependsOn: [c, a]}]}\n"
    ),
  ]

  /// The phase of each step after a run.
  private func phases(_ text: String, _ scenario: String) -> [String: String] {
    let workflow = ParsedDocument(path: "/w/run.yaml", text: SourceText(text))
    let file =
      "schema: wflint-sim/v1\nworkflow: run.yaml\ndefaults: {unmocked: success}\nscenarios:\n  - name: it\n    \(scenario)\n"
    let scenarios = ParsedDocument(path: "/w/run.sim.yaml", text: SourceText(file))
    let result = EditorSimulation(of: [workflow], scenarios: scenarios, directory: Directory())
    var phases: [String: String] = [:]
    for line in result.text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 2, let dot = words.firstIndex(where: { $0.hasSuffix(".") && Int($0.dropLast()) != nil }),
        let phase = words.first(where: { word in
          ["succeeded", "failed", "skipped", "running", "pending"].contains { word.hasPrefix($0) }
        })
      else { continue }
      phases[String(words[dot + 1])] = String(phase)
    }
    return phases
  }

  /// In a group each step ends as it ended outside, whichever step fails.
  @Test(arguments: workflows) func groupsChangeNothing(text: String) throws {
    let document = analyze(ParsedDocument(path: "run.yaml", text: SourceText(text)), in: WorkspaceSnapshot())
    let steps = document.models[0].steps
    var compared = 0
    for first in steps {
      for last in steps where first.list == last.list && first.index <= last.index {
        let span = TextRange(first.range.start, last.range.end)
        for action in editorActions(in: document, at: span) where action.kind == .extract {
          let after = try #require(document.parsed.text.applying(action.edits)).string
          for failing in [nil] + steps.map({ $0.id?.value }) {
            let scenario = failing.map { "mocks: {\($0): {fail: boom}}" } ?? "seed: 1"
            let expected = phases(text, scenario)
            #expect(expected.count == steps.count)
            #expect(phases(after, scenario).filter { expected[$0.key] != nil } == expected, "\(after)\n\(scenario)")
            compared += 1
          }
        }
      }
    }
    #expect(compared > 8)
  }

  /// Where nobody answers, the step behind an approval does not run.
  @Test(arguments: workflows) func approvalsStop(text: String) throws {
    let document = analyze(ParsedDocument(path: "run.yaml", text: SourceText(text)), in: WorkspaceSnapshot())
    var tried = 0
    for step in document.models[0].steps {
      guard let id = step.id?.value else { continue }
      for action in editorActions(in: document, at: TextRange(at: step.range.start))
      where action.title == "Add an approval before `\(id)`" {
        let after = try #require(document.parsed.text.applying(action.edits)).string
        let mocks = "mocks: {\(id): {duration: 1s}}"
        #expect(phases(after, mocks)[id]?.hasPrefix("skipped") == true, "\(after)")
        #expect(phases(after, "events: [{at: 20s, continue: approve-\(id)}]")[id] == phases(text, "seed: 1")[id])
        tried += 1
      }
    }
    #expect(tried > 2)
  }

  /// The scenario that is written for a workflow passes.
  @Test(arguments: workflows + [run("- {name: a, type: suspend, timeout: 1h}\n- {name: '1', \(print)}\n")])
  func writtenScenariosPass(text: String) throws {
    let workflow = ParsedDocument(path: "/w/run.yaml", text: SourceText(text))
    let actions = editorActions(in: analyze(workflow, in: WorkspaceSnapshot()), at: TextRange(at: 0))
    let action = try #require(actions.first { $0.newFile != nil })
    #expect(action.title == "Write a scenario for this file")
    let file = try #require(action.newFile)
    #expect(file.path == "/w/run.sim.yaml")
    let scenario = ParsedDocument(path: file.path, text: SourceText(file.text))
    #expect(analyze(scenario, in: WorkspaceSnapshot()).diagnostics.isEmpty)
    let result = EditorSimulation(of: [workflow], scenarios: scenario, directory: Directory())
    #expect(result.isRight, "\(file.text)\n\(result.text)")
  }
}
