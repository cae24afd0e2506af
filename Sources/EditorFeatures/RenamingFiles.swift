// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
package import SourceText
import YAMLSyntax

/// The edits that let a scenario file name its workflows after files got other names.
package func scenarioEdits(in parsed: ParsedDocument, moves: FileMoves) -> [TextEdit] {
  let folder = PathWords.parent(of: moves.renamed(parsed.path))
  return scenarioTargets(in: parsed).compactMap { target in
    guard !target.text.hasPrefix("/") else { return nil }
    // Of a glob the folders before its first special character are names.
    let (base, rest) = literalFolder(of: target.text)
    let path: String
    if let rest {
      let found = PathWords.resolve(base, in: PathWords.parent(of: parsed.path))
      let new = relativeFolder(moves.renamed(found), from: folder)
      path = (new.isEmpty ? "" : new + "/") + rest
    } else {
      path = PathWords.relative(moves.renamed(target.path), from: folder)
    }
    guard PathWords.resolve(path, in: folder) != PathWords.resolve(target.text, in: folder) else { return nil }
    let isQuoted = parsed.tree.node(at: target.range.start).map { $0.style != .plain } ?? false
    return TextEdit(target.range, isQuoted ? path : YAMLQuoting.quoteIfNeeded(path))
  }
}

/// The edits that let a configuration name its folders after files got other names.
package func configurationEdits(in parsed: ParsedDocument, moves: FileMoves) -> [TextEdit] {
  guard parsed.kind == .configuration, let root = parsed.tree.documents.first?.root else { return [] }
  let writer = ConfigurationMoves(
    old: PathWords.parent(of: parsed.path), new: PathWords.parent(of: moves.renamed(parsed.path)), moves: moves)
  var edits: [TextRange: String] = [:]
  func add(_ node: YAMLNode, _ text: String?) {
    guard let text, text != node.text else { return }
    edits[node.range] = YAMLQuoting.quoteIfNeeded(text, style: node.style, inFlow: node.isInFlow)
  }
  for key: StaticString in ["import_folders", "definition_folders"] {
    for node in scalars(of: root.mergedEntry(key)?.value) { add(node, writer.folder(node.text)) }
  }
  for node in scalars(of: root.mergedEntry("exclude")?.value) { add(node, writer.glob(node.text)) }
  for entry in root.mergedEntry("per_file")?.value.resolved?.mergedEntries ?? [] {
    add(entry.key, writer.glob(entry.key.text))
  }
  return edits.sorted { $0.key < $1.key }.map { TextEdit($0.key, $0.value) }
}

/// The edits that let the steps of workflows name their files and folders after these got other names.
///
/// - Parameter root: the folder that steps' paths start in.
package func pathEdits(in parsed: ParsedDocument, root: String, moves: FileMoves) -> [TextEdit] {
  var edits: [TextRange: String] = [:]
  for text in parsed.workflows.flatMap(\.lowered.texts) where text.format == .path || text.format == .folder {
    guard let node = parsed.tree.node(text.node), node.kind == .scalar, !node.holdsInterpolation,
      !node.text.hasPrefix("/"), !node.text.isEmpty, node.style != .literal, node.style != .folded
    else { continue }
    let old = PathWords.resolve(node.text, in: root)
    let base = moves.renamed(root)
    let new = moves.renamed(old)
    guard PathWords.resolve(node.text, in: base) != new else { continue }
    let lead = node.text.hasPrefix("./") ? "./" : ""
    let tail = node.text.hasSuffix("/") ? "/" : ""
    let path = lead + PathWords.relative(new, from: base) + tail
    edits[node.range] = YAMLQuoting.quoteIfNeeded(path, style: node.style, inFlow: node.isInFlow)
  }
  return edits.sorted { $0.key < $1.key }.map { TextEdit($0.key, $0.value) }
}

private func scalars(of value: YAMLNode?) -> [YAMLNode] {
  guard let value = value?.resolved else { return [] }
  let nodes = value.kind == .sequence ? value.items.compactMap(\.resolved) : [value]
  return nodes.filter { $0.kind == .scalar && !$0.text.isEmpty && $0.style != .literal && $0.style != .folded }
}

/// The folders before a glob's first special character, and what follows; nothing follows in a plain path.
private func literalFolder(of glob: String) -> (folder: String, rest: String?) {
  guard Glob.hasSpecialCharacters(glob) else { return (glob, nil) }
  let parts = glob.split(separator: "/", omittingEmptySubsequences: false)
  let count = parts.firstIndex { Glob.hasSpecialCharacters(String($0)) } ?? parts.count
  return (parts[..<count].joined(separator: "/"), parts[count...].joined(separator: "/"))
}

/// How a folder is named from another; empty for itself.
private func relativeFolder(_ path: String, from folder: String) -> String {
  let inner = PathWords.relative(path + "/x", from: folder)
  return inner == "x" ? "" : String(inner.dropLast(2))
}

/// What a configuration writes of folders, relative to its own.
private struct ConfigurationMoves {
  /// The configuration's folder before and after.
  let old: String
  let new: String
  let moves: FileMoves

  func folder(_ text: String) -> String? {
    let target = moves.renamed(PathWords.resolve(text, in: old))
    guard PathWords.resolve(text, in: new) != target else { return nil }
    let tail = text.hasSuffix("/") ? "/" : ""
    if text.hasPrefix("/") { return target + tail }
    let path = relativeFolder(target, from: new)
    return (text.hasPrefix("./") && !path.hasPrefix("../") ? "./" : "") + (path.isEmpty ? "." : path) + tail
  }

  /// A glob's literal folders move with them; what lies outside of the configuration's folder no glob reaches.
  func glob(_ text: String) -> String? {
    let mark = text.hasPrefix("!") ? "!" : ""
    let (folder, rest) = literalFolder(of: String(text.dropFirst(mark.count)))
    guard !folder.isEmpty, !folder.hasPrefix("/") else { return nil }
    let target = moves.renamed(PathWords.resolve(folder, in: old))
    guard PathWords.resolve(folder, in: new) != target, target.hasPrefix(new + "/") else { return nil }
    return mark + target.dropFirst(new.count + 1) + (rest.map { "/" + $0 } ?? "")
  }
}
