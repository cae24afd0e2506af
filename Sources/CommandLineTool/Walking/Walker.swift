// SPDX-License-Identifier: Apache-2.0
import SourceText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds YAML files below folders.
///
/// Honours `.gitignore`, passes over hidden folders but those that hold workflows, follows no link to a folder, and so
/// never loops.
enum Walker {
  /// Hidden folders that are looked into.
  static let visibleHiddenFolders: Set<String> = [".github", ".gitlab", ".wflint", ".workflows", ".deploy"]

  /// The files below a folder, sorted, and the folders that could not be read.
  static func yamlFiles(below folder: String) -> (files: [String], failures: [FileError]) {
    let root = FileSystem.absolutePath(folder)
    var files: [String] = []
    var failures: [FileError] = []
    var pending = [(path: root, rules: ignoreRules(above: root))]
    while let (path, inherited) = pending.popLast() {
      var rules = inherited
      if case .success(let bytes) = FileSystem.read(join(path, ".gitignore")) {
        rules.append(IgnoreRules(bytes, folder: path))
      }
      switch FileSystem.entries(of: path) {
      case .failure(let error): failures.append(error)
      case .success(let entries):
        for entry in entries {
          let child = join(path, entry.name)
          guard !isIgnored(child, isFolder: entry.isFolder, rules) else { continue }
          if entry.isFolder {
            guard !entry.name.hasPrefix(".") || visibleHiddenFolders.contains(entry.name) else { continue }
            pending.append((child, rules))
          } else if isWanted(entry.name),
            entry.isFile || !entry.isFolder && FileSystem.isFile(child) && isInside(child, root)
          {
            files.append(child)
          }
        }
      }
    }
    return (files.sorted(), failures)
  }

  /// Whether a path is written with wildcards.
  static func isGlob(_ path: String) -> Bool { path.contains { "*?[{".contains($0) } }

  /// The YAML files that a path with wildcards matches, sorted.
  static func expand(_ pattern: String) -> [String] {
    let absolute = FileSystem.absolutePath(pattern)
    let fixed = absolute.split(separator: "/", omittingEmptySubsequences: false).prefix { part in !isGlob(String(part))
    }
    let root = fixed.joined(separator: "/")
    let glob = Glob(absolute)
    return yamlFiles(below: root.isEmpty ? "/" : root).files.filter { glob.matches($0) }
  }

  private static func isWanted(_ name: String) -> Bool {
    (name.hasSuffix(".yaml") || name.hasSuffix(".yml")) && (!name.hasPrefix(".") || name == ".wflint.yaml")
  }

  /// Whether a linked file lies below the root; what is elsewhere is not ours.
  private static func isInside(_ path: String, _ root: String) -> Bool {
    guard let target = FileSystem.realPath(path), let realRoot = FileSystem.realPath(root) else { return false }
    return target.hasPrefix(realRoot + "/")
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder == "/" ? "/" + name : folder + "/" + name
  }

  /// The rules of the folders between the repository's root and `folder`, outermost first.
  private static func ignoreRules(above folder: String) -> [IgnoreRules] {
    var folders: [String] = []
    var current = folder
    while !FileSystem.exists(join(current, ".git")) {
      guard current != "/" else { return [] }
      current = FileSystem.parent(of: current)
      folders.append(current)
    }
    var rules: [IgnoreRules] = []
    if case .success(let bytes) = FileSystem.read(join(current, ".git/info/exclude")) {
      rules.append(IgnoreRules(bytes, folder: current))
    }
    for folder in folders.reversed() {
      if case .success(let bytes) = FileSystem.read(join(folder, ".gitignore")) {
        rules.append(IgnoreRules(bytes, folder: folder))
      }
    }
    return rules
  }

  /// The innermost file that speaks of a path decides.
  private static func isIgnored(_ path: String, isFolder: Bool, _ rules: [IgnoreRules]) -> Bool {
    for rule in rules.reversed() {
      if let decision = rule.decision(for: path, isFolder: isFolder) { return decision }
    }
    return false
  }
}

/// An entry of a folder.
struct FolderEntry: Sendable {
  var name: String
  /// A folder itself, not a link to one.
  var isFolder: Bool
  /// A regular file itself, not a link to one.
  var isFile: Bool
}

extension FileSystem {
  /// A folder's entries, sorted by name.
  static func entries(of path: String) -> Result<[FolderEntry], FileError> {
    guard let folder = opendir(path) else { return .failure(.last(path, "read")) }
    defer { closedir(folder) }
    var result: [FolderEntry] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      var type = Int32(entry.pointee.d_type)
      if type == Int32(DT_UNKNOWN) { type = linkType(path == "/" ? "/" + name : path + "/" + name) }
      result.append(FolderEntry(name: name, isFolder: type == Int32(DT_DIR), isFile: type == Int32(DT_REG)))
    }
    return .success(result.sorted { $0.name < $1.name })
  }

  private static func linkType(_ path: String) -> Int32 {
    var information = stat()
    guard lstat(path, &information) == 0 else { return Int32(DT_UNKNOWN) }
    switch information.st_mode & S_IFMT {
    case S_IFDIR: return Int32(DT_DIR)
    case S_IFREG: return Int32(DT_REG)
    default: return Int32(DT_LNK)
    }
  }

  /// The path with all links followed; nil where it leads nowhere.
  static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
