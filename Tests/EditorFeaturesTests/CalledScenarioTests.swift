// SPDX-License-Identifier: Apache-2.0
import Analysis
import EditorFeatures
import SourceText
import Testing
import WorkflowModel

/// What a scenario file may say of a workflow that a call of its workflow runs.
@Suite struct CalledScenarioTests {
  private static let linked: LinkedFiles = {
    func file(_ name: String, _ text: String) -> ParsedDocument {
      ParsedDocument(path: "/w/\(name).wf.yaml", text: SourceText("schema: wflint/v1\nname: \(name)\n" + text))
    }
    var linked = LinkedFiles(workflows: [
      file("alpha", "steps:\n  - {id: sub, type: call, workflow: beta}\n  - {id: ship, type: script, run: x}\n")
    ])
    linked.called = [
      file(
        "beta",
        "steps:\n  - {id: make, type: script, run: x, outputs: {image: string}}\n  - {id: deep, type: call, workflow: gamma}\noutputs: {version: \"${{ steps.make.outputs.image }}\"}\n"
      ), file("gamma", "steps:\n  - {id: last, type: script, run: x}\noutputs: {total: \"1\"}\n"),
    ]
    return linked
  }()

  private func labels(_ mocks: String) -> [String] {
    let marked = Marked("schema: wflint-sim/v1\nworkflow: alpha.wf.yaml\n\(mocks)\n", name: "/w/a.sim.yaml")
    return completions(in: marked.document, at: marked.cursor, linked: Self.linked).items.map(\.label)
  }

  @Test(arguments: [
    ("mocks: {sub: {mocks: {<|>}}}", ["make", "deep"], ["sub", "ship"]),
    ("mocks:\n  sub:\n    mocks:\n      <|>", ["make", "deep"], ["sub", "ship"]),
    ("mocks: {sub: {mocks: {make: {}, <|>}}}", ["deep"], ["make", "ship"]),
    ("mocks: {sub: {mocks: {deep: {mocks: {<|>}}}}}", ["last"], ["make", "sub"]),
    ("mocks: {sub: {mocks: {make: {outputs: {<|>}}}}}", ["image", "stdout"], ["version"]),
    ("mocks: {sub: {mocks: {make: {<|>}}}}", ["duration", "attempts"], ["make"]),
    ("mocks: {sub: {mocks: {make: {status: <|>}}}}", ["hangs"], ["make"]),
    ("mocks: {sub: {outputs: {<|>}}}", ["version"], ["image", "total"]),
    ("mocks: {sub: {mocks: {deep: {outputs: {<|>}}}}}", ["total"], ["version"]),
    ("mocks: {<|>}", ["sub", "ship"], ["make"]),
    ("scenarios: [{name: x, mocks: {sub: {mocks: {<|>}}}}]", ["make"], ["sub"]),
    ("scenarios: [{name: x, expect: {steps: {sub: {outputs: {<|>}}}}}]", ["version"], ["image"]),
  ])
  func offers(mocks: String, expected: [String], others: [String]) {
    let labels = labels(mocks)
    #expect(Set(expected).isSubset(of: labels) && Set(others).isDisjoint(with: labels), "\(labels)")
  }

  @Test(arguments: [
    ("mocks: {sub: {outputs: {ver<|>sion: 4}}}", "an output of the workflow `beta`"),
    ("mocks: {sub: {mocks: {deep: {outputs: {to<|>tal: 4}}}}}", "an output of the workflow `gamma`"),
    ("mocks: {sub: {mocks: {make: {outputs: {im<|>age: 4}}}}}", "an output of the step `make`"),
    (
      "scenarios: [{name: x, expect: {check: [\"steps.sub.outputs.ver<|>sion == 'a'\"]}}]",
      "an output of the workflow `beta`"
    ),
    // One text in place of a list.
    ("scenarios: [{name: x, expect: {check: \"steps.ship.sta<|>tus == 'a'\"}}]", "`steps.ship.status: string`"),
  ])
  func tells(mocks: String, part: String) throws {
    let marked = Marked("schema: wflint-sim/v1\nworkflow: alpha.wf.yaml\n\(mocks)\n", name: "/w/a.sim.yaml")
    let result = try #require(hover(in: marked.document, at: marked.cursor, linked: Self.linked))
    #expect(result.markdown.contains(part), "\(result.markdown)")
  }

  @Test func theOutputsOfAWorkflowTellTheirTypes() throws {
    let marked = Marked(
      Marked.steps("  - {id: a, type: script, run: x, outputs: {size: integer}}\n")
        + "outputs: {to<|>tal: \"${{ steps.a.outputs.size }}\"}\n")
    let result = try #require(hover(in: marked.document, at: marked.cursor))
    #expect(result.markdown.contains("output `total`: int"), "\(result.markdown)")
    #expect(result.markdown.contains("an output of the workflow `alpha`"))
  }

  /// Where one document calls another one of its file, both tell of one thing.
  @Test func callsWithinAFile() {
    let marked = Marked(
      "schema: wflint/v1\nname: one\nsteps:\n  - {id: a, type: call, workflow: two}\n  - {id: b, type: script, run: \"${{ steps.a.outputs.«size» }}\"}\n---\nschema: wflint/v1\nname: two\nsteps: [{id: a, type: script, run: x}]\noutputs: {«size»: \"1\"}\n"
    )
    for range in marked.ranges {
      #expect(highlights(in: marked.document, at: range.start).map(\.range) == marked.ranges)
    }
  }
}
