// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `wflint version`.
struct Version: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", _superCommandName: WflintCommand.name, abstract: "Print the version.",
    discussion: "Examples:\n  wflint version")
  /// The version of this build.
  static let current = "0.1.0"

  func run() { Terminal.print("wflint \(Self.current)") }
}
