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

  /// Rules about files.
  package static let fileRules = families.flatMap(\.fileRules)
  /// Rules about what the structure walk found.
  package static let schemaRules = families.flatMap(\.schemaRules)
  /// Rules about workflows as a whole.
  package static let workflowRules = families.flatMap(\.workflowRules)
  /// Rules about each step.
  package static let stepRules = families.flatMap(\.stepRules)
  /// Rules about texts.
  package static let textRules = families.flatMap(\.textRules)
  /// The rules whose business a text's format is, as indices into `textRules`, by the format's number.
  static let textRulesOfFormat: [[Int]] = TextFormat.all.reduce(into: []) { result, format in
    while result.count <= format.number { result.append([]) }
    result[format.number] = textRules.indices.filter { textRules[$0].applies(to: format) }
  }
  /// Rules about each expression.
  package static let expressionRules = families.flatMap(\.expressionRules)
  /// Rules about what one front end alone knows.
  package static let dialectRules = families.flatMap(\.dialectRules)

  /// The metadata of every rule, by code.
  package static let all: [RuleMetadata] = families.flatMap(\.metadata).sorted { $0.code < $1.code }

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
