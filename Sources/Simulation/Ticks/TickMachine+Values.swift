// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// What is decided of a step before it is executed.
enum PreCheck {
  case run
  case timeout
  /// It is skipped; a message stands for an error, nil for a clean decision.
  case skip(String?)
}

extension TickMachine {
  /// Whether a step runs, is skipped, or is out of time.
  mutating func preCheck(_ index: Int) -> PreCheck {
    let step = program.steps[index]
    let parent = step.parent.flatMap { statuses[$0] }
    if !suspendsOnFailure {
      if parent?.phase == .skipped { return .skip(nil) }
      switch step.condition {
      case nil, "": if isBlocked(index) { return .skip(nil) }
      case "always": break
      case let condition?:
        switch CUEExpression.evaluate(condition, roots: roots(index)) {
        case .success(.bool(true)): break
        case .success(.bool(false)): return .skip(nil)
        case .success(.unknown): assumed.insert(index)
        case .success(let value):
          return .skip("pre check error: invalid if value: \(value.typeName.name) is not bool")
        case .failure(let error): return .skip("pre check error: invalid if value: \(error.message)")
        }
      }
    }
    if parent?.phase == .failed, parent?.reason == .timeout { return .timeout }
    guard let status = statuses[index] else { return .run }
    if step.hasUnreadableTimeout { return .skip("pre check error: the timeout is no duration") }
    if let timeout = step.timeout, now &- status.first >= timeout { return .timeout }
    return .run
  }

  /// Whether a step without `if` is skipped because of what came before it.
  private func isBlocked(_ index: Int) -> Bool {
    let step = program.steps[index]
    if !step.dependsOn.isEmpty {
      var seen: Set<Int> = [index]
      var open = step.dependsOn
      while let name = open.popLast() {
        guard let other = self.step(named: name), seen.insert(other).inserted else { continue }
        if let status = statuses[other], status.phase != .succeeded { return true }
        open += program.steps[other].dependsOn
      }
      return false
    }
    let owner = step.parent.map { program.steps[$0] }
    guard owner?.isSequential ?? program.isSequential else { return false }
    for other in owner?.children ?? program.topSteps {
      if other == index { break }
      if let status = statuses[other], status.phase != .succeeded, status.phase != .skipped { return true }
    }
    return false
  }

  // MARK: Values

  /// What a step's conditions may name.
  func roots(_ index: Int) -> [String: CELValue] {
    let step = program.steps[index]
    var inputs: [(String, CELValue)] = []
    var parameters = Self.fields(of: step.parameters)
    for input in step.inputs {
      guard let value = value(of: input.from, index) else { continue }
      inputs.append((input.from, value))
      if let key = input.key, !key.isEmpty {
        let root = String(key.prefix { $0 != "." && $0 != "[" })
        parameters.append((root, root == key ? value : .unknown("parameter.\(root)")))
      }
    }
    return [
      "status": .object(
        recorded.flatMap { place -> [(String, CELValue)] in
          let other = program.steps[place]
          guard let value = statusValue(place) else { return [] }
          return [(other.name, value)] + (other.alias.map { [($0, value)] } ?? [])
        }.reversed()),
      "inputs": .object(inputs), "parameter": .object(parameters), "context": context(index),
    ]
  }

  private static func fields(of value: CELValue) -> [(String, CELValue)] {
    guard let map = value.asMap else { return [] }
    return map.keys.compactMap { key in
      guard let name = key.asString, let value = map[field: name] else { return nil }
      return (name, value)
    }
  }

  private func context(_ index: Int) -> CELValue {
    let step = program.steps[index]
    var fields = [("stepName", CELValue.string(step.name))]
    if let parent = step.parent { fields.append(("stepGroupName", .string(program.steps[parent].name))) }
    for name in ["stepSessionID", "spanID"] { fields.append((name, .unknown("context.\(name)"))) }
    return .object(fields + Self.fields(of: program.context))
  }

  private func statusValue(_ place: Int) -> CELValue? {
    guard let status = statuses[place] else { return nil }
    let step = program.steps[place]
    return .object([
      ("phase", .string(status.phase.rawValue)), ("reason", .string(status.reason?.rawValue ?? "")),
      ("message", .string(status.message ?? "")), ("name", .string(step.name)), ("type", .string(step.type)),
      ("id", .unknown("status.\(step.name).id")), ("failed", .bool(status.phase == .failed)),
      ("succeeded", .bool(status.phase == .succeeded)), ("skipped", .bool(status.phase == .skipped)),
      ("timeout", .bool(status.reason == .timeout)),
      ("failedAfterRetries", .bool(status.reason == .failedAfterRetries)),
      ("terminate", .bool(status.reason == .terminate)),
    ])
  }

  /// What an input reads: a variable, a path into one, or a path of `context`; nil for nothing that is there.
  func value(of from: String, _ index: Int) -> CELValue? {
    if let value = variables[from] { return value }
    let root = String(from.prefix { $0 != "." && $0 != "[" })
    if let value = variables[root], root != from {
      return try? CUEExpression.evaluate("value" + from.dropFirst(root.count), roots: ["value": value]).get()
    }
    guard root == "context" || root == "parameter" else { return nil }
    return try? CUEExpression.evaluate(
      from, roots: ["context": context(index), "parameter": program.steps[index].parameters]
    ).get()
  }

  /// Files what a step gives: what the world said, else what its expressions say, else something unknown.
  mutating func takeOutputs(_ index: Int, isSkipped: Bool) {
    let step = program.steps[index]
    let given = givenOutputs[index] ?? []
    outputs[index] = isSkipped ? [] : given.map { ($0.name, $0.value) }
    guard !step.outputs.isEmpty else { return }
    let roots = roots(index)
    for output in step.outputs {
      var value = CELValue.null
      if !isSkipped {
        if let known = given.last(where: { $0.name == output.name })?.value {
          value = known
        } else if !output.valueFrom.isEmpty,
          case .success(let computed) = CUEExpression.evaluate(
            output.valueFrom, roots: ["context": roots["context"] ?? .null, "parameter": roots["parameter"] ?? .null])
        {
          value = computed
          outputs[index].append((output.name, value))
        } else {
          value = .unknown(output.name)
        }
      }
      // Of two outputs with one name the first stays; the conflict shows in a message only.
      if variables[output.name] == nil || variables[output.name] == .null { variables[output.name] = value }
    }
  }
}
