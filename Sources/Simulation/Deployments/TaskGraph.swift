// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// A task of a workflow's graph.
struct GraphTask {
  /// What it does.
  enum Work {
    /// Runs an operation.
    case operation(DeploymentOperation)
    /// Sets its instance's state.
    case state(NodeInstanceState)
    /// Nothing; others wait for it.
    case join
    /// Runs what the scenario says of a name.
    case script
  }

  var work: Work
  /// The instance that it is about; -1 for none.
  var instance = -1
  /// The names that mean it, the most exact first.
  var names: [String] = []
  /// What coverage counts it as.
  var origin = ""
  /// The tasks that must have ended, of the same graph.
  var needs: [Int] = []
  /// The part of the graph that its failure ends; -1 for none.
  var subgraph = -1
  /// Whether its failure is passed over, without a second try.
  var ignoresFailure = false
  /// Whether it is not tried again.
  var failsAtOnce = false
  /// How often it is tried again where the operation does not say; nil for what the manager says.
  var retries: Int64?
  /// Whether the product's own agents run it, so that no mock need speak of it.
  var isAgents = false

  /// Whether it takes time and is shown.
  var isVisible: Bool {
    switch work {
    case .operation, .script: true
    case .state, .join: false
    }
  }
}

/// The tasks of an instance, one after another, which fail together.
struct Subgraph {
  /// What it is for, which says how it is tried again.
  enum Purpose {
    case install
    case uninstall
    case other
  }

  var instance: Int
  var purpose: Purpose
  /// The task before all others, and the one behind them.
  var start: Int
  var end = -1
  /// How often it was tried again.
  var retries: Int64 = 0
  fileprivate var last: [Int]
}

/// Tasks that wait for each other.
struct TaskGraph {
  private(set) var tasks: [GraphTask] = []
  private(set) var subgraphs: [Subgraph] = []

  /// Adds a task.
  @discardableResult
  mutating func add(_ task: GraphTask) -> Int {
    tasks.append(task)
    return tasks.count - 1
  }

  /// Lets a task wait for another one.
  mutating func add(need: Int, to task: Int) {
    guard need != task, !tasks[task].needs.contains(need) else { return }
    tasks[task].needs.append(need)
  }

  /// Begins the tasks of an instance.
  mutating func open(_ instance: Int, _ purpose: Subgraph.Purpose) -> Int {
    let start = add(GraphTask(work: .join, instance: instance, subgraph: subgraphs.count))
    subgraphs.append(Subgraph(instance: instance, purpose: purpose, start: start, last: [start]))
    return subgraphs.count - 1
  }

  /// Adds tasks that run side by side behind all those that were added to the subgraph before.
  mutating func append(_ list: [GraphTask], to subgraph: Int) {
    guard !list.isEmpty else { return }
    let before = subgraphs[subgraph].last
    subgraphs[subgraph].last = list.map { task in
      var task = task
      task.needs = before
      task.subgraph = subgraph
      return add(task)
    }
  }

  /// Ends the tasks of an instance.
  mutating func close(_ subgraph: Int) {
    subgraphs[subgraph].end = add(
      GraphTask(
        work: .join, instance: subgraphs[subgraph].instance, needs: subgraphs[subgraph].last, subgraph: subgraph)
    )
  }

  mutating func setRetries(_ subgraph: Int, _ count: Int64) { subgraphs[subgraph].retries = count }

  mutating func ignoreFailures(of subgraph: Int) {
    for place in tasks.indices where tasks[place].subgraph == subgraph { tasks[place].ignoresFailure = true }
  }

  /// Lets the whole of a subgraph wait for another's end.
  mutating func order(_ subgraph: Int, after other: Int) {
    add(need: subgraphs[other].end, to: subgraphs[subgraph].start)
  }
}

extension DeploymentState {
  /// The task of a node's operation; nil for a no-op.
  func task(_ instance: Int, _ name: String) -> GraphTask? {
    guard let operation = node(instance).operations.first(where: { $0.fullName == name }) else { return nil }
    return task(instance, operation)
  }

  func task(_ instance: Int, _ operation: DeploymentOperation) -> GraphTask {
    let node = node(instance)
    return GraphTask(
      work: .operation(operation), instance: instance,
      names: DeploymentNames.all(instance: instances[instance].name, node: node.name, side: nil, operation),
      origin: "\(node.name).\(operation.fullName)",
      isAgents: operation.interface == "cloudify.interfaces.cloudify_agent")
  }

  /// The tasks of both sides of one relationship of an instance, without no-ops.
  func tasks(_ instance: Int, _ relation: NodeInstance.Relation, _ name: String) -> [GraphTask] {
    let node = node(instance)
    guard node.relationships.indices.contains(relation.relationship) else { return [] }
    let relationship = node.relationships[relation.relationship]
    let pair = "\(instances[instance].name)->\(instances[relation.target].name)"
    let nodes = "\(node.name)->\(self.node(relation.target).name)"
    var result: [GraphTask] = []
    for (side, operations) in [("source", relationship.sourceOperations), ("target", relationship.targetOperations)] {
      for operation in operations where operation.fullName == name {
        result.append(
          GraphTask(
            work: .operation(operation), instance: instance,
            names: DeploymentNames.all(instance: pair, node: nodes, side: side, operation),
            origin: "\(nodes).\(side).\(operation.fullName)"))
      }
    }
    return result
  }

  /// The tasks of all relationships of an instance: side by side for relationships to one node, node after node.
  func relationTasks(_ instance: Int, _ name: String, isReversed: Bool = false) -> [[GraphTask]] {
    var groups: [[GraphTask]] = []
    var last: Int?
    for relation in instances[instance].relations {
      let target = instances[relation.target].node
      if target != last { groups.append([]) }
      last = target
      groups[groups.count - 1] += tasks(instance, relation, name)
    }
    let filled = groups.filter { !$0.isEmpty }
    return isReversed ? filled.reversed() : filled
  }
}
