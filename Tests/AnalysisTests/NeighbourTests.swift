// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import SourceText
import TestSupport
import Testing
import WorkflowModel

/// `WorkspaceSummary.hasNeighbours`: whoever has none gets the same findings with the whole workspace and without it.
@Suite struct NeighbourTests {
  /// A workflow that names others, starts on events that others start on, and changes what others change, or does not.
  private static func workflow(_ generator: inout SplitMix) -> String {
    func one(_ values: [String]) -> String { values.randomElement(using: &generator) ?? "" }
    let names = (1...8).map { "w\($0)" }
    let name = one(names)
    var lines = ["schema: wflint/v1", "name: \(name)"]
    lines += [one(["", "status: active", "status: paused", "status: draft"])]
    lines += [one(["", "", "deployment: shop", "concurrency: {policy: queue, group: g}"])]
    let triggers = [
      "{type: manual}", "{type: git_push, branches: [main]}", "{type: schedule, cron: \"0 3 * * *\"}",
      "{type: workflow, workflow: \(one(names)), status: [failed]}", "{type: webhook}",
    ]
    lines += [one(["", "triggers: [\(one(triggers))]", "triggers: [\(one(triggers)), \(one(triggers))]"])]
    lines += ["steps:"]
    let steps = [
      "type: script, run: make", "type: iac, project: \(one(["net", "db"])), action: apply",
      "type: call, workflow: \(one(names))", "type: approval, approvers: [\"team:a\"], timeout: 1h",
      "type: notify, if: \"failure()\", slack: {channel: \"#c\", message: done}",
      "type: deploy, targets: [eu], application: a",
    ]
    for index in 0..<Int.random(in: 1...3, using: &generator) { lines += ["  - {id: s\(index), \(one(steps))}"] }
    return lines.filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
  }

  @Test func whoHasNoNeighbourNeedsNobody() {
    var generator = SplitMix(seed: 7)
    var alone = 0
    var others = 0
    var differences = 0
    for _ in 0..<500 {
      let documents = (0..<Int.random(in: 2...5, using: &generator)).map { index in
        ParsedDocument(path: "f\(index).wf.yaml", text: SourceText(Self.workflow(&generator)))
      }
      let whole = WorkspaceSummary(documents.flatMap { $0.summaries() })
      for document in documents {
        let own = document.summaries()
        let found = analyze(document, in: WorkspaceSnapshot(summary: whole)).diagnostics
        let byItself = analyze(document, in: WorkspaceSnapshot(summary: WorkspaceSummary(own))).diagnostics
        if whole.hasNeighbours(own) {
          others += 1
          differences += found == byItself ? 0 : 1
        } else {
          alone += 1
          #expect(found == byItself, "\(document.text[document.text.fullRange])")
        }
      }
    }
    // Both kinds are there, and neighbours matter.
    #expect(alone > 100 && others > 100 && differences > 30, "\(alone) alone, \(others) others, \(differences)")
  }
}
