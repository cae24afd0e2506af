// SPDX-License-Identifier: Apache-2.0

/// The ignore files that count for a folder, from the repository's top down.
struct GitIgnoreStack {
  private struct Level {
    /// The absolute path of the folder that the rules start from.
    var folder: String
    var file: GitIgnoreFile
  }

  private var levels: [Level] = []

  /// The most bytes that are read of an ignore file.
  private static let limit = 4 << 20

  /// The rules that are in force in `folder`, an absolute path without links: those of the repository that it is in,
  /// its own not yet included.
  init(above folder: String) {
    guard let top = Self.repositoryTop(of: folder) else { return }
    if let exclude = Self.excludeFile(of: top) { levels.append(Level(folder: top, file: exclude)) }
    var path = top
    for name in PathText.shown(folder, from: top).split(separator: "/") where name != "." {
      enter(path)
      path = PathText.joined(path, String(name))
    }
  }

  /// Adds the rules of a folder's own `.gitignore`.
  mutating func enter(_ folder: String) {
    let path = PathText.joined(folder, ".gitignore")
    // git reads no ignore file through a link.
    guard (try? FileSystem.kind(of: path, followingLinks: false)) == .file,
      let bytes = try? FileSystem.read(path, limit: Self.limit)
    else { return }
    let file = GitIgnoreFile(bytes)
    if !file.isEmpty { levels.append(Level(folder: folder, file: file)) }
  }

  /// Whether the rules hide an absolute path; asked for every folder on the way down first.
  func ignores(_ path: String, isFolder: Bool) -> Bool {
    for level in levels.reversed() {
      if let verdict = level.file.verdict(path: PathText.shown(path, from: level.folder), isFolder: isFolder) {
        return verdict
      }
    }
    return false
  }

  /// The nearest folder upward that has a `.git`.
  private static func repositoryTop(of folder: String) -> String? {
    var folder = folder
    while true {
      if FileSystem.exists(PathText.joined(folder, ".git")) { return folder }
      if folder == "/" || folder == "." { return nil }
      folder = PathText.folder(folder)
    }
  }

  /// `info/exclude` of the repository; for a linked work tree, whose `.git` is a file, that of the main one.
  private static func excludeFile(of top: String) -> GitIgnoreFile? {
    var folder = PathText.joined(top, ".git")
    if let pointer = firstLine(of: folder), pointer.hasPrefix("gitdir: ") {
      folder = PathText.absolute(String(pointer.dropFirst(8)), from: top)
      if let common = firstLine(of: PathText.joined(folder, "commondir")) {
        folder = PathText.absolute(common, from: folder)
      }
    }
    guard let bytes = try? FileSystem.read(PathText.joined(folder, "info/exclude"), limit: limit) else { return nil }
    return GitIgnoreFile(bytes)
  }

  private static func firstLine(of path: String) -> String? {
    guard let bytes = try? FileSystem.read(path, limit: limit) else { return nil }
    return bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).first.map { String(decoding: $0, as: UTF8.self) }
  }
}
