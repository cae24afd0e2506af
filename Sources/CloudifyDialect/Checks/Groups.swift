// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import YAMLSyntax

extension BlueprintChecker {
  mutating func checkGroups() {
    for group in groups.definitions { checkGroup(group) }
    for policy in policies.definitions { checkPolicy(policy) }
    if !policies.isEmpty { checkGroupGraph() }
    for policy in policies.definitions {
      if let properties = policy.value.field("properties") { checkLimits(properties) }
    }
  }

  private mutating func checkGroup(_ group: Definition) {
    if nodes.contains(group.name) {
      report(
        "CF145", group.key, range: group.key.contentRange, "`\(group.name)` is the name of a node too",
        help: "Groups and nodes share their names.")
    }
    if let members = group.value.field("members"), members.kind == .sequence {
      if members.count == 0 { report("CF143", members, "the group `\(group.name)` has no member, and needs one") }
      for item in members.items {
        guard let node = item.resolved, let name = node.stringValue,
          find(name, in: nodes, from: group.unit) == nil, find(name, in: groups, from: group.unit) == nil,
          !unknowns.everything
        else { continue }
        reportName("CF143", node, "there is no node or group `\(name)`", name, among: nodes.names + groups.names)
      }
    }
    for policy in group.value.field("policies")?.mergedEntries ?? [] {
      guard let body = policy.value.resolved, body.kind == .mapping, let typeNode = body.field("type"),
        let type = typeNode.stringValue
      else { continue }
      guard let definition = find(type, in: policyTypes, from: group.unit) else {
        if !unknowns.hasTypes {
          reportName("CF144", typeNode, "there is no policy type `\(type)`", type, among: policyTypes.names)
        }
        continue
      }
      var schemas = PropertySchemas()
      add(definition.value.field("properties"), unit: definition.unit, to: &schemas)
      if body.field("properties").map({ $0.kind == .mapping || $0.isAbsent }) ?? true {
        checkProperties(
          body.field("properties"), schemas, unit: group.unit, owner: policy.key,
          subject: "the policy `\(policy.key.text)`")
      }
      checkTriggers(body, of: group)
    }
  }

  private mutating func checkTriggers(_ body: YAMLNode, of group: Definition) {
    for trigger in body.field("triggers")?.mergedEntries ?? [] {
      guard let typeNode = trigger.value.field("type"), let type = typeNode.stringValue else { continue }
      guard let definition = find(type, in: policyTriggers, from: group.unit) else {
        if !unknowns.hasTypes {
          reportName("CF144", typeNode, "there is no policy trigger `\(type)`", type, among: policyTriggers.names)
        }
        continue
      }
      var schemas = PropertySchemas()
      add(definition.value.field("parameters"), unit: definition.unit, to: &schemas)
      checkProperties(
        trigger.value.field("parameters"), schemas, unit: group.unit, owner: trigger.key,
        subject: "the trigger `\(trigger.key.text)`")
    }
  }

  private mutating func checkPolicy(_ policy: Definition) {
    if let node = policy.value.field("type"), let type = node.stringValue, type != "cloudify.policies.scaling" {
      report(
        "CF146", node, range: node.contentRange,
        "`\(type)` is no type of policy: there is `cloudify.policies.scaling` only",
        fixes: isPlainScalar(node)
          ? [
            Fix(
              "replace with `cloudify.policies.scaling`", .unsafe,
              edits: [TextEdit(node.contentRange, "cloudify.policies.scaling")])
          ] : [])
    }
    guard let targets = policy.value.field("targets"), targets.kind == .sequence else { return }
    if targets.count == 0 { report("CF146", targets, "the policy `\(policy.name)` has no target, and needs one") }
    for item in targets.items {
      guard let node = item.resolved, let name = node.stringValue, find(name, in: groups, from: policy.unit) == nil,
        !unknowns.everything
      else { continue }
      let message =
        nodes.contains(name)
        ? "`\(name)` is a node, and policies scale groups only" : "there is no group `\(name)`"
      reportName("CF146", node, message, name, among: groups.names)
    }
  }

  // MARK: The graph of groups

  private mutating func checkGroupGraph() {
    var scaled: Set<String> = []
    for policy in policies.definitions {
      for item in policy.value.field("targets")?.items ?? [] {
        guard let name = item.stringValue, let group = find(name, in: groups, from: policy.unit) else { continue }
        scaled.insert(group.name)
      }
    }
    var groupOf: [String: String] = [:]
    for group in groups.definitions where scaled.contains(group.name) {
      for item in group.value.field("members")?.items ?? [] {
        guard let node = item.resolved, let name = node.stringValue else { continue }
        let member =
          find(name, in: nodes, from: group.unit)?.name ?? find(name, in: groups, from: group.unit)?.name ?? name
        if let other = groupOf[member], other != group.name {
          report(
            "CF145", node, range: node.contentRange,
            "`\(name)` is a member of `\(other)` already, and can be of one scaling group only")
        } else {
          groupOf[member] = group.name
        }
      }
    }
    checkGroupCycles()
    checkContainers(scaled)
  }

  private mutating func checkGroupCycles() {
    var reported: Set<String> = []
    for group in groups.definitions where !reported.contains(group.name) {
      var path = [group.name]
      var current = group
      search: while path.count < 100 {
        for item in current.value.field("members")?.items ?? [] {
          guard let name = item.stringValue, let next = find(name, in: groups, from: current.unit) else { continue }
          if next.name == group.name {
            reported.formUnion(path)
            if let node = item.resolved {
              report(
                "CF145", node, range: node.contentRange,
                "groups are members of each other in a circle: \((path + [group.name]).joined(separator: " → "))")
            }
            break search
          }
          guard !path.contains(next.name) else { continue }
          path.append(next.name)
          current = next
          continue search
        }
        break
      }
    }
  }

  /// The members of a scaling group are contained in the same node, or in none.
  private mutating func checkContainers(_ scaled: Set<String>) {
    guard !unknowns.hasTypes else { return }
    for group in groups.definitions where scaled.contains(group.name) {
      let members = (group.value.field("members")?.items ?? []).compactMap { item -> (YAMLNode, Definition)? in
        guard let node = item.resolved, let name = node.stringValue, let found = find(name, in: nodes, from: group.unit)
        else { return nil }
        return (node, found)
      }
      guard members.count > 1 else { continue }
      let names = Set(members.map(\.1.name))
      // A member that is contained in another member scales with it.
      let outer = members.filter { pair in container(of: pair.1).map { !names.contains($0.name) } ?? true }
      guard let first = outer.first else { continue }
      let home = container(of: first.1)?.name
      for (node, member) in outer.dropFirst() where container(of: member)?.name != home {
        // Two chains that meet in a common container are no contradiction that is certain.
        guard root(of: member) != root(of: first.1), home != nil, container(of: member) != nil else { continue }
        report(
          "CF145", node, range: node.contentRange,
          "`\(member.name)` and `\(first.1.name)` are contained in different nodes, so they cannot scale together")
      }
    }
  }

  private func root(of node: Definition) -> String {
    var current = node
    for _ in 0..<50 {
      guard let next = container(of: current) else { break }
      current = next
    }
    return current.name
  }

  // MARK: Numbers of instances

  mutating func checkScaling(_ node: Definition) {
    let capabilities = node.value.entry("capabilities")
    if let instances = node.value.entry("instances"), !instances.value.isAbsent,
      instances.value.field("deploy") != nil, let capabilities, !capabilities.value.isAbsent
    {
      report(
        "CF148", instances.key, range: instances.key.contentRange,
        "`\(node.name)` has `instances` and `capabilities`, and may have one of both only",
        help: "`instances` is deprecated.")
    }
    if let deploy = node.value.field("instances")?.field("deploy"), let number = deploy.python.number, number < 0 {
      report("CF147", deploy, "a number of instances is not negative")
    }
    if let properties = node.value.field("capabilities")?.field("scalable")?.field("properties") {
      checkLimits(properties)
    }
  }

  private mutating func checkLimits(_ properties: YAMLNode) {
    guard properties.kind == .mapping else { return }
    var numbers: [String: Double] = [:]
    for entry in properties.mergedEntries where entry.key.kind == .scalar {
      let name = entry.key.text
      guard let value = entry.value.resolved, !value.isAbsent, IntrinsicFunctions.call(value) == nil else { continue }
      switch value.python {
      case .int(let number):
        let number = Double(number ?? 0)
        if number < (name == "max_instances" ? -1 : 0) {
          report("CF147", value, "`\(name)` is not negative")
        } else {
          numbers[name] = number
        }
      case .string where name == "max_instances":
        guard value.text != "UNBOUNDED" else { continue }
        report(
          "CF147", value, range: value.contentRange, "`max_instances` is a number or `UNBOUNDED`, not `\(value.text)`")
      case .bool: continue
      default: report("CF147", value, "`\(name)` is a number or a function, not \(value.python.description)")
      }
    }
    for name in ["min_instances", "max_instances", "default_instances"] where properties.entry(merged: name) == nil {
      numbers[name] = name == "default_instances" ? 1 : name == "min_instances" ? 0 : -1
    }
    guard let initial = numbers["default_instances"] else { return }
    if let least = numbers["min_instances"], initial < least {
      reportLimit(properties, "`default_instances` (\(shown(initial))) is less than `min_instances` (\(shown(least)))")
    } else if let most = numbers["max_instances"], most >= 0, initial > most {
      reportLimit(properties, "`default_instances` (\(shown(initial))) is more than `max_instances` (\(shown(most)))")
    }
  }

  /// A number as it is written; one that 64 bits do not hold is no whole number here.
  private func shown(_ number: Double) -> String { Int(exactly: number).map { String($0) } ?? String(number) }

  private mutating func reportLimit(_ properties: YAMLNode, _ message: String) {
    let place =
      properties.entry(merged: "default_instances") ?? properties.entry(merged: "min_instances")
      ?? properties.entry(merged: "max_instances") ?? properties
    report("CF147", place, message, help: "`default_instances` is 1 unless said.")
  }
}
