// SPDX-License-Identifier: Apache-2.0
import Expression
package import WorkflowModel

/// Workflows made ready for the engine: build it once, simulate it as often as needed.
package struct SimulationPlan: Sendable {
  /// The workflows, in the order in which they were given; they may name each other.
  package let workflows: [Workflow]
  /// The people, where a scenario does not say.
  package let directory: Directory
  /// How steps follow each other.
  package let rules: EngineRules
  /// How large a simulation may grow.
  package var limits = EngineLimits()

  private(set) var steps: [StepPlan] = []
  private(set) var lists: [ListPlan] = []
  private(set) var edges: [Int32] = []
  private(set) var memberships: [MembershipPlan] = []
  private(set) var expressions: [CompiledExpression] = []
  private(set) var fieldExpressions: [Int32] = []
  /// The first step of each workflow in `steps`, and behind the last.
  private(set) var stepBases: [Int32] = [0]
  /// The root list of each workflow in `lists`.
  private(set) var rootLists: [Int32] = []
  /// The first expression of each workflow in `expressions`.
  private(set) var expressionBases: [Int32] = [0]
  /// The number of the concurrency group of each workflow.
  private(set) var groups: [Int] = []
  private(set) var groupCount = 0
  private(set) var workflowsByName: [String: Int] = [:]
  /// The steps of the first workflow that is a deployment, by their ids.
  private(set) var deploymentOrigins: [String: StepIndex] = [:]
  /// What each of `steps` is called in messages: its id, or what people read of it.
  private(set) var names: [String] = []
  /// The steps of each id, over all workflows.
  private(set) var stepsByID: [String: [Int32]] = [:]
  /// Whether some workflow waits for the end of another.
  private(set) var hasChains = false

  /// Compiles workflows whose references are resolved.
  ///
  /// `defaultDuration` says how long a step of a type takes where neither a mock nor `expect_duration` does, in
  /// milliseconds. Of two workflows with one name the first is meant. Complexity: O(steps + references + text of the
  /// expressions).
  package init(
    _ workflows: [Workflow], directory: Directory = Directory(), rules: EngineRules = EngineRules(),
    defaultDuration: (Step) -> Milliseconds
  ) {
    // Controllers take steps from other workflows, or make them.
    let workflows = Workflow.completed(workflows)
    self.workflows = workflows
    self.directory = directory
    self.rules = rules
    var groupNumbers: [String: Int] = [:]
    for (index, workflow) in workflows.enumerated() {
      add(workflow, Int32(truncatingIfNeeded: index), defaultDuration)
      let name = workflow.name?.value ?? ""
      if workflowsByName[name] == nil { workflowsByName[name] = index }
      let group = workflow.concurrencyGroup?.value ?? workflow.deployment?.value ?? (name.isEmpty ? "#\(index)" : name)
      let number = groupNumbers[group] ?? groupNumbers.count
      groupNumbers[group] = number
      groups.append(number)
    }
    groupCount = groupNumbers.count
    if let deployment = workflows.first(where: { $0.model != nil }) {
      for step in deployment.steps { deploymentOrigins[step.id?.value ?? ""] = step.index }
    }
    hasChains = workflows.contains { $0.triggers.contains { if case .workflow = $0.kind { true } else { false } } }
  }

  /// The same plan of one other workflow that has the steps of the first one, so that each takes as long as there.
  func with(_ workflow: Workflow) -> SimulationPlan {
    let known = steps
    return SimulationPlan([workflow], directory: directory, rules: rules) { step in
      known.indices.contains(step.index) ? known[step.index].duration : 1_000
    }
  }

  /// The same plan with workflows behind its own that take no time by themselves.
  func with(_ more: [Workflow]) -> SimulationPlan {
    let known = steps
    return SimulationPlan(workflows + more, directory: directory, rules: rules) { step in
      known.indices.contains(step.index) ? known[step.index].duration : 1_000
    }
  }

  /// The same plan of one of its workflows alone.
  func alone(_ index: Int) -> SimulationPlan {
    guard workflows.indices.contains(index) else { return self }
    let base = Int(stepBases[index])
    let known = steps
    return SimulationPlan([workflows[index]], directory: directory, rules: rules) { step in
      known.indices.contains(base + step.index) ? known[base + step.index].duration : 1_000
    }
  }

  private mutating func add(_ workflow: Workflow, _ index: Int32, _ defaultDuration: (Step) -> Milliseconds) {
    let stepBase = Int32(truncatingIfNeeded: steps.count)
    let listBase = Int32(truncatingIfNeeded: lists.count)
    let expressionBase = Int32(truncatingIfNeeded: expressions.count)
    addExpressions(workflow)
    var positions = [Int32](repeating: 0, count: workflow.steps.count)
    for list in workflow.lists {
      var plan = ListPlan(workflow: index)
      for step in list.steps where workflow.steps.indices.contains(step) {
        positions[step] = Int32(truncatingIfNeeded: plan.steps.count)
        plan.steps.append(stepBase + Int32(truncatingIfNeeded: step))
      }
      lists.append(plan)
    }
    rootLists.append(workflow.lists.isEmpty ? -1 : listBase)
    var fieldsOfStep = [[Int32]](repeating: [], count: workflow.steps.count)
    for (place, site) in workflow.expressions.enumerated() {
      guard site.role == .interpolation, case .step(let step) = site.owner, fieldsOfStep.indices.contains(step)
      else { continue }
      fieldsOfStep[step].append(expressionBase + Int32(truncatingIfNeeded: place))
    }
    var dependents = [[Int32]](repeating: [], count: workflow.steps.count)
    for step in workflow.steps {
      for need in step.dependencies where workflow.steps.indices.contains(need.step) {
        dependents[need.step].append(positions[step.index])
      }
    }
    for step in workflow.steps {
      var plan = StepPlan()
      plan.workflow = index
      plan.step = Int32(truncatingIfNeeded: step.index)
      plan.list = listBase + Int32(truncatingIfNeeded: step.list)
      plan.position = positions[step.index]
      let needs = step.dependencies.filter { workflow.steps.indices.contains($0.step) }
      plan.needs = append(needs.map { positions[$0.step] }, to: &edges)
      plan.dependents = append(dependents[step.index], to: &edges)
      plan.memberships = append(
        step.branches.filter { workflow.steps.indices.contains($0.condition) }.map {
          MembershipPlan(condition: positions[$0.condition], branch: Int32(clamping: $0.branch))
        }, to: &memberships)
      plan.condition = step.condition.map { expressionBase + Int32(truncatingIfNeeded: $0) } ?? -1
      plan.fields = append(fieldsOfStep[step.index], to: &fieldExpressions)
      describe(step, workflow, listBase, &plan)
      plan.duration = min(max(0, step.expectedDuration?.value ?? defaultDuration(step)), Distribution.longest)
      plan.key = KeyedRandom.key(of: step.id?.value ?? "#\(step.index)")
      names.append(step.id?.value ?? step.displayName)
      stepsByID[step.id?.value ?? "", default: []].append(Int32(truncatingIfNeeded: steps.count))
      steps.append(plan)
    }
    for list in Int(listBase)..<lists.count {
      for (position, step) in lists[list].steps.enumerated() {
        let count = steps[Int(step)].needs.count
        let missing = rules.join == .first ? min(1, count) : count
        lists[list].missing.append(Int32(truncatingIfNeeded: missing))
        if missing == 0 { lists[list].roots.append(Int32(truncatingIfNeeded: position)) }
      }
    }
    stepBases.append(Int32(truncatingIfNeeded: steps.count))
    expressionBases.append(Int32(truncatingIfNeeded: expressions.count))
  }

  private func append<Element>(_ new: [Element], to list: inout [Element]) -> Range<Int32> {
    let start = Int32(truncatingIfNeeded: list.count)
    list.append(contentsOf: new)
    return start..<Int32(truncatingIfNeeded: list.count)
  }

  private mutating func addExpressions(_ workflow: Workflow) {
    var byID: [String: StepIndex] = [:]
    for step in workflow.steps.reversed() {
      if let id = step.id?.value { byID[id] = step.index }
    }
    for site in workflow.expressions {
      expressions.append(
        CompiledExpression(site.text) { id in
          if case .step(let owner) = site.owner, workflow.steps.indices.contains(owner) {
            return workflow.visibleStep(named: id, from: owner)
          }
          return byID[id]
        })
    }
  }

  private func describe(_ step: Step, _ workflow: Workflow, _ listBase: Int32, _ plan: inout StepPlan) {
    plan.kind =
      switch step.action {
      case .http: .http
      case .approval: .approval
      case .condition: .condition
      case .wait: .wait
      case .suspend: .suspend
      case .call: .call
      case .loop: .loop
      case .group: .group
      default: .work
      }
    switch step.action {
    case .loop(let action): plan.ownedList = action.list.map { listBase + Int32(truncatingIfNeeded: $0) } ?? -1
    case .group(let action): plan.ownedList = action.list.map { listBase + Int32(truncatingIfNeeded: $0) } ?? -1
    case .notify: plan.isNotice = true
    default: break
    }
    plan.timeout = step.timeout.map { min(max(0, $0.value), Distribution.longest) } ?? -1
    if let retry = step.retry {
      let tries = max(rules.attemptsCountRetriesOnly ? 0 : 1, retry.attempts?.value ?? 1)
      plan.tries = Int32(clamping: rules.attemptsCountRetriesOnly ? min(tries, Int64(Int32.max) - 1) + 1 : tries)
      plan.delay = min(max(0, retry.delay?.value ?? 0), Distribution.longest)
      plan.longestDelay = retry.maximumDelay.map { min(max(0, $0.value), Distribution.longest) } ?? -1
      plan.isExponential = retry.backoff?.value == .exponential
    }
    plan.policy = step.onFailure?.value ?? workflow.onFailure?.value ?? .stop
    plan.hasOwnPolicy = step.onFailure != nil
  }

  /// The step of a global number.
  func step(_ number: Int32) -> Step {
    let plan = steps[Int(number)]
    return workflows[Int(plan.workflow)].steps[Int(plan.step)]
  }

  /// The group or loop that owns a list, as an index into `steps`; nil for a workflow's own list.
  func owner(ofList list: Int32) -> Int32? {
    let workflow = lists[Int(list)].workflow
    let place = Int(list - rootLists[Int(workflow)])
    let own = workflows[Int(workflow)].lists
    guard own.indices.contains(place), let owner = own[place].owner else { return nil }
    return stepBases[Int(workflow)] + Int32(truncatingIfNeeded: owner)
  }

  /// The place of an expression in its workflow's document, for messages.
  func site(_ expression: Int32, in workflow: Int32) -> ExpressionSite? {
    let sites = workflows[Int(workflow)].expressions
    let place = Int(expression - expressionBases[Int(workflow)])
    return sites.indices.contains(place) ? sites[place] : nil
  }
}
