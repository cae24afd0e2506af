// SPDX-License-Identifier: Apache-2.0
import Analysis
import EditorFeatures
import SourceText
import Testing

/// Scenario files and configurations in the editor.
@Suite struct ScenarioTests {
  static let workflow = ParsedDocument(
    path: "/w/a.wf.yaml",
    text: SourceText(
      Marked.steps(
        "  - {id: build, type: script, run: x}\n  - {id: ship, type: script, run: x}\n",
        head: "inputs: {release: {type: string}}\n")))

  private func labels(_ text: String, name: String = "/w/a.sim.yaml") -> [String] {
    let marked = Marked(text, name: name)
    let linked = LinkedFiles(
      workflows: [Self.workflow], workflowPaths: ["/w/a.wf.yaml", "/x/b.wf.yaml"], workflowNames: ["alpha"])
    return completions(in: marked.document, at: marked.cursor, linked: linked).items.map(\.label)
  }

  @Test(arguments: [
    ("schema: wflint-sim/v1\n<|>\n", "scenarios"), ("schema: wflint-sim/v1\nscenarios:\n  - na<|>\n", "name"),
    ("schema: wflint-sim/v1\nmocks:\n  <|>\n", "build"),
    ("schema: wflint-sim/v1\nmocks:\n  build: {}\n  s<|>\n", "ship"),
    ("schema: wflint-sim/v1\nmocks:\n  build: {st<|>}\n", "status"),
    ("schema: wflint-sim/v1\nmocks:\n  build: {status: <|>}\n", "hangs"),
    ("schema: wflint-sim/v1\nscenarios:\n  - name: x\n    expect: {order: [<|>]}\n", "ship"),
    ("schema: wflint-sim/v1\nscenarios:\n  - name: x\n    expect: {status: <|>}\n", "failed"),
    ("schema: wflint-sim/v1\nscenarios:\n  - name: x\n    trigger: {inputs: {<|>}}\n", "release"),
    ("schema: wflint-sim/v1\nscenarios:\n  - name: x\n    expect:\n      steps:\n        <|>\n", "build"),
    ("schema: wflint-sim/v1\nworkflow: <|>\n", "../x/b.wf.yaml"), ("<|>", "scenarios"),
    ("schema: wflint-sim/v1\nscenarios:\n  - name: x\n    workflow: <|>\n", "alpha"),
  ]) func offersInScenarios(text: String, label: String) { #expect(labels(text).contains(label), "\(labels(text))") }

  @Test(arguments: [
    ("ru<|>", "rules"), ("rules:\n  unknown-step: <|>\n", "off"), ("directory:\n  <|>\n", "teams"),
    ("step_types:\n  mine:\n    <|>\n", "fields"),
    ("step_types:\n  mine:\n    fields:\n      a: {type: <|>}\n", "duration"),
  ]) func offersInConfigurations(text: String, label: String) {
    #expect(labels(text, name: "/w/.wflint.yaml").contains(label), "\(labels(text, name: "/w/.wflint.yaml"))")
  }

  @Test(arguments: [
    ("schema: wflint-sim/v1\nmo<|>cks: {}\n", "/w/a.sim.yaml", "What the world does, for all scenarios."),
    ("schema: wflint-sim/v1\nmocks: {a: {sta<|>tus: hangs}}\n", "/w/a.sim.yaml", "What it ends as."),
    ("schema: wflint-sim/v1\nmocks: {a: {status: han<|>gs}}\n", "/w/a.sim.yaml", "It never ends by itself."),
    ("ru<|>les: {}\n", "/w/.wflint.yaml", "Severities by rule"),
    ("exc<|>lude: []\n", "/w/.wflint.yaml", "Globs of files"),
  ]) func tells(text: String, name: String, part: String) throws {
    let marked = Marked(text, name: name)
    let result = try #require(hover(in: marked.document, at: marked.cursor))
    #expect(result.markdown.contains(part), "\(result.markdown)")
  }

  @Test func namesOfStepsAreFound() throws {
    let text = """
      schema: wflint-sim/v1
      workflow: [a.wf.yaml, "../x/*.wf.yaml"]
      mocks: {«build»: {mocks: {inner: {}}}}
      prove: [{requires: {step: «ship», granted: «ask»}}, {never: «x»}]
      scenarios:
        - name: one
          workflow: alpha
          mocks: {"«ship»": {}}
          events: [{at: 1m, retry_from: «build»}, {at: 2m, cancel: run}]
          expect:
            steps: {«ship»: {status: success}}
            order: [«build», '«ship»']
            parallel: [[«a», «b»]]
            check: ["size(steps.«build».outputs) > 0", 'steps["«ship»"].status == "success"']
      """
    let marked = Marked(text, name: "/w/a.sim.yaml")
    let mentions = scenarioMentions(in: marked.document.parsed)
    #expect(mentions.map(\.range) == marked.ranges)
    #expect(mentions.filter(\.isMock).map(\.id) == ["build", "ship"])
    let targets = scenarioTargets(in: marked.document.parsed)
    #expect(targets.map(\.path) == ["/w/a.wf.yaml", "/x/*.wf.yaml"])
    #expect(targets[1].matches("/x/b.wf.yaml") && !targets[1].matches("/w/b.wf.yaml"))
  }

  @Test func outlineAndTokensOfScenarios() {
    let marked = Marked(
      "schema: wflint-sim/v1\nscenarios:\n  - name: one\n    trigger: {type: manual}\n  - name: two\n",
      name: "/w/a.sim.yaml")
    #expect(symbols(of: marked.document).map(\.name) == ["one", "two"])
    let lenses = codeLenses(of: marked.document)
    #expect(lenses.map(\.kind) == [.scenarios(name: "one"), .scenarios(name: "two")])
  }

  @Test(arguments: [
    ("/w/a.wf.yaml", "/w", "a.wf.yaml"), ("/w/b/a.yaml", "/w/c/d", "../../b/a.yaml"), ("/a", "/w", "../a"),
    ("/w/a/b", "/w/a", "b"),
  ]) func pathsAreRelative(path: String, folder: String, relative: String) {
    #expect(PathWords.relative(path, from: folder) == relative)
    #expect(PathWords.resolve(relative, in: folder) == path)
  }
}
