// SPDX-License-Identifier: Apache-2.0
import Rules
import WorkflowModel

/// What each step of a workflow waits for, whatever lists and names lead there.
struct WaitingSteps {
  private let program: ReconciledWorkflow?
  private let graph: DependencyGraph
  private var byName: [String: [StepIndex]] = [:]
  private var byOutput: [String: [StepIndex]] = [:]

  init(_ context: WorkflowContext) {
    program = context.workflow.reconciled
    graph = context.graph
    for (index, step) in (program?.steps ?? []).enumerated() {
      for name in Set([step.name, step.alias].compactMap(\.self)) { byName[name, default: []].append(index) }
      for output in step.outputs { byOutput[output.name, default: []].append(index) }
    }
  }

  /// The steps that end before a step starts. Complexity: O(steps + edges).
  func ancestors(of step: StepIndex) -> Set<StepIndex> {
    guard let program, program.steps.indices.contains(step) else { return Set(graph.ancestors(of: step)) }
    var seen: Set<StepIndex> = []
    var open = direct(step, program)
    while let next = open.popLast() {
      guard seen.insert(next).inserted, program.steps.indices.contains(next) else { continue }
      open += direct(next, program) + program.steps[next].children
    }
    return seen
  }

  /// The steps that do not start before a step has ended. Complexity: O(steps + edges).
  func descendants(of step: StepIndex) -> Set<StepIndex> {
    var seen: Set<StepIndex> = []
    guard let program else {
      var open = graph.dependents[step]
      while let next = open.popLast() {
        if seen.insert(next).inserted { open += graph.dependents[next] }
      }
      return seen
    }
    var dependents: [StepIndex: [StepIndex]] = [:]
    for index in program.steps.indices {
      for other in direct(index, program) {
        dependents[other, default: []].append(index)
        // A group has ended when its steps have.
        for child in program.steps[other].children { dependents[child, default: []].append(index) }
      }
    }
    var open = dependents[step] ?? []
    while let next = open.popLast() {
      if seen.insert(next).inserted { open += dependents[next] ?? [] }
    }
    return seen
  }

  private func direct(_ index: StepIndex, _ program: ReconciledWorkflow) -> [StepIndex] {
    let step = program.steps[index]
    var result = graph.dependencies[index] + step.dependsOn.flatMap { byName[$0] ?? [] }
    for input in step.inputs { result += byOutput[String(input.from.prefix { $0 != "." && $0 != "[" })] ?? [] }
    // A step of a group waits for what the group waits for.
    if let parent = step.parent, parent < index { result += direct(parent, program) }
    return result
  }
}

extension Workflow {
  /// Whether something uses a name of a step that it has only where it stands: the one that its place gives it, or that of
  /// what it delivers, which is known of no step in a group. Complexity: O(steps + length of the conditions).
  func usesPlaceNames(of steps: [Step]) -> Bool {
    guard let program = reconciled, !steps.isEmpty else { return false }
    let written = Set(self.steps.compactMap { $0.id?.value })
    var names: Set<String> = []
    for step in steps.lazy.map({ program.steps[$0.index] }) {
      if let alias = step.alias { names.insert(alias) }
      if !written.contains(step.name) { names.insert(step.name) }
    }
    guard !names.isEmpty else { return false }
    return program.steps.contains { step in
      step.dependsOn.contains { names.contains($0) }
        || step.condition.map { condition in Self.words(of: condition).contains { names.contains($0) } } ?? false
    }
  }

  /// What may be a name in a condition: its words, and its texts in quotes.
  private static func words(of condition: String) -> [String] {
    let words = condition.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "-" }
    return (words + condition.split { $0 == "\"" || $0 == "'" }).map(String.init)
  }
}
