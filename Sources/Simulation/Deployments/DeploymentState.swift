// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// An instance of a node.
struct NodeInstance {
  /// A relationship to another instance.
  struct Relation {
    /// An index into the node's relationships.
    var relationship: Int
    /// An index into `DeploymentState.instances`.
    var target: Int
  }

  /// `vm_1`.
  var name: String
  /// An index into `DeploymentModel.nodes`.
  var node: Int
  var state = NodeInstanceState.uninitialized
  /// The instance that contains it.
  var container: Int?
  /// The instance of each scaling group that it belongs to, by the group's index.
  var groups: [Int: Int] = [:]
  var relations: [Relation] = []
  /// Whether scaling took it away.
  var isGone = false
}

/// The instances of a deployment; scaling adds and takes away.
struct DeploymentState {
  /// No deployment gets more instances than this.
  static let limit = 10_000

  let model: DeploymentModel
  private(set) var instances: [NodeInstance] = []
  /// How many instances each node has in each instance of its container.
  private(set) var counts: [Int]
  /// How many instances each group has.
  private(set) var groupCounts: [Int]
  /// How many instances each node ever had.
  private var numbers: [Int]
  private var byNode: [[Int]]
  /// The groups whose instances a node multiplies by, the largest first; a node inside another member follows that one.
  private let rootGroups: [[Int]]
  private(set) var isOverLimit = false

  init(_ model: DeploymentModel) {
    self.model = model
    counts = model.nodes.map(\.instances)
    groupCounts = model.groups.map(\.instances)
    numbers = Array(repeating: 0, count: model.nodes.count)
    byNode = Array(repeating: [], count: model.nodes.count)
    rootGroups = model.nodes.indices.map { node in
      model.groups.indices.filter { group in
        guard model.groups[group].members.contains(node) else { return false }
        return !Self.containers(of: node, model).contains { model.groups[group].members.contains($0) }
      }.sorted { (-model.groups[$0].members.count, $0) < (-model.groups[$1].members.count, $1) }
    }
    for node in Self.containedOrder(model) {
      let hosts: [Int?] = model.nodes[node].container.map { byNode[$0].map(Optional.some) } ?? [nil]
      for host in hosts {
        let combinations = rootGroups[node].reduce(1) { Self.product($0, groupCounts[$1]) }
        for combination in 0..<combinations {
          add(node, counts[node], in: host, groups: groupKeys(node, host, combination))
        }
      }
    }
    for instance in instances.indices { connect(instance) }
  }

  /// The instances that are there, in their order.
  var present: [Int] { instances.indices.filter { !instances[$0].isGone } }

  func instances(of node: Int) -> [Int] {
    byNode.indices.contains(node) ? byNode[node].filter { !instances[$0].isGone } : []
  }

  func instance(named name: String) -> Int? { instances.firstIndex { $0.name == name && !$0.isGone } }

  func node(_ instance: Int) -> DeploymentNode { model.nodes[instances[instance].node] }

  mutating func set(_ instance: Int, _ state: NodeInstanceState) { instances[instance].state = state }

  mutating func remove(_ list: [Int]) { for instance in list { instances[instance].isGone = true } }

  // MARK: Making instances

  private static func product(_ left: Int, _ right: Int) -> Int {
    let (product, overflow) = left.multipliedReportingOverflow(by: max(0, right))
    return overflow ? limit : min(product, limit)
  }

  private static func containers(of node: Int, _ model: DeploymentModel) -> [Int] {
    var result: [Int] = []
    var current = model.nodes[node].container
    while let next = current, !result.contains(next), next != node {
      result.append(next)
      current = model.nodes[next].container
    }
    return result
  }

  /// Nodes behind those that contain them.
  private static func containedOrder(_ model: DeploymentModel) -> [Int] {
    let depths = model.nodes.indices.map { containers(of: $0, model).count }
    return model.nodes.indices.sorted { (depths[$0], $0) < (depths[$1], $1) }
  }

  private func groupKeys(_ node: Int, _ host: Int?, _ combination: Int) -> [Int: Int] {
    var result = host.map { instances[$0].groups } ?? [:]
    var key = host ?? -1
    var rest = combination
    for group in rootGroups[node].reversed() {
      result[group] = rest
      rest /= max(1, groupCounts[group])
    }
    // Instances of a group in different hosts are different ones.
    for group in rootGroups[node] {
      key = (result[group] ?? 0) &+ (key &+ 1) &* 100_003
      result[group] = key
    }
    return result
  }

  @discardableResult
  private mutating func add(_ node: Int, _ count: Int, in host: Int?, groups: [Int: Int]) -> [Int] {
    var made: [Int] = []
    for _ in 0..<max(0, count) {
      guard instances.count < Self.limit else {
        isOverLimit = true
        return made
      }
      numbers[node] += 1
      var instance = NodeInstance(name: "\(model.nodes[node].name)_\(numbers[node])", node: node)
      instance.container = host
      instance.groups = groups
      byNode[node].append(instances.count)
      made.append(instances.count)
      instances.append(instance)
    }
    return made
  }

  private mutating func connect(_ instance: Int) {
    let own = instances[instance]
    var relations: [NodeInstance.Relation] = []
    for (place, relationship) in model.nodes[own.node].relationships.enumerated()
    where model.nodes.indices.contains(relationship.target) {
      if relationship.isContainment {
        if let container = own.container { relations.append(.init(relationship: place, target: container)) }
        continue
      }
      // Inside one scaling group only what is in the same instance of it is related.
      let targets = instances(of: relationship.target).filter { target in
        own.groups.allSatisfy { group, key in instances[target].groups[group].map { $0 == key } ?? true }
      }
      for target in relationship.isToOne ? Array(targets.prefix(1)) : targets {
        relations.append(.init(relationship: place, target: target))
      }
    }
    instances[instance].relations = relations
  }

  // MARK: Scaling

  /// Adds instances of a node, with what they contain; gives all that are new.
  mutating func grow(node: Int, by count: Int) -> [Int] {
    counts[node] += count
    var made: [Int] = []
    let hosts: [Int?] = model.nodes[node].container.map { instances(of: $0).map(Optional.some) } ?? [nil]
    for host in hosts {
      let groups = Set(instances(of: node).filter { instances[$0].container == host }.map { instances[$0].groups })
      let keys = groups.isEmpty ? [groupKeys(node, host, 0)] : groups.sorted { "\($0)" < "\($1)" }
      for key in keys { made += add(node, count, in: host, groups: key) }
    }
    return finish(made)
  }

  /// Adds instances of a group, with what they contain; gives all that are new.
  mutating func grow(group: Int, by count: Int) -> [Int] {
    let before = groupCounts[group]
    groupCounts[group] += count
    var made: [Int] = []
    for node in model.groups[group].members where rootGroups[node].contains(group) {
      let hosts: [Int?] = model.nodes[node].container.map { instances(of: $0).map(Optional.some) } ?? [nil]
      for host in hosts {
        for number in before..<(before + count) {
          made += add(node, counts[node], in: host, groups: groupKeys(node, host, number))
        }
      }
    }
    return finish(made)
  }

  private mutating func finish(_ roots: [Int]) -> [Int] {
    var made = roots
    var place = 0
    while place < made.count {
      let host = made[place]
      place += 1
      for node in model.nodes.indices where model.nodes[node].container == instances[host].node {
        made += add(node, counts[node], in: host, groups: instances[host].groups)
      }
    }
    // Those that were there before may relate to new ones.
    for instance in instances.indices where !instances[instance].isGone { connect(instance) }
    return made
  }

  /// Notes that a node or group has so many instances fewer.
  mutating func shrink(node: Int, by count: Int) { counts[node] = max(0, counts[node] - count) }

  /// The same for a group.
  mutating func shrink(group: Int, by count: Int) { groupCounts[group] = max(0, groupCounts[group] - count) }

  /// Instances with all that they contain, in their order.
  func contained(in roots: [Int]) -> [Int] {
    var set = Set(roots)
    // Containers come before what they contain, but for what scaling added.
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for (place, instance) in instances.enumerated() where !instance.isGone {
        if let container = instance.container, set.contains(container), set.insert(place).inserted { hasChanged = true }
      }
    }
    return set.sorted()
  }

  /// The instances in an order in which each comes behind those that it has relationships to.
  func ordered(_ list: [Int]) -> [Int] {
    let set = Set(list)
    var missing: [Int: Int] = [:]
    var dependents: [Int: [Int]] = [:]
    for instance in list {
      for relation in instances[instance].relations where set.contains(relation.target) {
        missing[instance, default: 0] += 1
        dependents[relation.target, default: []].append(instance)
      }
    }
    var result = list.filter { missing[$0] == nil }
    var place = 0
    while place < result.count {
      for next in dependents[result[place]] ?? [] {
        let left = (missing[next] ?? 0) - 1
        missing[next] = left
        if left == 0 { result.append(next) }
      }
      place += 1
    }
    guard result.count < list.count else { return result }
    let known = Set(result)
    return result + list.filter { !known.contains($0) }
  }
}
