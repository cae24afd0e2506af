// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// Where the tests find things.
package enum RepositoryPaths {
  /// The project's root folder, found from this file's own place.
  package static let root: URL = {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  }()

  /// The corpora beside the project, or where `WFLINT_CORPUS` says; nil where there are none, so that a test can say it was skipped.
  package static let corpus: URL? = {
    let path = ProcessInfo.processInfo.environment["WFLINT_CORPUS"]
    let folder =
      path.map { URL(fileURLWithPath: $0) } ?? root.deletingLastPathComponent().appendingPathComponent("shared/corpus")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  /// All files below `folder` with one of the extensions, sorted by path.
  package static func files(below folder: URL, extensions: Set<String>) -> [URL] {
    let walker = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let all = (walker?.allObjects as? [URL]) ?? []
    return all.filter { extensions.contains($0.pathExtension) }.sorted { $0.path < $1.path }
  }
}
