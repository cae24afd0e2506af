// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `wflint init`: what a repository needs to begin with.
struct Initialize: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", _superCommandName: WflintCommand.name,
    abstract: "Write a workflow, its scenario, .wflint.yaml and the pre-commit entry.",
    discussion: """
      Examples:
        wflint init
        wflint init services/api

      Files that are there already are left as they are.
      """)

  @Argument(help: "The folder; the current one unless said.", completion: .directory)
  var folder = "."

  func run() throws {
    var hasFailed = false
    for (name, text) in StarterFiles.all {
      let path = PathText.joined(folder, name)
      do throws(FileError) {
        try FileSystem.makeFolder(for: path)
        if try FileSystem.create(Array(text.utf8), at: path) {
          Terminal.print("\(FileSystem.displayPath(path)): written")
        } else {
          Terminal.print("\(FileSystem.displayPath(path)): there already, left as it is")
          if name == StarterFiles.preCommitName { Terminal.print("add to it:\n\n\(StarterFiles.preCommitEntry)") }
        }
      } catch {
        Terminal.warn(error.description)
        hasFailed = true
      }
    }
    if hasFailed { throw ExitCode(2) }
    Terminal.print("next: wflint check, then wflint test")
  }
}

/// The files that `wflint init` writes; its test checks and runs them.
enum StarterFiles {
  static let preCommitName = ".pre-commit-config.yaml"

  static let preCommitEntry = """
      - repo: local
        hooks:
          - id: wflint
            name: wflint check
            entry: wflint check --quiet
            language: system
            files: (\\.(wf|sim)\\.ya?ml|(^|/)\\.wflint\\.yaml)$
          - id: wflint-test
            name: wflint test
            entry: wflint test
            language: system
            files: \\.(wf|sim)\\.ya?ml$
            pass_filenames: false

    """

  static let all: [(name: String, text: String)] = [
    (".wflint.yaml", configuration), ("deploy.wf.yaml", workflow), ("deploy.sim.yaml", scenario),
    (preCommitName, "repos:\n" + preCommitEntry),
  ]

  static let configuration = """
    # What wflint knows of this workspace; each part may be left out. A name is checked only where its list is here.
    directory:
      teams:
        platform: [ann@example.com, bob@example.com]
    # rules:
    #   redundant-need: off
    # exclude: ["vendor/**"]

    """

  static let workflow = """
    schema: wflint/v1
    name: deploy
    description: Builds, asks, ships
    status: active
    deployment: web
    timeout: 2h
    triggers:
      - type: manual
    steps:
      - id: build
        name: Build
        type: script
        run: make build
        timeout: 10m
      - id: approve
        name: Approve
        type: approval
        approvers: ["team:platform"]
        timeout: 1h
        needs: [build]
      - id: ship
        name: Ship
        type: script
        run: make ship
        timeout: 20m
        needs: [approve]

    """

  static let scenario = """
    schema: wflint-sim/v1
    workflow: deploy.wf.yaml
    scenarios:
      - name: happy path
        mocks:
          build: {duration: 3m}
          approve: {decisions: [{after: 5m, by: ann@example.com, decision: approve}]}
          ship: {duration: 4m}
        expect:
          status: success
          duration: 12m

    """
}
