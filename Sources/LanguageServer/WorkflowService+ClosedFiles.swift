// SPDX-License-Identifier: Apache-2.0
import Analysis
package import Diagnostics
package import EditorFeatures
import SourceText
import Synchronization
import WorkflowModel

extension WorkflowService {
  /// The files on disk that are analysed and are not open, sorted by path.
  ///
  /// Complexity: linear in the files of the open folders; none of them is read.
  package func closedFiles(in workspace: SessionSnapshot) async -> [ClosedFile] {
    let roots = indexRoots(of: workspace)
    let indexes = indexes.withLock { indexes in roots.compactMap { indexes[$0] } }
    let open = Set(workspace.documents.values.compactMap(\.uri.path))
    var result: [ClosedFile] = []
    for index in indexes {
      var stamps = ClosedFileStamps(self, index, workspace)
      for (path, file) in index.files where !open.contains(path) {
        if Task.isCancelled { return [] }
        result.append(ClosedFile(path: path, stamp: stamps.stamp(of: path, file)))
      }
    }
    for path in roots.map({ $0 + "/.wflint.yaml" }) where !open.contains(path) {
      guard let bytes = contents(of: path) else { continue }
      result.append(ClosedFile(path: path, stamp: Int(truncatingIfNeeded: ContentHash(bytes).value)))
    }
    return result.sorted { $0.path < $1.path }
  }

  /// The findings of a file on disk, sorted, with its text; nil where it cannot be read.
  package func diagnostics(
    of file: ClosedFile, in workspace: SessionSnapshot
  ) async -> (TargetDocument, [Diagnostic])? {
    // Clients ask every few seconds: a file without findings in which nothing can have changed has none still.
    if clean.withLock({ $0[file.path] }) == file.stamp {
      return (TargetDocument(path: file.path, text: SourceText("")), [])
    }
    guard let text = text(ofFile: file.path) else { return nil }
    let snapshot = DocumentSnapshot(
      uri: DocumentURI(path: file.path), languageID: "", version: nil, generation: -1, text: text)
    defer { closed(snapshot) }
    let found = analyzed(snapshot, in: workspace).diagnostics
    if Task.isCancelled { return nil }
    clean.withLock { $0[file.path] = found.isEmpty ? file.stamp : nil }
    return (TargetDocument(path: file.path, text: text), found)
  }
}

/// What the findings of the files of one folder that are not open follow from, besides each file's own text: as little
/// as can be, so that few files are looked at again after an edit of another one.
private struct ClosedFileStamps {
  private let service: WorkflowService
  private let index: WorkspaceIndex
  private let workspace: SessionSnapshot
  /// The open documents by path, as they are.
  private var open: [String: ParsedDocument] = [:]
  /// Tells the texts of the files apart: what is open, else what is on disk.
  private var texts: [String: Int] = [:]
  private var surroundings: [String: WorkflowService.Surroundings] = [:]
  /// The workflows that have to do with each other, by the workspace's folder.
  private var workflows: [String: LinkedWorkflows] = [:]
  private var definitions: Int?
  private var imports: FileGroups?

  init(_ service: WorkflowService, _ index: WorkspaceIndex, _ workspace: SessionSnapshot) {
    self.service = service
    self.index = index
    self.workspace = workspace
    for (path, file) in index.files { texts[path] = Int(truncatingIfNeeded: file.hash) }
    for document in workspace.sortedDocuments {
      guard let path = document.uri.path, index.covers(path) else { continue }
      texts[path] = document.generation
      open[path] = service.parsed(document, in: service.surroundings(of: path, in: workspace))
    }
  }

  mutating func stamp(of path: String, _ file: WorkspaceIndex.File) -> Int {
    let surroundings = surroundings(of: path)
    var hasher = Hasher()
    hasher.combine(file.hash)
    hasher.combine(surroundings.root)
    hasher.combine(surroundings.configurationStamp)
    switch file.dialect {
    case "kubevela": hasher.combine(definitionsStamp())
    case "cloudify": hasher.combine(importsStamp(of: path, surroundings))
    case nil: combineTargets(of: file, surroundings.root, &hasher)
    default: linked(in: surroundings.root).combine(path, file, &hasher)
    }
    return hasher.finalize()
  }

  /// What one folder's files have in common; the nearest configuration is looked for once a folder.
  private mutating func surroundings(of path: String) -> WorkflowService.Surroundings {
    let folder = PathWords.parent(of: path)
    if let known = surroundings[folder] { return known }
    let found = service.surroundings(of: path, in: workspace)
    surroundings[folder] = found
    return found
  }

  private mutating func linked(in root: String) -> LinkedWorkflows {
    if let known = workflows[root] { return known }
    var files: [String: [WorkflowSummary]] = [:]
    for (path, file) in index.files where path.hasPrefix(root) && open[path] == nil { files[path] = file.summaries }
    for (path, document) in open where path.hasPrefix(root) { files[path] = document.summaries() }
    let made = LinkedWorkflows(files, texts)
    workflows[root] = made
    return made
  }

  /// The workflow files that a scenario file names, and those that have to do with them: mocks go along calls.
  private mutating func combineTargets(of file: WorkspaceIndex.File, _ root: String, _ hasher: inout Hasher) {
    for target in file.targets ?? [] {
      if Glob.hasSpecialCharacters(target.path) { return hasher.combine(linked(in: root).all) }
      hasher.combine(texts[target.path])
      hasher.combine(linked(in: root).stamp(of: target.path))
    }
  }

  /// The files that define step types.
  private mutating func definitionsStamp() -> Int {
    if let definitions { return definitions }
    var hasher = Hasher()
    let closed = index.definingPaths.filter { open[$0] == nil }
    let opened = open.filter { !StepDefinitions(of: $0.value).isEmpty }.keys
    for path in Set(closed).union(opened).sorted() {
      hasher.combine(path)
      hasher.combine(texts[path])
    }
    let stamp = hasher.finalize()
    definitions = stamp
    return stamp
  }

  /// The files that a file imports, and that import it, directly or not.
  private mutating func importsStamp(of path: String, _ surroundings: WorkflowService.Surroundings) -> Int? {
    if imports == nil {
      let folders = service.importFolders(surroundings)
      let importers = service.importerIndex(of: String(surroundings.root.dropLast()), folders: folders)
      var made = FileGroups()
      for (path, candidates) in importers.candidates where open[path] == nil {
        made.add(path, Array(candidates.joined()))
      }
      for (path, document) in open { made.add(path, Array(document.importCandidates(folders: folders).joined())) }
      made.close { texts[$0] ?? importers.hashes[$0].map { Int(truncatingIfNeeded: $0) } }
      imports = made
    }
    return imports?.stamp(of: path)
  }
}

/// The workflows of a folder that have to do with each other: by a name, a call, a chain, or by what they change.
private struct LinkedWorkflows {
  /// Tells the texts of all files with workflows apart.
  let all: Int
  private let groups: FileGroups
  private let names: Set<String>
  private let namesHash: Int

  init(_ files: [String: [WorkflowSummary]], _ texts: [String: Int]) {
    var groups = FileGroups()
    var names: Set<String> = []
    var hasher = Hasher()
    for (path, summaries) in files.sorted(by: { $0.key < $1.key }) where !summaries.isEmpty {
      var keys: [String] = []
      for summary in summaries {
        names.insert(summary.name)
        keys.append("name " + summary.name)
        keys += summary.links.map { "name " + $0.workflow } + summary.changes.map { "change " + $0 }
      }
      groups.add(path, keys)
      hasher.combine(path)
      hasher.combine(texts[path])
    }
    groups.close { texts[$0] }
    self.groups = groups
    self.names = names
    namesHash = names.hashValue
    all = hasher.finalize()
  }

  /// What tells the texts of a file's group apart.
  func stamp(of path: String) -> Int? { groups.stamp(of: path) }

  func combine(_ path: String, _ file: WorkspaceIndex.File, _ hasher: inout Hasher) {
    hasher.combine(groups.stamp(of: path))
    // A name that nobody has is compared with all.
    if file.summaries.contains(where: { $0.links.contains { !names.contains($0.workflow) } }) {
      hasher.combine(namesHash)
    }
  }
}

/// Files that have keys in common, directly or through others: each group has a stamp of its files' texts.
private struct FileGroups {
  private var parents: [String: String] = [:]
  private var stamps: [String: Int] = [:]

  /// Puts a file together with whatever else has one of the keys; a path may be a key.
  mutating func add(_ path: String, _ keys: [String]) {
    let own = representative(path)
    for key in keys {
      let other = representative(key)
      if other != own { parents[other] = own }
    }
  }

  /// Makes the stamps; nothing is added any more.
  mutating func close(text: (String) -> Int?) {
    var members: [String: [String]] = [:]
    for key in Array(parents.keys) { members[representative(key), default: []].append(key) }
    for (name, keys) in members {
      var hasher = Hasher()
      for key in keys.sorted() {
        hasher.combine(key)
        hasher.combine(text(key))
      }
      stamps[name] = hasher.finalize()
    }
  }

  /// What tells the texts of a file's group apart; nil for a file that was not added.
  func stamp(of path: String) -> Int? {
    // Every way has one step since the stamps were made.
    parents[path].flatMap { stamps[$0] }
  }

  private mutating func representative(_ key: String) -> String {
    var last = key
    while let next = parents[last], next != last { last = next }
    var current = key
    while let next = parents[current], next != last, current != last {
      parents[current] = last
      current = next
    }
    parents[key] = last
    return last
  }
}
