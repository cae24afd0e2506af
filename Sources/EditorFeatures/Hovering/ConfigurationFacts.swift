// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import Dialect
import Rules
import SourceText
import YAMLSyntax

/// What is told of the names and values of `.wflint.yaml` that its rows alone do not know: rules, globs, folders, step types,
/// the entries of the directory.
func hoverOnConfiguration(_ document: AnalyzedDocument, _ offset: Int) -> HoverResult? {
  guard document.parsed.kind == .configuration, let node = document.parsed.tree.node(at: offset),
    node.kind == .scalar, node.range.touches(offset)
  else { return nil }
  if let place = document.parsed.directoryPlaces.first(where: { $0.range.touches(offset) }),
    let context = document.rowContexts.first
  {
    return HoverResult(markdown: DirectoryFacts.markdown(place.entry, context.directory), range: place.range)
  }
  return ConfigurationFacts(document: document, node: node).markdown.map {
    HoverResult(markdown: $0, range: node.range)
  }
}

/// A scalar of the configuration, for people.
private struct ConfigurationFacts {
  let document: AnalyzedDocument
  let node: YAMLNode

  /// Nil where the rows say all there is.
  var markdown: String? {
    // A text alone stands for a list of one.
    let path = node.path.filter { if case .key = $0 { true } else { false } }.map(\.description)
    let isKey = node.isKey
    switch (path.first, path.count) {
    case ("rules", 2): return isKey ? rule(path[1]) : severity(of: path[1], in: nil)
    case ("per_file", 2) where isKey: return glob(path[1], field: "per_file")
    case ("per_file", 3): return isKey ? rule(path[2]) : severity(of: path[2], in: path[1])
    case ("exclude", 1) where !isKey: return glob(node.text, field: "exclude")
    case ("import_folders", 1) where !isKey, ("definition_folders", 1) where !isKey: return folder(field: path[0])
    case ("step_types", 2...): return stepType(path, isKey: isKey)
    default: return nil
    }
  }

  // MARK: Rules

  private func rule(_ name: String) -> String? { RuleCatalog.rule(name).map { RuleDocumentation.markdown($0) } }

  private func severity(of name: String, in glob: String?) -> String? {
    guard let rule = RuleCatalog.rule(name) else { return nil }
    let meaning = node.text == "off" ? "does not run" : "is \(article(node.text)) \(node.text)"
    let place = glob.map { " in the files that `\($0)` matches" } ?? ""
    return "`\(rule.name)` (\(rule.code)) \(meaning)\(place); unless said it is \(article(rule.severity.rawValue)) "
      + "\(rule.severity.rawValue)\n\n\(rule.summary)"
  }

  private func article(_ word: String) -> String { word == "error" ? "an" : "a" }

  // MARK: Paths

  private static let globParts: [(part: String, meaning: String)] = [
    ("**", "any text, folders too"), ("*", "any text without a slash"), ("?", "one character but a slash"),
    ("[", "one of the characters in brackets"), ("{", "one of the texts in braces"),
  ]

  private func glob(_ pattern: String, field: String) -> String {
    var lines = ["the files that `\(pattern)` matches, seen from this file's folder"]
    do {
      let glob = try Glob(pattern)
      if glob.isNegated { lines.append("- `!` at the start: nothing is taken away here, since each glob stands alone") }
    } catch {
      lines[0] = "`\(pattern)` is no glob and matches nothing: \(error)"
      return lines[0]
    }
    let rest = pattern.replacing("**", with: "")
    var parts: [String] = []
    for (part, meaning) in Self.globParts where (part == "**" ? pattern : rest).containsBytes(of: part) {
      parts.append("- `\(part)`: \(meaning)")
    }
    if !parts.isEmpty { lines += [""] + parts }
    return (lines + documentation(of: field)).joined(separator: "\n")
  }

  private func folder(field: String) -> String {
    let folder = PathWords.resolve(node.text, in: PathWords.parent(of: document.parsed.path))
    return (["the folder `\(folder)`"] + documentation(of: field)).joined(separator: "\n")
  }

  private func documentation(of field: String) -> [String] {
    let row = document.rowContexts.first?.lowered.schema.root.field(named: field)
    return row.map { ["", $0.documentation] } ?? []
  }

  // MARK: Step types

  /// `step_types`, a name, and then `fields` or `outputs` with names of their own.
  private func stepType(_ path: [String], isKey: Bool) -> String? {
    guard let type = readConfiguration(document.parsed).stepTypes.first(where: { $0.name == path[1] }) else {
      return nil
    }
    if path.count == 2 { return isKey ? FieldDocumentation.markdown(type) : nil }
    switch path[2] {
    case "fields" where path.count == 4 && isKey || path.last == "options" && !isKey:
      return type.row.field(named: path[3]).map { FieldDocumentation.markdown($0, of: type.row) }
    case "outputs" where path.count == 4 && isKey:
      guard let output = type.outputs.first(where: { $0.name == path[3] }) else { return nil }
      return "output `\(output.name)`: \(output.type)\n\n*what every step of the type `\(type.name)` leaves behind*"
    default: return nil
    }
  }
}
