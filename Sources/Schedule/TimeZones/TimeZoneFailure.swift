// SPDX-License-Identifier: Apache-2.0

/// A known zone in the place of a name that is none.
package struct TimeZoneSuggestion: Hashable, Sendable {
  /// The zone's name.
  package let name: String
  /// Whether it is certainly the one that was meant.
  package let isSafe: Bool
}

/// Why there are no rules for a name.
package enum TimeZoneFailure: Error, Hashable, Sendable {
  /// This machine has no time-zone database: the places that were looked at. Nothing is wrong with the name.
  case databaseMissing(searched: [String])
  /// The database has no such zone.
  case unknownZone(name: String, suggestion: TimeZoneSuggestion?)
  /// The name has a form that no zone's name has, such as `../x` or an empty one.
  case invalidName(name: String, suggestion: TimeZoneSuggestion?)
  /// The database has a file for the zone, but it cannot be read as one.
  case damagedFile(path: String)

  /// What happened, in words for a user.
  package var message: String {
    switch self {
    case .databaseMissing(let searched):
      "the time-zone database is not installed (package tzdata; looked in \(ASCII.list(searched)))"
    case .unknownZone(let name, let suggestion):
      "unknown time zone `\(DurationLiteral.clipped(name))`" + Self.hint(suggestion)
    case .invalidName(let name, let suggestion):
      name.isEmpty
        ? "the time zone is empty; expected an IANA name such as Europe/Berlin"
        : "`\(DurationLiteral.clipped(name))` is not a time zone; expected an IANA name such as Europe/Berlin"
          + Self.hint(suggestion)
    case .damagedFile(let path): "the time-zone file \(path) cannot be read"
    }
  }

  /// The zone that was probably meant.
  package var suggestion: TimeZoneSuggestion? {
    switch self {
    case .unknownZone(_, let suggestion), .invalidName(_, let suggestion): suggestion
    case .databaseMissing, .damagedFile: nil
    }
  }

  private static func hint(_ suggestion: TimeZoneSuggestion?) -> String {
    suggestion.map { "; did you mean `\($0.name)`?" } ?? ""
  }
}
