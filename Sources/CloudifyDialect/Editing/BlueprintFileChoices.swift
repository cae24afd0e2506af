// SPDX-License-Identifier: Apache-2.0
package import Dialect
package import SourceText
package import YAMLSyntax

extension BlueprintVocabulary {
  /// The files of the workspace that the file at a path may import, or whose scripts it may name, at a cursor.
  package func files(
    at cursor: CursorContext, in path: String, among paths: WorkspacePaths
  ) -> [VocabularyChoice] {
    guard let unit = unit(path), let way = CursorSlot(cursor, offset: cursor.word.start).value else { return [] }
    let words = way.map { $0.key ?? "#" }
    let choices = BlueprintFileChoices(checker: checker, unit: unit, cursor: cursor, paths: paths)
    if words.count == 2, words[0] == "imports" { return choices.imports() }
    let isWorkflow = words[0] == "workflows" && (words.count == 2 || words.count == 3 && words[2] == "mapping")
    if isWorkflow { return choices.scripts { $0.hasSuffix(".py") } }
    let all = BlueprintChoices(vocabulary: self, checker: checker, unit: unit, cursor: cursor)
    guard let end = all.interfaceEnd(words), words.count > end + 2 else { return [] }
    let rest = words[(end + 3)...]
    guard rest.isEmpty || rest == ["implementation"] || rest == ["inputs", "script_path"] else { return [] }
    return choices.scripts { BlueprintPath.hasScriptName($0) }
  }
}

/// Files as a blueprint names them.
struct BlueprintFileChoices {
  let checker: BlueprintChecker
  let unit: Int
  let cursor: CursorContext
  let paths: WorkspacePaths

  /// The longest list that is made; the nearest files come first.
  private static let maximumCount = 300

  private var path: String { checker.units[unit].path }

  /// What is written already, without a quote before it.
  private var written: String {
    let text = String(checker.units[unit].file.root.tree.source[cursor.word])
    return text.hasPrefix("\"") || text.hasPrefix("'") ? String(text.dropFirst()) : text
  }

  // MARK: Imports

  /// The files that may be imported and are not yet, the nearest first.
  func imports() -> [VocabularyChoice] {
    let file = checker.units[unit]
    var known: Set<String> = [path, checker.path]
    for entry in file.file.imports where !entry.node.range.touches(cursor.word.start) {
      if case .file(_, let target) = checker.outcome(of: entry, from: file) { known.insert(target) }
    }
    let written = written
    let (namespace, start) = ImportEntry.parts(of: written)
    let lead = namespace.isEmpty ? "" : namespace + "--"
    let folder = String(BlueprintPath.folder(path).dropLast())
    var found: [(distance: Int, path: String)] = paths.importable.compactMap { path in
      known.contains(path) ? nil : (BlueprintPath.distance(from: folder, to: path), path)
    }
    found.sort { ($0.distance, $0.path) < ($1.distance, $1.path) }
    return found.prefix(Self.maximumCount).compactMap { distance, path in
      address(of: path, from: folder, like: start).map {
        VocabularyChoice(lead + $0, .file, detail: "a file of the workspace", rank: distance)
      }
    }
  }

  /// A file as an import of this one names it; nil where no way of writing leads there.
  private func address(of path: String, from folder: String, like start: String) -> String? {
    let relative = BlueprintPath.relative(path, from: folder)
    var ways = [relative]
    if relative.hasPrefix("../") {
      let bases = checker.folders.map { BlueprintPath.joined("", $0) + "/" }.filter { path.hasPrefix($0) }
      let short = bases.max { $0.utf8.count < $1.utf8.count }.map { String(path.dropFirst($0.count)) }
      // What people write says which way they want.
      if let short { ways.insert(short, at: start.hasPrefix(".") ? 1 : 0) }
    } else if start.hasPrefix("./") {
      ways = ["./" + relative]
    }
    return ways.first { leads($0, to: path) }
  }

  private func leads(_ address: String, to path: String) -> Bool {
    let candidates = BlueprintFile.candidates(
      address, version: checker.version, from: self.path, root: checker.path, folders: checker.folders)
    return candidates.first { $0 == path || paths.contains($0) } == path
  }

  // MARK: Scripts

  /// The scripts beside and below the main file, and beside and below this one, the nearest first.
  func scripts(_ isWanted: (String) -> Bool) -> [VocabularyChoice] {
    let main = BlueprintPath.folder(checker.path)
    let own = BlueprintPath.folder(path)
    let lead = written.hasPrefix("./") ? "./" : ""
    var result: [VocabularyChoice] = []
    for file in paths.files where isWanted(file) {
      guard let base = [main, own].first(where: { !$0.isEmpty && file.hasPrefix($0) }) else { continue }
      let name = String(file.dropFirst(base.count))
      // The main file's folder comes first.
      if base != main, paths.contains(main + name) { continue }
      result.append(
        VocabularyChoice(lead + name, .file, detail: "a script", rank: 1 + name.utf8.count { $0 == 0x2F }))
      if result.count >= Self.maximumCount { break }
    }
    return result
  }
}
