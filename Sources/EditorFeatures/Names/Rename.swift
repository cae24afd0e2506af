// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import Rules
package import SourceText
import YAMLSyntax
import WorkflowModel

/// Why something cannot be renamed; a sentence for people.
package struct RenameProblem: Error, Hashable, Sendable {
  /// What is in the way, and what to do.
  package var message: String

  /// Makes a problem.
  package init(message: String) { self.message = message }
}

/// The name at an offset that can be renamed, and where it stands; nil where none is, or where its declaration is not in
/// this document, so that a new name would lead nowhere.
package func renamable(in document: AnalyzedDocument, at offset: Int) -> TextRange? {
  let all = document.occurrences(at: offset)
  guard all.contains(where: \.isDeclaration) else { return nil }
  return all.first { $0.range.touches(offset) }?.range
}

/// The edits that give the thing at an offset another name wherever the document names it.
///
/// - Throws: `RenameProblem` where nothing can be renamed there, the name is none, or another thing has it.
package func rename(
  in document: AnalyzedDocument, at offset: Int, to newName: String
) throws(RenameProblem) -> [TextEdit] {
  let all = document.occurrences(at: offset)
  guard let first = all.first, all.contains(where: \.isDeclaration) else {
    throw RenameProblem(
      message: "nothing that this file declares stands here: step ids, inputs, outputs and anchors can be renamed")
  }
  if document.text(first.range) == newName { return [] }
  if let (place, naming) = document.namedPlace(at: offset) {
    switch naming.renaming(place, to: newName) {
    case .success(let edits): return edits
    case .failure(let problem): throw RenameProblem(message: problem.message)
    }
  }
  let taken: Bool
  switch first.thing {
  case .anchor:
    guard !newName.isEmpty, newName.utf8.allSatisfy(isAnchorByte) else {
      throw RenameProblem(message: "`\(newName)` is no anchor: expected letters, digits, `-` and `_`")
    }
    taken = document.parsed.tree.anchors.contains { $0.name == newName }
  case .named: taken = true
  case .declared, .workflow, .calledInput, .calledOutput:
    throw RenameProblem(message: "this name is renamed in all files at once")
  case .step(let workflow, _):
    try checkIdentifier(newName)
    taken = document.contexts[workflow].stepsByID[newName] != nil
  case .input(let workflow, _):
    try checkIdentifier(newName)
    taken = document.contexts[workflow].workflow.inputs.contains { $0.name.value == newName }
  case .output(let workflow, let step, _):
    try checkIdentifier(newName)
    taken = document.contexts[workflow].workflow.steps.contains { candidate in
      candidate.id?.value == step && candidate.declaredOutputs.contains { $0.name.value == newName }
    }
  case .result(let workflow, _):
    try checkIdentifier(newName)
    taken = document.contexts[workflow].workflow.outputs.contains { $0.key.value == newName }
  case .entry: throw RenameProblem(message: "entries of the directory are renamed where they are declared")
  }
  if taken { throw RenameProblem(message: "`\(newName)` is taken: choose a name that nothing else has") }
  return all.map { TextEdit($0.range, newName) }
}

private func checkIdentifier(_ name: String) throws(RenameProblem) {
  guard InvalidID.isIdentifier(name) else {
    throw RenameProblem(
      message:
        "`\(name)` is no id: expected small letters, digits and underscores, starting with a letter, and no reserved word of CEL"
    )
  }
}

private func isAnchorByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
  default: false
  }
}
