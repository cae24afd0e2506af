// SPDX-License-Identifier: Apache-2.0
import Analysis
import ArgumentParser
import Dialect
import EditorFeatures
import Reporting
import SourceText
import WorkflowModel
import YAMLSyntax

/// `wflint graph`: a workflow's steps as a picture.
struct Graph: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph", _superCommandName: WflintCommand.name, abstract: "Draw a workflow's steps and their order.",
    discussion: """
      Examples:
        wflint graph deploy.wf.yaml
        wflint graph deploy.wf.yaml --format svg > deploy.svg
        wflint graph deploy.wf.yaml --format html --theme dark --output deploy.html
        wflint graph deploy.wf.yaml --format mermaid        for Markdown pages
        wflint graph deploy.wf.yaml --format dot | dot -Tpdf > deploy.pdf
        cat deploy.wf.yaml | wflint graph -

      In text, `?` stands before a step that a condition decides over. A drawing wider than the terminal goes on below. A file with
      mistakes is drawn as far as it can be read. Exit status: 0 drawn, 2 a file that holds no workflow, or a usage error.
      """)

  /// How the graph is written.
  enum Format: String, Choice {
    case text
    case mermaid
    case dot
    case svg
    case html
  }

  @Argument(help: "A workflow file; - reads standard input.")
  var file: String

  @Option(help: "text, mermaid, dot, svg or html.")
  var format: Format = .text

  @Option(help: "The workflow of this name, where the file holds several; the first one unless said.")
  var workflow: String?

  @Option(help: "The colours of svg and html: auto (as the viewer's system has it), light or dark.")
  var theme: GraphTheme = .auto

  @Option(help: "The width of text, in columns; the terminal's, else 120, unless said.")
  var width: Int?

  @Option(name: .shortAndLong, help: "A file to write to.")
  var output: String?

  func run() throws {
    let graph = StepGraph(try read())
    let text: String
    switch format {
    case .mermaid: text = graph.mermaid
    case .dot: text = graph.dot
    case .svg: text = GraphPicture(graph, theme: theme).svg
    case .html: text = GraphPicture(graph, theme: theme).html
    case .text:
      let columns = output == nil ? Terminal.style(.never).width ?? 120 : 120
      guard let drawing = GraphText.draw(graph, width: width ?? columns) else {
        Terminal.warn("\(file): too large to be drawn as text; --format svg, html or dot can")
        throw ExitCode(2)
      }
      text = drawing
    }
    guard let output else { return Terminal.print(text) }
    do throws(FileError) {
      try FileSystem.writeMakingFolder(Array(text.utf8) + [0x0A], to: output)
    } catch {
      Terminal.warn(error.description)
      throw ExitCode(2)
    }
  }

  private func read() throws -> Workflow {
    let isInput = file == "-"
    let path = isInput ? "<stdin>" : FileSystem.displayPath(FileSystem.absolutePath(file))
    switch isInput ? FileSystem.readStandardInput() : FileSystem.contents(of: FileSystem.absolutePath(file)) {
    case .failure(let error):
      Terminal.warn(FileError(error.kind, error.action, path: path).description)
    case .success(let bytes):
      var locator = WorkspaceLocator(configuration: nil)
      let folder = isInput ? FileSystem.currentDirectory : FileSystem.parent(of: FileSystem.absolutePath(file))
      // What comes through a pipe has no name that could say what it is.
      let document = ParsedDocument(
        path: isInput ? "stdin.wf.yaml" : path, text: InputDecoding.decode(bytes).source,
        stepTypes: locator.workspace(for: folder).configuration.stepTypes)
      let workflows = document.workflows.map(\.lowered.workflow)
      guard let workflow else {
        if let first = workflows.first { return first }
        Terminal.warn("\(path): holds no workflow")
        break
      }
      if let named = workflows.first(where: { $0.name?.value == workflow }) { return named }
      let names = workflows.compactMap { $0.name?.value }
      let known = names.isEmpty ? "it holds no workflow" : "there is \(names.joined(separator: ", "))"
      Terminal.warn("\(path): no workflow is called `\(workflow)`; \(known)")
    }
    throw ExitCode(2)
  }
}

extension GraphTheme: Choice {}
