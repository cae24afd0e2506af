// SPDX-License-Identifier: Apache-2.0
package import Diagnostics

/// What a rule is about; also the folder that holds its file.
package enum RuleCategory: String, Hashable, Sendable, CaseIterable {
  /// The file and its YAML.
  case yaml = "YAML"
  /// Keys, values and types.
  case structure = "Structure"
  /// Names and the graph of steps.
  case references = "References"
  /// Expressions.
  case expressions = "Expressions"
  /// Triggers and schedules.
  case triggers = "Triggers"
  /// Approvals and gates.
  case approvals = "Approvals"
  /// Secrets, injection and access.
  case security = "Security"
  /// How changes reach production.
  case delivery = "Delivery"
  /// Scripts inside workflows.
  case embeddedCode = "EmbeddedCode"
  /// KubeVela's own.
  case kubeVela = "KubeVela"
  /// Cloudify's own.
  case cloudify = "Cloudify"
}

/// Whether a rule's findings can be mended.
package enum FixAvailability: String, Hashable, Sendable {
  /// Never.
  case never
  /// Sometimes or always, and safely.
  case safe
  /// Sometimes or always, by a good guess.
  case unsafe
}

/// A workflow file that shows a rule at work: documentation and test at once.
package struct RuleExample: Sendable {
  /// The file; `«` and `»` stand around the text that a finding covers.
  package var text: String
  /// Other files of the workspace, by name.
  package var others: [(name: String, text: String)]
  /// The file's name.
  package var fileName: String
  /// What tools say of the file's scripts.
  package var scriptProblems: [ScriptProblem]
  /// Where the example stands in the sources.
  package var line: UInt
  /// The source file that holds the example.
  package var file: StaticString

  /// Makes an example.
  package init(
    _ text: String, fileName: String = "example.wf.yaml", others: [(name: String, text: String)] = [],
    scriptProblems: [ScriptProblem] = [], file: StaticString = #filePath, line: UInt = #line
  ) {
    self.text = text
    self.others = others
    self.fileName = fileName
    self.scriptProblems = scriptProblems
    self.line = line
    self.file = file
  }
}

/// All that is said of a rule, in one place: reports, documentation and tests read it.
///
/// A class, since every finding, step and text of every file is met with it: handing it on counts one reference.
package final class RuleMetadata: Sendable {
  /// The stable code, `WF201`.
  package let code: String
  /// The kebab-case name, which reads well after "allow".
  package let name: String
  /// What it is about.
  package let category: RuleCategory
  /// How bad a finding is, unless configured.
  package let severity: Severity
  /// Whether findings can be mended.
  package let fix: FixAvailability
  /// What it finds, in a line.
  package let summary: String
  /// Why that matters, and what to do instead.
  package let rationale: String
  /// Files in which it finds something.
  package let bad: [RuleExample]
  /// Files in which it finds nothing.
  package let good: [RuleExample]

  /// Makes the metadata of a rule.
  package init(
    _ code: String, _ name: String, _ category: RuleCategory, _ severity: Severity, fix: FixAvailability = .never,
    summary: String, rationale: String, bad: [RuleExample], good: [RuleExample]
  ) {
    self.code = code
    self.name = name
    self.category = category
    self.severity = severity
    self.fix = fix
    self.summary = summary
    self.rationale = rationale
    self.bad = bad
    self.good = good
  }

  /// Where the rule's page is published, for reports.
  package var url: String { "https://wflint.dev/rules/\(code)" }
}
