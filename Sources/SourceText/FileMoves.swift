// SPDX-License-Identifier: Apache-2.0

/// Files and folders that get other names, all at once; paths are absolute.
package struct FileMoves {
  /// The old and new paths, longer old ones first: of a folder and a file in it, the file's own counts for it.
  private let moves: [(old: String, new: String)]
  private let isThere: (String) -> Bool

  /// Makes moves; `isThere` says whether there is a file at a path before them.
  package init(_ moves: [(old: String, new: String)], isThere: @escaping (String) -> Bool) {
    self.moves = moves.sorted { ($1.old.utf8.count, $0.old) < ($0.old.utf8.count, $1.old) }
    self.isThere = isThere
  }

  /// Where a file or folder is afterwards.
  package func renamed(_ path: String) -> String {
    moves.lazy.compactMap { Self.replaced($0.old, by: $0.new, in: path) }.first ?? path
  }

  /// Whether there is a file at a path before.
  package func exists(_ path: String) -> Bool { isThere(path) }

  /// Whether there is a file at a path afterwards.
  package func willExist(_ path: String) -> Bool {
    let came = moves.contains { move in
      Self.replaced(move.new, by: move.old, in: path).map { renamed($0) == path && isThere($0) } ?? false
    }
    return came || renamed(path) == path && isThere(path)
  }

  /// Whether a text may name anything that moves: whoever names a file writes the last part of its path, or that of a
  /// folder around it, up to its first dot or underscore at least: a version may stand there.
  package func mayConcern(_ text: String) -> Bool { words.contains { text.containsBytes(of: $0) } }

  private var words: [String] {
    moves.map { move in
      let name = move.old.split(separator: "/").last ?? ""
      return String(name.split(separator: ".").first?.split(separator: "_").first ?? name)
    }
  }

  private static func replaced(_ old: String, by new: String, in path: String) -> String? {
    if path == old { return new }
    return path.hasPrefix(old + "/") ? new + String(decoding: path.utf8.dropFirst(old.utf8.count), as: UTF8.self) : nil
  }
}

/// A text of a document that names a file.
package struct FileMention {
  /// The text with the name.
  package var text: String
  /// The file's absolute path.
  package var path: String

  /// Makes one.
  package init(_ text: String, path: String) {
    self.text = text
    self.path = path
  }
}
