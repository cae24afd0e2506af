// SPDX-License-Identifier: Apache-2.0
import Analysis
import ArgumentParser
import Dialect
import EditorFeatures
import Rules

/// `wflint explain WF201`: a rule, why it is there, and what it looks like.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", _superCommandName: WflintCommand.name,
    abstract: "Show a rule: what it finds, why, and a bad and a good example.",
    discussion: "Examples:\n  wflint explain WF201\n  wflint explain unknown-step")

  @Argument(help: "The rule's code or name.")
  var rule: String

  func run() throws {
    guard let metadata = RuleCatalog.rule(rule) ?? RuleCatalog.rule(rule.uppercased()) else {
      let names = RuleCatalog.all.flatMap { [$0.code, $0.name] }
      let hint = NearestName.of(rule, among: names).map { "; did you mean `\($0)`?" } ?? "; `wflint rules` lists them"
      throw ValidationError("no rule is called `\(rule)`\(hint)")
    }
    Terminal.print(RuleDocumentation.markdown(metadata))
  }
}
