// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports workflows that start themselves.
package enum SelfTriggering: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF420", "self-triggering", .triggers, .warning,
    summary: "A workflow pushes to a branch whose pushes start it, or waits for its own end.",
    rationale: """
      Each run starts the next one, until somebody stops it. Push to a branch that the trigger leaves out, or let `paths` leave out what \
      the workflow writes.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: bump
        triggers: [{type: git_push, branches: [main]}]
        steps:
          - id: a
            type: script
            run: |
              ./bump-version.sh
              git commit -am "Bump"
              «git push origin HEAD:main»

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: again
        triggers: [{type: workflow, workflow: «again»}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: bump
        triggers: [{type: git_push, branches: [main], paths: ["src/**"]}]
        steps:
          - {id: a, type: script, run: git push origin main}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: bump
        triggers: [{type: git_push, branches: [main]}]
        steps:
          - id: a
            type: script
            run: |
              git push --tags
              git push origin gh-pages
              git push --dry-run origin main   # only a try
              git push origin "HEAD:$BRANCH"

        """),
    ])

  /// Reports the names of chains to itself, and the commands that push to a branch or tag of a trigger.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    let workflow = context.workflow
    var pushes: [GitPushTrigger] = []
    for trigger in workflow.triggers {
      switch trigger.kind {
      case .workflow(let chain):
        guard let name = chain.workflow, name.value == workflow.name?.value else { continue }
        let statuses = chain.statuses.isEmpty ? "success" : chain.statuses.map(\.value).joined(separator: " or ")
        report.add(name.range, "the workflow starts itself whenever a run of it ends with \(statuses)")
      // Which files a push of its own touches is not known.
      case .gitPush(let push) where push.paths.isEmpty: pushes.append(push)
      default: break
      }
    }
    guard !pushes.isEmpty else { return }
    for index in workflow.steps.indices {
      guard case .script(let script) = workflow.steps[index].action, let run = script.run,
        ["bash", "sh"].contains(script.shell?.value ?? "bash")
      else { continue }
      for command in PushCommand.all(in: run.value.text) {
        guard let target = command.targets.first(where: { target in pushes.contains { starts($0, target) } }) else {
          continue
        }
        let place = context.node(run.syntax)?.sourceRange(ofDecoded: command.range) ?? run.range
        report.add(
          place, "this push starts the workflow again: \(shown(target)) is one that its trigger waits for",
          help: "Push to another branch, or name `paths` that leave out what the workflow writes.")
      }
    }
  }

  private static func shown(_ target: PushCommand.Target) -> String {
    switch target {
    case .currentBranch: "the branch that is checked out"
    case .branch(let name): "the branch `\(name)`"
    case .tag(let name): name.map { "the tag `\($0)`" } ?? "a tag"
    }
  }

  /// Whether a push of the target surely fires the trigger.
  private static func starts(_ push: GitPushTrigger, _ target: PushCommand.Target) -> Bool {
    func includes(_ list: [Located<String>], _ name: String) -> Bool {
      GlobList(list.compactMap { try? Glob($0.value) }).includes(name)
    }
    switch target {
    case .currentBranch: return !push.branches.isEmpty || push.tags.isEmpty
    case .branch(let name):
      return push.branches.isEmpty ? push.tags.isEmpty : includes(push.branches, name)
    // Which tags there are is not known, but the one that started the run is among them; it is no new one.
    case .tag(nil): return false
    case .tag(let name?): return !push.tags.isEmpty && includes(push.tags, name)
    }
  }
}
