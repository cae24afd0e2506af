// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Expression
import Dialect
import SourceText
import WorkflowModel

/// Reports values that an input does not take.
package enum InputConstraint: WorkflowRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF418", "input-constraint", .triggers, .error,
    summary: "A default or supplied value breaks the input's own type, options, pattern or range.",
    rationale: "The run is refused when it starts, or a step gets a value that it was never meant to get.",
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs:
          region: {type: string, options: [us, eu], default: «asia»}
          count: {type: integer, min: 1, max: 5, default: «9»}
          tag: {type: string, pattern: "^v[0-9]+$", default: «latest»}
          dry_run: {type: boolean, default: «"yes please"»}
          share: {type: number, min: «10», max: 1}
          size: {type: integer, options: [1, «two»]}
        steps:
          - id: a
            type: script
            run: make
            env: {A: "${{ inputs.region }} ${{ inputs.count }} ${{ inputs.tag }}", B: "${{ inputs.dry_run }}", C: "${{ inputs.share }} ${{ inputs.size }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {region: {type: string, options: [us, eu]}}
        triggers:
          - {type: schedule, cron: "0 3 * * *", timezone: UTC, inputs: {region: «asia»}}
          - {type: webhook, auth: {scheme: bearer, secret: HOOK}, inputs: {region: "«'asia'»"}}
        steps:
          - {id: a, type: call, workflow: deploy, inputs: {replicas: «0», region: "${{ inputs.region }}"}}

        """,
        others: [
          (
            "deploy.wf.yaml",
            """
            schema: wflint/v1
            name: deploy
            inputs: {replicas: {type: integer, min: 1}, region: {options: [us]}}
            steps:
              - {id: a, type: script, run: "make ${{ inputs.replicas }} ${{ inputs.region }}"}

            """
          )
        ]),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs:
          region: {type: string, options: [us, eu], default: us}
          count: {type: number, min: 1, max: 5, default: 5}
          tag: {type: string, pattern: "v[0-9]+", default: release-v12}
          zones: {type: list, default: [a, b]}
          note: {type: string, default: null}
        steps:
          - id: a
            type: script
            run: make
            env: {A: "${{ inputs.region }} ${{ inputs.count }} ${{ inputs.tag }}", B: "${{ size(inputs.zones) }} ${{ inputs.note }}"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        inputs: {size: {type: integer, options: [1, 2, 4], default: 2}}
        triggers:
          - {type: schedule, cron: "0 3 * * *", timezone: UTC, inputs: {size: 4}}
          - {type: webhook, auth: {scheme: bearer, secret: HOOK}, inputs: {size: int(body.size)}}
        steps:
          - {id: a, type: script, run: "make ${{ inputs.size }}"}

        """),
    ])

  /// Looks at each declaration, then at each supplied value.
  package static func check(_ context: WorkflowContext, _ report: inout Report) {
    for input in context.workflow.inputs {
      if let minimum = input.minimum, let low = minimum.number, let high = input.maximum?.number, low > high {
        report.add(minimum.range, "no number fits: `min` is above `max`, which is \(input.maximum?.shown ?? "")")
        continue
      }
      for option in input.options {
        guard let problem = input.problem(of: option, asOption: true) else { continue }
        report.add(option.range, "the option \(option.shown) of `\(input.name.value)` \(problem)")
      }
      if let value = input.defaultValue, let problem = input.problem(of: value) {
        report.add(value.range, "the default \(value.shown) of `\(input.name.value)` \(problem)")
      }
    }
    for supply in context.inputSupplies {
      for value in supply.values {
        guard let literal = value.literal,
          let input = supply.declared.first(where: { $0.name.value == value.name.value }),
          let problem = input.problem(of: literal)
        else { continue }
        report.add(
          literal.range, "\(literal.shown) for `\(input.name.value)` \(problem)",
          related: [related(input, supply.callee, context)])
      }
    }
  }

  private static func related(
    _ input: InputDeclaration, _ callee: WorkflowSummary?, _ context: WorkflowContext
  ) -> RelatedPlace {
    guard let callee, callee.path != context.path else {
      return RelatedPlace(range: input.name.range, message: "the input is declared here")
    }
    return RelatedPlace(
      path: callee.path, range: callee.nameRange, message: "`\(callee.name)` declares the input",
      start: callee.nameStart)
  }
}

extension InputDeclaration {
  /// What is wrong with a value, as the end of a sentence; nil for one that is right or not known before the run.
  fileprivate func problem(of value: DataValue, asOption: Bool = false) -> String? {
    if case .null = value.content { return nil }
    if case .text(let text) = value.content, text.isDynamic { return nil }
    if let expected = type.flatMap({ Self.mismatch(value, $0.value) }) { return "is not \(expected)" }
    if case .list = value.content { return nil }
    if case .map = value.content { return nil }
    if let number = value.number {
      if let low = minimum?.number, number < low { return "is below the smallest, \(minimum?.shown ?? "")" }
      if let high = maximum?.number, number > high { return "is above the largest, \(maximum?.shown ?? "")" }
    }
    if let pattern, let text = value.plainText, let expression = try? RegularExpression(pattern.value),
      !expression.matches(text)
    {
      return "does not match the pattern `\(pattern.value)`"
    }
    guard !asOption, !options.isEmpty, !options.contains(where: { $0.isUnknown || $0.equals(value) }) else {
      return nil
    }
    return "is none of its options: expected \(options.prefix(12).map(\.shown).joined(separator: ", "))"
  }

  /// What a value of the declared type is, where this one is none.
  private static func mismatch(_ value: DataValue, _ type: String) -> String? {
    switch (type, value.content) {
    case ("string", .text), ("number", .integer), ("number", .double), ("integer", .integer), ("boolean", .bool),
      ("list", .list), ("map", .map):
      nil
    case ("integer", .double(let number)) where number.rounded() == number: nil
    case ("string", _): "a string"
    case ("number", _): "a number"
    case ("integer", _): "a whole number"
    case ("boolean", _): "true or false"
    case ("list", _): "a list"
    case ("map", _): "a map"
    default: nil
    }
  }
}

extension DataValue {
  /// The value of a number.
  fileprivate var number: Double? {
    switch content {
    case .integer(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }

  /// The text of a text without interpolation.
  fileprivate var plainText: String? {
    if case .text(let text) = content, !text.isDynamic { text.text } else { nil }
  }

  /// Whether what it is shows only in a run.
  fileprivate var isUnknown: Bool {
    if case .text(let text) = content { text.isDynamic } else { false }
  }

  /// The value as it is shown in messages.
  fileprivate var shown: String {
    switch content {
    case .null: "null"
    case .bool(let flag): "\(flag)"
    case .integer(let number): "\(number)"
    case .double(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
    case .text(let text): "`\(text.text.count > 60 ? text.text.prefix(57) + "…" : text.text)`"
    case .list: "a list"
    case .map: "a map"
    }
  }

  /// Whether two values are one; numbers by their value.
  fileprivate func equals(_ other: DataValue) -> Bool {
    if let own = number, let number = other.number { return own == number }
    return switch (content, other.content) {
    case (.bool(let own), .bool(let other)): own == other
    case (.text(let own), .text(let other)): own.text == other.text
    case (.null, .null): true
    default: false
    }
  }
}
