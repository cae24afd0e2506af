// SPDX-License-Identifier: Apache-2.0
import Analysis
import ArgumentParser
import Dialect
import EditorFeatures

/// `wflint schema`: the rows as a JSON Schema.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print a JSON Schema (2020-12) of the workflow language.",
    discussion: """
      For editors and tools that know JSON Schema and nothing else; `wflint lsp` and `wflint check` know more. Step types that the
      nearest .wflint.yaml declares are part of it.

      Examples:
        wflint schema > wflint.schema.json
        wflint schema --config none          without any workspace's step types
      """)

  @Argument(help: "The dialect.")
  var dialect = "native"

  @Option(help: "Another configuration than the nearest .wflint.yaml; none for none.")
  var config: String?

  func run() throws {
    guard let found = DialectCatalog.named(dialect) else {
      let names = DialectCatalog.all.map { $0.name }
      let hint = NearestName.of(dialect, among: names).map { "did you mean `\($0)`?" }
      throw ValidationError(
        "no dialect is called `\(dialect)`; \(hint ?? "there is \(names.joined(separator: ", "))")")
    }
    var schema = found.schema
    if dialect == "native", config != "none" {
      var locator = WorkspaceLocator(configuration: config)
      let workspace = locator.workspace(for: FileSystem.currentDirectory)
      if let failure = workspace.failure {
        Terminal.warn(failure)
        throw ExitCode(2)
      }
      let declared = workspace.configuration.stepTypes
      let names = Set(declared.map(\.name))
      schema.stepTypes = schema.stepTypes.filter { !names.contains($0.name) } + declared
    }
    let title = dialect == "native" ? "A workflow, wflint/v1" : "A \(dialect) document"
    Terminal.print(LanguageSchema.json(schema, title: title).text)
  }
}
