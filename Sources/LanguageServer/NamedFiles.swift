// SPDX-License-Identifier: Apache-2.0
import Analysis
import SourceText
import Synchronization

/// The files of the workspace by their names: what completion offers, and what moves with files that get other names.
extension WorkflowService {
  /// The files on disk below a folder, found by a walk; those that blueprints may import are read.
  func namedFiles(below root: String) -> WorkspacePaths {
    let found = allFiles(below: root)
    return WorkspacePaths(files: found, importable: found.filter { !Task.isCancelled && isImportable($0) })
  }

  /// The files that the document at a path may name, with the workspace's folder: those of its own folder, those of its
  /// import folders, and what is open and not on disk yet.
  func namedFiles(around path: String, in session: SessionSnapshot) -> (WorkspacePaths, root: String) {
    let surroundings = surroundings(of: path, in: session)
    var result = surroundings.index?.names ?? WorkspacePaths()
    let outside = importFolders(surroundings).filter { folder in
      surroundings.index.map { !($0.root == folder || $0.covers(folder)) } ?? true
    }
    if !outside.isEmpty {
      for index in indexes.withLock({ $0.values.sorted { $0.root < $1.root } }) {
        let more = index.names.below(outside)
        if !more.files.isEmpty { result = result.union(more) }
      }
    }
    let open = session.sortedDocuments.filter { document in
      document.uri.path.map { $0.hasPrefix(surroundings.root) && !result.contains($0) } ?? false
    }
    if !open.isEmpty {
      let importable = open.filter { document in
        // Asked at every keystroke: of most documents the kind, which is known, says it.
        switch parsed(document, in: surroundings).kind {
        case .workflow(let dialect): dialect == "cloudify"
        case .scenario, .configuration: false
        case .other: Self.isImportable(document.text.bytes)
        }
      }
      result = result.union(
        WorkspacePaths(files: open.compactMap(\.uri.path), importable: importable.compactMap(\.uri.path)))
    }
    return (result, surroundings.root)
  }

  /// Takes files in that came, went, or are others now; what is below a path counts where it was a folder.
  func namesChanged(_ paths: [String]) {
    let roots = indexes.withLock { Array($0.keys) }
    for root in roots {
      let inside = paths.filter { $0.hasPrefix(root + "/") }
      guard !inside.isEmpty, let known = indexes.withLock({ $0[root]?.names }) else { continue }
      func isGone(_ path: String) -> Bool { inside.contains { path == $0 || path.hasPrefix($0 + "/") } }
      var files = known.files.filter { !isGone($0) }
      var importable = known.importable.filter { !isGone($0) }
      for path in inside {
        let found = contents(of: path) == nil ? allFiles(below: path) : [path]
        files += found
        importable += found.filter { isImportable($0) }
      }
      let names = WorkspacePaths(files: files, importable: importable)
      indexes.withLock { $0[root]?.names = names }
    }
  }

  private func isImportable(_ path: String) -> Bool {
    guard path.hasSuffix(".yaml") || path.hasSuffix(".yml"), let bytes = contents(of: path) else { return false }
    return bytes.count <= SourceText.maximumByteCount && Self.isImportable(bytes)
  }

  private static let sections = [
    "tosca_definitions_version:", "node_types:", "node_templates:", "relationships:", "data_types:", "policy_types:",
  ]

  /// Whether a file holds a section of blueprints at its top; types and plugins for others often say no version.
  /// Complexity: one pass.
  private static func isImportable(_ bytes: [UInt8]) -> Bool {
    var hasPlugins = false
    var hasExecutor = false
    for line in bytes.split(separator: 0x0A) {
      if sections.contains(where: { line.starts(with: $0.utf8) }) { return true }
      if line.starts(with: "plugins:".utf8) { hasPlugins = true }
      // Plugins of other tools have none.
      if hasPlugins, !hasExecutor { hasExecutor = String(decoding: line, as: UTF8.self).containsBytes(of: "executor:") }
    }
    return hasPlugins && hasExecutor
  }
}
