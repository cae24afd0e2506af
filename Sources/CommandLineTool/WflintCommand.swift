// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser

/// The command `wflint`.
package struct WflintCommand: ParsableCommand {
  /// What `wflint --help` says.
  package static let configuration = CommandConfiguration(
    commandName: "wflint", abstract: "Lint, serve and simulate deployment workflows.",
    version: "wflint \(Version.current)",
    subcommands: [
      Check.self, FixCommand.self, Format.self, Simulate.self, Test.self, Verify.self, Diff.self, Evaluate.self,
      Cron.self,
      Schema.self,
      Graph.self, Initialize.self, Explain.self, ListRules.self, Reference.self, Completions.self, LSP.self,
      Version.self,
    ], defaultSubcommand: Check.self)

  /// Made by the argument parser.
  package init() {}

  /// Runs the command that the process's arguments name, and ends the process.
  ///
  /// On the main thread: handing it to the pool that serves tasks costs half of what checking a small file takes.
  package static func start() {
    Terminal.ignoreBrokenPipes()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      // The parser's own status for a wrong usage is 64; ours is 2, as linters have it.
      let code = exitCode(for: error)
      if code == .validationFailure {
        Terminal.warnLine(fullMessage(for: error))
        exit(withError: ExitCode(2))
      }
      // Commands say themselves what they end with: any other error got here by a mistake of ours.
      guard error is ExitCode || code.isSuccess else {
        Terminal.warnLine(fullMessage(for: error))
        exit(withError: ExitCode(3))
      }
      exit(withError: error)
    }
  }
}
