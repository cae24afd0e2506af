// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import EditorFeatures
import SourceText
import Testing
import WorkflowModel

/// An approval that is put before a step decides whether the step runs, and is there for as long as the run.
@Suite struct GateActionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var before: String
    var after: String
    var head = "timeout: 12h\n"
    var configuration = ""
    var title = "Add an approval before `x`"
    /// What the world does in the test of runs; nil where there is none.
    var world: String?
    var testDescription: String { before }
  }

  private static let lines = "  - id: approve_x\n    name: Approve x\n    type: approval\n"
  private static let asked = "    approvers: [\"team:owners\"]\n    timeout: 8h\n"
  private static let granted = "steps.approve_x.status == 'success'"
  private static let a = "  - {id: a, type: script, run: make, timeout: 10m}\n"
  private static let branches = """
      - id: decide
        type: condition
        cases: [{when: inputs.n == 1, then: [l]}]
        else: [r]
      - {id: l, type: script, run: make, timeout: 10m}
      - {id: r, type: script, run: make, timeout: 10m}

    """
  private static let number = "timeout: 12h\ninputs: {n: {type: integer, default: 1}}\n"

  static let gates = [
    Case(
      before: a + "  - {id: «»x, type: script, run: make, timeout: 10m}\n",
      after: a + lines + asked + "  - {id: x, type: script, run: make, timeout: 10m}\n", world: "a: {duration: 1s}"),
    Case(
      before: a + "  - {id: «»x, type: script, run: make, timeout: 10m, if: failure()}\n",
      after: a + lines + "    if: failure()\n" + asked
        + "  - {id: x, type: script, run: make, timeout: 10m, if: always() && \(granted)}\n",
      world: "a: {duration: 1s, fail: boom}"),
    Case(
      before: a + "  - id: «»x\n    type: script\n    if: \"inputs.n == 1\"\n    run: make\n    timeout: 10m\n",
      after: a + lines + "    if: \"inputs.n == 1\"\n" + asked
        + "  - id: x\n    type: script\n    if: \(granted)\n    run: make\n    timeout: 10m\n",
      head: number, world: "a: {duration: 1s}"),
    Case(
      before: a + "  - {id: «»x, type: script, run: make, timeout: 10m, needs: [a], if: '${{ inputs.n == 1 }}'}\n",
      after: a + lines + "    needs: [a]\n    if: '${{ inputs.n == 1 }}'\n" + asked
        + "  - {id: x, type: script, run: make, timeout: 10m, needs: [approve_x], if: \(granted)}\n",
      head: number, world: "a: {duration: 1s, fail: boom}"),
    Case(
      before: branches + "  - {id: «»x, type: script, run: make, timeout: 10m, needs: [l, r], if: always()}\n",
      after: branches + lines + "    needs: [l, r]\n    if: always()\n" + asked
        + "  - {id: x, type: script, run: make, timeout: 10m, needs: [approve_x], if: always() && \(granted)}\n",
      head: number, world: "l: {duration: 1s}"),
    Case(
      before: branches + "  - {id: «»x, type: script, run: make, timeout: 10m, needs: [l, r], if: success()}\n",
      after: branches + lines + "    needs: [l, r]\n    if: success()\n" + asked
        + "  - {id: x, type: script, run: make, timeout: 10m, needs: [approve_x], if: success()}\n",
      head: number, world: "l: {duration: 1s}"),
    Case(
      before: a + "  - id: g\n    type: group\n    steps:\n"
        + "      - {id: «»x, type: script, if: success() || failure(), run: make, timeout: 10m}\n",
      after: a + "  - id: g\n    type: group\n    steps:\n"
        + (lines + "    needs: []\n    if: success() || failure()\n" + asked).indented
        + "      - {id: x, type: script, if: always() && \(granted), run: make, timeout: 10m, needs: [approve_x]}\n",
      world: "a: {duration: 1s}"),
    // The branch leads to the approval, so that nobody is asked where it is not taken.
    Case(
      before: branches.replacing("  - {id: l,", with: "  - {id: «»x,").replacing("[l]", with: "[x]"),
      after: branches.replacing("  - {id: l,", with: lines + asked + "  - {id: x,").replacing(
        "[l]", with: "[approve_x]"),
      head: number, world: "r: {duration: 1s}"),
    Case(
      before: branches.replacing("[l]", with: "[l, x]")
        + "  - {id: «»x, type: script, run: make, timeout: 10m, needs: [l], if: inputs.n == 1}\n",
      after: branches.replacing("[l]", with: "[l, approve_x]") + lines + "    needs: [l]\n    if: inputs.n == 1\n"
        + asked
        + "  - {id: x, type: script, run: make, timeout: 10m, needs: [approve_x], if: \(granted)}\n",
      head: number, world: "l: {duration: 1s}"),
    // A rejection that counts as handled would stop nothing.
    Case(
      before: a + "  - {id: «»x, type: script, run: make, timeout: 10m}\n",
      after: a + lines + asked + "    on_failure: stop\n  - {id: x, type: script, run: make, timeout: 10m}\n",
      head: "timeout: 12h\non_failure: continue\n", world: "a: {duration: 1s, fail: boom}"),
  ]

  static let times = [
    // The run ends before eight hours are over.
    Case(
      before: a + "  - {id: «»x, type: script, run: make, timeout: 10m}\n",
      after: a + lines + "    approvers: [\"team:owners\"]\n    timeout: 30m\n"
        + "  - {id: x, type: script, run: make, timeout: 10m}\n",
      head: "timeout: 1h\n"),
    Case(
      before: "  - id: g\n    type: group\n    timeout: 5h\n    mode: sequence\n    steps:\n"
        + "      - {id: «»x, type: script, run: make, timeout: 70m}\n",
      after: "  - id: g\n    type: group\n    timeout: 5h\n    mode: sequence\n    steps:\n"
        + (lines + "    approvers: [\"team:owners\"]\n    timeout: 2h\n").indented
        + "      - {id: x, type: script, run: make, timeout: 70m}\n"),
    Case(
      before: a + "  - {id: «»x, type: script, run: make}\n",
      after: a + "  - {id: x, type: script, run: make, timeout: 15m}\n", head: "timeout: 30m\n",
      title: "Add a timeout to `x`"),
    Case(
      before: "  - {id: «»x, type: script, run: make, retry: {attempts: 4, delay: 20m}}\n",
      after: "  - {id: x, type: script, run: make, retry: {attempts: 4, delay: 20m}, timeout: 2h}\n",
      title: "Add a timeout to `x`"),
    Case(
      before:
        "  - {id: «»x, type: approval, approvers: [\"team:a\"], on_timeout: escalate, escalate_to: [\"team:b\"]}\n",
      after:
        "  - {id: x, type: approval, approvers: [\"team:a\"], on_timeout: escalate, escalate_to: [\"team:b\"], timeout: 4h}\n",
      title: "Add a timeout to `x`"),
    // What must not be approved by who asked for it.
    Case(
      before: "  - {id: p, type: iac, project: net, action: plan, timeout: 10m}\n"
        + "  - {id: «»x, type: iac, project: net, action: apply, plan: p, timeout: 10m}\n",
      after: "  - {id: p, type: iac, project: net, action: plan, timeout: 10m}\n" + lines
        + "    approvers: [\"team:b\"]\n    allow_self_approval: false\n    timeout: 8h\n"
        + "  - {id: x, type: iac, project: net, action: apply, plan: p, timeout: 10m}\n",
      head: "timeout: 12h\nenvironment: live\n",
      configuration:
        "directory:\n  environments: {live: {protected: true}}\n  teams: {a: [jane], b: [jane, bob], none: []}\n"),
    Case(
      before: "  - {id: «»my-step, type: script, run: make, timeout: 10m}\n",
      after: "  - id: approve_my_step\n    name: Approve my-step\n    type: approval\n" + asked
        + "  - {id: my-step, type: script, run: make, timeout: 10m}\n",
      title: "Add an approval before `my-step`"),
  ]

  private static func marked(_ test: Case, _ steps: String) -> Marked {
    Marked(Marked.steps(steps, head: test.head), configuration: test.configuration)
  }

  private static func action(_ test: Case, _ marked: Marked) -> EditorAction? {
    editorActions(in: marked.document, at: marked.ranges.first ?? TextRange(at: 0)).first { $0.title == test.title }
  }

  /// How often each finding is there.
  private static func findings(_ marked: Marked) -> [String: Int] {
    marked.document.diagnostics.reduce(into: [:]) { $0[$1.code, default: 0] += 1 }
  }

  @Test(arguments: gates + times) func changes(_ test: Case) throws {
    let marked = Self.marked(test, test.before)
    let action = try #require(Self.action(test, marked))
    let after = try #require(marked.text.applying(action.edits)).string
    #expect(after == Marked.steps(test.after, head: test.head))
    let before = Self.findings(marked)
    for (code, count) in Self.findings(Self.marked(test, test.after)) {
      #expect(count <= before[code, default: 0], "\(code)\n\(after)")
    }
  }

  /// Rejected or not answered, the approval keeps the step from running; granted, it runs as it ran without one.
  @Test(arguments: gates) func stops(_ test: Case) throws {
    let world = try #require(test.world)
    func simulation(_ steps: String, _ mocks: String, _ expectation: String) -> EditorSimulation {
      let scenario = """
        schema: wflint-sim/v1
        workflow: a.wf.yaml
        directory: {teams: {owners: [jane, bob]}}
        defaults: {unmocked: success}
        scenarios:
          - name: it
            mocks: {\(world)\(mocks)}
            expect: {\(expectation)}

        """
      return EditorSimulation(
        of: [ParsedDocument(path: "/w/a.wf.yaml", text: SourceText(Marked.steps(steps, head: test.head)))],
        scenarios: ParsedDocument(path: "/w/a.sim.yaml", text: SourceText(scenario)), directory: Directory())
    }
    func decided(_ decision: String) -> String {
      ", approve_x: {decisions: [{after: 1m, by: jane, decision: \(decision)}]}"
    }
    let before = test.before.replacing("«»", with: "")
    let runs = [
      simulation(before, "", "ran: [x]"), simulation(test.after, decided("approve"), "ran: [approve_x, x]"),
      simulation(test.after, decided("reject"), "ran: [approve_x], never: [x]"),
      simulation(test.after, ", approve_x: {decisions: []}", "ran: [approve_x], never: [x]"),
    ]
    for run in runs { #expect(run.isRight, "\(run.text)") }
    #expect(!simulation(test.after, decided("reject"), "ran: [x]").isRight)
  }

  /// Of a branch that is not taken nobody is asked, and its step is skipped.
  @Test func otherBranchesAskNobody() throws {
    let steps = Self.branches.replacing("  - {id: r,", with: "  - {id: «»x,").replacing("[r]", with: "[x]")
    let test = Case(before: steps, after: "", head: Self.number)
    let marked = Self.marked(test, steps)
    let action = try #require(Self.action(test, marked))
    let after = try #require(marked.text.applying(action.edits))
    let scenario = """
      schema: wflint-sim/v1
      workflow: a.wf.yaml
      defaults: {unmocked: success}
      scenarios:
        - name: it
          expect: {status: success, ran: [l], never: [approve_x, x]}

      """
    let run = EditorSimulation(
      of: [ParsedDocument(path: "/w/a.wf.yaml", text: after)],
      scenarios: ParsedDocument(path: "/w/a.sim.yaml", text: SourceText(scenario)), directory: Directory())
    #expect(run.isRight, "\(run.text)")
  }

  /// Nothing is offered that would lose a comment, could not be decided in time, or could not be decided at all.
  @Test(arguments: [
    Case(before: "  - id: «»x\n    type: script\n    run: make\n    if: failure() # only then\n", after: ""),
    Case(before: "  - id: «»x\n    type: script\n    run: make\n    if: >-\n      inputs.n\n      == 1\n", after: ""),
    Case(before: "  - {id: «»x, type: script, run: make, if: \"failure(\"}\n", after: ""),
    Case(
      before: "  - {id: a, type: script, run: make, timeout: 50m}\n  - {id: «»x, type: script, run: make}\n", after: "",
      head: "timeout: 1h\n"),
    Case(
      before: "  - {id: a, type: script, run: make, timeout: 1h}\n  - {id: «»x, type: script, run: make}\n", after: "",
      head: "timeout: 1h\n", title: "Add a timeout to `x`"),
    Case(
      before: "  - {id: «»x, type: promote, app: web}\n", after: "", head: "environment: prod\n",
      configuration: "directory:\n  teams: {a: [jane]}\n"),
  ]) func isSilent(_ test: Case) {
    let marked = Self.marked(test, test.before)
    #expect(!marked.document.models.isEmpty)
    #expect(Self.action(test, marked) == nil)
  }
}

extension String {
  /// Four blanks deeper.
  fileprivate var indented: String {
    split(separator: "\n").map { "    \($0)\n" }.joined()
  }
}
