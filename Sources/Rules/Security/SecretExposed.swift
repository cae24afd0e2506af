// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports secrets in what people and logs get to see.
package enum SecretExposed: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF604", "secret-exposed", .security, .error,
    summary: "A secret is put into a message, a URL, a name or an output.",
    rationale: """
      Messages and names are read by people, URLs are written to logs on their whole way, and outputs are kept with the run and \
      handed to other workflows. Hand a secret over in a header, `auth` or `env` of the step that needs it. The secret is \
      followed through variables and outputs. A URL that is a secret as a whole, as a chat's webhook, is left alone.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, type: notify, slack: {channel: "#ops", message: "The token is ${{ «secrets.TOKEN» }}"}}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        env: {KEY: "${{ secrets.KEY }}"}
        steps:
          - {id: a, type: http, url: "https://api.example.com/v1?key=${{ «env.KEY» }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: a, name: "Deploy with ${{ «secrets.TOKEN» }}", type: script, run: make}
        outputs: {token: "${{ «secrets.TOKEN» }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: login
            type: script
            env: {TOKEN: "${{ secrets.TOKEN }}"}
            run: echo "session=$TOKEN"
            outputs: {«session»: string}
          - {id: a, type: approval, approvers: ["team:x"], timeout: 1h, message: "${{ «steps.login.outputs.session» }}"}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: a
            type: http
            url: https://api.example.com/v1
            headers: {Authorization: "Bearer ${{ secrets.TOKEN }}"}
          - {id: b, type: notify, webhook: {url: "${{ secrets.HOOK }}", body: {text: Done}}}
          - {id: c, type: notify, webhook: {url: "https://hooks.slack.com/services/${{ secrets.HOOK_PATH }}"}}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: a
            type: script
            env: {TOKEN: "${{ secrets.TOKEN }}"}
            run: |
              echo "$TOKEN" | docker login --password-stdin
              echo "size=${#TOKEN}"
            outputs: {size: integer}
          - {id: b, type: notify, slack: {channel: "#ops", message: "Login: ${{ secrets.TOKEN != '' ? 'yes' : 'no' }}"}}

        """),
    ])

  /// Reports each expression that puts a secret where it is seen.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    guard mentionsSecrets(context) else { return }
    let flow = DataFlow(.secret, in: context)
    for index in context.workflow.expressions.indices {
      guard context.workflow.expressions[index].role == .interpolation, let sink = sink(of: index, context),
        let origin = flow.origin(ofExpression: index)
      else { continue }
      let site = context.workflow.expressions[index]
      report.add(
        site.range, "`\(site.text)` puts \(origin.what) into \(sink)",
        help: "Hand it over in a header, in `auth` or in `env`.", related: origin.stations)
    }
    for step in context.workflow.steps {
      guard case .script(let script) = step.action, let run = script.run, !step.declaredOutputs.isEmpty else {
        continue
      }
      let shell = script.shell?.value ?? "bash"
      let outputs = ScriptOutputs(
        run.value, isShell: shell == "bash" || shell == "sh", variables: flow.variables(of: step),
        origin: { flow.origin(ofExpression: $0) })
      for output in step.declaredOutputs {
        guard let origin = outputs.output(output.name.value) else { continue }
        report.add(
          output.name.range, "the script puts \(origin.what) into its output `\(output.name.value)`",
          help: "Read the secret in the step that needs it.", related: origin.stations)
      }
    }
  }

  private static func mentionsSecrets(_ context: WorkflowContext) -> Bool {
    context.workflow.expressions.indices.contains { index in
      context.workflow.expressions[index].paths.contains { $0.first?.name == "secrets" }
    }
  }

  /// What an expression fills, where people or logs see it.
  private static func sink(of index: Int, _ context: WorkflowContext) -> String? {
    let site = context.workflow.expressions[index]
    guard let node = context.node(site.syntax) else { return nil }
    guard case .step(let owner) = site.owner, context.workflow.steps.indices.contains(owner) else {
      return site.owner == .workflow && isRunOutput(node, context) ? "an output of the run" : nil
    }
    let step = context.workflow.steps[owner]
    let isDirect = node.parent?.id == step.syntax.nodeID
    if isDirect, site.field == "name" { return "the step's name" }
    switch step.action {
    case .approval: return isDirect && site.field == "message" ? "a message" : nil
    case .notify(let action):
      if site.field == "url" { return exposes(index, action.destination) ? "a URL" : nil }
      return ["message", "subject", "to", "channel"].contains(site.field)
        && node.parent?.parent?.id == step.syntax.nodeID
        ? "a message" : nil
    case .http(let action): return isDirect && site.field == "url" && exposes(index, action.url) ? "a URL" : nil
    default: return nil
    }
  }

  private static func isRunOutput(_ node: YAMLNode, _ context: WorkflowContext) -> Bool {
    var current = node
    while let parent = current.parent {
      if parent == context.root { return parent.entry("outputs")?.value == current }
      current = parent
    }
    return false
  }

  /// Services whose addresses are secret by design: there is no other place for the secret.
  private static let secretAddresses = [
    "https://hooks.slack.com/", "https://api.telegram.org/", "https://discord.com/api/webhooks/",
    "https://discordapp.com/api/webhooks/", "https://outlook.office.com/webhook/", "https://chat.googleapis.com/",
    "https://hooks.zapier.com/", "https://maker.ifttt.com/", "https://events.pagerduty.com/",
    "https://oapi.dingtalk.com/",
    "https://open.feishu.cn/", "https://qyapi.weixin.qq.com/", "https://hc-ping.com/",
  ]

  /// Whether an expression is a part behind the host of a URL.
  private static func exposes(_ index: Int, _ url: Located<TemplateText>?) -> Bool {
    var prefix = ""
    for segment in url?.value.segments ?? [] {
      switch segment {
      case .literal(let text): prefix += text
      case .expression(index):
        return prefix.containsBytes(of: "://") && !secretAddresses.contains { prefix.hasPrefix($0) }
          && !prefix.containsBytes(of: ".webhook.office.com/")
      case .expression: prefix += "x"
      }
    }
    return false
  }
}
