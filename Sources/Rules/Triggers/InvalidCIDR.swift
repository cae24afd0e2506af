// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import Expression
import SourceText
import YAMLSyntax

/// Reports address ranges that are none.
package enum InvalidCIDR: TextRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF416", "invalid-cidr", .triggers, .error, fix: .safe,
    summary: "An address range is not written as an address with the length of its prefix.",
    rationale: """
      `10.0.0.0/8` are the addresses that share its first eight bits. A range that cannot be read lets nobody in; a range whose address \
      has bits behind its prefix is not the range that it seems to be.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers:
          - type: webhook
            auth: {scheme: standard_webhooks, secret: HOOK}
            allow_ips: ["«192.168.1.7»", "«10.0.0.0/40»", "«2001:db8::/200»", "«office»"]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: webhook, auth: {scheme: bearer, secret: HOOK}, allow_ips: ["«10.0.0.5/8»"]}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers:
          - type: webhook
            auth: {scheme: standard_webhooks, secret: HOOK}
            allow_ips: ["10.0.0.0/8", "192.168.1.7/32", "2001:db8::/32", "0.0.0.0/0"]
        steps:
          - {id: a, type: script, run: make}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: webhook, auth: {scheme: bearer, secret: HOOK}, allow_ips: "::1/128"}]
        steps:
          - {id: a, type: script, run: make}

        """),
    ])

  /// Address ranges.
  package static func applies(to format: TextFormat) -> Bool { format == .cidr }

  /// Reports what is no range; an address alone, or one with bits behind its prefix, is understood.
  package static func check(_ text: TypedText, _ context: WorkflowContext, _ report: inout Report) {
    guard let node = context.tree.node(text.node) else { return }
    let value = node.text
    let place = node.contentRange.isEmpty ? node.range : node.contentRange
    func fix(_ replacement: String, _ applicability: Applicability) -> [Fix] {
      [
        Fix(
          "replace with `\(replacement)`", applicability, edits: YAMLEdits.replaceValue(of: node, with: replacement))
      ]
    }
    if let network = IPNetwork(value) {
      let first = network.firstAddress
      guard first != network.address else { return }
      let range = "\(first.text)/\(network.prefixLength)"
      return report.add(
        place, "`\(value)` has bits behind its prefix: the range starts at \(first.text)",
        help:
          "Write `\(range)` for the range, or `\(network.address.text)/\(network.address.bitCount)` for the address alone.",
        fixes: fix(range, .unsafe), severity: .warning)
    }
    if let address = IPAddress(value) {
      let range = "\(value)/\(address.bitCount)"
      return report.add(
        place, "`\(value)` is an address; expected a range such as \(range)", fixes: fix(range, .safe),
        severity: .warning)
    }
    let parts = value.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, let address = IPAddress(String(parts[0])) {
      return report.add(
        place, "`\(parts[1])` is no length of a prefix: expected 0 to \(address.bitCount) behind \(parts[0])")
    }
    report.add(place, "`\(value)` is no address range: expected one such as 10.0.0.0/8 or 2001:db8::/32")
  }
}
