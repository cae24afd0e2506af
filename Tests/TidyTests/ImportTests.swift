// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// The floors of the house: what each target may import. `docs/architecture.md` says why.
private let allowedImports: [String: Set<String>] = {
  let neutral: Set<String> = [
    "SourceText", "YAMLSyntax", "Expression", "Schedule", "Diagnostics", "WorkflowModel", "Dialect",
  ]
  let analysis = neutral.union([
    "Simulation", "Rules", "NativeDialect", "ScenarioFiles", "KubeVelaDialect", "CloudifyDialect",
  ])
  return [
    "CLibYAML": [],
    "SourceText": [],
    "YAMLSyntax": ["CLibYAML", "SourceText"],
    "Expression": ["SourceText"],
    "Schedule": ["SourceText"],
    "Diagnostics": ["SourceText"],
    "WorkflowModel": ["SourceText", "Expression", "Schedule"],
    "Dialect": neutral.subtracting(["Dialect"]),
    "Simulation": ["SourceText", "WorkflowModel", "Expression", "Schedule"],
    "Reporting": ["SourceText", "Diagnostics"],
    "NativeDialect": neutral,
    "ScenarioFiles": neutral.union(["Simulation"]),
    "Rules": neutral.union(["Simulation"]),
    "KubeVelaDialect": neutral.union(["Rules"]),
    "CloudifyDialect": neutral.union(["Rules"]),
    "Analysis": analysis,
    "EditorFeatures": analysis.union(["Analysis"]),
    "LanguageServerProtocol": [],
    "JSONRPC": [],
    "LanguageServer": [
      "SourceText", "Diagnostics", "WorkflowModel", "Analysis", "EditorFeatures", "LanguageServerProtocol", "JSONRPC",
    ],
    "CommandLineTool": analysis.union(["Reporting", "Analysis", "EditorFeatures", "LanguageServer", "ArgumentParser"]),
    "wflint": ["CommandLineTool"],
  ]
}()

/// What any target may import besides: the language's own modules, and the small half of Foundation.
private let everywhere: Set<String> = [
  "Glibc", "Darwin", "Musl", "Synchronization", "Dispatch", "FoundationEssentials",
]

@Suite struct ImportTests {
  static let sources = RepositoryPaths.files(
    below: RepositoryPaths.root.appendingPathComponent("Sources"), extensions: ["swift"])

  @Test func everyFileImportsOnlyLowerFloors() throws {
    #expect(Self.sources.count > 100)
    for file in Self.sources {
      let parts = file.path.components(separatedBy: "/Sources/").last?.split(separator: "/") ?? []
      let target = try #require(parts.first.map(String.init))
      let allowed = try #require(allowedImports[target], "\(target) is not in the table of floors")
      var conditions = 0
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let words = line.split(separator: " ")
        if words.first == "#if" { conditions += 1 }
        if words.first == "#endif" { conditions -= 1 }
        // Indented lines are texts, but for those behind a condition.
        guard let position = words.firstIndex(of: "import"), position <= 2, words.count > position + 1,
          !line.hasPrefix(" ") || conditions > 0, words.first?.hasPrefix("/") == false
        else { continue }
        let module = String(words[words.count - 1].split(separator: ".").first ?? "")
        #expect(
          allowed.contains(module) || everywhere.contains(module),
          "\(file.path) imports \(module), which is no lower floor of \(target)")
      }
    }
  }

  @Test func filesAreShortAndTidy() throws {
    let tests = RepositoryPaths.files(
      below: RepositoryPaths.root.appendingPathComponent("Tests"), extensions: ["swift"])
    for file in Self.sources + tests {
      let text = try String(contentsOf: file, encoding: .utf8)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= 600, "\(file.path) has \(lines.count) lines")
      #expect(text.hasPrefix("// SPDX-License-Identifier: Apache-2.0\n"), "\(file.path) has no licence line")
      #expect(
        !lines.contains { $0.hasSuffix(" ") || $0.contains("\t") }, "\(file.path) has blanks at line ends or tabs")
    }
  }

  /// A trap would end the editor's server, so nothing that can trap is spelt in the sources.
  @Test func nothingIsForced() throws {
    let forbidden = [
      "try!", "as!", "fatalError(", "preconditionFailure(", "@unchecked Sendable", "nonisolated(unsafe)",
      "import Foundation\n",
    ]
    for file in Self.sources {
      let text = try String(contentsOf: file, encoding: .utf8)
      for word in forbidden { #expect(!text.contains(word), "\(file.path) holds \(word)") }
    }
  }
}
