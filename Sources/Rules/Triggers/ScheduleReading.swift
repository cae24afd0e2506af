// SPDX-License-Identifier: Apache-2.0
import Dialect
import Schedule
import WorkflowModel
import YAMLSyntax

/// A schedule of a workflow that can be read: its times and the zone that they are meant in.
struct ReadSchedule {
  /// The trigger's index.
  let trigger: Int
  /// The expression as it stands in the document.
  let text: CronText
  /// Its times.
  let expression: CronExpression
  /// The zone.
  let zone: TimeZoneRules
}

extension WorkflowContext {
  /// The schedules whose expression and zone can both be read; the others have findings of their own.
  var schedules: [ReadSchedule] {
    workflow.triggers.indices.compactMap { index in
      guard case .schedule(let schedule) = workflow.triggers[index].kind, let cron = schedule.cron,
        let zoneName = schedule.timezone, let text = CronText(node(cron.syntax)),
        let expression = text.result.expression,
        case .success(let zone) = TimeZoneDatabase.system.rules(named: zoneName.value)
      else { return nil }
      return ReadSchedule(trigger: index, text: text, expression: expression, zone: zone)
    }
  }
}

extension WorkflowContext {
  /// The schedules that fire only when another one of their zone fires too, with equal inputs: of two equal ones the
  /// later. Complexity: O(n²) for n schedules, of which it looks at 200.
  func coveredSchedules(_ schedules: [ReadSchedule]) -> [(covered: Int, by: Int)] {
    guard schedules.count > 1, schedules.count <= 200 else { return [] }
    let inputs = schedules.map { schedule in
      node(workflow.triggers[schedule.trigger].syntax)?.mergedEntry("inputs")?.value.canonicalText()
    }
    var result: [(covered: Int, by: Int)] = []
    var covered: Set<Int> = []
    for place in schedules.indices {
      let other = schedules.indices.first { other in
        other != place && !covered.contains(other) && schedules[other].zone == schedules[place].zone
          && inputs[other] == inputs[place] && schedules[other].expression.covers(schedules[place].expression)
          && (schedules[other].expression != schedules[place].expression || other < place)
      }
      guard let other else { continue }
      covered.insert(place)
      result.append((place, other))
    }
    return result
  }
}

extension CronExpression {
  /// Whether it surely fires whenever another schedule does.
  fileprivate func covers(_ other: CronExpression) -> Bool {
    if self == other { return true }
    guard !daysAreAlternatives, !other.daysAreAlternatives else { return false }
    return CronField.allCases.allSatisfy { set(of: $0) & other.set(of: $0) == other.set(of: $0) }
  }
}
