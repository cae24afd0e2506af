// SPDX-License-Identifier: Apache-2.0
import SourceText
import Testing
import WorkflowModel

/// A step of a small workflow: its id, its needs, and the ids that each step should wait for.
private struct Row: Sendable {
  var id: String?
  var needs: [String]?
  var waitsFor: [Int]

  init(_ id: String?, needs: [String]? = nil, waitsFor: [Int]) {
    self.id = id
    self.needs = needs
    self.waitsFor = waitsFor
  }
}

@Suite struct ResolutionTests {
  private static let lists: [(StepList.Order, [Row])] = [
    (.sequence, []),
    (.sequence, [Row("a", waitsFor: []), Row("b", waitsFor: [0]), Row("c", waitsFor: [1])]),
    (.parallel, [Row("a", waitsFor: []), Row("b", waitsFor: []), Row("c", needs: ["a"], waitsFor: [0])]),
    (.sequence, [Row("a", waitsFor: []), Row("b", needs: [], waitsFor: []), Row("c", waitsFor: [1])]),
    (
      .sequence, [Row("a", waitsFor: []), Row("b", needs: ["a"], waitsFor: [0]), Row("c", needs: ["a"], waitsFor: [0])]
    ),
    // A need of a later step, an unknown one, one twice, itself.
    (.sequence, [Row("a", needs: ["b"], waitsFor: [1]), Row("b", needs: [], waitsFor: [])]),
    (.sequence, [Row("a", waitsFor: []), Row("b", needs: ["x"], waitsFor: [])]),
    (.sequence, [Row("a", waitsFor: []), Row("b", needs: ["a", "x", "a"], waitsFor: [0])]),
    (.sequence, [Row("a", needs: ["a"], waitsFor: [0])]),
    // Of two steps with one id the first is meant; steps without id hold their place in the order.
    (.sequence, [Row("a", waitsFor: []), Row("a", waitsFor: [0]), Row("b", needs: ["a"], waitsFor: [0])]),
    (.sequence, [Row(nil, waitsFor: []), Row("b", waitsFor: [0]), Row(nil, waitsFor: [1])]),
  ]

  @Test(arguments: lists.indices) func resolvesNeeds(_ index: Int) {
    let (order, rows) = Self.lists[index]
    var builder = WorkflowBuilder(order: order)
    for row in rows { builder.add(row.id, needs: row.needs) }
    let workflow = builder.resolved()
    #expect(workflow.steps.map { $0.dependencies.map(\.step) } == rows.map(\.waitsFor))
  }

  /// A branch target without needs waits for its conditions alone; the step behind it in the list for the target.
  @Test func resolvesBranches() {
    var builder = WorkflowBuilder()
    builder.add("first")
    let choose = builder.add("choose")
    builder.add("left")
    builder.add("right")
    builder.add("both", needs: ["first"])
    builder.add("after")
    builder.setBranches(of: choose, cases: [["left", "both"], ["left", "ghost"]], otherwise: ["right", "choose"])
    let workflow = builder.resolved()
    #expect(workflow.steps.map { $0.dependencies.map(\.step) } == [[], [0], [1], [1], [0], [4]])
    #expect(workflow.steps[2].dependencies.map(\.origin) == [.branch])
    #expect(workflow.steps[4].dependencies.map(\.origin) == [.explicit(0)])
    #expect(workflow.steps[5].dependencies.map(\.origin) == [.order])
    #expect(
      workflow.steps[2].branches == [.init(condition: 1, branch: 0), .init(condition: 1, branch: 1)])
    #expect(workflow.steps[3].branches == [.init(condition: 1, branch: 2)], "else is the case behind the last")
    #expect(workflow.steps[1].branches.isEmpty, "a condition is no branch of itself")
    #expect(workflow.stepReferences.map(\.value) == ["left", "both", "left", "ghost", "right", "choose", "first"])
  }

  /// Names are looked up in the step's own list; a plan also in those around it.
  @Test func listsAreScopes() {
    var builder = WorkflowBuilder()
    builder.add("plan")
    let group = builder.addOwner("group", order: .parallel)
    builder.add("a", in: group.list)
    builder.add("b", needs: ["a", "plan"], in: group.list)
    let loop = builder.addOwner("loop", order: .sequence, isLoop: true, in: group.list)
    builder.add("c", in: loop.list)
    builder.add("d", in: loop.list)
    builder.add("last", needs: ["group", "a"])
    let workflow = builder.resolved()
    #expect(workflow.steps.map { $0.dependencies.map(\.step) } == [[], [0], [], [2], [], [], [5], [1]])
    #expect(workflow.visibleStep(named: "plan", from: 6) == 0)
    #expect(workflow.visibleStep(named: "a", from: 6) == 2)
    #expect(workflow.owner(of: 6) == 4 && workflow.owner(of: 4) == 1 && workflow.owner(of: 1) == nil)
    #expect(workflow.ownedList(of: 4)?.steps == [5, 6])
    #expect(workflow.ownedList(of: 0) == nil)
  }
}
