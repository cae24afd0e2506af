// SPDX-License-Identifier: Apache-2.0

/// What a function may use besides its arguments: the budget of the evaluation and the time zones.
package struct EvaluationContext: Sendable {
  /// What is left of the budget, in units of about one node or 16 bytes of new text.
  private(set) var remainingCost: Int
  let timeZoneOffset: @Sendable (_ name: String, _ seconds: Int64) -> Int32?

  init(cost: Int, timeZoneOffset: @escaping @Sendable (String, Int64) -> Int32?) {
    remainingCost = cost
    self.timeZoneOffset = timeZoneOffset
  }

  /// Takes `cost` units from the budget; throws `costLimit` when they are not there.
  package mutating func charge(_ cost: Int) throws(EvaluationFault) {
    remainingCost -= min(cost, remainingCost) + (cost > remainingCost ? 1 : 0)
    if remainingCost < 0 {
      remainingCost = -1
      throw .costLimit
    }
  }

  /// Takes what a text of so many bytes costs.
  mutating func charge(bytes: Int) throws(EvaluationFault) { try charge(1 + bytes >> 4) }
}
