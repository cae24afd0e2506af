// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Schedule
import SourceText
import YAMLSyntax

extension BlueprintChecker {
  private static let weekdays = ["su", "mo", "tu", "we", "th", "fr", "sa"]
  private static let units = ["min", "minute", "h", "hour", "d", "day", "w", "week", "mo", "month", "y", "year"]

  mutating func checkSettings() {
    checkLabels()
    guard let schedules = settings?.field("default_schedules"), schedules.kind == .mapping else { return }
    for schedule in schedules.mergedEntries {
      guard let body = schedule.value.resolved, body.kind == .mapping else { continue }
      checkSchedule(body)
    }
  }

  // MARK: Labels

  private mutating func checkLabels() {
    for unit in units where !unit.file.isStandard {
      for (section, isBlueprint) in [("labels", false), ("blueprint_labels", true)] {
        for label in unit.file.root.entry(merged: section)?.mergedEntries ?? [] {
          for item in label.value.field("values")?.items ?? [] {
            guard let value = item.resolved else { continue }
            checkLabelValue(value, isBlueprint: isBlueprint)
          }
        }
      }
    }
  }

  private mutating func checkLabelValue(_ value: YAMLNode, isBlueprint: Bool) {
    if value.python == .string || value.isAbsent { return }
    let call = IntrinsicFunctions.call(value)
    if isBlueprint {
      return report(
        "CF163", value, "a blueprint's label is a text, not \(call == nil ? value.python.description : "a function")")
    }
    guard let call else {
      return report("CF163", value, "a label is a text or a function, not \(value.python.description)")
    }
    if call.name == "get_attribute" {
      report("CF163", value, "a label cannot be an attribute, which is not there before the deployment runs")
    }
  }

  // MARK: Schedules

  private mutating func checkSchedule(_ body: YAMLNode) {
    if let node = body.field("workflow"), let name = node.stringValue, !name.isEmpty {
      // Without the product's own types there is no built-in workflow here to be missing.
      if !workflows.contains(name), !unknowns.hasTypes,
        units.contains(where: { $0.isBasicTypes }) || !StandardTypes.workflowNames.contains(name)
      {
        let near = NearestName.of(name, among: workflows.names)
        report(
          "CF175", node, range: node.contentRange,
          "there is no workflow `\(name)`: no deployment can be created"
            + (near.map { "; did you mean `\($0)`?" } ?? ""),
          fixes: near.map { [Fix("replace with `\($0)`", edits: [TextEdit(node.contentRange, $0)])] } ?? [])
      }
    }
    checkScheduledParameters(body)
    checkTimes(body)
    checkRecurrence(body)
    checkWeekdays(body)
    if let zone = body.field("timezone"), let name = zone.stringValue, !name.isEmpty { checkZone(zone, name) }
    for (key, least) in [("slip", 0.0), ("count", 1)] {
      if let node = body.entry(merged: key), let number = node.python.number, number < least {
        report("CF179", node, "`\(key)` is \(node.text), and means nothing below \(Int(least))")
      }
    }
    if let entry = body.entry("stop_after_fail"), !entry.value.isAbsent {
      report(
        "CF178", entry.key, range: entry.key.contentRange,
        "`stop_after_fail` has no effect: the manager reads `stop_on_fail`, which a blueprint cannot say",
        help: "Set it on the schedule after the deployment is created.")
    }
    if let parameters = body.field("workflow_parameters"), parameters.kind == .mapping {
      let isCall = parameters.entry("get_attribute") != nil
      let nodes = isCall ? [parameters] : parameters.mergedEntries.compactMap(\.value.resolved)
      for node in nodes where node.kind == .mapping {
        guard let entry = node.entry("get_attribute") else { continue }
        report(
          "CF187", entry.key, range: entry.key.contentRange,
          "a schedule's parameters cannot hold `get_attribute`: schedules are made before there are attributes")
      }
    }
  }

  private mutating func checkTimes(_ body: YAMLNode) {
    var absolute: [String: [Int]] = [:]
    for key in ["since", "until"] {
      guard let node = body.entry(merged: key), let text = node.stringValue, !text.isEmpty else { continue }
      if text.hasPrefix("+") {
        if !Self.isDelta(text) {
          report(
            "CF188", node, range: node.contentRange, "`\(text)` adds no time: a plus, a number and a unit are expected",
            help: "Units are min, h, d, w, mo and y.")
        }
      } else if let parts = Self.moment(text) {
        absolute[key] = parts
      } else {
        report(
          "CF172", node, range: node.contentRange, "`\(text)` is no time: the product crashes on it",
          help: "It takes `2030-01-31 10:00`, `10:00` and `+1h`, without seconds and without a `T`.")
      }
    }
    if let since = absolute["since"], let until = absolute["until"], since.count == 5, until.count == 5,
      until.lexicographicallyPrecedes(since), let node = body.field("until")
    {
      report("CF177", node, range: node.contentRange, "`until` is before `since`, so it never starts")
    }
  }

  /// `+1h`, `+2 days +3min`.
  private static func isDelta(_ text: String) -> Bool {
    let parts = text.split(separator: "+", omittingEmptySubsequences: false).dropFirst()
    return !parts.isEmpty && parts.allSatisfy { isSpan($0) }
  }

  /// `2 weeks`, `1d`.
  static func isSpan(_ text: Substring) -> Bool {
    let text = text.drop { $0 == " " }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty else { return false }
    var unit = String(text.dropFirst(digits.count)).trimmingBlanks.lowercased()
    if units.contains(unit) { return true }
    if unit.hasSuffix("s") { unit.removeLast() }
    return units.contains(unit)
  }

  /// Year, month, day, hour and minute, or hour and minute alone; nil for what is no time.
  static func moment(_ text: String) -> [Int]? {
    let halves = text.split(separator: " ", omittingEmptySubsequences: true)
    guard (1...2).contains(halves.count), let last = halves.last else { return nil }
    let clock = last.split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 2, let hour = number(clock[0]), let minute = number(clock[1]), hour < 24, minute < 60 else {
      return nil
    }
    guard halves.count == 2, let first = halves.first else { return [hour, minute] }
    let date = first.split(separator: "-", omittingEmptySubsequences: false)
    guard date.count == 3, date[0].utf8.count == 4, let year = Int(date[0]), let month = number(date[1]),
      let day = number(date[2]), (1...12).contains(month), day >= 1, day <= days(month, year)
    else { return nil }
    return [year, month, day, hour, minute]
  }

  private static func days(_ month: Int, _ year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  private static func number(_ text: Substring) -> Int? {
    guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy(YAML11.isDigit) else { return nil }
    return Int(text)
  }

  private mutating func checkRecurrence(_ body: YAMLNode) {
    let recurrence = body.field("recurrence")
    if let node = recurrence, let text = node.stringValue, !text.isEmpty, !Self.isSpan(text[...]) {
      report(
        "CF172", node, range: node.contentRange, "`\(text)` is no span of time: the product crashes on it",
        help: "It takes a number and a unit, without a plus: `2 weeks`.")
    }
    let hasDays = body.field("weekdays").map { $0.kind == .sequence && $0.count > 0 } ?? false
    if recurrence?.stringValue == nil, !hasDays {
      let count = body.field("count")
      if count?.python != .int(1) {
        let place = count ?? body.enclosingEntry?.key ?? body
        report(
          "CF176", place, range: place.kind == .scalar ? place.contentRange : nil,
          "without `recurrence` a schedule needs `count: 1`: no deployment can be created")
      }
    }
  }

  private mutating func checkWeekdays(_ body: YAMLNode) {
    let recurrence = body.field("recurrence")?.stringValue?.lowercased() ?? ""
    let isLong = recurrence.contains("mo") || recurrence.contains("y") && !recurrence.contains("day")
    for item in body.field("weekdays")?.items ?? [] {
      guard let node = item.resolved, let text = node.stringValue else { continue }
      let day = String(text.lowercased().suffix(2))
      let prefix = String(text.lowercased().dropLast(2))
      if !Self.weekdays.contains(day) {
        report(
          "CF173", node, range: node.contentRange,
          "`\(text)` is no weekday: \(Self.weekdays.map { "`\($0)`" }.joined(separator: ", "))")
      } else if !prefix.isEmpty {
        if !["1", "2", "3", "4", "l-"].contains(prefix) {
          report(
            "CF189", node, range: node.contentRange,
            "`\(text)` is no weekday to the manager: `1` to `4` or `L-` may stand before the day")
        } else if !isLong, !recurrence.isEmpty {
          report(
            "CF189", node, range: node.contentRange,
            "`\(text)` counts days of a month, but the recurrence is `\(recurrence)`: only months and years fit")
        }
      }
    }
  }

  private mutating func checkZone(_ node: YAMLNode, _ name: String) {
    let database = TimeZoneDatabase.system
    guard database.isInstalled, case .failure = database.rules(named: name) else { return }
    report(
      "CF174", node, range: node.contentRange, "there is no time zone `\(name)`: the product crashes on it",
      help: "It takes names such as `Europe/Berlin` and `UTC`.")
  }
}

extension StandardTypes {
  static let workflowNames: Set<String> = Set(
    file.root.field("workflows")?.mergedEntries.map(\.key.text) ?? [])
}
