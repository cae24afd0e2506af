// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import SourceText
import Testing

/// A file that is a workflow by its name and holds none.
@Suite struct EmptyFileTests {
  @Test(arguments: ["", "\n", "# only a comment\n", "---\n", "---\n---\n"])
  func areTold(text: String) {
    func codes(_ path: String) -> [String] {
      let document = ParsedDocument(path: path, text: SourceText(text))
      return analyze(document, in: WorkspaceSnapshot()).diagnostics.map(\.code)
    }
    #expect(codes("deploy.wf.yaml") == ["WF109"])
    #expect(codes("deploy.yaml") == [])
    #expect(codes("deploy.sim.yaml").contains("WF109") == false)
  }
}
