// SPDX-License-Identifier: Apache-2.0
import SourceText

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What a repeated check depends on: which files there are, and by what a change of each is seen.
///
/// Looked at again and again, since the system's notifications reach neither network folders nor mounted ones.
struct WatchedState: Equatable {
  /// By what a change of a file is seen, without reading it.
  struct Stamp: Hashable {
    var device: UInt64
    var inode: UInt64
    var size: Int64
    var modified: Int64
    var changed: Int64
  }

  /// nil for a file that is named and not there.
  private var stamps: [String: Stamp?] = [:]
  /// How many workflow files and such there are, without configurations.
  private(set) var count = 0

  /// The state of the files that a check with these options would read, and of their workspaces' configurations.
  init(_ options: CheckOptions) {
    var locator = WorkspaceLocator(configuration: options.config)
    var collector = InputCollector(&locator, excludesNamed: options.forceExclude)
    collector.collect(options.paths.isEmpty ? ["."] : options.paths, standardInputName: nil)
    locator = collector.locator
    let paths = collector.files.compactMap(\.absolutePath)
    count = paths.count
    for path in paths {
      stamps[path] = Self.stamp(path)
      let workspace = locator.workspace(for: FileSystem.parent(of: path))
      // One that comes into being takes the file into another workspace, or gives its workspace a configuration.
      for candidate in [workspace.configurationPath, workspace.root + "/.wflint.yaml"] {
        if let candidate, stamps[candidate] == nil { stamps[candidate] = Self.stamp(candidate) }
      }
    }
  }

  /// Returns once the state differs, looking several times a second, less often where looking takes long.
  func waitForChange(_ options: CheckOptions) {
    var pause = Duration.milliseconds(250)
    repeat {
      let duration = pause.components
      let milliseconds = duration.seconds * 1000 + duration.attoseconds / 1_000_000_000_000_000
      usleep(useconds_t(clamping: min(milliseconds, 900) * 1000))
      let start = ContinuousClock.now
      if WatchedState(options) != self { return }
      // Not more than a twentieth of a core.
      pause = max(.milliseconds(250), min(.milliseconds(900), (ContinuousClock.now - start) * 20))
    } while true
  }

  /// nil for a file that is not there.
  static func stamp(_ path: String) -> Stamp? {
    guard let status = try? FileSystem.status(of: path, followingLinks: true) else { return nil }
    #if canImport(Darwin)
      let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
    #else
      let (modified, changed) = (status.st_mtim, status.st_ctim)
    #endif
    return Stamp(
      device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(truncatingIfNeeded: status.st_ino),
      size: Int64(status.st_size), modified: nanoseconds(modified), changed: nanoseconds(changed))
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
