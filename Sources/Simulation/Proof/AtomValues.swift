// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText
import WorkflowModel

/// Looks for inputs and trigger facts that make conditions come out as a run assumes.
///
/// Conditions that read the same things hang together: `inputs.env == 'prod'` and `inputs.env in ['prod', 'test']` cannot
/// be true and false at once. A run for which no values are found is not taken for one.
struct AtomValues {
  private let workflow: Workflow

  init(_ workflow: Workflow) { self.workflow = workflow }

  /// Whether the conditions may come out so. Complexity: bounded; a few thousand evaluations at most.
  func arePossible(_ assumed: [(text: String, value: Bool)]) -> Bool { values(for: assumed, isThorough: false) != nil }

  /// Whether it is sure that they may not: all that they read has few values, and none of these fits. Complexity: as for
  /// `arePossible`.
  func areSurelyImpossible(_ assumed: [(text: String, value: Bool)]) -> Bool {
    var paths: Set<String> = []
    for atom in assumed { paths.formUnion(ParsedExpression(parsing: atom.text).paths.map(Self.name)) }
    var count = 1
    for path in paths {
      guard let values = fixedValues(of: path), path.contains("."), count < 4_000 else { return false }
      count *= max(1, values.count)
    }
    return paths.count <= 6 && count < 4_000
  }

  /// Values that make the conditions come out so, by path; nil where they cannot. What is free is left out unless
  /// `isThorough`, and where no value is found for it. Complexity: bounded; a few thousand evaluations a group.
  func values(for assumed: [(text: String, value: Bool)], isThorough: Bool) -> [(path: [String], value: CELValue)]? {
    var result: [(path: [String], value: CELValue)] = []
    let atoms = assumed.map { (parsed: ParsedExpression(parsing: $0.text), value: $0.value) }
    let reads = atoms.map { Set($0.parsed.paths.map(Self.name)) }
    var isSeen = Array(repeating: false, count: atoms.count)
    for first in atoms.indices where !isSeen[first] {
      var group = [first]
      var paths = reads[first]
      isSeen[first] = true
      var hasGrown = true
      while hasGrown {
        hasGrown = false
        for other in atoms.indices where !isSeen[other] && !reads[other].isDisjoint(with: paths) {
          isSeen[other] = true
          group.append(other)
          paths.formUnion(reads[other])
          hasGrown = true
        }
      }
      // A single question about something free may have any answer.
      let isFree = group.count == 1 && paths.allSatisfy { fixedValues(of: $0) == nil }
      if isFree, !isThorough { continue }
      guard let found = values(for: group.map { atoms[$0] }, paths.sorted()) else {
        if isFree { continue }
        return nil
      }
      result += found
    }
    return result
  }

  private static func name(_ path: [PathComponent]) -> String { path.map(\.name).joined(separator: ".") }

  private func values(
    for atoms: [(parsed: ParsedExpression, value: Bool)], _ paths: [String]
  ) -> [(path: [String], value: CELValue)]? {
    // A path that is a part of another one, such as `inputs` alone, has no value of its own.
    guard !paths.isEmpty, paths.count <= 6,
      !paths.contains(where: { path in paths.contains { $0.hasPrefix(path + ".") } || !path.contains(".") })
    else { return nil }
    var literals: [CELValue] = [.bool(true), .bool(false), .string("another value"), .null]
    for atom in atoms {
      atom.parsed.visit { id, _ in
        guard case .literal(let value) = atom.parsed[id].kind, literals.count < 24 else { return }
        literals.append(value)
        if let number = value.asInt { literals += [.int(number &+ 1), .int(number &- 1)] }
        if case .double(let number) = value { literals += [.double(number + 1), .double(number - 1)] }
      }
    }
    let programs = atoms.map { atom in
      Program(atom.parsed, environment: EvaluationEnvironment(catalog: CompiledExpression.catalog))
    }
    let candidates = paths.map { fixedValues(of: $0) ?? literals }
    var chosen = Array(repeating: 0, count: paths.count)
    var left = 4_000
    while left > 0 {
      left -= 1
      let values = zip(paths, zip(candidates, chosen)).compactMap { path, choice in
        choice.1 < choice.0.count ? (path.split(separator: ".").map(String.init), choice.0[choice.1]) : nil
      }
      let roots = Self.objects(values)
      let environment = EvaluationEnvironment(
        variable: { name in roots.first { $0.0 == name }?.1 }, catalog: CompiledExpression.catalog)
      let fits = zip(programs, atoms).allSatisfy { program, atom in
        if case .success(.bool(let value)) = program.evaluate(in: environment) { value == atom.value } else { false }
      }
      if fits { return values.map { (path: $0.0, value: $0.1) } }
      guard let place = chosen.indices.last(where: { chosen[$0] + 1 < candidates[$0].count }) else { return nil }
      chosen[place] += 1
      for next in chosen.indices where next > place { chosen[next] = 0 }
    }
    return nil
  }

  /// Nested objects with a value at the end of each path. Paths have few components.
  private static func objects(_ values: [([String], CELValue)]) -> [(String, CELValue)] {
    var result: [(String, CELValue)] = []
    var names: [String] = []
    for (path, _) in values {
      if let first = path.first, !names.contains(first) { names.append(first) }
    }
    for name in names {
      let inner = values.filter { $0.0.first == name }.map { (Array($0.0.dropFirst()), $0.1) }
      if let leaf = inner.first(where: { $0.0.isEmpty }) {
        result.append((name, leaf.1))
      } else {
        result.append((name, .object(objects(inner))))
      }
    }
    return result
  }

  // MARK: What the workflow says of values

  /// The values that a path can have; nil where it may have any.
  private func fixedValues(of path: String) -> [CELValue]? {
    let parts = path.split(separator: ".").map(String.init)
    guard parts.count == 2 else { return nil }
    if parts[0] == "trigger" { return triggerValues(parts[1]) }
    guard parts[0] == "inputs", let input = workflow.inputs.first(where: { $0.name.value == parts[1] }) else {
      return nil
    }
    var given = [input.defaultValue.flatMap(Self.literal) ?? .null]
    var isFree = workflow.triggers.isEmpty
    for trigger in workflow.triggers {
      switch trigger.kind {
      case .manual, nil: if trigger.askedInputs?.contains(where: { $0.value == parts[1] }) ?? true { isFree = true }
      default:
        guard let own = trigger.inputs.first(where: { $0.name.value == parts[1] }) else { continue }
        if let value = own.literal.flatMap(Self.literal) { given.append(value) } else { isFree = true }
      }
    }
    guard isFree else { return given }
    if !input.options.isEmpty { return input.options.compactMap(Self.literal) + given }
    return input.type?.value == "boolean" ? [.bool(true), .bool(false)] + given : nil
  }

  private func triggerValues(_ member: String) -> [CELValue]? {
    let triggers = workflow.triggers
    guard !triggers.isEmpty else { return member == "type" ? [.string("manual")] : nil }
    switch member {
    case "type": return triggers.compactMap { $0.kind.map { .string($0.name) } }
    case "branch":
      var values: [CELValue] = []
      for trigger in triggers {
        guard case .gitPush(let push) = trigger.kind else {
          values.append(.null)
          continue
        }
        // A pattern stands for branches that are not known here.
        guard push.tags.isEmpty, !push.branches.isEmpty,
          !push.branches.contains(where: { $0.value.hasPrefix("!") || Glob.hasSpecialCharacters($0.value) })
        else { return nil }
        values += push.branches.map { .string($0.value) }
      }
      return values
    default: return nil
    }
  }

  static func literal(_ value: DataValue) -> CELValue? {
    switch value.content {
    case .null: .null
    case .bool(let value): .bool(value)
    case .integer(let value): .int(value)
    case .double(let value): .double(value)
    case .text(let text): text.isDynamic ? nil : .string(text.text)
    case .list, .map: nil
    }
  }
}
