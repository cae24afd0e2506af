// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports workflows that call or start each other in a circle.
package enum WorkflowCycle: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF209", "workflow-cycle", .references, .error,
    summary: "Workflows call or start each other in a circle.",
    rationale: "Each run starts the next one, for ever.",
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: a\nsteps:\n  - {id: b, type: call, workflow: «b»}\n", fileName: "a.wf.yaml",
        others: [("b.wf.yaml", "schema: wflint/v1\nname: b\nsteps:\n  - {id: a, type: call, workflow: a}\n")])
    ],
    good: [
      RuleExample(
        "schema: wflint/v1\nname: a\nsteps:\n  - {id: b, type: call, workflow: b}\n", fileName: "a.wf.yaml",
        others: [("b.wf.yaml", "schema: wflint/v1\nname: b\nsteps:\n  - {id: a, type: script, run: make}\n")])
    ])

  /// Reports a cycle in the first of its files, on the name that leads into it.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    guard let workspace = context.workspace,
      let own = workspace.workflow(named: context.workflow.name, at: context.path)
    else { return }
    var reported: Set<String> = []
    for (link, path) in cycles(through: own, workspace) {
      // The first file by path speaks for the cycle.
      let members = path.compactMap { workspace.workflows(named: $0).first }
      guard !members.contains(where: { ($0.path, $0.nameRange.start) < (own.path, own.nameRange.start) }),
        reported.insert(path.sorted().joined(separator: "\n")).inserted
      else { continue }
      let shown = (path + [own.name]).map { "`\($0)`" }.joined(separator: " → ")
      let related = members.dropFirst().map { member in
        RelatedPlace(
          path: member.path == context.path ? nil : member.path, range: member.nameRange,
          message: "`\(member.name)` stands here", start: member.path == context.path ? nil : member.nameStart)
      }
      report.add(link.range, "these workflows start each other: \(shown)", related: Array(related))
    }
  }

  /// For each link of `own` that leads back: the shortest way back, by names, starting with `own`. The walk goes from a
  /// workflow to those that its run starts.
  private static func cycles(
    through own: WorkflowSummary, _ workspace: WorkspaceSummary
  ) -> [(WorkflowSummary.Link, [String])] {
    var result: [(WorkflowSummary.Link, [String])] = []
    for first in workspace.starts(by: own.name) {
      var previous: [String: (name: String, link: WorkflowSummary.Link, owner: String)] = [:]
      var queue = [first.name]
      var head = 0
      var isClosed = first.name == own.name
      while head < queue.count, !isClosed {
        let name = queue[head]
        head += 1
        for next in workspace.starts(by: name) where previous[next.name] == nil && next.name != first.name {
          previous[next.name] = (name, next.link, next.owner.name)
          if next.name == own.name {
            isClosed = true
            break
          }
          queue.append(next.name)
        }
      }
      guard isClosed else { continue }
      var path: [String] = []
      var links: [(WorkflowSummary.Link, String)] = [(first.link, first.owner.name)]
      if first.name != own.name {
        var name = own.name
        while let step = previous[name] {
          links.append((step.link, step.owner))
          name = step.name
          path.append(name)
          if name == first.name { break }
        }
      }
      guard let ownLink = links.first(where: { $0.1 == own.name })?.0 else { continue }
      result.append((ownLink, [own.name] + path.reversed()))
    }
    return result
  }
}
