// SPDX-License-Identifier: Apache-2.0
import Analysis
import ArgumentParser
import Dialect
import EditorFeatures

/// `wflint schema`: the rows as a JSON Schema.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", _superCommandName: WflintCommand.name,
    abstract: "Print a JSON Schema (2020-12) of a kind of file.",
    discussion: """
      For editors and tools that know JSON Schema and nothing else; `wflint lsp` and `wflint check` know more. Step types that the
      nearest .wflint.yaml declares are part of it.

      Examples:
        wflint schema > wflint.schema.json
        wflint schema --config none          without any workspace's step types
        wflint schema scenario               of *.sim.yaml files
      """)

  @Argument(help: "native, kubevela, cloudify, scenario or configuration.")
  var name = "native"

  @Option(help: "Another configuration than the nearest .wflint.yaml; none for none.")
  var config: String?

  @Option(help: "Write the schemas of wflint's own files into this folder.", completion: .directory)
  var output: String?

  func run() throws {
    let all = NamedSchema.all
    if let output { return try write(all, to: output) }
    guard var found = all.first(where: { $0.name == name }) else {
      let names = all.map(\.name)
      let hint = NearestName.of(name, among: names).map { "did you mean `\($0)`?" }
      throw ValidationError("there is no schema `\(name)`; \(hint ?? "there is \(names.joined(separator: ", "))")")
    }
    if name == "native", config != "none" {
      var locator = WorkspaceLocator(configuration: config)
      let workspace = locator.workspace(for: FileSystem.currentDirectory)
      if let failure = workspace.failure {
        Terminal.warn(failure)
        throw ExitCode(2)
      }
      let declared = workspace.configuration.stepTypes
      let names = Set(declared.map(\.name))
      let others = found.schema.stepTypes.filter { !names.contains($0.name) }
      found.schema = found.schema.with(stepTypes: others + declared)
    }
    Terminal.print(
      LanguageSchema.json(found.schema, title: found.title, isOpen: found.isOpen, kinds: found.kinds).text)
  }

  private func write(_ all: [NamedSchema], to folder: String) throws {
    for schema in all {
      guard let fileName = schema.fileName else { continue }
      let text = LanguageSchema.json(schema.schema, title: schema.title).text + "\n"
      do throws(FileError) {
        try FileSystem.writeMakingFolder(Array(text.utf8), to: PathText.joined(folder, fileName))
      } catch {
        Terminal.warn(error.description)
        throw ExitCode(2)
      }
    }
  }
}
