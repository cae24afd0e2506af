// SPDX-License-Identifier: Apache-2.0
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Mistakes in expressions.
enum ExpressionMutations {
  /// A mistake in an `if` that each step without one gets.
  private static func condition(_ name: String, _ codes: [String], _ text: String) -> MutationKind {
    MutationKind(name, codes) { $0.adding("if", YAMLQuoting.doubleQuoted(text)) }
  }

  static let kinds: [MutationKind] = [
    condition("a condition that stops in the middle", ["WF301"], "inputs.a == "),
    condition("an unknown root", ["WF302"], "contxt.actor == 'ada'"),
    condition("an unknown input", ["WF302"], "inputs.nobody_declares_it == 'a'"),
    condition("an unknown function", ["WF312"], "contians('abc', 'b')"),
    condition("too many arguments", ["WF312", "WF303"], "'abc'.startsWith('a', 'b')"),
    condition("a condition that is no truth value", ["WF308"], "run.attempt + 1"),
    condition("a text as a condition", ["WF308"], "workflow.name"),
    condition("a condition that is always true", ["WF305"], "1 == 1"),
    condition("a condition that is always false", ["WF305"], "false && failure()"),
    condition("a number added to a text", ["WF303"], "run.attempt + 'a' == 'b'"),
    condition("text around an interpolation", ["WF306"], "${{ success() }} && ${{ failure() }}"),
    condition("a pattern that RE2 does not know", ["WF309"], "workflow.name.matches('(?=a)b')"),
    condition("a division by zero", ["WF314"], "1 / 0 == 1"),
    condition("a body where there is no webhook", ["WF315"], "body.action == 'go'"),
    MutationKind("a misspelt input", ["WF302"]) { example in
      names(behind: "inputs.", in: example).map { Mutant([TextEdit($0, "nobody")]) }
    },
    MutationKind("a misspelt output", ["WF304"]) { example in
      names(behind: ".outputs.", in: example).map { Mutant([TextEdit($0, "nobody_leaves_it")]) }
    },
    MutationKind("an interpolation with one brace", ["WF311"]) { example in
      interpolations(of: example).filter { $0.field != "run" }.map { site in
        Mutant([TextEdit(site.outer, "${" + site.text + "}")])
      }
    },
    MutationKind("an interpolation that is not closed", ["WF301"]) { example in
      interpolations(of: example).map { site in
        Mutant([TextEdit(site.outer, "${{ " + site.text)])
      }
    },
  ]

  /// The places of the names that stand behind some words in expressions.
  private static func names(behind words: String, in example: MutationExample) -> [TextRange] {
    let bytes = example.text.bytes
    let words = Array(words.utf8)
    return example.workflow.expressions.flatMap { site -> [TextRange] in
      var result: [TextRange] = []
      var start = site.range.start
      while start + words.count <= site.range.end {
        guard bytes[start..<(start + words.count)].elementsEqual(words) else {
          start += 1
          continue
        }
        start += words.count
        let name = bytes[start..<site.range.end].prefix { (0x61...0x7A).contains($0) || $0 == 0x5F }
        if !name.isEmpty { result.append(TextRange(name.startIndex, name.endIndex)) }
      }
      return result
    }
  }

  /// The `${{ }}` of a document.
  private static func interpolations(
    of example: MutationExample
  ) -> [(field: String, text: String, outer: TextRange)] {
    let bytes = example.text.bytes
    return example.workflow.expressions.compactMap { site in
      guard site.role == .interpolation else { return nil }
      var start = site.range.start
      while start > 0, bytes[start] != 0x24 { start -= 1 }
      var end = site.range.end
      while end < bytes.count, bytes[end] != 0x7D { end += 1 }
      return (site.field, site.text, TextRange(start, min(end + 2, bytes.count)))
    }
  }
}
