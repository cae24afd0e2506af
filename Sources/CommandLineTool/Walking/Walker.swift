// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// What a walk found.
package struct WalkResult: Hashable, Sendable {
  /// One file to look at.
  package struct File: Hashable, Sendable {
    /// The path to open and to show.
    package let path: String
    /// Whether it was named itself, not found in a folder or by a glob.
    package let isNamed: Bool
  }

  /// The files, each once, by the bytes of their paths.
  package var files: [File] = []
  /// What could not be looked into, by path.
  package var problems: [FileError] = []
}

/// Finds the YAML files that arguments mean: files, folders and globs, and globs with a leading `!` that take away.
///
/// In folders, what `.gitignore` files and `.git/info/exclude` hide is left out, and so are hidden folders but those of
/// `keptHiddenFolders`. Links to folders are not followed; a link to a file is, where the file is inside the root and not found by itself.
/// A file that an argument names is always taken. The result is the same for every order of the arguments.
package struct Walker: Sendable {
  /// Hidden folders that hold workflows.
  package static let keptHiddenFolders: Set<String> = [
    ".ci", ".circleci", ".deploy", ".forgejo", ".gitea", ".github", ".gitlab", ".wflint", ".woodpecker", ".workflows",
  ]
  /// Folders nested deeper than this are left out.
  package static let maximumDepth = 256

  private let currentFolder: String
  private let excluded: [Glob]
  private let honoursGitIgnore: Bool
  private let takes: @Sendable (String) -> Bool

  /// Makes a walker; `excluded` are globs on the paths as shown, for folders too, `currentFolder` is absolute, `takes`
  /// says by its name whether a file in a folder is looked for.
  package init(
    currentFolder: String = FileSystem.currentFolder(), excluded: [Glob] = [], honoursGitIgnore: Bool = true,
    takes: @escaping @Sendable (String) -> Bool = { PathText.isYAML($0) }
  ) {
    self.takes = takes
    self.currentFolder = currentFolder
    self.excluded = excluded
    self.honoursGitIgnore = honoursGitIgnore
  }

  /// Finds the files; no argument means the current folder.
  package func walk(_ arguments: [String]) -> WalkResult {
    var state = WalkState()
    var globs: [Glob] = []
    var places: [String] = []
    var negated: [Glob] = []
    for argument in arguments {
      if FileSystem.exists(absolute(argument)) || !Glob.hasSpecialCharacters(argument) {
        places.append(argument)
      } else if let glob = try? Glob(argument) {
        if glob.isNegated { negated.append(glob) } else { globs.append(glob) }
      } else {
        state.problems.insert(FileError(.notFound, .read, path: argument))
      }
    }
    if places.isEmpty, globs.isEmpty, state.problems.isEmpty { places = ["."] }
    let taken = excluded + negated
    for place in places {
      state.beginPlace()
      walk(place, taken, &state)
    }
    for glob in globs {
      state.beginPlace()
      walk(glob, taken, &state)
    }
    addLinks(&state)
    return state.result
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : PathText.joined(currentFolder, path)
  }

  private func walk(_ argument: String, _ taken: [Glob], _ state: inout WalkState) {
    let shown = PathText.cleaned(argument)
    do throws(FileError) {
      switch try FileSystem.kind(of: absolute(argument)) {
      case .folder: try walkFolder(shown, taken, only: nil, &state)
      case .file, .link, .special:
        // What cannot be read as a file is told when it is read.
        state.add(shown, real: try FileSystem.resolved(absolute(argument)), isNamed: true)
      }
    } catch {
      state.problems.insert(FileError(error.kind, error.action, path: shown))
    }
  }

  private func walk(_ glob: Glob, _ taken: [Glob], _ state: inout WalkState) {
    state.foundSomething = false
    do throws(FileError) {
      let folder = glob.literalFolder.isEmpty ? "." : PathText.cleaned(glob.literalFolder)
      try walkFolder(folder, taken, only: glob, &state)
    } catch {
      state.problems.insert(FileError(error.kind, error.action, path: glob.pattern))
      return
    }
    if !state.foundSomething {
      state.problems.insert(FileError(.noMatches, .read, path: glob.pattern))
    }
  }

  private struct Folder {
    /// Absolute, without links.
    var real: String
    var shown: String
    var depth: Int
    var ignores: GitIgnoreStack?
  }

  private func walkFolder(
    _ shown: String, _ taken: [Glob], only glob: Glob?, _ state: inout WalkState
  ) throws(FileError) {
    let root = try FileSystem.resolved(absolute(shown))
    var visited: Set<FileIdentity> = []
    let ignores = honoursGitIgnore ? GitIgnoreStack(above: root) : nil
    var folders = [Folder(real: root, shown: shown, depth: 0, ignores: ignores)]
    while var folder = folders.popLast() {
      let listing: FolderListing
      do throws(FileError) {
        listing = try FileSystem.list(folder.real, followingLink: false)
      } catch {
        state.problems.insert(FileError(error.kind, .list, path: folder.shown))
        continue
      }
      guard visited.insert(listing.identity).inserted else { continue }
      folder.ignores?.enter(folder.real)
      for name in listing.undecodableNames where takes(name) {
        state.problems.insert(FileError(.undecodableName, .read, path: PathText.joined(folder.shown, name)))
      }
      for entry in listing.entries {
        let real = PathText.joined(folder.real, entry.name)
        let shown = PathText.joined(folder.shown, entry.name)
        switch entry.kind {
        case .folder:
          guard folder.depth < Self.maximumDepth, isWanted(folder: entry.name),
            !isTaken(shown, taken), folder.ignores?.ignores(real, isFolder: true) != true
          else { continue }
          folders.append(Folder(real: real, shown: shown, depth: folder.depth + 1, ignores: folder.ignores))
        case .file, .link:
          guard takes(entry.name), glob?.matches(shown) != false, !isTaken(shown, taken),
            folder.ignores?.ignores(real, isFolder: false) != true
          else { continue }
          state.foundSomething = true
          if entry.kind == .link {
            state.links.append(WalkState.Link(root: root, real: real, shown: shown))
          } else {
            state.add(shown, real: real, isNamed: false)
          }
        case .special: continue
        }
      }
    }
  }

  /// Takes the links whose files are inside the root that they were found in, and have not been found under their own names.
  ///
  /// Done last, so that the order of the arguments plays no part.
  private func addLinks(_ state: inout WalkState) {
    let links = state.links.sorted { PathText.precedes($0.shown, $1.shown) }
    for link in links {
      guard let target = try? FileSystem.resolved(link.real), PathText.contains(link.root, target),
        !state.has(target), (try? FileSystem.kind(of: target)) == .file
      else { continue }
      state.add(link.shown, real: target, isNamed: false)
    }
  }

  private func isWanted(folder name: String) -> Bool {
    !name.hasPrefix(".") || Self.keptHiddenFolders.contains(name)
  }

  private func isTaken(_ shown: String, _ globs: [Glob]) -> Bool { globs.contains { $0.matches(shown) } }
}

/// What has been found so far.
private struct WalkState {
  /// A link to what may be a file.
  struct Link {
    var root: String
    var real: String
    var shown: String
  }

  private var files: [WalkResult.File] = []
  /// The files' paths without links.
  private var reals: [String] = []
  /// Where each file stands, by its path without links; nil while none can come twice.
  private var places: [String: Int]?
  private var hasBegun = false
  var links: [Link] = []
  var problems: Set<FileError> = []
  /// Whether the walk for the last glob found anything, known before or not.
  var foundSomething = false

  /// Another folder, file or glob comes: what it finds may have been found before. In one folder nothing comes twice.
  mutating func beginPlace() {
    if hasBegun { notePlaces() }
    hasBegun = true
  }

  private mutating func notePlaces() {
    guard places == nil else { return }
    places = Dictionary(reals.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func has(_ real: String) -> Bool {
    notePlaces()
    return places?[real] != nil
  }

  /// Adds a file by its path without links; of two ways to show it, the shorter one stays, then the smaller one.
  mutating func add(_ shown: String, real: String, isNamed: Bool) {
    guard let place = places?[real] else {
      places?[real] = files.count
      reals.append(real)
      files.append(WalkResult.File(path: shown, isNamed: isNamed))
      return
    }
    let known = files[place]
    let isBetter = (shown.utf8.count, shown) < (known.path.utf8.count, known.path)
    files[place] = WalkResult.File(path: isBetter ? shown : known.path, isNamed: known.isNamed || isNamed)
  }

  var result: WalkResult {
    WalkResult(
      files: files.sorted { PathText.precedes($0.path, $1.path) },
      problems: problems.sorted {
        ($0.path, $0.description) < ($1.path, $1.description)
      })
  }
}
