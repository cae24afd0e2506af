// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports approvers that the directory does not know.
package enum UnknownPrincipal: TextRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF502", "unknown-principal", .approvals, .error, fix: .safe,
    summary: "The directory has no such user, team or role, or nobody is in it.",
    rationale: """
      Nobody can be asked whom the directory does not know, so the approval waits until its time is up. A kind \
      that the directory does not list is not checked.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["«team:platfrom»"], timeout: 1h}

        """,
        others: [
          (
            ".wflint.yaml",
            "directory:\n  users: [jane@example.com, bob@example.com]\n  teams: {platform: [jane@example.com, bob@example.com]}\n  roles: {owner: [jane@example.com]}\n"
          )
        ]),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["role:owner", "«user:joe@example.com»"], timeout: 1h}

        """,
        others: [
          (
            ".wflint.yaml",
            "directory:\n  users: [jane@example.com, bob@example.com]\n  teams: {platform: [jane@example.com, bob@example.com]}\n  roles: {owner: [jane@example.com]}\n"
          )
        ]),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["«user:platform»"], timeout: 1h}

        """,
        others: [
          (
            ".wflint.yaml",
            "directory:\n  users: [jane@example.com, bob@example.com]\n  teams: {platform: [jane@example.com, bob@example.com]}\n  roles: {owner: [jane@example.com]}\n"
          )
        ]),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["«team:empty»"], timeout: 1h}

        """,
        others: [
          (
            ".wflint.yaml",
            "directory:\n  teams: {platform: [jane@example.com, bob@example.com], empty: []}\n"
          )
        ]),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["team:platform", "role:owner"], timeout: 1h}

        """,
        others: [
          (
            ".wflint.yaml",
            "directory:\n  users: [jane@example.com, bob@example.com]\n  teams: {platform: [jane@example.com, bob@example.com]}\n  roles: {owner: [jane@example.com]}\n"
          )
        ]),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - {id: gate, type: approval, approvers: ["user:joe@example.com", "role:admin"], timeout: 1h}

        """,
        others: [
          (
            ".wflint.yaml",
            "directory:\n  teams: {platform: [jane@example.com, bob@example.com], empty: []}\n"
          )
        ]),
    ])

  /// Texts that name approvers.
  package static func applies(to format: TextFormat) -> Bool { if case .principal = format { true } else { false } }

  /// Reports a principal that its registry lacks.
  package static func check(_ text: TypedText, _ context: WorkflowContext, _ report: inout Report) {
    let directory = context.directory
    guard directory.users != nil || directory.teams != nil || directory.roles != nil,
      let node = context.tree.node(text.node), node.kind == .scalar, !node.isNull, !node.holdsInterpolation,
      let principal = Principal.parse(node.text).principal, let known = names(of: principal.kind, directory)
    else { return }
    let kind = principal.kind.rawValue
    if known.contains(principal.name) {
      guard principal.kind != .user, directory.people(of: principal)?.isEmpty == true else { return }
      report.add(node.contentRange, "nobody is in the \(kind) `\(principal.name)`, so nobody is asked")
      return
    }
    let others = Principal.Kind.allCases.filter { names(of: $0, directory)?.contains(principal.name) == true }
    let near =
      others.count == 1
      ? Principal(kind: others[0], name: principal.name)
      : NearestName.of(principal.name, among: known).map { Principal(kind: principal.kind, name: $0) }
    let hint = near.map { "; did you mean `\($0.text)`?" } ?? ""
    report.add(
      node.contentRange, "the directory has no \(kind) `\(principal.name)`\(hint)",
      help: near == nil && !known.isEmpty && known.count <= 12
        ? "It has \(known.map { "`\($0)`" }.joined(separator: ", "))." : nil,
      fixes: near.map {
        [Fix("replace with `\($0.text)`", edits: YAMLEdits.replaceValue(of: node, with: $0.text))]
      } ?? [])
  }

  /// The names of a kind, sorted; nil where the directory does not list it.
  private static func names(of kind: Principal.Kind, _ directory: Directory) -> [String]? {
    switch kind {
    case .user: directory.users?.sorted()
    case .team: directory.teams.map { $0.keys.sorted() }
    case .role: directory.roles.map { $0.keys.sorted() }
    }
  }
}
