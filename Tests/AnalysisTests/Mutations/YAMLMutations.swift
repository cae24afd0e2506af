// SPDX-License-Identifier: Apache-2.0
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Mistakes in the YAML itself.
enum YAMLMutations {
  static let kinds: [MutationKind] = [
    MutationKind("a tab as indentation", ["WF005"]) { example in
      blockKeys(of: example).map { entry in
        let start = lineStart(example, entry.key.range.start)
        return Mutant([TextEdit(TextRange(start, entry.key.range.start), "\t")], at: .offset(start))
      }
    },
    MutationKind("a key one column too far to the right", ["WF001"]) { example in
      blockKeys(of: example).map { entry in
        let start = lineStart(example, entry.key.range.start)
        return Mutant([TextEdit.insert(" ", at: start)], at: .offset(start))
      }
    },
    MutationKind("an unclosed quote", ["WF001"]) { example in
      scalars(of: example).compactMap { node in
        guard node.style == .doubleQuoted || node.style == .singleQuoted else { return nil }
        return Mutant(
          [TextEdit.delete(TextRange(node.range.end - 1, node.range.end))], at: .offset(node.range.start))
      }
    },
    MutationKind("an unclosed bracket", ["WF001"]) { example in
      nodes(of: example).compactMap { node in
        guard node.style == .flow else { return nil }
        return Mutant(
          [TextEdit.delete(TextRange(node.range.end - 1, node.range.end))], at: .offset(node.range.start))
      }
    },
    MutationKind("a key without its colon", ["WF001", "WF103", "WF101", "WF102"]) { example in
      blockKeys(of: example).compactMap { entry in
        guard entry.value.kind == .scalar, entry.value.style == .plain else { return nil }
        return Mutant(
          [TextEdit.delete(TextRange(entry.key.range.end, entry.key.range.end + 1))],
          at: .offset(entry.key.range.start))
      }
    },
    MutationKind("a colon in a plain text", ["WF001"]) { example in
      example.steps.compactMap { step in
        guard let name = example.value(step, "name"), name.style == .plain, !name.isInFlow else { return nil }
        return Mutant([TextEdit(name.range, "Step: one")])
      }
    },
    MutationKind("a value that becomes a comment", ["WF006"]) { example in
      scalars(of: example).compactMap { node in
        guard node.style == .doubleQuoted, node.text.hasPrefix("#") else { return nil }
        return Mutant([TextEdit(node.range, node.text)])
      }
    },
    MutationKind("an unknown alias", ["WF004"]) { example in
      example.steps.compactMap { step in
        example.value(step, "name").map { Mutant([TextEdit($0.range, "*nobody")]) }
      }
    },
    MutationKind("a glob without quotes", ["WF008"]) { example in
      example.texts { $0 == .glob }.map { Mutant([TextEdit($0.range, "*-release")]) }
    },
    MutationKind("a text that starts with an at sign", ["WF008"]) { example in
      example.steps.compactMap { step in
        example.value(step, "name").map { Mutant([TextEdit($0.range, "@all deploy")]) }
      }
    },
    MutationKind("a text that older readers take for a boolean", ["WF007"]) { example in
      example.steps.compactMap { step in
        example.value(step, "name").map { Mutant([TextEdit($0.range, "no")]) }
      }
    },
    MutationKind("a character that nobody sees", ["WF010"]) { example in
      example.steps.compactMap { step in
        example.value(step, "name").map { Mutant([TextEdit.insert("\u{200B}", at: $0.contentRange.end)]) }
      }
    },
  ]

  /// The entries of block mappings that stand on lines of their own, indented.
  private static func blockKeys(of example: MutationExample) -> [MappingEntry] {
    example.steps.flatMap { step -> [MappingEntry] in
      step.node.style == .block ? Array(step.node.entries.dropFirst()) : []
    }
  }

  private static func lineStart(_ example: MutationExample, _ offset: Int) -> Int {
    example.text.lines.contentRange(ofLine: example.text.line(of: offset), in: example.text.bytes).start
  }

  private static func nodes(of example: MutationExample) -> [YAMLNode] {
    var result: [YAMLNode] = []
    var pending = [example.root]
    while let node = pending.popLast() {
      result.append(node)
      pending += Array(node.children).reversed()
    }
    return result
  }

  private static func scalars(of example: MutationExample) -> [YAMLNode] {
    nodes(of: example).filter { $0.kind == .scalar }
  }
}
