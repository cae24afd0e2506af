// SPDX-License-Identifier: Apache-2.0
package import WorkflowModel

/// A workflow's steps as a picture has them: boxes, boxes within boxes, arrows between boxes of one list.
package struct StepGraph: Sendable {
  /// What a box stands for, which decides its colour.
  package enum Kind: String, Sendable, CaseIterable {
    /// Changes infrastructure or machines, or deploys.
    case change
    /// Waits for people or for a time.
    case gate
    /// Chooses a branch.
    case choice
    /// Tells people.
    case message
    /// Holds other steps.
    case nest
    /// Everything else.
    case work
  }

  /// A box.
  package struct Node: Sendable {
    /// The step's index in `Workflow.steps`.
    package var step: StepIndex
    /// What people call it.
    package var label: String
    /// The second line: its type, and its id where that is not the label.
    package var detail: String
    /// What it stands for.
    package var kind: Kind
    /// Whether an `if` decides over it.
    package var isConditional: Bool
    /// What it holds; nil for a box that holds nothing.
    package var inner: Cluster?
  }

  /// An arrow between two boxes of one list.
  package struct Edge: Sendable, Hashable {
    /// The box that ends first, an index into `nodes`.
    package var source: Int
    /// The box that starts then.
    package var target: Int
    /// What must hold, for the branches of a condition.
    package var label: String?
  }

  /// One list of steps.
  package struct Cluster: Sendable {
    /// The boxes in the order of the file.
    package var nodes: [Node]
    /// The arrows.
    package var edges: [Edge]
    /// For each box, how many boxes come before it at least; members of a cycle stand at the place of the first.
    package var levels: [Int]
  }

  /// The workflow's name.
  package var title: String
  /// The workflow's own list.
  package var root: Cluster

  /// Reads the graph of a workflow. Complexity: O(steps + edges).
  package init(_ workflow: Workflow) {
    title = workflow.name?.value ?? "workflow"
    let graph = DependencyGraph(workflow)
    root = Self.cluster(workflow, graph, list: 0, depth: 0)
  }

  private static func cluster(_ workflow: Workflow, _ graph: DependencyGraph, list: Int, depth: Int) -> Cluster {
    guard depth < 40, workflow.lists.indices.contains(list) else { return Cluster(nodes: [], edges: [], levels: []) }
    let steps = workflow.lists[list].steps
    var places: [StepIndex: Int] = [:]
    for (place, step) in steps.enumerated() { places[step] = place }
    var cluster = Cluster(nodes: [], edges: [], levels: [])
    for index in steps {
      let step = workflow.steps[index]
      var node = Node(
        step: index, label: step.displayName, detail: detail(step), kind: kind(step.action),
        isConditional: step.condition != nil, inner: nil)
      switch step.action {
      case .group(let action):
        if let list = action.list { node.inner = self.cluster(workflow, graph, list: list, depth: depth + 1) }
      case .loop(let action):
        if let list = action.list { node.inner = self.cluster(workflow, graph, list: list, depth: depth + 1) }
      default: break
      }
      if node.inner?.nodes.isEmpty == true { node.inner = nil }
      cluster.nodes.append(node)
      cluster.levels.append(graph.levels[index])
      for dependency in step.dependencies {
        guard let source = places[dependency.step], let target = places[index], source != target else { continue }
        let membership = step.branches.first { $0.condition == dependency.step }
        cluster.edges.append(
          Edge(source: source, target: target, label: membership.map { branch($0, workflow) }))
      }
    }
    return cluster
  }

  private static func branch(_ membership: BranchMembership, _ workflow: Workflow) -> String {
    guard case .condition(let action) = workflow.steps[membership.condition].action,
      membership.branch < action.cases.count
    else { return "else" }
    guard let place = action.cases[membership.branch].when, workflow.expressions.indices.contains(place) else {
      return "case \(membership.branch + 1)"
    }
    let text = workflow.expressions[place].text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return text.count > 28 ? text.prefix(27) + "…" : text
  }

  private static func detail(_ step: Step) -> String {
    let type = step.type?.value ?? "no type"
    var what = type
    switch step.action {
    case .infrastructure(let action): if let verb = action.verb { what = "\(type) \(verb.value.rawValue)" }
    case .approval(let action):
      if !action.approvers.isEmpty { what = "\(type): " + action.approvers.map(\.value).joined(separator: ", ") }
    case .call(let action): if let workflow = action.workflow { what = "\(type) \(workflow.value)" }
    default: break
    }
    let id = step.id?.value
    return id == nil || id == step.displayName ? what : "\(id ?? "") · \(what)"
  }

  private static func kind(_ action: StepAction) -> Kind {
    switch action {
    case .infrastructure, .configuration, .deploy, .promote, .operation: .change
    case .approval, .wait, .suspend: .gate
    case .condition: .choice
    case .notify: .message
    case .loop, .group: .nest
    default: .work
    }
  }
}
