// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import SourceText
import Synchronization
import TestSupport
import Testing

/// An analysis that is stopped on its way.
@Suite struct StoppingTests {
  private static let text = """
    schema: wflint/v1
    name: api
    inputs: {in: {type: strin}}
    triggers: [{type: schedule, cron: "61 * * * *"}, {type: git_push, branches: ["!main"]}]
    steps:
      - {id: a-b, type: script, run: "echo ${{ inputs.nobody }}", needs: [c]}
      - {id: b, type: approval, approvers: [], more: 1}

    """

  /// Wherever it is stopped, what it has said until then stands, and nothing else is said but that it was stopped.
  @Test func findingsUntilThenStand() {
    let parsed = ParsedDocument(path: "a.wf.yaml", text: SourceText(Self.text))
    let all = analyze(parsed, in: WorkspaceSnapshot()).diagnostics
    #expect(all.count > 6 && !all.contains { $0.code == "WF012" })
    var counts: Set<Int> = []
    for limit in 0..<1_000 {
      let asked = Counter()
      var workspace = WorkspaceSnapshot()
      workspace.shouldStop = { asked.next() > limit }
      let found = analyze(parsed, in: workspace).diagnostics
      let isStopped = asked.next() > limit + 1
      #expect(found.contains { $0.code == "WF012" } == isStopped, "\(limit)")
      #expect(found.filter { $0.code != "WF012" }.allSatisfy { all.contains($0) }, "\(limit)")
      counts.insert(found.count { $0.code != "WF012" })
      guard isStopped else {
        #expect(found == all && limit > 50)
        break
      }
    }
    #expect(counts.count > 5 && counts.contains(0) && counts.contains(all.count), "\(counts)")
  }

  private final class Counter: Sendable {
    private let count = Mutex(0)
    func next() -> Int {
      count.withLock { count in
        count += 1
        return count
      }
    }
  }
}
