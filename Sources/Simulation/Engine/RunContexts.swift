// SPDX-License-Identifier: Apache-2.0
import Expression

/// What expressions read of each run, by the run's number.
struct RunContexts {
  private var triggers: [TriggerData] = []
  private(set) var inputs: [CELValue] = []
  private var results: [CELValue?] = []
  private var triggerValues: [CELValue?] = []
  private var environments: [CELValue?] = []

  mutating func append(_ trigger: TriggerData) {
    triggers.append(trigger)
    inputs.append(.object([]))
    results.append(nil)
    triggerValues.append(nil)
    environments.append(nil)
  }

  func trigger(of run: Int32) -> TriggerData? {
    triggers.indices.contains(Int(run)) ? triggers[Int(run)] : nil
  }

  mutating func setInputs(_ value: CELValue, of run: Int32) { inputs[Int(run)] = value }

  func outputs(of run: Int32) -> CELValue? { results.indices.contains(Int(run)) ? results[Int(run)] : nil }
  mutating func setOutputs(_ value: CELValue, of run: Int32) { results[Int(run)] = value }

  func environment(of run: Int32) -> CELValue? { environments[Int(run)] }
  mutating func setEnvironment(_ value: CELValue, of run: Int32) { environments[Int(run)] = value }

  /// `trigger` as expressions read it; what is not known is null.
  mutating func triggerValue(of run: Int32, now: CELValue) -> CELValue {
    if let value = triggerValues[Int(run)] { return value }
    let value = triggers[Int(run)].value(now: now)
    triggerValues[Int(run)] = value
    return value
  }
}

extension TriggerData {
  /// `trigger` as expressions read it (`language.md` §9).
  func value(now: CELValue) -> CELValue {
    func text(_ value: String?) -> CELValue { value.map { .string($0) } ?? .null }
    return .object([
      ("type", .string(type)), ("actor", text(actor)), ("branch", text(branch)), ("tag", text(tag)),
      ("repository", text(repository)), ("paths", .array(paths.map { .string($0) })),
      (
        "commit",
        .object([("id", text(commitID)), ("message", text(commitMessage)), ("author", text(commitAuthor))])
      ), ("time", now),
    ])
  }
}
