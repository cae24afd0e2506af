// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServer
import LanguageServerProtocol
import TestSupport
import Testing

/// Step types that files of the workspace define, in the server: on disk, open, and changing.
@Suite(.timeLimit(.minutes(20))) struct StepDefinitionTests {
  private static let uri = "file:///w/run.yaml"
  private static let run = """
    apiVersion: core.oam.dev/v1alpha1
    kind: WorkflowRun
    metadata: {name: r}
    spec:
      workflowSpec:
        steps:
          - {name: a, type: upload, properties: {bucket: x, size: big}}
          - {name: b, type: smoke, properties: {url: x}}

    """
  private static let upload = """
    "upload": {type: "workflow-step", description: "Uploads a file."}
    template: parameter: {
      bucket: string
      size?:  int
    }

    """
  private static let smoke = """
    apiVersion: core.oam.dev/v1beta1
    kind: WorkflowStepDefinition
    metadata: {name: smoke}
    spec: {schematic: {cue: {template: "parameter: {url: string}"}}}

    """

  private static func codes(_ findings: [JSONValue]) -> [String] { findings.compactMap { $0["code"]?.string } }

  @Test func followsFiles() async throws {
    let files = MemoryFiles(["/w/defs/upload.cue": Self.upload, "/w/.wflint.yaml": "exclude: []\n"])
    let client = try TestClient(WorkflowService(files: files))
    try await client.initialize(
      #"{"textDocument":{"publishDiagnostics":{"versionSupport":true}}}"#,
      more: #","workspaceFolders":[{"uri":"file:///w","name":"w"}]"#)
    client.open(Self.uri, Self.run, version: 1)
    // The type of the file on disk is known, the other one is not.
    let first = await client.findings(of: Self.uri, version: 1)
    #expect(Self.codes(first) == ["KV132", "KV122"])
    let hover = try await client.request("textDocument/hover", .place(Self.uri, 6, 27))
    #expect(hover["contents"]?["value"]?.string?.contains("Uploads a file.") == true)
    let target = try await client.request("textDocument/definition", .place(Self.uri, 6, 27))
    #expect((target[0]["targetUri"] ?? target[0]["uri"])?.string == "file:///w/defs/upload.cue")
    let items = try await client.request("textDocument/completion", .place(Self.uri, 6, 46))
    let labels = (items["items"]?.array ?? items.array ?? []).compactMap { $0["label"]?.string }
    #expect(labels.contains("size") || labels.contains("bucket"))

    // An open definition counts before it is saved.
    client.open("file:///w/smoke-def.yaml", Self.smoke, version: 1)
    client.change(Self.uri, version: 2, "x", .range(7, 49, 7, 50))
    #expect(Self.codes(await client.findings(of: Self.uri, version: 2)) == ["KV132"])

    // The file changes on disk: `size` is a text now.
    files.write("/w/defs/upload.cue", Self.upload.replacing("int", with: "string"))
    client.notify("workspace/didChangeWatchedFiles", ["changes": [["uri": "file:///w/defs/upload.cue", "type": 2]]])
    // The file is read beside the edits: a later one sees what it says.
    var found: [String] = ["nothing yet"]
    for version in 3...200 where !found.isEmpty {
      client.change(Self.uri, version: version, version % 2 == 0 ? "x" : "y", .range(7, 49, 7, 50))
      found = Self.codes(await client.findings(of: Self.uri, version: version))
    }
    #expect(found == [])
  }
}
