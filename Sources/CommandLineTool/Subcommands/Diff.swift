// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Expression
import Simulation
import WorkflowModel

/// `wflint diff`: what changes for operators.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", _superCommandName: WflintCommand.name,
    abstract: "Say in words what a change of workflows means for those who run them.",
    discussion: """
      Steps are the same where their ids are. A change weakens where less stands between a run and what it changes: an
      approval gone or easier, a quorum lowered, a way to a protected environment without a granted approval (proved over every
      run), a trigger that starts more.

      Examples:
        wflint diff old.wf.yaml new.wf.yaml
        wflint diff main:deploy.wf.yaml deploy.wf.yaml       a git revision and the file as it is
        wflint diff --base origin/main                       every workflow that differs, below this folder
        wflint diff --base HEAD~1 deploy.wf.yaml --format markdown
        wflint diff --base origin/main --fail-on weakened    for pipelines

      Exit status: 0 compared, 1 something has the effect that --fail-on names, 2 a version could not be read.
      """)

  enum Format: String, Choice {
    case text
    case json
    case markdown
  }

  enum FailOn: String, Choice {
    case weakened
    case any
    case never
  }

  @Argument(help: "Two versions, each a path or REVISION:path; with --base the files to compare.")
  var versions: [String] = []

  @Option(help: "A git revision to compare files with.")
  var base: String?

  @Option(help: "text, json or markdown.")
  var format: Format = .text

  @Option(name: .customLong("fail-on"), help: "When to end with 1: weakened, any or never.")
  var failOn: FailOn = .never

  func run() throws {
    let pairs: [(old: WorkflowVersion, new: WorkflowVersion)]
    do throws(WorkflowVersion.Failure) {
      pairs = try read()
    } catch {
      Terminal.warn(error.description)
      throw ExitCode(2)
    }
    let files = pairs.map(ComparedFile.init)
    switch format {
    case .text: Terminal.print(ComparedFile.text(files))
    case .markdown: Terminal.print(ComparedFile.markdown(files))
    case .json: Terminal.write(JSONValueWriter.json(ComparedFile.json(files)) + [0x0A])
    }
    let changes = files.flatMap(\.changes)
    let fails =
      switch failOn {
      case .weakened: changes.contains { $0.change.effect == .weakened }
      case .any: !changes.isEmpty
      case .never: false
      }
    throw ExitCode(fails ? 1 : 0)
  }

  func validate() throws {
    if base == nil, versions.count != 2 {
      throw ValidationError("diff takes two versions, or --base REVISION and files")
    }
  }

  private func read() throws(WorkflowVersion.Failure) -> [(old: WorkflowVersion, new: WorkflowVersion)] {
    guard let base else { return [(try WorkflowVersion(versions[0]), try WorkflowVersion(versions[1]))] }
    var result: [(old: WorkflowVersion, new: WorkflowVersion)] = []
    for path in versions.isEmpty ? try WorkflowVersion.changedFiles(since: base) : versions {
      result.append((try WorkflowVersion(revision: base, path: path), try WorkflowVersion(path)))
    }
    return result
  }
}
