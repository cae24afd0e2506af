// SPDX-License-Identifier: Apache-2.0
import Dialect
import Schedule
import WorkflowModel
import YAMLSyntax

extension BlueprintChecker {
  /// The schedules of `deployment_settings`; those that the product would refuse are left out.
  func deploymentSchedules(inputs: YAMLNode?) -> [DeploymentSchedule] {
    var result: [DeploymentSchedule] = []
    for entry in settings?.field("default_schedules")?.mergedEntries ?? [] where entry.key.kind == .scalar {
      let body = entry.value
      guard let workflow = body.field("workflow")?.stringValue,
        let since = body.field("since")?.stringValue.flatMap(Self.scheduleMoment)
      else { continue }
      var schedule = DeploymentSchedule(name: entry.key.text, workflow: workflow, since: since)
      schedule.until = body.field("until")?.stringValue.flatMap(Self.scheduleMoment)
      schedule.recurrence = body.field("recurrence")?.stringValue.flatMap { Self.scheduleSpan($0[...]) }
      schedule.weekdays = (body.field("weekdays")?.items ?? []).compactMap { $0.stringValue.flatMap(Self.weekday) }
      schedule.count = integer(body.field("count"), inputs: inputs)
      schedule.slip = min(max(0, integer(body.field("slip"), inputs: inputs) ?? 0), 52_560_000) * 60_000
      schedule.timeZone = body.field("timezone")?.stringValue
      schedule.isEnabled = body.field("default_enabled")?.python != .bool(false)
      schedule.parameters = (body.field("workflow_parameters")?.mergedEntries ?? []).map {
        ($0.key.text, value($0.value, inputs: inputs))
      }
      let arguments = body.field("execution_arguments")
      schedule.isDryRun = arguments?.field("is_dry_run")?.python == .bool(true)
      schedule.allowsCustomParameters = arguments?.field("allow_custom_parameters")?.python == .bool(true)
      schedule.waitAfterFail = integer(arguments?.field("wait_after_fail"), inputs: inputs).map(Self.milliseconds)
      result.append(schedule)
    }
    return result
  }

  private static func scheduleMoment(_ text: String) -> DeploymentSchedule.Moment? {
    if text.hasPrefix("+") {
      let parts = text.split(separator: "+")
      let spans = parts.compactMap { scheduleSpan($0) }
      return spans.isEmpty || spans.count != parts.count ? nil : .after(spans)
    }
    guard let parts = moment(text) else { return nil }
    if parts.count == 2 { return .clock(Int64(parts[0] * 3_600 + parts[1] * 60)) }
    guard parts.count == 5, let date = CivilDate(year: parts[0], month: parts[1], day: parts[2]),
      let time = CivilDateTime(date, hour: parts[3], minute: parts[4])
    else { return nil }
    return .local(time.localSeconds)
  }

  private static func scheduleSpan(_ text: Substring) -> DeploymentSchedule.Recurrence? {
    guard isSpan(text) else { return nil }
    let text = text.drop { $0 == " " }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int64(digits), count <= 1_000_000 else { return nil }
    var unit = String(text.dropFirst(digits.count)).trimmingBlanks.lowercased()
    if unit.utf8.count > 1, unit.hasSuffix("s") { unit.removeLast() }
    let minute: Milliseconds = 60_000
    switch unit {
    case "min", "minute": return .init(count: count, unit: .span(minute))
    case "h", "hour": return .init(count: count, unit: .span(60 * minute))
    case "d", "day": return .init(count: count, unit: .span(1_440 * minute))
    case "w", "week": return .init(count: count, unit: .span(10_080 * minute))
    case "mo", "month": return .init(count: count, unit: .months)
    case "y", "year": return .init(count: count, unit: .years)
    default: return nil
    }
  }

  private static func weekday(_ text: String) -> DeploymentSchedule.WeekdayRule? {
    let lower = text.lowercased()
    guard let day = ["mo", "tu", "we", "th", "fr", "sa", "su"].firstIndex(of: String(lower.suffix(2))) else {
      return nil
    }
    switch lower.dropLast(2) {
    case "": return .init(day: day + 1)
    case "1", "2", "3", "4": return .init(day: day + 1, occurrence: Int(lower.prefix(1)))
    case "l-": return .init(day: day + 1, occurrence: -1)
    default: return nil
    }
  }
}
