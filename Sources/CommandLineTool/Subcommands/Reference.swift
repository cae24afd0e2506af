// SPDX-License-Identifier: Apache-2.0
import Analysis
import ArgumentParser
import Dialect
import EditorFeatures

/// `wflint reference`: the language as the schema rows have it.
struct Reference: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference", _superCommandName: WflintCommand.name,
    abstract: "Print the reference of the workflow language as Markdown.",
    discussion: "Examples:\n  wflint reference > docs/reference.md")

  func run() throws {
    guard let dialect = DialectCatalog.named("native") else { return }
    Terminal.print(LanguageReference.markdown(dialect.schema, title: "The workflow language `wflint/v1`"))
  }
}
