// SPDX-License-Identifier: Apache-2.0

/// What is known about names of zones without the database.
enum TimeZoneNames {
  /// Names that mean UTC in every version of the database.
  static let utc = [
    "UTC", "Etc/UTC", "Etc/UCT", "Etc/GMT", "Etc/Greenwich", "Etc/Universal", "Etc/Zulu", "GMT", "Greenwich", "UCT",
    "Universal", "Zulu",
  ]

  /// Whether a name may be looked up as a path: parts of letters, digits, `_`, `+` and `-`, none empty, none of dots, the
  /// first letter a capital as all of the database's zones have it (so `posix/` and `right/` copies are no zones).
  static func isWellFormed(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, first.isLetter, first != first.lowered, bytes.count <= 64, bytes.last != 0x2F else {
      return false
    }
    var previous: UInt8 = 0
    for byte in bytes {
      guard byte.isLetter || byte.isDigit || [0x5F, 0x2B, 0x2D, 0x2F].contains(byte) else { return false }
      if byte == 0x2F, previous == 0x2F { return false }
      previous = byte
    }
    return true
  }

  /// The zone among `known` that `name` most likely means.
  static func suggestion(for name: String, among known: [String]) -> TimeZoneSuggestion? {
    guard !name.isEmpty, name.utf8.count <= 64 else { return nil }
    if let fixed = fixedOffset(name) { return TimeZoneSuggestion(name: fixed, isSafe: true) }
    let wanted = normalized(name)
    if let same = known.first(where: { normalized($0) == wanted }) {
      return TimeZoneSuggestion(name: same, isSafe: true)
    }
    if let usual = abbreviations[wanted] { return TimeZoneSuggestion(name: usual, isSafe: false) }
    let cities = known.filter { normalized($0).hasSuffix("/" + wanted) }
    if let city = cities.first { return TimeZoneSuggestion(name: city, isSafe: cities.count == 1) }
    let limit = max(1, min(3, wanted.utf8.count / 4))
    if let near = EditDistance.nearest(to: wanted, among: known, limit: limit) {
      return TimeZoneSuggestion(name: near.name, isSafe: near.distance <= 2)
    }
    // Of two as near ones the first is a guess; and a city may be misspelled without its region.
    let byCity = known.filter { $0.utf8.contains(0x2F) }.map { city in
      (zone: city, city: String(city.split(separator: "/").last ?? ""))
    }
    guard let near = EditDistance.nearest(to: wanted, among: byCity.map(\.city), limit: limit),
      let match = byCity.first(where: { $0.city == near.name })
    else { return nil }
    return TimeZoneSuggestion(name: match.zone, isSafe: false)
  }

  /// Small letters, with `_` for blanks and hyphens, so that `new york` meets `New_York`.
  private static func normalized(_ name: String) -> String {
    ASCII.text(name.utf8.map { $0 == 0x20 || $0 == 0x2D ? 0x5F : $0.lowered })
  }

  /// The `Etc/` zone of `UTC+2`, `GMT-5`, `+02:00`: its sign is the other way round. Whole hours only.
  private static func fixedOffset(_ name: String) -> String? {
    var bytes = Array(name.utf8.map(\.lowered))[...]
    for prefix in ["utc", "gmt"] where bytes.starts(with: prefix.utf8) { bytes = bytes.dropFirst(3) }
    guard let sign = bytes.first, sign == 0x2B || sign == 0x2D else {
      return ["z", "utc", "gmt"].contains(normalized(name)) ? "UTC" : nil
    }
    bytes = bytes.dropFirst()
    let digits = bytes.prefix(while: \.isDigit)
    let rest = ASCII.text(bytes.dropFirst(digits.count))
    let isCompact = digits.count == 4 && rest.isEmpty && digits.suffix(2).elementsEqual("00".utf8)
    guard digits.count <= 2 && (rest.isEmpty || rest == ":00") || isCompact,
      let hours = ASCII.number(isCompact ? digits.prefix(2) : digits)
    else { return nil }
    guard hours != 0 else { return "UTC" }
    guard hours <= (sign == 0x2B ? 14 : 12) else { return nil }
    return "Etc/GMT\(sign == 0x2B ? "-" : "+")\(hours)"
  }

  /// What common abbreviations stand for; several are ambiguous in the world, so they are never safe.
  private static let abbreviations = [
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "pt": "America/Los_Angeles",
    "mdt": "America/Denver", "mt": "America/Denver", "cst": "America/Chicago", "cdt": "America/Chicago",
    "ct": "America/Chicago", "edt": "America/New_York", "et": "America/New_York", "bst": "Europe/London",
    "cest": "Europe/Berlin", "eest": "Europe/Athens", "west": "Europe/Lisbon", "msk": "Europe/Moscow",
    "ist": "Asia/Kolkata", "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "sgt": "Asia/Singapore", "hkt": "Asia/Hong_Kong",
    "aest": "Australia/Sydney", "aedt": "Australia/Sydney", "acst": "Australia/Adelaide", "awst": "Australia/Perth",
    "nzst": "Pacific/Auckland", "nzdt": "Pacific/Auckland", "brt": "America/Sao_Paulo", "sast": "Africa/Johannesburg",
  ]
}
