// SPDX-License-Identifier: Apache-2.0
package import Dialect
import SourceText

/// Collects what documents import, until no import wants another file: each file is read and parsed once.
///
/// Reading is the caller's business: the command line reads files, the language server asks open documents first.
package struct ImportCollector {
  /// What is collected so far.
  package private(set) var files = ImportedFiles()

  private let folders: [String]
  private let read: (String) -> ParsedDocument?
  private let isPresent: (String) -> Bool?
  private var known: [String: ParsedDocument?] = [:]
  private var presence: [String: Bool?] = [:]
  private var visited: Set<String> = []
  private var targets: [String: Set<String>] = [:]

  /// Makes a collector.
  ///
  /// - Parameters:
  ///   - folders: the folders where imports may be, for documents that come without folders of their own.
  ///   - read: the document at a path, nil for one that cannot be read; asked once a path.
  ///   - isPresent: whether there is a file at a path, nil where nobody can say; asked once a path.
  package init(
    folders: [String] = [], read: @escaping (String) -> ParsedDocument?, isPresent: @escaping (String) -> Bool?
  ) {
    self.folders = folders
    self.read = read
    self.isPresent = isPresent
  }

  /// Whether a document wants any other file.
  package static func wantsFiles(_ document: ParsedDocument) -> Bool { details(of: document) != nil }

  /// Collects what a document imports, directly or not. Complexity: linear in the files that are new.
  ///
  /// - Parameter own: the folders of the document's own configuration where imports may be.
  package mutating func collect(_ document: ParsedDocument, folders own: [String]? = nil) {
    let folders = own ?? folders
    guard let details = Self.details(of: document) else { return }
    var pending: [(path: String, details: any ImportingDetails)] = [(document.path, details)]
    var rounds = 0
    while let (path, details) = pending.popLast(), rounds < 10_000 {
      rounds += 1
      // A file's own wishes depend on the file that imports it only where they look into the root's folder.
      guard visited.insert("\(path)\n\(PathText.folder(of: document.path))").inserted else { continue }
      for request in details.requests(at: path, root: document.path, folders: folders) {
        for candidate in request.candidates {
          let isThere = presence[candidate] ?? isPresent(candidate)
          presence[candidate] = .some(isThere)
          if let isThere { files.note(candidate, isPresent: isThere) }
          guard isThere == true else { continue }
          if request.isImport { targets[path, default: []].insert(candidate) }
          if request.isImport, let imported = parsed(candidate), let details = Self.details(of: imported) {
            files.add(details, at: candidate)
            pending.append((candidate, details))
          }
          break
        }
      }
    }
  }

  /// Notes which of the collected documents others import: those are parts, and nothing is missing from them.
  ///
  /// Where documents import each other in a circle, each of them is the whole. Complexity: O(imports), as a rule.
  package mutating func noteRoles() {
    var importers: [String: [String]] = [:]
    for (path, others) in targets {
      for other in others where other != path { importers[other, default: []].append(path) }
    }
    for (path, sources) in importers {
      let reached = everything(from: path)
      if sources.contains(where: { !reached.contains($0) }) { files.note(imported: path) }
    }
  }

  private func everything(from path: String) -> Set<String> {
    var result: Set<String> = [path]
    var pending = [path]
    while let next = pending.popLast() {
      for other in targets[next] ?? [] where result.insert(other).inserted { pending.append(other) }
    }
    return result
  }

  private mutating func parsed(_ path: String) -> ParsedDocument? {
    if let known = known[path] { return known }
    let document = read(path)
    known[path] = .some(document)
    return document
  }

  private static func details(of document: ParsedDocument) -> (any ImportingDetails)? {
    document.workflows.first?.lowered.details as? any ImportingDetails
  }
}

extension ParsedDocument {
  /// The files that the document imports itself, each as the places where it may be, the first that there is wins.
  package func importCandidates(folders: [String]) -> [[String]] {
    guard let details = workflows.first?.lowered.details as? any ImportingDetails else { return [] }
    return details.requests(at: path, root: path, folders: folders).filter(\.isImport).map(\.candidates)
  }
}

/// Paths as text.
enum PathText {
  /// The folder of a path, without a slash at its end; empty for a bare name.
  static func folder(of path: String) -> String {
    path.utf8.lastIndex(of: 0x2F).map { String(path[..<$0]) } ?? ""
  }
}
