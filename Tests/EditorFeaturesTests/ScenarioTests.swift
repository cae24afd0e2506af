// SPDX-License-Identifier: Apache-2.0
import Analysis
import EditorFeatures
import SourceText
import Testing
import WorkflowModel

/// Scenario files and configurations in the editor.
@Suite struct ScenarioTests {
  static let workflow = ParsedDocument(
    path: "/w/a.wf.yaml",
    text: SourceText(
      Marked.steps(
        "  - {id: build, type: script, run: x, outputs: {image: string}}\n  - {id: ship, type: script, run: x}\n"
          + "  - {id: ask, type: approval, approvers: [team:sre]}\n",
        head: "inputs: {release: {type: string}, region: {type: string, options: [us, eu]}, dry: {type: boolean}}\n")))

  static let directory: Directory = {
    var directory = Directory()
    directory.users = ["ann"]
    directory.teams = ["sre": ["ben"]]
    return directory
  }()

  private func labels(_ text: String, name: String = "/w/a.sim.yaml") -> [String] {
    let marked = Marked(text, name: name)
    let linked = LinkedFiles(
      workflows: [Self.workflow], workflowPaths: ["/w/a.wf.yaml", "/x/b.wf.yaml"], workflowNames: ["alpha"],
      directory: Self.directory)
    return completions(in: marked.document, at: marked.cursor, linked: linked).items.map(\.label)
  }

  static func scenario(_ body: String) -> String {
    "schema: wflint-sim/v1\nscenarios:\n  - name: x\n    \(body)\n"
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
    ("schema: wflint-sim/v1\nmocks:\n  build: {outputs: {<|>}}\n", "image"),
    ("schema: wflint-sim/v1\nmocks:\n  build: {outputs: {<|>}}\n", "exit_code"),
    ("schema: wflint-sim/v1\nmocks:\n  build:\n    outputs:\n      <|>\n", "image"),
    ("schema: wflint-sim/v1\nmocks:\n  build: {duration: {<|>}}\n", "lognormal"),
    ("schema: wflint-sim/v1\nmocks:\n  build:\n    duration:\n      <|>\n", "uniform"),
    ("schema: wflint-sim/v1\nmocks:\n  build: {attempts: [{duration: {exp<|>}}]}\n", "exponential"),
    ("schema: wflint-sim/v1\nmocks:\n  ask: {decisions: [{by: <|>}]}\n", "ben"),
    (scenario("trigger: {inputs: {region: <|>}}"), "eu"), (scenario("trigger: {inputs: {dry: <|>}}"), "false"),
    (scenario("trigger:\n      inputs:\n        region: u<|>"), "us"),
    (scenario("trigger: {actor: <|>}"), "ann"), (scenario("trigger: {type: <|>}"), "git_push"),
    (scenario("expect: {<|>}"), "critical_path"), (scenario("expect: {reason: <|>}"), "timed_out"),
    (scenario("expect: {steps: {build: {outputs: {<|>}}}}"), "image"),
    (scenario("expect: {steps: {build: {reason: <|>}}}"), "unmocked"),
    (scenario("expect: {parallel: [[build, <|>]]}"), "ship"),
    (scenario("expect: {check: [\"<|>\"]}"), "run"), (scenario("expect: {check: [\"st<|>\"]}"), "steps"),
    (scenario("expect: {check: [\"steps.<|>\"]}"), "build"),
    (scenario("expect: {check: [\"steps.build.<|>\"]}"), "reason"),
    (scenario("expect: {check: [\"steps.build.outputs.<|>\"]}"), "image"),
    (scenario("expect: {check: [\"run.<|>\"]}"), "duration"),
    (scenario("expect: {check: [\"run.inputs.<|>\"]}"), "release"),
    (scenario("expect:\n      check:\n        - <|>"), "steps"),
    (scenario("expect: {check: \"steps.<|>\"}"), "build"), (scenario("expect:\n      check: steps.<|>"), "build"),
    (scenario("expect: {check: steps.build.<|>}"), "reason"), (scenario("expect:\n      check: <|>"), "run"),
    (scenario("events: [{at: 1m, retry_from: <|>}]"), "ship"), (scenario("events: [{at: 1m, cancel: <|>}]"), "run"),
    ("schema: wflint-sim/v1\nprove:\n  - <|>\n", "exclusive_state"),
    ("schema: wflint-sim/v1\nprove: [{<|>}]\n", "never"),
    ("schema: wflint-sim/v1\nprove: [{requires: {<|>}}]\n", "granted"),
    ("schema: wflint-sim/v1\nprove: [{requires: {step: ship, granted: <|>}}]\n", "ask"),
    ("schema: wflint-sim/v1\nprove: [{leads_to: {from: build, <|>}}]\n", "to"),
    ("schema: wflint-sim/v1\nprove: [{always_runs: <|>}]\n", "ship"),
  ]) func offersInScenarios(text: String, label: String) { #expect(labels(text).contains(label), "\(labels(text))") }

  /// Executions of blueprints end in more ways than runs.
  @Test func endingsAreThoseOfTheWorkflows() {
    #expect(labels(Self.scenario("expect: {status: <|>}")) == ["success", "failed", "cancelled"])
  }

  @Test(arguments: [
    ("ru<|>", "rules"), ("rules:\n  unknown-step: <|>\n", "off"), ("directory:\n  <|>\n", "teams"),
    ("step_types:\n  mine:\n    <|>\n", "fields"),
    ("step_types:\n  mine:\n    fields:\n      a: {type: <|>}\n", "duration"),
    ("directory:\n  users: [ann]\n  teams: {sre: [<|>]}\n", "ann"),
    ("rules:\n  <|>\n", "unknown-step"), ("rules: {unk<|>}\n", "unknown-step"),
    ("per_file:\n  \"*.wf.yaml\":\n    <|>\n", "self-approval"),
    ("rules:\n  unknown-step: error # wflint: allow(<|>)\n", "unused-suppression"),
  ]) func offersInConfigurations(text: String, label: String) {
    #expect(labels(text, name: "/w/.wflint.yaml").contains(label), "\(labels(text, name: "/w/.wflint.yaml"))")
  }

  @Test(arguments: [
    ("schema: wflint-sim/v1\nmo<|>cks: {}\n", "/w/a.sim.yaml", "What the world does, for all scenarios."),
    ("schema: wflint-sim/v1\nmocks: {a: {sta<|>tus: hangs}}\n", "/w/a.sim.yaml", "What it ends as."),
    ("schema: wflint-sim/v1\nmocks: {a: {status: han<|>gs}}\n", "/w/a.sim.yaml", "It never ends by itself."),
    ("ru<|>les: {}\n", "/w/.wflint.yaml", "Severities by rule"),
    ("exc<|>lude: []\n", "/w/.wflint.yaml", "Globs of files"),
    ("schema: wflint-sim/v1\nmocks: {a: {duration: 4<|>5s}}\n", "/w/a.sim.yaml", "45 seconds"),
    ("schema: wflint-sim/v1\nmocks: {a: {duration: {logn<|>ormal: {}}}}\n", "/w/a.sim.yaml", "half of them below"),
    ("schema: wflint-sim/v1\nprove: [{req<|>uires: {}}]\n", "/w/a.sim.yaml", "the approval is granted"),
    ("schema: wflint-sim/v1\nprove:\n  - no_dead<|>lock\n", "/w/a.sim.yaml", "every run ends"),
    ("rules: {unknown<|>-step: off}\n", "/w/.wflint.yaml", "WF201"),
    ("directory: {teams: {sr<|>e: [ann, ben]}}\n", "/w/.wflint.yaml", "the team `sre`: `ann`, `ben`"),
    ("directory: {environments: {pr<|>od: {}}}\n", "/w/.wflint.yaml", "the environment `prod`, protected"),
  ]) func tells(text: String, name: String, part: String) throws {
    let marked = Marked(text, name: name)
    let result = try #require(hover(in: marked.document, at: marked.cursor))
    #expect(result.markdown.contains(part), "\(result.markdown)")
  }

  @Test func namesOfStepsAreFound() throws {
    let text = """
      schema: wflint-sim/v1
      workflow: [a.wf.yaml, "../x/*.wf.yaml"]
      mocks: {«build»: {mocks: {«inner»: {}}}}
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
    #expect(mentions.filter(\.isMock).map(\.id) == ["build", "inner", "ship"])
    #expect(mentions.map(\.calls).prefix(3) == [[], ["build"], []])
    let targets = scenarioTargets(in: marked.document.parsed)
    #expect(targets.map(\.path) == ["/w/a.wf.yaml", "/x/*.wf.yaml"])
    #expect(targets[1].matches("/x/b.wf.yaml") && !targets[1].matches("/w/b.wf.yaml"))
  }

  /// Inputs and outputs, whoever mocks, expects or reads them.
  @Test func namesOfInputsAndOutputsAreFound() {
    let text = """
      schema: wflint-sim/v1
      workflow: a.wf.yaml
      mocks: {build: {outputs: {«image»: x}, attempts: [{outputs: {«"log"»: y}}]}}
      scenarios:
        - name: one
          trigger: {inputs: {«release»: "1"}}
          arrivals: [{at: 1m, workflow: beta, trigger: {inputs: {«size»: 2}}}]
          expect:
            steps: {build: {outputs: {«image»: x}}}
            check: ["steps.build.outputs.«image» == run.inputs.«release»"]
      """
    let marked = Marked(text, name: "/w/a.sim.yaml")
    let members = scenarioMembers(in: marked.document.parsed)
    #expect(members.map(\.name) == ["image", "log", "release", "size", "image", "image", "release"])
    var expected = marked.ranges
    expected[1] = TextRange(expected[1].start + 1, expected[1].end - 1)
    #expect(members.map(\.range) == expected)
    #expect(members.filter { $0.kind == .input }.map(\.workflow) == [nil, "beta", nil])
    let together = highlights(in: marked.document, at: marked.ranges[0].start)
    #expect(together.map(\.range) == [0, 4, 5].map { marked.ranges[$0] })
    let steps = highlights(
      in: Marked("schema: wflint-sim/v1\nmocks: {b: {}}\nprove: [{never: b}]\n", name: "/a.sim.yaml").document, at: 30)
    #expect(steps.count == 2)
  }

  /// Where the entries of the directory are declared and named.
  @Test func entriesOfTheDirectoryAreFound() {
    func names(_ text: String, _ name: String) -> [String] {
      let marked = Marked(text, name: name)
      let places = marked.document.parsed.directoryPlaces
      #expect(places.map(\.range) == marked.ranges)
      return places.map { "\($0.isDeclaration ? "+" : "")\($0.entry.name)" }
    }
    #expect(
      names(
        """
        directory:
          users: [«ann», "«ben»"]
          teams: {«sre»: [«ann»]}
          roles: {«lead»: [«ben»]}
          environments: {«prod»: {protected: true}}
          projects: {«shop»: {environment: «prod»}}
          secrets: [«token»]
          channels: ["«#ops»"]
        """, "/w/.wflint.yaml")
        == ["+ann", "+ben", "+sre", "ann", "+lead", "ben", "+prod", "+shop", "prod", "+token", "+#ops"])
    #expect(
      names(
        Marked.steps(
          "  - {id: a, type: approval, approvers: [\"team:«sre»\", 'user:«ann»']}\n  - {id: b, type: iac, action: plan, project: «shop»}\n  - {id: c, type: notify, slack: {channel: \"«#ops»\", message: x}}\n"
        ), "/w/a.wf.yaml") == ["sre", "ann", "shop", "#ops"])
    #expect(
      names(
        "schema: wflint-sim/v1\nmocks: {a: {decisions: [{by: «ann»}]}}\nscenarios: [{name: x, trigger: {actor: «ben»}}]\n",
        "/w/a.sim.yaml") == ["ann", "ben"])
  }

  @Test func outlineAndTokensOfScenarios() {
    let marked = Marked(
      "schema: wflint-sim/v1\nscenarios:\n  - name: one\n    trigger: {type: manual}\n  - name: two\n",
      name: "/w/a.sim.yaml")
    #expect(symbols(of: marked.document).map(\.name) == ["one", "two"])
    let lenses = codeLenses(of: marked.document)
    #expect(lenses.map(\.kind) == [.scenarios(name: "one"), .scenarios(name: "two")])
    let tokens = Marked(
      "schema: wflint-sim/v1\nmocks: {«build»: {outputs: {«image»: 1}}}\nscenarios: [{name: x, expect: {check: [\"«steps».«build».«status» «==» «'a'»\"]}}]\n",
      name: "/w/a.sim.yaml")
    #expect(semanticTokens(of: tokens.document).map(\.range) == tokens.ranges)
    let people = Marked("directory: {users: [«ann»], teams: {«sre»: [«ann»]}}\n", name: "/w/.wflint.yaml")
    #expect(semanticTokens(of: people.document).map(\.range) == people.ranges)
    #expect(semanticTokens(of: people.document).map(\.isDeclaration) == [true, true, false])
  }

  @Test(arguments: [
    ("/w/a.wf.yaml", "/w", "a.wf.yaml"), ("/w/b/a.yaml", "/w/c/d", "../../b/a.yaml"), ("/a", "/w", "../a"),
    ("/w/a/b", "/w/a", "b"),
  ]) func pathsAreRelative(path: String, folder: String, relative: String) {
    #expect(PathWords.relative(path, from: folder) == relative)
    #expect(PathWords.resolve(relative, in: folder) == path)
  }
}
