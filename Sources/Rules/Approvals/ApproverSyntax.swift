// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports approvers that are not written as a kind and a name.
package enum ApproverSyntax: TextRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF501", "approver-syntax", .approvals, .error, fix: .safe,
    summary: "An approver is not written as `user:`, `team:` or `role:` with a name.",
    rationale: """
      A bare word could be a person, a team or a role, and nobody would be asked if the guess were wrong. The \
      notations of code hosts, such as `@org/team`, are understood, but have a form here that says what they \
      name.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["«@acme/platform»"], timeout: 1h}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: [«jane@example.com»], timeout: 1h}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: [«platform»], timeout: 1h}

        """,
        others: [
          (
            ".wflint.yaml",
            "directory:\n  teams: {platform: [jane@example.com, bob@example.com], empty: []}\n"
          )
        ]),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["«tem:platform»"], timeout: 1h}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform", "user:jane@example.com", "role:owner"], timeout: 1h}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: "team:platform", timeout: 1h}

        """),
    ])

  /// Texts that name approvers.
  package static func applies(to format: TextFormat) -> Bool { if case .principal = format { true } else { false } }

  /// Reports an approver in another notation, or in none.
  package static func check(_ text: TypedText, _ context: WorkflowContext, _ report: inout Report) {
    guard let node = context.tree.node(text.node), node.kind == .scalar, !node.isNull, !node.holdsInterpolation else {
      return
    }
    switch Principal.parse(node.text) {
    case .valid: return
    case .understood(let principal):
      report.add(
        node.contentRange, "`\(node.text)` is another notation of `\(principal.text)`",
        fixes: [fix(principal.text, node)], severity: .warning)
    case .invalid(let problem):
      let meant = meaning(of: node.text, context.directory)
      report.add(
        node.contentRange, problem, help: meant.map { "Write `\($0)`." }, fixes: meant.map { [fix($0, node)] } ?? [])
    }
  }

  private static func fix(_ text: String, _ node: YAMLNode) -> Fix {
    Fix("write `\(text)`", edits: YAMLEdits.replaceValue(of: node, with: text))
  }

  /// The one principal that a text without a known kind can mean.
  private static func meaning(of text: String, _ directory: Directory) -> String? {
    let trimmed = text.filter { $0 != " " }
    if trimmed != text, case .valid(let principal) = Principal.parse(trimmed) { return principal.text }
    if let colon = trimmed.firstIndex(of: ":") {
      let kinds = Principal.Kind.allCases.map(\.rawValue)
      guard let kind = NearestName.of(String(trimmed[..<colon]), among: kinds) else { return nil }
      let written = kind + trimmed[colon...]
      if case .valid(let principal) = Principal.parse(written) { return principal.text }
      return nil
    }
    var found: [String] = []
    if directory.users?.contains(text) == true { found.append("user:\(text)") }
    if directory.teams?[text] != nil { found.append("team:\(text)") }
    if directory.roles?[text] != nil { found.append("role:\(text)") }
    return found.count == 1 ? found[0] : nil
  }
}
