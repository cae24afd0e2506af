// SPDX-License-Identifier: Apache-2.0
import Diagnostics
package import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reports ids that expressions could not name.
package enum InvalidID: TextRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF106", "invalid-id", .structure, .error, fix: .safe,
    summary: "An id holds characters that ids cannot hold, or is a reserved word.",
    rationale: """
      Expressions name steps, inputs and outputs by their ids: `steps.my-step` is a subtraction, and `in` is an operator. \
      Ids are small letters, digits and underscores, and start with a letter.
      """,
    bad: [
      RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - {id: «my-step», type: script, run: make}\n"),
      RuleExample(
        "schema: wflint/v1\nname: api\ninputs: {«in»: {type: string}}\nsteps:\n  - {id: a, type: script, run: make}\n"),
    ],
    good: [RuleExample("schema: wflint/v1\nname: api\nsteps:\n  - {id: my_step, type: script, run: make}\n")])

  /// Words that mean something else in CEL.
  package static let reservedWords: Set<String> = [
    "false", "in", "null", "true", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
    "loop", "package", "namespace", "return", "var", "void", "while",
  ]

  /// Ids.
  package static func applies(to format: TextFormat) -> Bool { if case .identifier = format { true } else { false } }

  /// Reports an id that is none.
  package static func check(_ text: TypedText, _ context: WorkflowContext, _ report: inout Report) {
    // Nearly all are right, and need no string to be known as that.
    guard let node = context.tree.node(text.node),
      !node.withTextBytes({ hasForm($0) && reservedNames.index(of: $0) == nil })
    else { return }
    let id = node.text
    if hasForm(id.utf8) {
      let other = unused(id + "_", text, context)
      return report.add(
        node.contentRange, "`\(id)` is a reserved word of CEL and cannot be an id",
        fixes: [rename(node, id, to: other, text, context)])
    }
    let slug = slug(id)
    let problem = id.isEmpty ? "an id cannot be empty" : "`\(id)` is no id"
    report.add(
      node.contentRange, "\(problem): expected small letters, digits and underscores, starting with a letter",
      fixes: slug.isEmpty ? [] : [rename(node, id, to: unused(slug, text, context), text, context)])
  }

  /// Whether a text can be an id: `[a-z][a-z0-9_]*`, and no reserved word.
  package static func isIdentifier(_ text: String) -> Bool { hasForm(text.utf8) && !reservedWords.contains(text) }

  /// Whether bytes are `[a-z][a-z0-9_]*`.
  private static func hasForm(_ id: some Collection<UInt8>) -> Bool {
    guard let first = id.first, (0x61...0x7A).contains(first) else { return false }
    return id.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
  }

  private static let reservedNames = NameTable(reservedWords.sorted())

  /// The id that comes nearest to a text; empty where nothing of it can stand in one.
  package static func slug(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x41...0x5A: result.append(byte + 0x20)
      case 0x61...0x7A, 0x30...0x39: result.append(byte)
      default: if !result.isEmpty, result.last != 0x5F { result.append(0x5F) }
      }
    }
    while result.last == 0x5F { result.removeLast() }
    guard let first = result.first else { return "" }
    let text = String(decoding: result, as: UTF8.self)
    let name = (0x30...0x39).contains(first) ? "step_\(text)" : text
    return reservedWords.contains(name) ? name + "_" : name
  }

  private static func unused(_ name: String, _ text: TypedText, _ context: WorkflowContext) -> String {
    guard text.field == "id" else { return name }
    var candidate = name
    var number = 2
    while context.stepsByID[candidate] != nil {
      candidate = "\(name)_\(number)"
      number += 1
    }
    return candidate
  }

  /// Renames a step's id with everything that refers to it; other ids where they stand.
  private static func rename(
    _ node: YAMLNode, _ old: String, to new: String, _ text: TypedText, _ context: WorkflowContext
  ) -> Fix {
    var edits = [TextEdit(node.contentRange, new)]
    if text.field == "id", let index = context.stepsByID[old],
      context.workflow.steps[index].id?.syntax == node.reference
    {
      for reference in context.workflow.stepReferences where reference.value == old {
        edits.append(TextEdit(reference.range, new))
      }
      for mention in context.workflow.expressions.flatMap(\.mentions) where mention.id == old {
        edits.append(TextEdit(mention.range, new))
      }
    }
    return Fix("rename to `\(new)`", edits: edits)
  }
}
