// SPDX-License-Identifier: Apache-2.0

/// The files of a workspace by their names alone, as completion offers them; nothing of them is read.
package struct WorkspacePaths: Sendable {
  /// The absolute paths of all files, sorted.
  package private(set) var files: [String]
  /// The absolute paths of their folders, sorted, without slashes at their ends.
  package private(set) var folders: [String]
  /// The absolute paths of the files that others may import, sorted.
  package private(set) var importable: [String]

  /// Makes a list. Complexity: O(n log n).
  package init(files: [String] = [], importable: [String] = []) {
    self.files = Set(files).sorted()
    self.importable = Set(importable).sorted()
    var folders: Set<String> = []
    for file in self.files {
      var path = file[...]
      while let slash = path.utf8.lastIndex(of: 0x2F), slash > path.startIndex {
        path = path[..<slash]
        // The folders above one that is known are known.
        if !folders.insert(String(path)).inserted { break }
      }
    }
    self.folders = folders.sorted()
  }

  /// Whether there is a file at a path. Complexity: O(log n).
  package func contains(_ path: String) -> Bool {
    var low = 0
    var high = files.count
    while low < high {
      let middle = (low + high) / 2
      if files[middle] < path { low = middle + 1 } else { high = middle }
    }
    return low < files.count && files[low] == path
  }

  /// The list with the files of another one.
  package func union(_ other: WorkspacePaths) -> WorkspacePaths {
    WorkspacePaths(files: files + other.files, importable: importable + other.importable)
  }

  /// Only the files below some folders, which have no slashes at their ends.
  package func below(_ folders: [String]) -> WorkspacePaths {
    func isBelow(_ path: String) -> Bool { folders.contains { path.hasPrefix($0 + "/") } }
    return WorkspacePaths(files: files.filter(isBelow), importable: importable.filter(isBelow))
  }
}
