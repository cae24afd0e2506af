// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Why something could not be done with a file.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of failure that callers tell apart.
  package enum Kind: Hashable, Sendable {
    /// There is nothing of that name, or part of the path is no folder.
    case notFound
    /// A folder, where a file was wanted.
    case isFolder
    /// Neither a file nor a folder; the word says what: "a pipe", "a socket", "a device".
    case isSpecial(String)
    /// Not allowed.
    case permissionDenied
    /// Longer than the given number of bytes.
    case tooLarge(limit: Int)
    /// Symbolic links that lead to each other.
    case linkLoop
    /// The file is not what it was when it was read.
    case changed
    /// A glob or folder in which nothing was found.
    case noMatches
    /// A name that is not UTF-8.
    case undecodableName
    /// Whoever read the output is gone.
    case closedPipe
    /// Anything else, by the system's number.
    case system(Int32)
  }

  /// What was being done.
  package enum Action: String, Hashable, Sendable {
    case read
    case write
    case list
  }

  /// What went wrong.
  package let kind: Kind
  /// What was being done.
  package let action: Action
  /// The path, as the caller gave it.
  package let path: String

  /// Makes an error.
  package init(_ kind: Kind, _ action: Action, path: String) {
    self.kind = kind
    self.action = action
    self.path = path
  }

  /// Makes an error from the system's number.
  package init(number: Int32, _ action: Action, path: String) {
    let kind: Kind =
      switch number {
      case ENOENT, ENOTDIR: .notFound
      case EACCES, EPERM, EROFS: .permissionDenied
      case EISDIR: .isFolder
      case ELOOP: .linkLoop
      case EPIPE: .closedPipe
      case ENXIO: .isSpecial("a pipe or socket")
      default: .system(number)
      }
    self.init(kind, action, path: path)
  }

  /// One sentence for people: "cannot read x.yaml: permission denied".
  package var description: String { "cannot \(action.rawValue) \(path): \(reason)" }

  /// The end of that sentence.
  package var reason: String {
    switch kind {
    case .notFound: "no such file or folder"
    case .isFolder: "it is a folder"
    case .isSpecial(let what): "it is \(what), not a file"
    case .permissionDenied: "permission denied"
    case .tooLarge(let limit): "it is larger than \(limit) bytes"
    case .linkLoop: "its symbolic links lead in a circle"
    case .changed: "it was changed by someone else in the meantime"
    case .noMatches: "nothing matches"
    case .undecodableName: "its name is not UTF-8"
    case .closedPipe: "the reader of the output is gone"
    case .system(let number): strerror(number).map { String(cString: $0) } ?? "system error \(number)"
    }
  }
}
