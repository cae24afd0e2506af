// SPDX-License-Identifier: Apache-2.0
import CloudifyDialect
import Dialect
import KubeVelaDialect
package import Rules

/// All rules, by what they look at: registering a family is one line here, a rule one line in its family.
package enum RuleCatalog {
  private static let families: [RuleFamily] = [
    YAMLRules.family, StructureRules.family, ReferenceRules.family, ExpressionRules.family, TriggerRules.family,
    ApprovalRules.family, SecurityRules.family, DeliveryRules.family, EmbeddedCodeRules.family,
    KubeVelaRules.family, CloudifyRules.family,
  ]

  /// The metadata of every rule, by code; a rule's place is its number.
  package static let all: [RuleMetadata] = families.flatMap(\.metadata).sorted { $0.code < $1.code }
  /// All rules with the severities that they have of themselves.
  static let table = RuleTable(all)

  private static let numbers = Dictionary(
    all.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
  private static func number(_ metadata: RuleMetadata) -> RuleNumber { numbers[metadata.code] ?? 0 }

  /// Rules about files.
  static let fileRules = families.flatMap(\.fileRules).map { (rule: $0, number: number($0.metadata)) }
  /// Rules about what the structure walk found.
  static let schemaRules = families.flatMap(\.schemaRules).map { (rule: $0, number: number($0.metadata)) }
  /// Rules about workflows as a whole.
  static let workflowRules = families.flatMap(\.workflowRules).map { (rule: $0, number: number($0.metadata)) }
  /// Rules about each step.
  static let stepRules = families.flatMap(\.stepRules).map { (rule: $0, number: number($0.metadata)) }
  /// Rules about texts, grouped by the formats that are their business: a rule stands once for each.
  static let textRules = textGroups.flatMap(\.self)
  /// Where the rules of each format stand in `textRules`, by the format's number.
  static let textRulesOfFormat: [Range<Int>] = textGroups.reduce(into: []) { result, group in
    let start = result.last?.upperBound ?? 0
    result.append(start..<start + group.count)
  }
  private static let textGroups: [[(rule: any TextRule.Type, number: RuleNumber)]] = {
    let rules = families.flatMap(\.textRules).map { (rule: $0, number: number($0.metadata)) }
    return TextFormat.all.sorted { $0.number < $1.number }.map { format in
      rules.filter { $0.rule.applies(to: format) }
    }
  }()
  /// The rules that speak of an expression.
  static func rules(of expression: CheckedExpression) -> [(rule: any ExpressionRule.Type, number: RuleNumber)] {
    if expression.isMistyped { return rulesOfMistyped }
    return expression.types == nil ? rulesOfUntyped : rulesOfWellTyped
  }
  private static let rulesOfUntyped = expressionRules { $0 == .all }
  private static let rulesOfWellTyped = expressionRules { $0 != .mistyped }
  private static let rulesOfMistyped = expressionRules { $0 != .wellTyped }
  private static func expressionRules(
    where isMeant: (ExpressionScope) -> Bool
  ) -> [(rule: any ExpressionRule.Type, number: RuleNumber)] {
    families.flatMap(\.expressionRules).filter { isMeant($0.scope) }.map { (rule: $0, number: number($0.metadata)) }
  }
  /// Rules about what one front end alone knows.
  static let dialectRules = families.flatMap(\.dialectRules).map { (rule: $0, number: number($0.metadata)) }

  private static let byName: [String: RuleMetadata] = {
    var result: [String: RuleMetadata] = [:]
    for rule in all {
      result[rule.code] = rule
      result[rule.name] = rule
    }
    return result
  }()

  /// The rule of a code or a name.
  package static func rule(_ codeOrName: String) -> RuleMetadata? { byName[codeOrName] }
}
