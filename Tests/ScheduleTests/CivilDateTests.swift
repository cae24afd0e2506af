// SPDX-License-Identifier: Apache-2.0
import Schedule
import Testing

@Suite struct CivilDateTests {
  @Test("Every day of 1,200 years follows the one before it")
  func countsDays() throws {
    // The slow oracle: walk from a known day, a Thursday, one day at a time, by the rule that the months are taught by.
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    for direction in [1, -1] {
      var (year, month, day, weekday) = (1970, 1, 1, 4)
      for count in 0..<219_000 {
        let date = CivilDate(daysSinceEpoch: count * direction)
        guard date.year == year, date.month == month, date.day == day, date.weekday == weekday,
          date.daysSinceEpoch == count * direction, CivilDate(year: year, month: month, day: day) == date
        else {
          Issue.record("day \(count * direction) is \(date), expected \(year)-\(month)-\(day), weekday \(weekday)")
          return
        }
        func length(_ month: Int) -> Int {
          let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
          return month == 2 && isLeap ? 29 : lengths[month - 1]
        }
        weekday = (weekday + direction + 7) % 7
        day += direction
        if day > length(month) { (day, month) = (1, month + 1) }
        if month > 12 { (month, year) = (1, year + 1) }
        if day < 1 {
          month -= 1
          if month < 1 { (month, year) = (12, year - 1) }
          day = length(month)
        }
      }
    }
  }

  @Test(arguments: [(2026, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0)])
  func refusesDaysOutsideTheCalendar(year: Int, month: Int, day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test("Numbers at the ends neither trap nor turn round")
  func survivesExtremes() {
    for days in [Int.min, Int.min + 1, -1 << 50, 1 << 50, Int.max - 1, Int.max] {
      let date = CivilDate(daysSinceEpoch: days)
      #expect((date.year < 0) == (days < 0))
      #expect(CivilDate(daysSinceEpoch: date.daysSinceEpoch) == date)
      #expect(date.adding(days: days).weekday < 7)
    }
    for value in [Int64.min, Int64.min + 1, -1, 0, 1, Int64.max - 1, Int64.max] {
      let instant = Instant(milliseconds: value)
      #expect(!instant.rfc3339(offset: 3_600).isEmpty)
      #expect(instant.adding(milliseconds: value).milliseconds.signum() == value.signum())
      #expect(Instant(seconds: value).milliseconds.signum() == value.signum())
      #expect(instant.milliseconds(since: Instant(milliseconds: 0)) == value)
      #expect(CivilDateTime(localSeconds: value).secondOfDay >= 0)
    }
  }
}
