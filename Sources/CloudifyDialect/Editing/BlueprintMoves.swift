// SPDX-License-Identifier: Apache-2.0
import Dialect
package import SourceText
import YAMLSyntax

/// What a blueprint writes of other files when they, or it, get other names.
extension BlueprintFile: MovingDetails {
  /// The files that the document imports or whose scripts it names, as far as they are there.
  package func mentions(at path: String, root: String, folders: [String], moves: FileMoves) -> [FileMention] {
    let writer = BlueprintMoves(file: self, path: path, root: root, folders: folders, moves: moves)
    let imported = imports.compactMap { entry in
      writer.imported(entry).map { FileMention("imports \(entry.target)", path: $0) }
    }
    let run = scriptNodes().compactMap { node in
      writer.script(node.text).map { FileMention("runs \(node.text)", path: $0) }
    }
    return imported + run
  }

  /// The edits that let the document name the same files afterwards.
  package func edits(at path: String, root: String, folders: [String], moves: FileMoves) -> [TextEdit] {
    let writer = BlueprintMoves(file: self, path: path, root: root, folders: folders, moves: moves)
    var edits: [TextRange: String] = [:]
    for entry in imports {
      if let text = writer.newText(of: entry) { edits[entry.node.range] = writer.written(text, as: entry.node) }
    }
    for node in scriptNodes() {
      if let text = writer.newText(ofScript: node.text) { edits[node.range] = writer.written(text, as: node) }
    }
    return edits.sorted { $0.key < $1.key }.map { TextEdit($0.key, $0.value) }
  }

  /// The texts that may name scripts: of operations, of workflows, and what the script runner is given.
  private func scriptNodes() -> [YAMLNode] {
    mappingNodes(withScriptPaths: true).filter { node in
      BlueprintPath.mayBeFile(node.text) && !BlueprintPath.hasScheme(node.text) && !node.text.utf8.contains(0x0A)
    }
  }
}

/// One blueprint's way of naming files, before and after a move.
private struct BlueprintMoves {
  let file: BlueprintFile
  let path: String
  let root: String
  let folders: [String]
  let moves: FileMoves

  private var newPath: String { moves.renamed(path) }
  private var newRoot: String { moves.renamed(root) }
  private var newFolders: [String] { folders.map { moves.renamed($0) } }
  private var newOwn: String { BlueprintPath.folder(newPath) }

  // MARK: Imports

  /// The file that an import means now.
  func imported(_ entry: ImportEntry) -> String? {
    guard !StandardTypes.isMeant(by: entry.target) else { return nil }
    return BlueprintFile.candidates(entry.target, version: file.version, from: path, root: root, folders: folders)
      .first { moves.exists($0) }
  }

  private func leads(_ address: String, to target: String) -> Bool {
    BlueprintFile.candidates(address, version: file.version, from: newPath, root: newRoot, folders: newFolders)
      .first { moves.willExist($0) } == target
  }

  private func isBeside(_ path: String, _ address: String, _ target: String) -> Bool {
    let whole = BlueprintPath.joined(BlueprintPath.folder(path), address)
    return whole == target || file.version.map { BlueprintPath.versioned(whole, $0) == target } ?? false
  }

  /// What an import must say to mean the same file; nil where it does already.
  func newText(of entry: ImportEntry) -> String? {
    guard let old = imported(entry) else { return nil }
    let target = moves.renamed(old)
    // What was found beside the file is so afterwards: in a folder above, the product finds it by chance.
    let stays = isBeside(path, entry.target, old) ? isBeside(newPath, entry.target, target) : true
    guard !stays || !leads(entry.target, to: target) else { return nil }
    var name = entry.target
    var lead = ""
    if name.hasPrefix("file:") {
      name = String(name.dropFirst(5))
      lead = "file:"
      while name.hasPrefix("//") {
        name = String(name.dropFirst())
        lead += "/"
      }
    }
    let found = ways(to: target, from: old, like: name).first { leads(lead + $0, to: target) }
    return found.map { (entry.namespace.isEmpty ? "" : entry.namespace + "--") + lead + $0 }
  }

  /// How a file may be written, what keeps the way it was written first.
  private func ways(to target: String, from old: String, like name: String) -> [String] {
    if name.hasPrefix("/") { return unversioned(target, like: name) + [target] }
    let own = BlueprintPath.relative(target, from: String(newOwn.dropLast()))
    var ways: [String] = []
    let base = [old, file.version.map { Self.unversioned(old, $0) } ?? old].first { $0.hasSuffix("/" + name) }
      .map { String($0.dropLast(name.count)) }
    if let base, base != BlueprintPath.folder(path), !name.hasPrefix(".") {
      // Found from an import folder, the main file's folder or one above: it is still, where that can be.
      for folder in [moves.renamed(String(base.dropLast()))] + newFolders where target.hasPrefix(folder + "/") {
        ways.append(String(target.dropFirst(folder.count + 1)))
      }
    }
    ways.append(name.hasPrefix("./") && !own.hasPrefix("../") ? "./" + own : own)
    return ways.flatMap { unversioned($0, like: name) + [$0] }
  }

  /// The path without its version, where the product finds it by that and the old text had none either.
  private func unversioned(_ way: String, like name: String) -> [String] {
    guard let version = file.version else { return [] }
    let short = Self.unversioned(way, version)
    return short != way && Self.unversioned(name, version) == name ? [short] : []
  }

  private static func unversioned(_ path: String, _ version: DSLVersion) -> String {
    let name = BlueprintPath.name(path)
    let stem = name.utf8.lastIndex(of: 0x2E).map { name[..<$0] } ?? name
    let mark = "_1_\(version.minor)"
    guard stem.hasSuffix(mark) else { return path }
    return String(path.dropLast(name.count)) + String(stem.dropLast(mark.count)) + String(name.dropFirst(stem.count))
  }

  // MARK: Scripts

  /// The file that a script's path means now.
  func script(_ text: String) -> String? {
    BlueprintFile.scriptPaths(text, from: path, root: root).first { moves.exists($0) }
  }

  private func runs(_ text: String, _ target: String) -> Bool {
    BlueprintFile.scriptPaths(text, from: newPath, root: newRoot).first { moves.willExist($0) } == target
  }

  /// What the path of a script must be to mean the same one; nil where it does already.
  func newText(ofScript text: String) -> String? {
    guard let old = script(text) else { return nil }
    let target = moves.renamed(old)
    guard !runs(text, target) else { return nil }
    var bases = [BlueprintPath.folder(newRoot), newOwn]
    if old != BlueprintPath.joined(BlueprintPath.folder(root), text) { bases.reverse() }
    let lead = text.hasPrefix("./") ? "./" : ""
    let ways =
      bases.filter { target.hasPrefix($0) }.map { lead + target.dropFirst($0.count) }
      + bases.map { BlueprintPath.relative(target, from: String($0.dropLast())) }
    return ways.first { runs($0, target) }
  }

  /// A text in the quotes that its node has, or in those that it needs.
  func written(_ text: String, as node: YAMLNode) -> String {
    YAMLQuoting.quoteIfNeeded(text, style: node.style, inFlow: node.isInFlow)
  }
}
