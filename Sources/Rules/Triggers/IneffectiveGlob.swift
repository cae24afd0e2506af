// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports globs that decide nothing.
package enum IneffectiveGlob: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF411", "ineffective-glob", .triggers, .warning,
    summary: "A glob of a list has no effect.",
    rationale: """
      Globs are read in order, and the last one that matches decides; what none of them takes in does not count. A `!` in front of all \
      others takes away from nothing, a list of nothing but `!` lets nothing through, and a glob that a later one covers decides nothing.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: git_push, branches: ["«!main»", "release/**"]}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: git_push, paths: ["«!docs/**»", "!*.md"]}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: git_push, branches: [«main», "release/**", "*", "«release/1.*»", "«main»"]}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: git_push, branches: ["«release/[0-9»"], tags: ["«v1»", "!v*"]}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: git_push, branches: ["**", "!main", "!release/**", "release/1.*"]}]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: git_push, branches: [main, "release/*"], paths: ["src/**", "!src/docs/**", "*.json"]}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ])

  /// Looks at each list of globs.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    // What YAML reads as a tag has a finding of its own (WF008), and is no empty glob.
    var tagged: Set<NodeID> = []
    for problem in context.lowered.problems { if case .unquotedGlob = problem.kind { tagged.insert(problem.node) } }
    func check(_ list: [Located<String>]) {
      self.check(tagged.isEmpty ? list : list.filter { !tagged.contains($0.syntax.nodeID) }, &report)
    }
    for trigger in context.workflow.triggers {
      switch trigger.kind {
      case .gitPush(let push):
        for list in [push.branches, push.tags, push.paths] { check(list) }
      case .incident(let incident): check(incident.namespaces)
      default: break
      }
    }
  }

  private static func check(_ list: [Located<String>], _ report: inout Report) {
    guard !list.isEmpty, list.count <= 200 else { return }
    var globs: [ListedGlob] = []
    var isBroken = false
    for item in list {
      do {
        globs.append(try ListedGlob(item.value))
      } catch {
        isBroken = true
        report.add(item.range, "`\(item.value)` matches nothing: \(error)")
      }
    }
    guard !isBroken else { return }
    guard let firstTaken = globs.firstIndex(where: { !$0.isNegated }) else {
      return report.add(
        list[0].range, "`\(list[0].value)` takes away, but nothing is taken in before: no name gets through",
        help: "Start the list with what is taken in, such as `**`.")
    }
    for index in 0..<firstTaken {
      report.add(
        list[index].range, "`\(list[index].value)` takes away, but nothing is taken in before it",
        help: "The last glob that matches decides: move it behind the ones that take in.")
    }
    reportShadowed(list, globs, from: firstTaken, &report)
  }

  private static func reportShadowed(
    _ list: [Located<String>], _ globs: [ListedGlob], from start: Int, _ report: inout Report
  ) {
    // A repetition stands on the later glob; what a later one overrules stands on the earlier.
    var repeated: [Int: Int] = [:]
    for index in globs.indices where index > start {
      for earlier in stride(from: index - 1, through: start, by: -1) {
        guard globs[earlier].isNegated == globs[index].isNegated else { break }
        if globs[earlier].covers(globs[index]) {
          repeated[index] = earlier
          break
        }
      }
    }
    for index in globs.indices where index >= start {
      if let earlier = repeated[index] {
        report.add(
          list[index].range, "`\(list[index].value)` has no effect: `\(list[earlier].value)` before it covers it",
          related: [RelatedPlace(range: list[earlier].range, message: "the glob that covers it")], tags: [.unnecessary])
      } else if let later = globs.indices.first(where: {
        $0 > index && repeated[$0] == nil && globs[$0].covers(globs[index])
      }) {
        report.add(
          list[index].range,
          "`\(list[index].value)` has no effect: `\(list[later].value)` behind it decides all that it matches",
          related: [RelatedPlace(range: list[later].range, message: "the glob that decides")], tags: [.unnecessary])
      }
    }
  }
}
