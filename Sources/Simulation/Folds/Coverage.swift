// SPDX-License-Identifier: Apache-2.0
package import WorkflowModel

/// Which steps and branches of some workflows simulations have reached.
package struct Coverage: Sendable {
  /// A branch of a condition.
  package struct Branch: Hashable, Sendable {
    /// The condition.
    package var condition: StepIndex
    /// The case's index; the number of cases stands for `else`, written or not.
    package var branch: Int
  }

  /// The steps that ran, of each workflow.
  package private(set) var steps: [Set<StepIndex>]
  /// The branches that were taken, of each workflow.
  package private(set) var branches: [Set<Branch>]
  /// The steps that failed or ran out of time, of each workflow.
  package private(set) var failedSteps: [Set<StepIndex>]
  private let totals: [(steps: Int, branches: [Branch])]

  /// Nothing is reached yet.
  package init(_ plan: SimulationPlan) {
    steps = Array(repeating: [], count: plan.workflows.count)
    branches = Array(repeating: [], count: plan.workflows.count)
    failedSteps = steps
    totals = plan.workflows.map { workflow in
      var all: [Branch] = []
      for step in workflow.steps {
        guard case .condition(let action) = step.action else { continue }
        for branch in 0...action.cases.count { all.append(Branch(condition: step.index, branch: branch)) }
      }
      return (workflow.steps.count, all)
    }
  }

  /// Adds what a simulation of the same plan reached. Complexity: O(steps of its runs).
  package mutating func add(_ result: SimulationResult) {
    for run in result.runs {
      if !result.trace.origins.isEmpty {
        addOrigins(of: run, result)
        continue
      }
      let workflow = result.trace.runs[run.run].workflow
      guard steps.indices.contains(workflow) else { continue }
      for record in run.steps where record.hasStarted {
        steps[workflow].insert(record.step)
        if record.state == .failed { failedSteps[workflow].insert(record.step) }
        if case .condition(let action) = result.step(of: record).action, record.state == .success {
          branches[workflow].insert(Branch(condition: record.step, branch: record.branch ?? action.cases.count))
        }
      }
    }
  }

  /// A run with steps of its own counts for those of the plan's first workflow that they come from.
  private mutating func addOrigins(of run: RunRecord, _ result: SimulationResult) {
    guard !steps.isEmpty else { return }
    for record in run.steps where record.hasStarted && result.trace.origins.indices.contains(record.instance) {
      let origin = result.trace.origins[record.instance]
      guard origin >= 0 else { continue }
      steps[0].insert(origin)
      if record.state == .failed { failedSteps[0].insert(origin) }
    }
  }

  /// The share of all steps that ran, per cent; 100 where there are none.
  package var stepShare: Double { share(steps.reduce(0) { $0 + $1.count }, totals.reduce(0) { $0 + $1.steps }) }
  /// The share of all branches that were taken, per cent; 100 where there are none.
  package var branchShare: Double {
    share(branches.reduce(0) { $0 + $1.count }, totals.reduce(0) { $0 + $1.branches.count })
  }

  /// The steps of a workflow that never ran, in the order of the document.
  package func missingSteps(of workflow: Int) -> [StepIndex] {
    guard totals.indices.contains(workflow) else { return [] }
    return (0..<totals[workflow].steps).filter { !steps[workflow].contains($0) }
  }

  /// The branches of a workflow that were never taken, in the order of the document.
  package func missingBranches(of workflow: Int) -> [Branch] {
    guard totals.indices.contains(workflow) else { return [] }
    return totals[workflow].branches.filter { !branches[workflow].contains($0) }
  }

  private func share(_ part: Int, _ all: Int) -> Double { all == 0 ? 100 : Double(part) * 100 / Double(all) }
}
