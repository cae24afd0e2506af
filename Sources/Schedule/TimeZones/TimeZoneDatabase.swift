// SPDX-License-Identifier: Apache-2.0
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The system's time zones, each file read at most once.
///
/// `UTC` and its aliases are known even where no database is installed. All calls may come from any thread.
package final class TimeZoneDatabase: Sendable {
  /// The database of this machine: `$TZDIR`, then the usual places.
  package static let system = TimeZoneDatabase(directories: environmentDirectories() + usualDirectories)

  /// Where systems keep their compiled zones.
  package static let usualDirectories = [
    "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo", "/var/db/timezone/zoneinfo",
  ]

  /// The directories that are searched, in order.
  package let directories: [String]

  private struct State {
    var zones: [String: TimeZoneRules] = [:]
    var names: [String]?
  }

  /// More zones than there are: names are user data, and the cache must not grow with them.
  private static let cacheLimit = 1_024
  private let state = Mutex(State())

  /// A database in the given directories, for tests and odd systems.
  package init(directories: [String]) { self.directories = directories }

  /// The rules of a zone, or why there are none. A first call reads one small file; later ones take a look-up.
  package func rules(named name: String) -> Result<TimeZoneRules, TimeZoneFailure> {
    if let known = state.withLock({ $0.zones[name] }) { return .success(known) }
    let result = load(name)
    if case .success(let rules) = result {
      state.withLock { if $0.zones.count < Self.cacheLimit { $0.zones[name] = rules } }
    }
    return result
  }

  /// Seconds ahead of UTC in a zone at a moment (seconds since the epoch); nil where the zone is not known.
  package func offset(zone: String, seconds: Int64) -> Int32? {
    guard case .success(let rules) = rules(named: zone) else { return nil }
    return Int32(clamping: rules.offset(at: seconds))
  }

  /// Whether there is a database; without one only UTC is known.
  package var isInstalled: Bool { directories.contains(where: DirectoryReader.isDirectory) }

  /// All names of zones, sorted, for completion and suggestions; those of UTC where no database is installed.
  package var knownNames: [String] {
    if let names = state.withLock({ $0.names }) { return names }
    let found = directories.lazy.compactMap(TimeZoneIndex.names).first ?? []
    let names = Array(Set(found + TimeZoneNames.utc)).sorted()
    state.withLock { $0.names = names }
    return names
  }

  /// The zone that a wrong name most likely means.
  package func suggestion(for name: String) -> TimeZoneSuggestion? {
    TimeZoneNames.suggestion(for: name, among: knownNames)
  }

  private func load(_ name: String) -> Result<TimeZoneRules, TimeZoneFailure> {
    if TimeZoneNames.utc.contains(name) { return .success(TimeZoneRules(name: name, offset: 0, abbreviation: "UTC")) }
    guard TimeZoneNames.isWellFormed(name) else {
      return .failure(.invalidName(name: name, suggestion: suggestion(for: name)))
    }
    for directory in directories {
      let path = "\(directory)/\(name)"
      guard let bytes = DirectoryReader.contents(path) else { continue }
      // A file system may ignore letter case; names do not.
      #if canImport(Darwin)
        if !knownNames.contains(name) { continue }
      #endif
      guard bytes.starts(with: [0x54, 0x5A, 0x69, 0x66]) else { continue }
      guard let rules = TZifReader.read(bytes, name: name) else { return .failure(.damagedFile(path: path)) }
      return .success(rules)
    }
    guard isInstalled else { return .failure(.databaseMissing(searched: directories)) }
    return .failure(.unknownZone(name: name, suggestion: suggestion(for: name)))
  }

  private static func environmentDirectories() -> [String] {
    guard let value = getenv("TZDIR") else { return [] }
    let path = String(cString: value)
    return path.hasPrefix("/") ? [path] : []
  }
}
