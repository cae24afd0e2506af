// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import LanguageServer
import SourceText

/// `wflint lsp`: the language server over standard input and output.
struct LSP: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp", _superCommandName: WflintCommand.name,
    abstract: "Serve an editor over standard input and output (Language Server Protocol 3.17).",
    discussion:
      "Editors start it themselves; docs/editors.md says how.\n\nExamples:\n  wflint lsp\n  wflint lsp --client-process-id 4711"
  )

  @Flag(help: "Accepted for editors that pass it: standard input and output are always used.")
  var stdio = false

  @Option(help: "End when the process of this number ends.")
  var clientProcessId: Int?

  func run() throws {
    var options = ServerOptions()
    options.version = Version.current
    options.clientProcessID = clientProcessId
    let final = options
    let status = Blocking.run {
      await Session.serveStandardStreams(WorkflowService(files: DiskFiles()), options: final)
    }
    throw ExitCode(status)
  }
}

/// The files of this machine, for the server.
private struct DiskFiles: WorkspaceFiles {
  func contents(of path: String) -> [UInt8]? { try? FileSystem.contents(of: path).get() }

  func stamp(of path: String) -> Int? { WatchedState.stamp(path)?.hashValue }

  var hasStamps: Bool { true }

  func workflowFiles(below folder: String) -> [String] { WorkflowFileSearch.files(below: folder) }

  func scenarioFiles(below folder: String) -> [String] {
    Walker().walk([folder]).files.map { FileSystem.absolutePath($0.path) }.filter {
      $0.hasSuffix(".sim.yaml") || $0.hasSuffix(".sim.yml")
    }
  }

  func foreignFiles(below folder: String) -> [String] {
    Walker().walk([folder]).files.map { FileSystem.absolutePath($0.path) }.filter { path in
      // What its name tells is found without being read.
      if [".wf.yaml", ".wf.yml", ".sim.yaml", ".sim.yml"].contains(where: path.hasSuffix) { return false }
      guard case .success(let bytes) = FileSystem.contents(of: path) else { return false }
      let text = String(decoding: bytes, as: UTF8.self)
      return text.containsBytes(of: "oam.dev/") || text.containsBytes(of: "tosca_definitions_version")
    }
  }

  func importingFiles(below folder: String) -> [String] {
    Walker().walk([folder]).files.map { FileSystem.absolutePath($0.path) }.filter { path in
      guard case .success(let bytes) = FileSystem.contents(of: path) else { return false }
      let text = String(decoding: bytes, as: UTF8.self)
      return text.containsBytes(of: "tosca_definitions_version") && text.containsBytes(of: "imports")
    }
  }

  func definitionFiles(below folder: String) -> [String] { StepDefinitionSearch.files(below: folder) }

  func allFiles(below folder: String) -> [String] {
    Walker(takes: { _ in true }).walk([folder]).files.map { FileSystem.absolutePath($0.path) }
  }

  func configurationFolder(for folder: String) -> String? {
    var current = folder
    while true {
      if FileSystem.isFile((current == "/" ? "" : current) + "/.wflint.yaml") { return current }
      if current == "/" || current.isEmpty { return nil }
      current = FileSystem.parent(of: current)
    }
  }
}
