// SPDX-License-Identifier: Apache-2.0
package import Dialect
import Expression
package import SourceText
import WorkflowModel
import YAMLSyntax

extension KubeVelaDocument: NamingDocument {
  /// Steps, outputs, components and policies, wherever they are named.
  package var namedPlaces: [NamedPlace] { KubeVelaPlaces(self).all.map(\.place) }

  /// What people are told of a name.
  package func documentation(of place: NamedPlace) -> String? {
    let declared = namedPlaces.first { $0.kind == place.kind && $0.name == place.name && $0.isDeclaration }
    switch place.kind {
    case "step": return stepDocumentation(place.name)
    case "output":
      let owner = steps.first { $0.outputs.contains { $0.name.value == place.name } }
      let source = declared?.detail.map { ", `\($0)`" } ?? ""
      return "the output `\(place.name)`\(source)" + (owner.map { " of the step `\($0.name)`" } ?? " of a component")
    default: return "the \(place.kind) `\(place.name)`" + (declared?.detail.map { " of type `\($0)`" } ?? "")
    }
  }

  private func stepDocumentation(_ name: String) -> String? {
    guard let step = step(stepsByName[name]) else { return nil }
    var lines = ["**\(name)** (\(step.type?.value ?? "no type"))", ""]
    if let definition = definition(of: step) { lines += [definition.row.summary, ""] }
    if let group = self.step(step.parent) { lines.append("- in the group `\(group.name)`") }
    if !step.dependsOn.isEmpty {
      lines.append("- depends on " + step.dependsOn.map { "`\($0.value)`" }.joined(separator: ", "))
    }
    if let condition = step.condition { lines.append("- runs if `\(condition.value)`") }
    lines.append("- timeout: " + (step.timeout.map { "`\($0.value)`" } ?? "none"))
    return lines.joined(separator: "\n")
  }

  /// What people are told of a word of a condition.
  package func documentation(at offset: Int) -> (markdown: String, range: TextRange)? {
    for step in steps where step.condition?.range.touches(offset) == true {
      guard let condition = StepCondition(step, in: self) else { continue }
      for chain in condition.expression.chains {
        let path = condition.expression.fixedStart(chain)
        for (index, part) in path.enumerated() where condition.range(part.range).touches(offset) {
          let text = ConditionWords.documentation(of: part.name, at: index, in: path.map(\.name), kind)
          return text.map { ($0, condition.range(part.range)) }
        }
      }
    }
    return nil
  }

  /// The edits that give a thing another name wherever the document names it.
  package func renaming(_ place: NamedPlace, to newName: String) -> Result<[TextEdit], NamingProblem> {
    guard Self.isName(newName) else {
      return .failure(
        NamingProblem(
          message: "`\(newName)` is no \(place.kind)'s name: expected letters, digits, `-`, `_` and `.`, a letter first"
        ))
    }
    let places = KubeVelaPlaces(self).all
    if places.contains(where: { $0.place.kind == place.kind && $0.place.name == newName && $0.place.isDeclaration }) {
      return .failure(NamingProblem(message: "`\(newName)` is taken: choose a name that nothing else has"))
    }
    let own = places.filter { $0.place.kind == place.kind && $0.place.name == place.name }
    var edits: [TextEdit] = []
    for node in Set(own.map(\.node.id)).sorted(by: { $0.rawValue < $1.rawValue }) {
      let inside = own.filter { $0.node.id == node }.sorted { $0.decoded > $1.decoded }
      guard let first = inside.first else { continue }
      var bytes = Array(first.node.textBytes)
      for use in inside where use.decoded.end <= bytes.count {
        let needsIndex = use.form == .selector && !StepCondition.isIdentifier(newName)
        let start = needsIndex ? max(0, use.decoded.start - 1) : use.decoded.start
        bytes.replaceSubrange(start..<use.decoded.end, with: (needsIndex ? "[\"\(newName)\"]" : newName).utf8)
      }
      edits += YAMLEdits.replaceValue(of: first.node, with: String(decoding: bytes, as: UTF8.self))
    }
    return .success(edits)
  }

  /// Whether a text stands for itself wherever a name is written.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x41...0x5A).contains(first & 0xDF), text.utf8.count <= 253,
      !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
    else { return false }
    return text.utf8.allSatisfy {
      (0x41...0x5A).contains($0 & 0xDF) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E
    }
  }
}
