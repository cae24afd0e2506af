// SPDX-License-Identifier: Apache-2.0

extension StepGraph {
  /// A flowchart in Mermaid's notation, as Markdown pages show it.
  package var mermaid: String {
    var lines = ["flowchart LR"]
    var number = 0
    write(root, "  ", &lines, &number, mermaid: true)
    for kind in Kind.allCases where kind != .work && kind != .nest {
      lines.append("  classDef \(kind.rawValue) \(Self.mermaidStyle(kind))")
    }
    return lines.joined(separator: "\n")
  }

  /// A graph in the notation of Graphviz.
  package var dot: String {
    var lines = [
      "digraph \"\(Self.dotText(title))\" {", "  rankdir=LR; compound=true;",
      "  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"Helvetica\"]; edge [fontname=\"Helvetica\", fontsize=10];",
    ]
    var number = 0
    write(root, "  ", &lines, &number, mermaid: false)
    return (lines + ["}"]).joined(separator: "\n")
  }

  /// Writes a cluster and gives the number of each box, or for one that holds others those of its first and last.
  private func write(
    _ cluster: Cluster, _ indentation: String, _ lines: inout [String], _ number: inout Int, mermaid: Bool
  ) {
    var names: [(entry: String, exit: String, cluster: String?)] = []
    for node in cluster.nodes {
      let id = "n\(number)"
      number += 1
      guard let inner = node.inner else {
        lines.append(indentation + (mermaid ? Self.mermaidNode(node, id) : Self.dotNode(node, id)))
        names.append((id, id, nil))
        continue
      }
      let title = "\(node.label) (\(node.detail))"
      let first = number
      if mermaid {
        lines.append("\(indentation)subgraph \(id)[\"\(Self.mermaidText(title))\"]")
      } else {
        lines.append("\(indentation)subgraph cluster_\(id) {")
        lines.append(
          "\(indentation)  label=\"\(Self.dotText(title))\"; style=\"rounded,dashed\"; fontname=\"Helvetica\";")
      }
      write(inner, indentation + "  ", &lines, &number, mermaid: mermaid)
      lines.append(indentation + (mermaid ? "end" : "}"))
      names.append(
        mermaid ? (id, id, nil) : ("n\(Self.leaf(inner, first))", "n\(Self.leaf(inner, first))", "cluster_\(id)"))
    }
    for edge in cluster.edges {
      let (source, target) = (names[edge.source], names[edge.target])
      if mermaid {
        let label = edge.label.map { "|\"\(Self.mermaidText($0))\"|" } ?? ""
        lines.append("\(indentation)\(source.exit) -->\(label) \(target.entry)")
      } else {
        var attributes: [String] = []
        if let label = edge.label { attributes.append("label=\"\(Self.dotText(label))\"") }
        if let cluster = source.cluster { attributes.append("ltail=\(cluster)") }
        if let cluster = target.cluster { attributes.append("lhead=\(cluster)") }
        let list = attributes.isEmpty ? "" : " [\(attributes.joined(separator: ", "))]"
        lines.append("\(indentation)\(source.exit) -> \(target.entry)\(list);")
      }
    }
  }

  /// The number of the first box inside that holds nothing, where the numbers of a cluster start at `number`.
  private static func leaf(_ cluster: Cluster, _ number: Int) -> Int {
    guard let inner = cluster.nodes.first?.inner else { return number }
    return leaf(inner, number + 1)
  }

  private static func mermaidNode(_ node: Node, _ id: String) -> String {
    let text = "\"\(mermaidText(node.label))<br/><small>\(mermaidText(node.detail))</small>\""
    let shape =
      switch node.kind {
      case .gate: "{{\(text)}}"
      case .choice: "{\(text)}"
      case .message: "([\(text)])"
      default: "[\(text)]"
      }
    return "\(id)\(shape)" + (node.kind == .work || node.kind == .nest ? "" : ":::\(node.kind.rawValue)")
  }

  private static func mermaidStyle(_ kind: Kind) -> String {
    switch kind {
    case .change: "stroke:#2563eb,stroke-width:2px"
    case .gate: "stroke:#d97706,stroke-width:2px"
    case .choice: "stroke:#7c3aed,stroke-width:2px"
    default: "stroke:#059669,stroke-width:2px"
    }
  }

  private static func mermaidText(_ text: String) -> String {
    var output = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "#quot;"
      case "#": output += "#35;"
      case "<": output += "#lt;"
      case ">": output += "#gt;"
      case "&": output += "#amp;"
      case "`": output += "#96;"
      case _ where scalar.value < 0x20: output += " "
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output
  }

  private static func dotNode(_ node: Node, _ id: String) -> String {
    let colour =
      switch node.kind {
      case .change: "#2563eb"
      case .gate: "#d97706"
      case .choice: "#7c3aed"
      case .message: "#059669"
      default: "#64748b"
      }
    let style = node.isConditional ? ", style=\"rounded,filled,dashed\"" : ""
    return "\(id) [label=\"\(dotText(node.label))\\n\(dotText(node.detail))\", color=\"\(colour)\"\(style)];"
  }

  private static func dotText(_ text: String) -> String {
    var output = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case _ where scalar.value < 0x20: output += " "
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output
  }
}
