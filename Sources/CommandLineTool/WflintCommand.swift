// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser

/// The command `wflint`.
package struct WflintCommand: ParsableCommand {
  /// What it is called by.
  static let name = "wflint"

  /// What `wflint --help` says.
  package static let configuration = CommandConfiguration(
    commandName: name, abstract: "Lint, serve and simulate deployment workflows.",
    version: "\(name) \(Version.current)",
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
      var command = try parsed(Array(CommandLine.arguments.dropFirst()))
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

  /// The command that the arguments name.
  ///
  /// A subcommand that is named first reads its own arguments: the way down from the root parses everything twice, and
  /// once more for the parser's own completion scripts (not where `_superCommandName` is set), which is a third of the
  /// time that checking a small file takes. Whatever does not fit goes that way all the same, for what is said of it.
  private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    if let name = arguments.first,
      let subcommand = configuration.subcommands.first(where: { $0.configuration.commandName == name }),
      let command = try? subcommand.parseAsRoot(Array(arguments.dropFirst())), type(of: command) == subcommand
    {
      return command
    }
    return try parseAsRoot(arguments)
  }
}
