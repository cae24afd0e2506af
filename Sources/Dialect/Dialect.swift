// SPDX-License-Identifier: Apache-2.0
package import SourceText
package import WorkflowModel
package import YAMLSyntax

/// What lowering may know besides the document.
package struct LoweringContext: Sendable {
  /// The step types that the workspace declares.
  package var customStepTypes: [VariantRow]
  /// The step types that files of the workspace define.
  package var definitions: [StepDefinition]
  /// Expressions that were read before: of the document as it was before an edit. What is written the same is not
  /// parsed again.
  package var knownExpressions: [ExpressionSite]

  /// Makes a context.
  package init(
    customStepTypes: [VariantRow] = [], definitions: [StepDefinition] = [], knownExpressions: [ExpressionSite] = []
  ) {
    self.customStepTypes = customStepTypes
    self.definitions = definitions
    self.knownExpressions = knownExpressions
  }
}

/// A document as a workflow, with what is wrong with its structure. A class: it goes from hand to hand.
package final class LoweredDocument: Sendable {
  /// The workflow; there is one however broken the document is.
  package let workflow: Workflow
  /// The rows that applied.
  package let schema: DialectSchema
  /// What is wrong against them.
  package let problems: [SchemaProblem]
  /// Every text whose row gives it a format, in document order.
  package let texts: [TypedText]
  /// What the front end alone knows of the document, for its own rules and features; nil where it needs nothing more.
  package let details: (any Sendable)?
  /// The codes of the rules about structure, texts, expressions, workflows and steps that are true of the dialect; nil for
  /// all of them.
  package let neutralRules: Set<String>?

  /// Makes a lowered document.
  package init(
    workflow: Workflow, schema: DialectSchema, problems: [SchemaProblem], texts: [TypedText],
    details: (any Sendable)? = nil, neutralRules: Set<String>? = nil
  ) {
    self.neutralRules = neutralRules
    self.details = details
    self.workflow = workflow
    self.schema = schema
    self.problems = problems
    self.texts = texts
  }
}

/// A front end: a format that workflows are written in.
package protocol Dialect: Sendable {
  /// The dialect's name, for `--dialect` and messages.
  static var name: String { get }
  /// The rows of the dialect, without a workspace's own step types.
  static var schema: DialectSchema { get }
  /// Whether the document's content says that it is written in this dialect.
  static func claims(_ root: YAMLNode) -> Bool
  /// Whether a file of this name is meant for this dialect though its content does not say so.
  static func isHinted(by fileName: String) -> Bool
  /// The parts of a document that are workflows, each for itself; as a rule the document is the only one.
  static func parts(of document: YAMLDocument) -> [YAMLDocument]
  /// The objects of a document that define step types, each for itself.
  static func definitions(in document: YAMLDocument) -> [YAMLDocument]
  /// An object that defines a step type, and the type where it can be read; never fails.
  static func define(_ document: YAMLDocument, path: String) -> (LoweredDocument, StepDefinition?)?
  /// The step types that a file in the dialect's own language defines; nil for a file of another language.
  static func definitionFile(_ text: SourceText, path: String) -> DefinitionFile?
  /// The document as a workflow; never fails.
  static func lower(_ document: YAMLDocument, _ context: LoweringContext) -> LoweredDocument
}

extension Dialect {
  /// The document itself.
  package static func parts(of document: YAMLDocument) -> [YAMLDocument] { [document] }
  /// None.
  package static func definitions(in document: YAMLDocument) -> [YAMLDocument] { [] }
  /// Nothing.
  package static func define(_ document: YAMLDocument, path: String) -> (LoweredDocument, StepDefinition?)? { nil }
  /// None.
  package static func definitionFile(_ text: SourceText, path: String) -> DefinitionFile? { nil }
}

extension LoweredDocument {
  /// The rules about structure alone: unknown keys, missing keys, values of the wrong type or not among the choices. They
  /// are true of every dialect; what an engine makes of names, order and conditions is its own, and so are its rules.
  package static let structureRules: Set<String> = ["WF101", "WF102", "WF103", "WF104", "WF108"]

  /// Whether a rule about what all dialects have is true of the document.
  package func admits(_ code: String) -> Bool { neutralRules?.contains(code) ?? true }

  /// Whether its expressions are CEL, as those of the native format: where an engine has its own language, its own rules
  /// read them.
  package var hasCELExpressions: Bool { neutralRules == nil }
}
