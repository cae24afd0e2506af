// SPDX-License-Identifier: Apache-2.0
package import Dialect
package import WorkflowModel

/// A check: stateless, with all that is said of it beside it.
package protocol Rule: Sendable {
  /// What is said of it.
  static var metadata: RuleMetadata { get }
}

/// A rule about a file: its bytes, comments and YAML.
package protocol FileRule: Rule {
  /// Looks at one file.
  static func check(_ file: FileContext, _ report: inout Report)
}

/// A rule about a workflow as a whole.
package protocol WorkflowRule: Rule {
  /// Looks at one workflow.
  static func check(_ context: WorkflowContext, _ report: inout Report)
}

/// A rule about each step.
package protocol StepRule: Rule {
  /// Looks at one step.
  static func check(_ step: Step, _ context: WorkflowContext, _ report: inout Report)
}

/// A rule about what the structure walk found.
package protocol SchemaRule: Rule {
  /// Looks at one problem and reports it if it is this rule's business.
  static func check(_ problem: SchemaProblem, _ context: WorkflowContext, _ report: inout Report)
}

/// A rule about texts of some format.
package protocol TextRule: Rule {
  /// Whether texts of this format are its business.
  static func applies(to format: TextFormat) -> Bool
  /// Looks at one text.
  static func check(_ text: TypedText, _ context: WorkflowContext, _ report: inout Report)
}

/// A rule about what one front end alone knows of a document.
package protocol DialectRule: Rule {
  /// The front end's own view of a document, as its lowering left it in `LoweredDocument.details`.
  associatedtype Details
  /// Looks at one document.
  static func check(_ details: Details, _ context: WorkflowContext, _ report: inout Report)
}
