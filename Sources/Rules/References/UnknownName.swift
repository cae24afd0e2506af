// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports names that the directory's registry lacks.
package enum UnknownName: TextRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF218", "unknown-name", .references, .error, fix: .safe,
    summary: "An environment, target, project, app, channel, repository or secret is not in the directory.",
    rationale: """
      The directory of `.wflint.yaml` lists what there is. A name that it lacks is misspelt, or is missing there. A registry that \
      is not in the file is not checked.
      """,
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: api\nenvironment: «prodction»\nsteps:\n  - {id: a, type: script, run: make}\n",
        others: [(".wflint.yaml", "directory:\n  environments: {production: {protected: true}, staging: {}}\n")]),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers:
          - {type: webhook, auth: {scheme: bearer, secret: «DEPLOY_HOK»}}
          - {type: git_push, repository: «acme/aip»}
        steps:
          - {id: a, type: iac, project: «netwrok», action: plan}
          - {id: b, type: deploy, targets: [prod-us, «prod-uk»]}
          - {id: c, type: build, app: «wbe»}
          - {id: d, type: notify, slack: {channel: "«#deploymnts»", message: done}}

        """,
        others: [
          (
            ".wflint.yaml",
            """
            directory:
              targets: {prod-us: {}, prod-eu: {}}
              projects: {network: {}}
              secrets: [DEPLOY_HOOK]
              channels: ["#deployments"]
              apps: [web]
              repositories: [acme/api]

            """
          )
        ]),
      RuleExample(
        """
        directory:
          environments: {production: {}}
          targets: {prod-us: {environment: «prodution»}}

        """, fileName: ".wflint.yaml"),
    ],
    good: [
      RuleExample(
        "schema: wflint/v1\nname: api\nenvironment: production\nsteps:\n  - {id: a, type: script, run: make}\n",
        others: [(".wflint.yaml", "directory:\n  environments: {production: {protected: true}, staging: {}}\n")]),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: webhook, auth: {scheme: bearer, secret: "${{ secrets.DEPLOY_HOOK }}"}}]
        steps:
          - {id: a, type: iac, project: network, action: plan}
          - {id: b, type: http, url: "https://example.com", auth: {scheme: bearer, secret: DEPLOY_HOOK}}

        """,
        others: [(".wflint.yaml", "directory: {secrets: [DEPLOY_HOOK], channels: [\"#deployments\"]}\n")]),
    ])

  /// Names of registries.
  package static func applies(to format: TextFormat) -> Bool {
    if case .reference(.registry) = format { true } else { false }
  }

  /// Reports a name that its registry lacks.
  package static func check(_ text: TypedText, _ context: WorkflowContext, _ report: inout Report) {
    guard case .reference(.registry(let registry)) = text.format, let known = context.directory.names[registry],
      let node = context.tree.node(text.node), !node.holdsInterpolation
    else { return }
    let name = node.text
    guard !known.contains(name) else { return }
    let near = NearestName.of(name, among: known)
    // What may be the secret itself must not be shown.
    if registry == .secret, near == nil, !isSecretName(name) { return }
    let hint = near.map { "; did you mean `\($0)`?" } ?? ""
    report.add(
      node.contentRange, "the directory has no \(registry.rawValue) `\(name)`\(hint)",
      help: near == nil && known.count <= 12 ? "It has \(known.map { "`\($0)`" }.joined(separator: ", "))." : nil,
      fixes: near.map { [Fix("replace with `\($0)`", edits: [TextEdit(node.contentRange, $0)])] } ?? [])
  }

  /// Whether a text is surely a name, not a secret: capitals in several words.
  private static func isSecretName(_ text: String) -> Bool {
    text.utf8.count <= 64 && text.utf8.contains(0x5F) && text.utf8.first != 0x5F
      && text.utf8.allSatisfy { (0x41...0x5A).contains($0) || $0 == 0x5F }
  }
}
