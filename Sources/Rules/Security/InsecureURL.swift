// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports URLs whose requests anyone on the way can read and change.
package enum InsecureURL: TextRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF605", "insecure-url", .security, .warning, fix: .safe,
    summary: "A URL says `http:` for a host that is not in the own network.",
    rationale: """
      Whoever sits between can read the request with its tokens, and answer in the host's place. Say `https:`. Hosts of the own \
      machine, cluster or network (`localhost`, private addresses, names without a dot, `.internal`, `.local`, `.svc`) are left \
      alone.
      """,
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: http, url: \"«http:»//api.example.com/health\"}\n"),
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: http, url: «http:»//203.0.113.7:8080/health}\n"),
    ],
    good: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: http, url: \"http://localhost:8080/health\"}\n  - {id: b, type: http, url: \"http://10.1.2.3/x\"}\n"
      ),
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: http, url: \"http://api.shop.svc.cluster.local/health\"}\n  - {id: b, type: http, url: \"http://api:8080\"}\n"
      ),
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: http, url: \"http://${{ inputs.host }}/health\"}\n"),
    ])

  /// URLs.
  package static func applies(to format: TextFormat) -> Bool { if case .url = format { true } else { false } }

  /// Reports the scheme; where the port is the scheme's own, with a fix.
  package static func check(_ text: TypedText, _ context: WorkflowContext, _ report: inout Report) {
    guard let node = context.tree.node(text.node), node.kind == .scalar, node.textBytes.count > 7 else { return }
    let bytes = Array(node.textBytes)
    guard bytes.prefix(7).map({ $0 | 0x20 }).elementsEqual("http://".utf8.map { $0 | 0x20 }) else { return }
    var end = 7
    while end < bytes.count, !"/?#".utf8.contains(bytes[end]) { end += 1 }
    let authority = bytes[7..<end]
    guard !authority.contains(UInt8(ascii: "$")), !authority.contains(UInt8(ascii: "{")) else { return }
    let host = URLHost(authority)
    guard !host.isPrivate else { return }
    let range = node.sourceRange(ofDecoded: TextRange(0, 5))
    let edit = TextEdit(range, "https:")
    report.add(
      range, "requests to `\(host.name)` can be read and changed on their way: the scheme is `http:`",
      help: "Say `https:`.", fixes: host.port == nil ? [Fix("say `https:`", edits: [edit])] : [])
  }
}
