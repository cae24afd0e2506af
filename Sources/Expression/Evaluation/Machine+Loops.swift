// SPDX-License-Identifier: Apache-2.0

extension Machine {
  /// Runs a macro that goes over a list or map.
  mutating func run(_ loop: Operation.Loop, _ index: Int) throws(EvaluationFault) -> CELValue {
    let range = try evaluate(loop.range)
    current = index
    if range.isUnknown { return range }
    let keys: [CELValue]?
    let elements: [CELValue]
    switch range {
    case .list(let list):
      keys = nil
      elements = list.elements
    case .map(let map):
      keys = map.keys
      elements = map.values
    default: throw .overload(loop.macro.rawValue, [range])
    }
    let source = Source(keys: keys, elements: elements)
    switch loop.macro {
    case .all: return try quantify(loop, source, decisive: false)
    case .exists: return try quantify(loop, source, decisive: true)
    case .existsOne: return try existsOne(loop, source)
    case .filter: return try filter(loop, source, index)
    case .transformMap, .transformMapEntry: return try transformMap(loop, source, index)
    case .sortBy: return try sort(loop, source, index)
    default: return try transform(loop, source, index)
    }
  }

  /// What a loop goes over.
  struct Source {
    let keys: [CELValue]?
    let elements: [CELValue]
  }

  private mutating func enter(_ loop: Operation.Loop, _ source: Source, _ position: Int) {
    let element = source.elements[position]
    if let second = loop.second {
      locals[loop.first] = source.keys?[position] ?? .int(Int64(position))
      locals[second] = element
    } else {
      locals[loop.first] = source.keys?[position] ?? element
    }
  }

  private mutating func quantify(
    _ loop: Operation.Loop, _ source: Source, decisive: Bool
  ) throws(EvaluationFault) -> CELValue {
    var unknown: CELValue?
    var fault: (EvaluationFault, Int)?
    for position in source.elements.indices {
      enter(loop, source, position)
      switch try truth(loop.body) {
      case .value(let flag): if flag == decisive { return .bool(decisive) }
      case .unknown(let value): unknown = unknown ?? value
      case .fault(let error, let place): fault = fault ?? (error, place)
      }
    }
    if let unknown { return unknown }
    if let fault {
      current = fault.1
      throw fault.0
    }
    return .bool(!decisive)
  }

  /// A condition whose faults count.
  private mutating func condition(_ index: Int) throws(EvaluationFault) -> CELValue {
    switch try truth(index) {
    case .value(let flag): return .bool(flag)
    case .unknown(let value): return value
    case .fault(let fault, let place):
      current = place
      throw fault
    }
  }

  private mutating func existsOne(_ loop: Operation.Loop, _ source: Source) throws(EvaluationFault) -> CELValue {
    var count = 0
    for position in source.elements.indices {
      enter(loop, source, position)
      let result = try condition(loop.body)
      if result.isUnknown { return result }
      if result == .bool(true) { count += 1 }
    }
    return .bool(count == 1)
  }

  private mutating func filter(
    _ loop: Operation.Loop, _ source: Source, _ index: Int
  ) throws(EvaluationFault) -> CELValue {
    var kept: [CELValue] = []
    for position in source.elements.indices {
      enter(loop, source, position)
      let element = locals[loop.first]
      let result = try condition(loop.body)
      if result.isUnknown { return result }
      if result == .bool(true) { kept.append(element) }
    }
    current = index
    return try Machine.bounded(.array(kept))
  }

  private mutating func transform(
    _ loop: Operation.Loop, _ source: Source, _ index: Int
  ) throws(EvaluationFault) -> CELValue {
    var output: [CELValue] = []
    for position in source.elements.indices {
      enter(loop, source, position)
      if let filter = loop.filter {
        let result = try condition(filter)
        if result.isUnknown { return result }
        if result != .bool(true) { continue }
      }
      output.append(try evaluate(loop.body))
    }
    current = index
    return try Machine.bounded(.array(output))
  }

  private mutating func transformMap(
    _ loop: Operation.Loop, _ source: Source, _ index: Int
  ) throws(EvaluationFault) -> CELValue {
    var entries: [(key: CELValue, value: CELValue)] = []
    for position in source.elements.indices {
      enter(loop, source, position)
      let key = locals[loop.first]
      if let filter = loop.filter {
        let result = try condition(filter)
        if result.isUnknown { return result }
        if result != .bool(true) { continue }
      }
      let value = try evaluate(loop.body)
      guard loop.macro == .transformMapEntry else {
        entries.append((key, value))
        continue
      }
      current = loop.body
      if value.isUnknown { return value }
      guard case .map(let map) = value else { throw .overload("transformMapEntry", [value]) }
      entries += zip(map.keys, map.values).map { (key: $0, value: $1) }
    }
    current = index
    let map = CELMap(entries)
    guard map.count == entries.count else { throw EvaluationFault(.repeatedKey, "Failed with repeated key") }
    return try Machine.bounded(.map(map))
  }

  private mutating func sort(
    _ loop: Operation.Loop, _ source: Source, _ index: Int
  ) throws(EvaluationFault) -> CELValue {
    var keys: [CELValue] = []
    var elements: [CELValue] = []
    for position in source.elements.indices {
      enter(loop, source, position)
      elements.append(locals[loop.first])
      let key = try evaluate(loop.body)
      if key.isUnknown { return key }
      keys.append(key)
    }
    current = index
    return .array(try CatalogBuilder.sorted(elements, by: keys, &context))
  }
}
