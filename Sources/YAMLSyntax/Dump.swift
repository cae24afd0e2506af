// SPDX-License-Identifier: Apache-2.0
import SourceText

extension YAMLTree {
  /// The tree as an s-expression, one document a line, for tests and logs: `{<a> [<b> *c]}`, each scalar in
  /// its style's quotes with its decoded text. With `ranges`, each node is followed by `@start-end`.
  ///
  /// Does not recurse deeper than the parser's limit on depth.
  package func dump(ranges: Bool = false) -> String {
    documents.map { TreePrinter(ranges: ranges).text($0.root) }.joined(separator: "\n")
  }
}

extension YAMLNode {
  /// This node as an s-expression, as `YAMLTree.dump` writes it.
  package func dump(ranges: Bool = false) -> String { TreePrinter(ranges: ranges).text(self) }
}

private struct TreePrinter {
  let ranges: Bool

  func text(_ node: YAMLNode) -> String {
    var result = ""
    if let properties = node.properties {
      if let anchor = properties.anchor { result += "&\(anchor) " }
      if let tag = properties.tag { result += "!<\(tag)> " }
    }
    switch node.kind {
    case .alias: result += "*\(node.text)"
    case .scalar: result += scalar(node)
    case .sequence, .mapping:
      let children = node.children.map { text($0) }
      let (open, close) = node.kind == .sequence ? ("[", "]") : ("{", "}")
      result += (node.style == .flow ? "flow" : "") + open + children.joined(separator: " ") + close
    }
    if ranges { result += "@\(node.range.start)-\(node.range.end)" }
    return result
  }

  private func scalar(_ node: YAMLNode) -> String {
    var escaped = ""
    for scalar in node.text.unicodeScalars {
      switch scalar {
      case "\n": escaped += "\\n"
      case "\t": escaped += "\\t"
      case "\\": escaped += "\\\\"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    switch node.style {
    case .singleQuoted: return "'\(escaped)'"
    case .doubleQuoted: return "\"\(escaped)\""
    case .literal: return "|\(escaped)|"
    case .folded: return ">\(escaped)>"
    default: return escaped.isEmpty ? "~" : "<\(escaped)>"
    }
  }
}
