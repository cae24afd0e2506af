// SPDX-License-Identifier: Apache-2.0

/// One change of a zone's offset from UTC.
package struct TimeZoneTransition: Hashable, Sendable {
  /// The first moment with the new offset, in seconds since the epoch.
  package let at: Int64
  /// Seconds ahead of UTC until then.
  package let offsetBefore: Int
  /// Seconds ahead of UTC from then on.
  package let offsetAfter: Int

  /// How far the clocks are set forward, in seconds; negative where they are set back.
  package var shift: Int { offsetAfter - offsetBefore }
  /// The local seconds that no clock shows (forward), or that clocks show twice (back).
  package var localRange: Range<Int64> {
    let (before, after) = (at + Int64(offsetBefore), at + Int64(offsetAfter))
    return min(before, after)..<max(before, after)
  }
}

/// Which moments show a local time.
package enum LocalTimeResolution: Hashable, Sendable {
  /// One moment does.
  case unique(Instant)
  /// None does: the clocks jump over it.
  case gap(TimeZoneTransition)
  /// Two do: the clocks are set back between them.
  case repeated(earlier: Instant, later: Instant)
}

/// A time zone: for every moment its offset from UTC. A pure value, read once.
///
/// Moments are seconds since 1970-01-01T00:00:00Z, offsets seconds ahead of UTC (east is positive).
package struct TimeZoneRules: Hashable, Sendable {
  /// A stretch's offset and name.
  struct Kind: Hashable, Sendable {
    let offset: Int32
    let isDaylightSaving: Bool
    let abbreviation: String
  }

  /// The zone's name, as the database has it.
  package let name: String
  let times: [Int64]
  let kinds: [Kind]
  let first: Kind
  let footer: POSIXTimeZone?

  /// `times` are in order; `kinds[i]` holds from `times[i]` on, `first` before all of them, `footer` from the last on.
  init(name: String, times: [Int64], kinds: [Kind], first: Kind, footer: POSIXTimeZone?) {
    self.name = name
    self.times = times
    self.kinds = kinds
    self.first = first
    self.footer = footer
  }

  /// A zone without changes, `offset` seconds ahead of UTC.
  package init(name: String, offset: Int, abbreviation: String? = nil) {
    let kind = Kind(offset: Int32(clamping: offset), isDaylightSaving: false, abbreviation: abbreviation ?? name)
    self.init(name: name, times: [], kinds: [], first: kind, footer: nil)
  }

  /// UTC, which needs no database.
  package static let utc = TimeZoneRules(name: "UTC", offset: 0)

  /// Seconds ahead of UTC at a moment. Complexity: O(log transitions), O(1) behind the last one.
  package func offset(at seconds: Int64) -> Int {
    let seconds = Self.clamped(seconds)
    if let footer, isBehindLast(seconds) {
      return footer.isDaylightSaving(at: seconds) ? footer.daylight : footer.standard
    }
    return Int(kind(at: seconds).offset)
  }

  /// What the zone's time is called at a moment: `CEST`.
  package func abbreviation(at seconds: Int64) -> String {
    let seconds = Self.clamped(seconds)
    if let footer, isBehindLast(seconds) {
      return footer.isDaylightSaving(at: seconds) ? footer.daylightName : footer.standardName
    }
    return kind(at: seconds).abbreviation
  }

  /// Whether the zone keeps daylight-saving time at a moment.
  package func isDaylightSaving(at seconds: Int64) -> Bool {
    let seconds = Self.clamped(seconds)
    if let footer, isBehindLast(seconds) { return footer.isDaylightSaving(at: seconds) }
    return kind(at: seconds).isDaylightSaving
  }

  /// What the wall shows at a moment.
  package func local(_ instant: Instant) -> CivilDateTime {
    CivilDateTime(localSeconds: instant.seconds + Int64(offset(at: instant.seconds)))
  }

  /// Which moments show a local time. Complexity: as `nextTransition`.
  package func resolve(_ local: CivilDateTime) -> LocalTimeResolution {
    let wall = local.localSeconds
    // Offsets are less than 26 hours on either side of UTC, so every moment that may show it is in this window.
    let window: Int64 = 26 * 3_600
    var transitions: [TimeZoneTransition] = []
    var cursor = wall - window
    var offsets = [offset(at: cursor)]
    while let next = nextTransition(after: cursor), next.at <= wall + window, transitions.count < 64 {
      transitions.append(next)
      offsets.append(next.offsetAfter)
      cursor = next.at
    }
    var moments: [Int64] = []
    for offset in offsets {
      let moment = wall - Int64(offset)
      if self.offset(at: moment) == offset, !moments.contains(moment) { moments.append(moment) }
    }
    moments.sort()
    guard let earliest = moments.first, let latest = moments.last else {
      // No moment shows it, so a jump leads over it.
      let jump = transitions.first { $0.shift > 0 && $0.localRange.contains(wall) }
      return jump.map { .gap($0) } ?? .unique(Instant(seconds: wall - Int64(offsets.first ?? 0)))
    }
    guard earliest != latest else { return .unique(Instant(seconds: earliest)) }
    return .repeated(earlier: Instant(seconds: earliest), later: Instant(seconds: latest))
  }

  /// The first change of the offset behind a moment. Complexity: O(log transitions), plus the entries that change only
  /// the name.
  package func nextTransition(after seconds: Int64) -> TimeZoneTransition? {
    let seconds = Self.clamped(seconds)
    var index = times.partitioningIndex { $0 > seconds }
    while index < times.count {
      if let change = change(at: times[index]) { return change }
      index += 1
    }
    guard let footer else { return nil }
    let floor = max(seconds, times.last ?? seconds)
    return footer.candidates(around: floor).first { $0 > floor && change(at: $0) != nil }.flatMap { change(at: $0) }
  }

  /// The last change of the offset at or before a moment. Complexity: as `nextTransition`.
  package func previousTransition(atOrBefore seconds: Int64) -> TimeZoneTransition? {
    let seconds = Self.clamped(seconds)
    if let footer, isBehindLast(seconds) {
      let last = times.last ?? -(1 << 60)
      let found = footer.candidates(around: seconds).last { $0 <= seconds && $0 > last && change(at: $0) != nil }
      if let found { return change(at: found) }
    }
    var index = times.partitioningIndex { $0 > seconds } - 1
    while index >= 0 {
      if let change = change(at: times[index]) { return change }
      index -= 1
    }
    return nil
  }

  /// Moments further away than 18 billion years are taken for the last one before that, so that no sum overflows.
  private static func clamped(_ seconds: Int64) -> Int64 { min(max(seconds, -(1 << 59)), 1 << 59) }

  private func change(at seconds: Int64) -> TimeZoneTransition? {
    let (before, after) = (offset(at: seconds - 1), offset(at: seconds))
    return before == after ? nil : TimeZoneTransition(at: seconds, offsetBefore: before, offsetAfter: after)
  }

  private func isBehindLast(_ seconds: Int64) -> Bool { times.last.map { seconds >= $0 } ?? true }

  private func kind(at seconds: Int64) -> Kind {
    let index = times.partitioningIndex { $0 > seconds } - 1
    return kinds.indices.contains(index) ? kinds[index] : first
  }
}

extension Array {
  /// The first index whose element fulfils `isBehind`, which holds for a tail of the array. Complexity: O(log n).
  fileprivate func partitioningIndex(_ isBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
