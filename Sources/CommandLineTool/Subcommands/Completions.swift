// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `wflint completions bash`: the script that lets a shell complete the command line.
struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", _superCommandName: WflintCommand.name,
    abstract: "Print the completion script of a shell.",
    discussion: """
      Examples:
        wflint completions bash > /etc/bash_completion.d/wflint
        wflint completions zsh > ~/.zfunc/_wflint
        wflint completions fish > ~/.config/fish/completions/wflint.fish
      """)

  enum Shell: String, Choice {
    case bash
    case zsh
    case fish
  }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run() {
    let target: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    Terminal.print(WflintCommand.completionScript(for: target))
  }
}
