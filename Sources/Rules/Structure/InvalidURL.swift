// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import Expression
import SourceText
import YAMLSyntax

/// Reports URLs that no request could be sent to.
package enum InvalidURL: TextRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF111", "invalid-url", .structure, .error,
    summary: "A URL has no scheme, no host, or characters that URLs cannot hold.",
    rationale: "The request fails before it is sent.",
    bad: [
      RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: http, url: «api.example.com/health»}\n"),
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: http, url: \"«https://api example.com»\"}\n"),
    ],
    good: [
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: http, url: \"https://api.example.com/health?x=1\"}\n"),
      RuleExample(
        "schema: wflint/v1\nname: api\nsteps:\n  - {id: a, type: http, url: \"${{ inputs.base }}/health\"}\n"),
    ])

  /// URLs.
  package static func applies(to format: TextFormat) -> Bool { if case .url = format { true } else { false } }

  /// Reports a text that is no URL; one that starts with an interpolation may become any.
  package static func check(_ text: TypedText, _ context: WorkflowContext, _ report: inout Report) {
    guard let node = context.tree.node(text.node), let problem = problem(of: node) else { return }
    report.add(node.contentRange, problem)
  }

  /// Whether a text is a scheme, a host and a path of nothing but harmless characters, as nearly all are.
  private static func isPlain(_ node: YAMLNode) -> Bool {
    let bytes = node.textBytes
    let scheme = bytes.starts(with: "https://".utf8) ? 8 : bytes.starts(with: "http://".utf8) ? 7 : 0
    let rest = bytes.dropFirst(scheme)
    guard scheme > 0, let first = rest.first, first != 0x2F, first != 0x3F else { return false }
    return rest.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      case 0x2D, 0x2E, 0x2F, 0x5F, 0x3F, 0x3D, 0x26: true  // - . / _ ? = &
      default: false
      }
    }
  }

  private static let forbidden = Set(" \t\n\"<>\\^`{|}".unicodeScalars)

  private static func problem(of node: YAMLNode) -> String? {
    if isPlain(node) { return nil }
    // Interpolations become a letter, which may stand anywhere in a URL.
    let whole = node.text
    let template = Template(parsing: whole)
    let text = template.segments.map { $0.kind == .literal ? template.text($0.range) : "x" }.joined()
    let startsDynamic = template.segments.first.map { $0.kind != .literal } ?? false
    if let bad = text.unicodeScalars.first(where: { forbidden.contains($0) || $0.value < 0x20 }) {
      let shown = bad == " " ? "a blank" : "`\(bad)`"
      return "`\(whole)` holds \(shown), which a URL cannot"
    }
    if startsDynamic { return nil }
    guard let colon = text.range(of: "://") else {
      return "`\(whole)` has no scheme: expected a URL such as https://\(text)"
    }
    let scheme = text[..<colon.lowerBound].lowercased()
    guard scheme == "https" || scheme == "http" else {
      return "`\(whole)` has the scheme `\(scheme)`: expected https:// or http://"
    }
    var authority = text[colon.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
    var host = authority
    if let bracket = authority.lastIndex(of: "]") {
      host = authority[...bracket]
      authority = authority[authority.index(after: bracket)...]
    }
    if let portColon = authority.lastIndex(of: ":") {
      let port = authority[authority.index(after: portColon)...]
      if host.last != "]" { host = authority[..<portColon] }
      let isNumber = !port.isEmpty && port.utf8.allSatisfy { (0x30...0x39).contains($0) }
      if port != "x", !isNumber || (Int(port) ?? 65536) > 65535 {
        return "`\(whole)` has no valid port: found `\(port)`"
      }
    }
    return host.isEmpty ? "`\(whole)` has no host" : nil
  }
}

extension String {
  /// The first place of a short text, without Foundation.
  fileprivate func range(of text: String) -> Range<Index>? {
    let wanted = text.utf8
    var index = utf8.startIndex
    while index < utf8.endIndex {
      if utf8[index...].starts(with: wanted) { return index..<utf8.index(index, offsetBy: wanted.count) }
      index = utf8.index(after: index)
    }
    return nil
  }
}
