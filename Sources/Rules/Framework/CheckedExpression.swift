// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
package import Expression
package import SourceText
package import WorkflowModel
package import YAMLSyntax

/// An expression with its types, as the rules about expressions see it.
package final class CheckedExpression: Sendable {
  /// The expression.
  package let site: ExpressionSite
  /// Its index in `Workflow.expressions`.
  package let index: Int
  /// What the checker says; nil for a text that is no expression.
  package let types: CheckResult?
  /// The scalar that holds it.
  package let node: YAMLNode
  /// Whether the text has `${{ }}` with other text around it where only an expression may stand.
  package let hasTextAround: Bool

  /// Checks an expression, given with its index in `Workflow.expressions`; nil where its scalar is gone.
  init?(
    _ site: ExpressionSite, at index: Int, _ types: ExpressionTypes, _ tree: YAMLTree, _ known: inout CheckedTexts
  ) {
    self.site = site
    self.index = index
    guard let node = tree.node(site.syntax.nodeID) else { return nil }
    self.node = node
    hasTextAround =
      site.role != .interpolation && node.holdsInterpolation && Template(parsing: Array(node.textBytes)).single == nil
    self.types = site.parsed.isComplete && !hasTextAround ? known.check(site.parsed, at: index, types) : nil
  }

  /// Checks an expression that is no workflow's, and that is the whole text of its scalar.
  package init(_ site: ExpressionSite, in environment: TypeEnvironment, _ node: YAMLNode) {
    self.site = site
    self.node = node
    index = 0
    hasTextAround = false
    types = site.parsed.isComplete ? environment.check(site.parsed) : nil
  }

  /// The place in the document of a range of the expression.
  package func place(_ range: TextRange) -> TextRange {
    node.sourceRange(ofDecoded: TextRange(range.start + site.decodedStart, range.end + site.decodedStart))
  }

  /// Whether the whole value of its field is this one expression.
  package var isWhole: Bool {
    site.role != .interpolation || Template(parsing: Array(node.textBytes)).single != nil
  }

  /// Whether the checker found something.
  package var isMistyped: Bool { types?.problems.isEmpty == false }

  /// Whether it decides something.
  package var isCondition: Bool {
    switch site.role {
    case .stepCondition, .caseCondition, .triggerFilter, .scenarioCheck: true
    case .loopItems, .triggerInput, .interpolation: false
    }
  }

  /// A fix that puts other text in place of a part of the expression; none where the scalar's style would have to
  /// change for it.
  func fix(
    _ range: TextRange, _ replacement: String, title: String? = nil, _ applicability: Applicability = .safe
  ) -> [Fix] {
    let target = place(range)
    let replacement = withOtherQuotes(replacement)
    guard target.count == range.count || range.isEmpty, isWritable(replacement, for: range) else { return [] }
    return [Fix(title ?? "write `\(replacement)`", applicability, edits: [TextEdit(target, replacement)])]
  }

  /// CEL takes both kinds of quotes: those that the scalar itself is not written in are free.
  private func withOtherQuotes(_ text: String) -> String {
    let (own, other): (UInt8, UInt8)
    switch node.style {
    case .singleQuoted: (own, other) = (0x27, 0x22)
    case .doubleQuoted: (own, other) = (0x22, 0x27)
    default: return text
    }
    let bytes = Array(text.utf8)
    guard bytes.contains(own), !bytes.contains(other) else { return text }
    return String(decoding: bytes.map { $0 == own ? other : $0 }, as: UTF8.self)
  }

  /// Whether the scalar can hold `text` in place of a range of its decoded text, in the style that it has.
  private func isWritable(_ text: String, for range: TextRange) -> Bool {
    let bytes = Array(text.utf8)
    switch node.style {
    case .singleQuoted: return !bytes.contains(0x27)
    case .doubleQuoted: return !bytes.contains(0x22) && !bytes.contains(0x5C)
    case .plain:
      let old = node.textBytes
      let start = old.startIndex + range.start + site.decodedStart
      let end = start + range.count
      guard start <= end, end <= old.endIndex else { return false }
      let whole = old[..<start] + bytes + old[end...]
      return YAMLQuoting.canBePlain(String(decoding: whole, as: UTF8.self), inFlow: node.isInFlow)
    default: return true
    }
  }
}

/// What the checker said of the expressions so far: the same text in the same surroundings is checked once.
struct CheckedTexts {
  private struct Key: Hashable {
    var parsed: ObjectIdentifier
    var place: Int
  }

  private var results: [Key: CheckResult] = [:]

  mutating func check(_ parsed: ParsedExpression, at index: Int, _ types: ExpressionTypes) -> CheckResult? {
    guard let place = types.place(of: index) else { return nil }
    let key = Key(parsed: ObjectIdentifier(parsed), place: place)
    if let known = results[key] { return known }
    let result = types.environment(of: index)?.check(parsed)
    results[key] = result
    return result
  }
}

/// Of which expressions a rule speaks.
package enum ExpressionScope: Sendable {
  /// Of any, also of texts that are no expression and have no types.
  case all
  /// Of those that have types, and in which the checker found nothing.
  case wellTyped
  /// Of those in which it found something.
  case mistyped
}

/// A rule about each expression.
package protocol ExpressionRule: Rule {
  /// Of which expressions it speaks; of all unless said. The others are not handed to it.
  static var scope: ExpressionScope { get }
  /// Whether it is true of a scenario's conditions, too, which are asked after a run and may read all of it; no unless
  /// said.
  static var speaksOfScenarios: Bool { get }
  /// Looks at one expression.
  static func check(_ expression: CheckedExpression, _ context: WorkflowContext, _ report: inout Report)
}

extension ExpressionRule {
  /// Of all.
  package static var scope: ExpressionScope { .all }
  /// No.
  package static var speaksOfScenarios: Bool { false }
}
