// SPDX-License-Identifier: Apache-2.0

extension Checker {
  mutating func macro(_ id: ExpressionID, _ call: MacroCall) -> CELType {
    let depth = scope.count
    defer { scope.removeLast(scope.count - depth) }
    switch call.macro {
    case .has:
      if let argument = call.arguments.first { check(argument) }
      return .bool
    case .bind:
      let value = call.arguments.first.map { check($0) } ?? .error
      if let variable = call.variables.first { declare(variable, value) }
      return call.body.map { check($0) } ?? .error
    case .block:
      for (index, value) in call.arguments.dropLast().enumerated() {
        scope.append(("@index\(index)", check(value)))
      }
      return call.body.map { check($0) } ?? .error
    case .optMap, .optFlatMap:
      let target = call.target.map { check($0) } ?? .error
      let inner = substitution.fresh()
      if !substitution.unify(.optional(inner), target), let place = call.target {
        report(
          .noOverload(function: call.macro.rawValue, arguments: [final(target)], isReceiver: true), place,
          expression[id].nameRange)
      }
      if let variable = call.variables.first { declare(variable, substitution.resolve(inner)) }
      let body = call.body.map { check($0) } ?? .error
      if call.macro == .optMap { return .optional(body) }
      let result = substitution.fresh()
      if !substitution.unify(.optional(result), body), let place = call.body {
        report(.noOverload(function: "optFlatMap", arguments: [final(body)], isReceiver: false), place)
      }
      return .optional(substitution.resolve(result))
    default: return loop(id, call)
    }
  }

  private mutating func declare(_ variable: MacroCall.Variable, _ type: CELType) {
    scope.append((variable.name, type))
    if Int(variable.id) < types.count { types[Int(variable.id)] = type }
  }

  private mutating func loop(_ id: ExpressionID, _ call: MacroCall) -> CELType {
    guard let target = call.target else { return .error }
    let range = check(target)
    var key = CELType.int
    var element = CELType.dyn
    var isMap = false
    switch range {
    case .list(let inner): element = inner
    case .map(let first, let second):
      (key, element) = (first, second)
      isMap = true
    case .record(let record):
      (key, element) = (.string, .dyn)
      if let type = record.fields.first?.type, record.fields.allSatisfy({ $0.type == type }), !record.isOpen {
        element = type
      }
      isMap = true
    case .dyn, .error, .parameter: key = .dyn
    default:
      report(.notIterable(final(range), macro: call.macro), id, expression[target].range)
      key = .error
      element = .error
    }
    let single = isMap ? key : element
    if call.variables.count > 1 {
      declare(call.variables[0], key)
      declare(call.variables[1], element)
    } else if let variable = call.variables.first {
      declare(variable, single)
    }
    if call.arguments.count > 1, let filter = call.arguments.first { requireBool(filter, check(filter)) }
    guard let bodyID = call.body else { return .error }
    let body = check(bodyID)
    switch call.macro {
    case .all, .exists, .existsOne:
      requireBool(bodyID, body)
      return .bool
    case .filter:
      requireBool(bodyID, body)
      return .list(single)
    case .sortBy: return .list(single)
    case .transformMap: return .map(key, body)
    case .transformMapEntry: return body
    default: return .list(body)
    }
  }
}
