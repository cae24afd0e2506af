// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import EditorFeatures
import Foundation
import SourceText
import TestSupport
import Testing
import WorkflowModel

/// What stands above the lines of blueprints: they are run, tested and scheduled as other workflows are.
@Suite struct BlueprintLensTests {
  private static func blueprint(_ schedule: String) -> String {
    """
    tosca_definitions_version: cloudify_dsl_1_4
    imports: [cloudify/types/types.yaml]
    node_templates:
      web: {type: cloudify.nodes.Root}
    deployment_settings:
      default_schedules:
        s: {workflow: install, \(schedule)}

    """
  }

  private static func kinds(_ text: String, linked: LinkedFiles = LinkedFiles()) -> [EditorLens.Kind] {
    codeLenses(of: MarkedBlueprint(text).document, linked: linked).map(\.kind)
  }

  @Test func runsAreOffered() {
    let text = Self.blueprint("since: '2031-01-01 02:00'")
    let scenario = ParsedDocument(
      path: "/w/main.sim.yaml", text: SourceText("schema: wflint-sim/v1\nworkflow: main.yaml\nscenarios: []\n"))
    #expect(Self.kinds(text).filter { if case .note = $0 { false } else { true } } == [.dryRun])
    let kinds = Self.kinds(text, linked: LinkedFiles(scenarios: [scenario]))
    #expect(kinds.prefix(2) == [.dryRun, .scenarios(name: nil)] && !kinds.contains(.graph))
    // What others import is not deployed by itself, nor is what has no nodes.
    let part = MarkedBlueprint(
      "node_templates:\n  web: {type: cloudify.nodes.Root}\n", name: "part.yaml",
      files: [
        "main.yaml": "tosca_definitions_version: cloudify_dsl_1_4\nimports: [cloudify/types/types.yaml, part.yaml]\n"
      ],
      importer: "main.yaml")
    #expect(!codeLenses(of: part.document).map(\.kind).contains(.dryRun))
    #expect(!Self.kinds("tosca_definitions_version: cloudify_dsl_1_4\ninputs: {}\n").contains(.dryRun))
  }

  /// The clock of the tests stands at `WorkflowContext.referenceMoment`.
  @Test(arguments: [
    ("since: '2000-01-01 02:00', recurrence: 1 minute, timezone: UTC", "next: "),
    ("since: '2000-01-01 02:00', recurrence: 1 day, timezone: Europe/Berlin", "next: "),
    ("since: '02:00', recurrence: 1 day", "next, deployed now: "), ("since: '+2h'", "next, deployed now: "),
    ("since: '2000-01-01 02:00'", "fires no more"),
    ("since: '02:00', recurrence: 1 day, default_enabled: false", "off"),
  ])
  func schedulesTellWhenTheyFire(schedule: String, expected: String) throws {
    let notes = Self.kinds(Self.blueprint(schedule)).compactMap { if case .note(let text) = $0 { text } else { nil } }
    let note = try #require(notes.first { $0.hasPrefix(expected) }, "\(notes)")
    guard expected.hasPrefix("next") else { return #expect(note == expected) }
    #expect(schedule.contains("Berlin") ? note.hasSuffix(" 02:00 (Europe/Berlin)") : note.hasSuffix("(UTC)"), "\(note)")
  }

  /// A scenario is offered where a deployment can be made with what it says.
  @Test(arguments: [
    ("port: {type: integer}", "", true), ("port: {type: integer, constraints: [{greater_than: 1024}]}", "", false),
    ("port: {type: integer, required: false}", "", true), ("port: {type: integer}", "host: {type: string}", false),
    ("port: {type: integer}", "host: {type: string, default: a}", true),
  ])
  func scenariosAreOffered(input: String, imported: String, isOffered: Bool) {
    let text = Self.blueprint("since: '02:00'").replacing("types.yaml]", with: "types.yaml, more.yaml]")
    let marked = MarkedBlueprint(
      text + "inputs: {\(input)}\noutputs: {p: {value: {get_input: port}}}\n",
      files: ["more.yaml": "tosca_definitions_version: cloudify_dsl_1_4\ninputs: {\(imported)}\n"])
    #expect(!marked.document.diagnostics.contains { $0.severity == .error })
    let titles = editorActions(in: marked.document, at: TextRange(at: 0)).map(\.title)
    #expect(titles.contains("Write a scenario for this file") == isOffered, "\(titles)")
  }

  @Test func zonesAreOffered() {
    let labels = MarkedBlueprint(Self.blueprint("since: '02:00', timezone: Europe/B<|>")).completions.map(\.label)
    #expect(labels.contains("Europe/Berlin"))
    let empty = MarkedBlueprint(Self.blueprint("since: '02:00', timezone: <|>")).completions.map(\.label)
    #expect(empty.first == "UTC")
  }
}
