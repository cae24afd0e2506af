// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

extension Engine {
  /// Plans the runs that schedules start in a range of time.
  mutating func planSchedules(
    _ from: Milliseconds, _ until: Milliseconds, only workflow: Int?, _ arrival: Arrival, _ place: Int
  ) {
    report(ScenarioProblem(.error, "schedules cannot be simulated yet", range: arrival.range))
  }
}
