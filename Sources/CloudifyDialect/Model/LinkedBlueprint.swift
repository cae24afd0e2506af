// SPDX-License-Identifier: Apache-2.0
package import Diagnostics
import Dialect
package import Rules
package import SourceText

/// Something that is wrong with a blueprint, at a place of its main file.
package struct BlueprintProblem: Sendable {
  /// The rule's code.
  package var code: String
  /// Exactly the wrong text.
  package var range: TextRange
  /// What is wrong, and what the product does about it.
  package var message: String
  /// How to mend it.
  package var help: String?
  /// Other places.
  package var related: [RelatedPlace]
  /// What mends it.
  package var fixes: [Fix]
}

/// A main file with all that it imports, and what is wrong with the whole; the view that Cloudify's rules have.
package final class LinkedBlueprint: Sendable {
  /// What is wrong, in the order in which it was found.
  package let problems: [BlueprintProblem]

  /// Merges a main file with its imports and checks the result. Complexity: linear in the sections' sizes, as a rule.
  init(_ file: BlueprintFile, at path: String, _ files: ImportedFiles, folders: [String]) {
    var checker = BlueprintChecker(file, at: path, files, folders: folders)
    checker.run()
    problems = checker.problems
  }
}

/// A rule whose findings the checker makes; it says what is said of them.
package protocol BlueprintRule: DialectRule where Details == LinkedBlueprint {}

extension BlueprintRule {
  /// Reports what the checker found for this rule.
  package static func check(_ blueprint: LinkedBlueprint, _ context: WorkflowContext, _ report: inout Report) {
    guard !blueprint.problems.isEmpty else { return }
    let code = metadata.code
    for problem in blueprint.problems where problem.code == code {
      report.add(
        problem.range, problem.message, help: problem.help, related: problem.related, fixes: problem.fixes)
    }
  }
}
