// SPDX-License-Identifier: Apache-2.0
package import Expression
package import SourceText

/// What an expression decides or fills, which says what it may read and what type it must have.
package enum ExpressionRole: Hashable, Sendable, CaseIterable {
  /// A step's `if`.
  case stepCondition
  /// A branch's `when`.
  case caseCondition
  /// A loop's `over`.
  case loopItems
  /// A trigger's `filter`.
  case triggerFilter
  /// A value of a trigger's `inputs`.
  case triggerInput
  /// A `${{ }}` inside a text.
  case interpolation
  /// A condition of a scenario file's `check`.
  case scenarioCheck

  /// Its place among all.
  package var number: Int {
    switch self {
    case .stepCondition: 0
    case .caseCondition: 1
    case .loopItems: 2
    case .triggerFilter: 3
    case .triggerInput: 4
    case .interpolation: 5
    case .scenarioCheck: 6
    }
  }
}

/// Whose expression it is.
package enum ExpressionOwner: Hashable, Sendable {
  /// The workflow's own fields, such as `outputs`.
  case workflow
  /// A trigger, by its index.
  case trigger(Int)
  /// A step, by its index in `Workflow.steps`.
  case step(StepIndex)
}

/// A step that an expression reads: `steps.plan` or `steps["plan"]`.
package struct StepMention: Hashable, Sendable {
  /// The step's id as written.
  package var id: String
  /// The id's own text in the document, without quotes.
  package var range: TextRange

  /// Makes a mention.
  package init(id: String, range: TextRange) {
    self.id = id
    self.range = range
  }
}

/// One CEL expression of a document. A class: lists of them are gone through by many rules.
package final class ExpressionSite: Sendable {
  /// The expression's text, decoded, without `${{ }}`.
  package let text: String
  /// The text as a tree; it is there also where the text is broken. Its offsets count from the text's start.
  package let parsed: ParsedExpression
  /// The text's place in the document; in scalars whose raw text differs from the decoded one the exact place of a
  /// part needs the scalar's map.
  package let range: TextRange
  /// The scalar that holds it.
  package let syntax: SyntaxReference
  /// Where the text starts in the scalar's decoded text, in bytes.
  package let decodedStart: Int
  /// What it decides or fills.
  package let role: ExpressionRole
  /// Whose it is.
  package let owner: ExpressionOwner
  /// The name of the field that holds it, for messages: `if`, `message`.
  package let field: String
  /// The steps that it reads, in order.
  package let mentions: [StepMention]
  /// The expression's paths (`ParsedExpression.paths`), kept because several rules ask for them.
  package let paths: [[PathComponent]]

  /// Makes a site.
  package init(
    text: String, parsed: ParsedExpression, range: TextRange, syntax: SyntaxReference, decodedStart: Int,
    role: ExpressionRole,
    owner: ExpressionOwner, field: String, mentions: [StepMention] = [],
    paths: [[PathComponent]]? = nil
  ) {
    self.text = text
    self.parsed = parsed
    self.range = range
    self.syntax = syntax
    self.decodedStart = decodedStart
    self.role = role
    self.owner = owner
    self.field = field
    self.mentions = mentions
    self.paths = paths ?? parsed.paths
  }

  /// The same site with another text in place of its own, read from it.
  package func saying(_ text: String) -> ExpressionSite {
    ExpressionSite(
      text: text, parsed: ParsedExpression(parsing: Array(text.utf8)), range: range, syntax: syntax,
      decodedStart: decodedStart, role: role, owner: owner, field: field)
  }
}
