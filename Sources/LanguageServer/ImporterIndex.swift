// SPDX-License-Identifier: Apache-2.0
import Analysis
import EditorFeatures
import SourceText
import Synchronization

/// Which files of a folder import which: what is remembered of files that are not open.
struct ImporterIndex: Sendable {
  /// The folder, without a slash at its end.
  let root: String
  /// The folders of the configuration where imports may be.
  let folders: [String]
  /// The imports of each file: the places where each may be, the first that there is wins.
  private(set) var candidates: [String: [[String]]] = [:]
  /// The files that may import each path.
  private(set) var sources: [String: Set<String>] = [:]

  init(root: String, folders: [String]) {
    self.root = root
    self.folders = folders
  }

  /// A hash of each file's text.
  private(set) var hashes: [String: UInt64] = [:]

  /// Takes a file in; nil takes it out.
  mutating func update(_ path: String, _ file: (hash: UInt64, imports: [[String]])?) {
    let imports = file?.imports ?? []
    for candidate in (candidates[path] ?? []).joined() { sources[candidate]?.remove(path) }
    for candidate in imports.joined() { sources[candidate, default: []].insert(path) }
    candidates[path] = imports.isEmpty ? nil : imports
    hashes[path] = file?.hash
  }
}

extension WorkflowService {
  /// The main files that import the file at a path, directly or not, sorted; at most 8.
  ///
  /// Where files import each other in a circle, each of them is a main file.
  func importers(of path: String, in session: SessionSnapshot) -> [ParsedDocument] {
    let surroundings = surroundings(of: path, in: session)
    let root = String(surroundings.root.dropLast())
    let index = importerIndex(of: root, folders: importFolders(surroundings))
    var open: [String: [[String]]] = [:]
    for document in session.sortedDocuments {
      guard let path = document.uri.path, path.hasPrefix(surroundings.root) else { continue }
      let parsed = parsed(document, in: self.surroundings(of: path, in: session))
      open[path] = parsed.importCandidates(folders: importFolders(surroundings))
    }
    func direct(_ target: String) -> [String] {
      let sources = (index.sources[target] ?? []).union(open.keys)
      return sources.filter { source in
        let requests = open[source] ?? index.candidates[source] ?? []
        return source != target && requests.contains { isFirst(target, among: $0, in: session) }
      }.sorted()
    }
    var roots: [String] = []
    var seen: Set<String> = [path]
    var pending = direct(path)
    while let next = pending.popLast(), seen.count < 1_000 {
      guard seen.insert(next).inserted else { continue }
      let above = direct(next).filter { $0 != path }
      if above.isEmpty { roots.append(next) } else { pending += above }
    }
    return roots.sorted().prefix(8).compactMap { parsedFile($0, in: session) }
  }

  /// The folders of a configuration where imports may be.
  func importFolders(_ surroundings: Surroundings) -> [String] {
    surroundings.configuration.importFolders.map {
      PathWords.resolve($0, in: String(surroundings.root.dropLast()))
    }
  }

  private func isFirst(_ target: String, among candidates: [String], in session: SessionSnapshot) -> Bool {
    guard candidates.contains(target) else { return false }
    for candidate in candidates {
      if candidate == target { return true }
      if session.document(at: DocumentURI(path: candidate)) != nil || contents(of: candidate) != nil { return false }
    }
    return false
  }

  /// Which files of a folder import which; read again where the configuration names other folders.
  func importerIndex(of root: String, folders: [String]) -> ImporterIndex {
    if let known = importerIndexes.withLock({ $0[root] }), known.folders == folders { return known }
    var index = ImporterIndex(root: root, folders: folders)
    for path in importingFiles(below: root) { index.update(path, importing(path, folders)) }
    importerIndexes.withLock { [index] in $0[root] = index }
    return index
  }

  private func importing(_ path: String, _ folders: [String]) -> (hash: UInt64, imports: [[String]])? {
    guard let text = text(ofFile: path) else { return nil }
    let imports = ParsedDocument(path: path, text: text).importCandidates(folders: folders)
    return (ContentHash(text.bytes).value, imports)
  }

  /// Takes changes on disk in.
  func importersChanged(_ paths: [String]) {
    for path in paths where path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
      for index in importerIndexes.withLock({ Array($0.values) }) where path.hasPrefix(index.root + "/") {
        let found = importing(path, index.folders)
        importerIndexes.withLock { $0[index.root]?.update(path, found) }
      }
    }
  }

  // MARK: Names of several files

  /// Where the declared name at a byte offset is declared in other files, or the file that an import means.
  func declaredDefinitions(
    at offset: Int, _ analyzed: AnalyzedDocument, in session: SessionSnapshot
  ) -> [DefinitionTarget] {
    if let link = analyzed.importLink(at: offset), let document = target(link.path, in: session) {
      let start = TextRange(at: 0)
      return [DefinitionTarget(document: document, range: start, nameRange: start, originRange: link.range)]
    }
    guard let found = analyzed.declarationsElsewhere(at: offset) else { return [] }
    return found.places.compactMap { place in
      guard let document = target(place.path, in: session) else { return nil }
      return DefinitionTarget(
        document: document, range: place.range, nameRange: place.range, originRange: found.origin)
    }
  }

  /// Every place of all files where a declared name stands, as the main files that its file is a part of see it.
  func declaredPlaces(of thing: SharedThing, in session: SessionSnapshot) -> [FilePlaces] {
    guard let path = thing.declaringPath else { return [] }
    var places: [String: [TextRange: Bool]] = [:]
    for main in mains(of: path, in: session) {
      for place in main.places(ofDeclared: thing) {
        places[place.path, default: [:]][place.range] = place.isDeclaration
      }
      for (file, ranges) in scenarioPlaces(of: thing, main.parsed, in: session) {
        for range in ranges { places[file, default: [:]][range] = false }
      }
    }
    return places.keys.sorted().compactMap { path in
      guard let document = target(path, in: session), let found = places[path] else { return nil }
      return FilePlaces(
        document,
        found.sorted { $0.key < $1.key }.filter { $0.key.end <= document.text.count }.map {
          (range: $0.key, isDeclaration: $0.value)
        })
    }
  }

  /// The places of the scenario files of a main file where a name that its files declare stands, by path.
  private func scenarioPlaces(
    of thing: SharedThing, _ main: ParsedDocument, in session: SessionSnapshot
  ) -> [(path: String, ranges: [TextRange])] {
    guard case .declared(let name) = thing else { return [] }
    let index = surroundings(of: main.path, in: session).index
    return scenarioPaths(of: main.path, index, session).compactMap { path in
      guard let scenarios = parsedFile(path, in: session),
        let file = deployedFiles(among: [main], for: scenarios, in: session).first
      else { return nil }
      return (path, scenarios.places(of: name, in: file))
    }
  }

  /// The file at a path and the main files that import it, each with its imports.
  func mains(of path: String, in session: SessionSnapshot) -> [AnalyzedDocument] {
    let own = parsedFile(path, in: session)
    let open = session.sortedDocuments.compactMap { document -> ParsedDocument? in
      guard let path = document.uri.path else { return nil }
      return parsed(document, in: surroundings(of: path, in: session))
    }
    return (importers(of: path, in: session) + [own].compactMap(\.self)).map { main in
      let surroundings = surroundings(of: main.path, in: session)
      var snapshot = Analysis.WorkspaceSnapshot(
        configuration: surroundings.configuration, root: surroundings.root)
      collectImports(of: main, open: open, into: &snapshot)
      return prepare(main, in: snapshot)
    }
  }
}
