// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports steps that wait for each other in a circle.
package enum StepCycle: DialectRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "KV104", "step-cycle", .kubeVela, .error,
    summary: "Steps wait for each other in a circle, or for the group that they are in.",
    rationale: "None of them ever starts: the workflow executes for ever, in a DAG with an empty status.",
    bad: [
      Example.run(
        ["{name: a, type: suspend, dependsOn: [«b»]}", "{name: b, type: suspend, dependsOn: [a]}"],
        mode: "{steps: DAG}"),
      Example.run(["{name: g, type: step-group, subSteps: [{name: a, type: suspend, dependsOn: [«g»]}]}"]),
      Example.run(["{name: a, type: suspend, dependsOn: [«a»]}"]),
    ],
    good: [
      Example.run(
        ["{name: a, type: suspend}", "{name: b, type: suspend, dependsOn: [a]}"], mode: "{steps: DAG}"),
      Example.run([
        "{name: a, type: suspend}", "{name: g, type: step-group, subSteps: [{name: b, type: suspend, dependsOn: [a]}]}",
      ]),
    ])

  /// Reports one dependency of each circle.
  package static func check(_ document: KubeVelaDocument, _ context: WorkflowContext, _ report: inout Report) {
    let count = document.steps.count
    // Two events a step: 2i is its start, 2i + 1 its end. A group starts before its steps and ends after them.
    var waits: [[Int]] = Array(repeating: [], count: count * 2)
    for step in document.steps {
      let start = step.index * 2
      waits[start + 1].append(start)
      if let parent = step.parent {
        waits[start].append(parent * 2)
        waits[parent * 2 + 1].append(start + 1)
      }
      for name in step.dependsOn {
        if let target = document.stepsByName[name.value] { waits[start].append(target * 2 + 1) }
      }
    }
    for circle in circles(waits) { tell(circle, document, &report) }
  }

  private static func tell(_ circle: Set<Int>, _ document: KubeVelaDocument, _ report: inout Report) {
    for step in document.steps where circle.contains(step.index * 2) {
      for name in step.dependsOn {
        guard let target = document.stepsByName[name.value], circle.contains(target * 2 + 1) else { continue }
        let message: String
        if target == step.index {
          message = "`\(name.value)` depends on itself and never starts"
        } else if target == step.parent {
          message = "`\(name.value)` is the group that holds this step: neither ever ends"
        } else {
          message = "`\(step.name)` and `\(name.value)` wait for each other and never start"
        }
        return report.add(name.range, message, help: "Take one of the dependencies away.")
      }
    }
  }

  /// One circle of each knot: what never becomes free is followed along what it waits for until something comes again.
  private static func circles(_ waits: [[Int]]) -> [Set<Int>] {
    var open = waits.map(\.count)
    var followers: [[Int]] = Array(repeating: [], count: waits.count)
    for (node, sources) in waits.enumerated() { for source in sources { followers[source].append(node) } }
    var free = open.indices.filter { open[$0] == 0 }
    while let node = free.popLast() {
      for follower in followers[node] {
        open[follower] -= 1
        if open[follower] == 0 { free.append(follower) }
      }
    }
    var result: [Set<Int>] = []
    var visited: Set<Int> = []
    for node in open.indices where open[node] > 0 && !visited.contains(node) {
      var path: [Int] = []
      var places: [Int: Int] = [:]
      var current = node
      while places[current] == nil, visited.insert(current).inserted {
        places[current] = path.count
        path.append(current)
        guard let next = waits[current].first(where: { open[$0] > 0 }) else { break }
        current = next
      }
      if let place = places[current] { result.append(Set(path[place...])) }
    }
    return result
  }
}
