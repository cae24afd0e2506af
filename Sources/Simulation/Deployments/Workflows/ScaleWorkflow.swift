// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// `scale`: makes new instances and installs them, or uninstalls some and takes them away.
enum ScaleWorkflow: WorkflowProgram {
  static func next(_ progress: inout WorkflowProgress, _ state: inout DeploymentState) -> WorkflowDecision {
    let name = progress.text("scalable_entity_name") ?? ""
    guard let delta = delta(progress.parameters["delta"]) else {
      return .fail("The delta parameter must be a number")
    }
    if progress.phase == 0 {
      if delta == 0 { return .done }
      return begin(&progress, &state, name, delta)
    }
    if delta > 0 { return afterGrowth(&progress, &state) }
    if progress.hasFailed { return .fail(nil) }
    state.remove(progress.chosen)
    return .done
  }

  private static func delta(_ value: CELValue?) -> Int? {
    switch value {
    case nil: 1
    case .int(let number): Int(clamping: number)
    case .string(let text): Int(text)
    default: nil
    }
  }

  private static func begin(
    _ progress: inout WorkflowProgress, _ state: inout DeploymentState, _ name: String, _ delta: Int
  ) -> WorkflowDecision {
    let kept = names(progress.parameters["exclude_instances"])
    let wanted = names(progress.parameters["include_instances"])
    if delta > 0, !kept.isEmpty || !wanted.isEmpty {
      return .fail("Instances cannot be included or excluded when scaling up.")
    }
    let group = state.model.groups.firstIndex { $0.name == name }
    var node = state.model.nodes.firstIndex { $0.name == name }
    if group == nil, node == nil { return .fail("No scalable entity named \(name) was found") }
    if group == nil, progress.flag("scale_compute"), let own = node { node = host(of: own, state.model) ?? own }
    let current = group.map { state.groupCounts[$0] } ?? node.map { state.counts[$0] } ?? 0
    let limits =
      group.map { (state.model.groups[$0].minimum, state.model.groups[$0].maximum) }
      ?? node.map { (state.model.nodes[$0].minimum, state.model.nodes[$0].maximum) } ?? (0, nil)
    let (planned, overflow) = current.addingReportingOverflow(delta)
    if overflow || planned < 0 {
      return .fail(
        "Provided delta: \(delta) is illegal. current number of instances of entity \(name) is \(current)")
    }
    if planned < limits.0 || planned > limits.1 ?? .max || planned > DeploymentState.limit {
      return .fail(
        "\(planned) instances of \(name) are beyond its limits, \(limits.0) to \(limits.1.map(String.init) ?? "any")")
    }
    if delta > 0 {
      progress.chosen =
        group.map { state.grow(group: $0, by: delta) } ?? node.map { state.grow(node: $0, by: delta) } ?? []
      return .run(LifecycleGraphs.install(progress.chosen, state))
    }
    progress.chosen = removed(state, group, node, -delta, kept: kept, wanted: wanted)
    if let group { state.shrink(group: group, by: -delta) } else if let node { state.shrink(node: node, by: -delta) }
    return .run(
      LifecycleGraphs.uninstall(progress.chosen, state, ignoresFailure: progress.flag("ignore_failure")))
  }

  /// A scale-out that fails scales back in, and fails.
  private static func afterGrowth(_ progress: inout WorkflowProgress, _ state: inout DeploymentState)
    -> WorkflowDecision
  {
    if progress.phase == 1 {
      guard progress.hasFailed else { return .done }
      guard progress.flag("rollback_if_failed", default: true) else { return .fail(nil) }
      return .run(
        LifecycleGraphs.uninstall(progress.chosen, state, ignoresFailure: progress.flag("ignore_failure")))
    }
    state.remove(progress.chosen)
    return .fail(nil)
  }

  /// The instances that go: of each container, or group, the wanted ones first, then the last that need not stay.
  private static func removed(
    _ state: DeploymentState, _ group: Int?, _ node: Int?, _ count: Int, kept: [String], wanted: [String]
  ) -> [Int] {
    func rank(_ instance: Int) -> (Int, Int) {
      let name = state.instances[instance].name
      return (wanted.contains(name) ? 0 : kept.contains(name) ? 2 : 1, -instance)
    }
    if let group {
      let members = state.present.filter { state.instances[$0].groups[group] != nil }
      var byKey: [Int: [Int]] = [:]
      for instance in members { byKey[state.instances[instance].groups[group] ?? 0, default: []].append(instance) }
      let keys = byKey.keys.sorted { left, right in
        let (first, second) = (
          byKey[left]?.map(rank).min(by: <) ?? (1, 0), byKey[right]?.map(rank).min(by: <) ?? (1, 0)
        )
        return first == second ? left > right : first < second
      }
      return state.contained(in: keys.prefix(count).flatMap { byKey[$0] ?? [] })
    }
    guard let node else { return [] }
    var byHost: [Int: [Int]] = [:]
    for instance in state.instances(of: node) {
      byHost[state.instances[instance].container ?? -1, default: []].append(instance)
    }
    return state.contained(
      in: byHost.keys.sorted().flatMap { host in (byHost[host] ?? []).sorted { rank($0) < rank($1) }.prefix(count) })
  }

  private static func names(_ value: CELValue?) -> [String] {
    value?.asList?.compactMap(\.asString) ?? value?.asString.map { [$0] } ?? []
  }

  private static func host(of node: Int, _ model: DeploymentModel) -> Int? {
    var current: Int? = node
    var left = model.nodes.count
    while let place = current, left >= 0 {
      if model.nodes[place].isHost { return place }
      current = model.nodes[place].container
      left -= 1
    }
    return nil
  }
}
