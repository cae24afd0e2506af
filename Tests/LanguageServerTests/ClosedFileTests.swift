// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import JSONRPC
import LanguageServerProtocol
import SourceText
import Testing

@testable import LanguageServer

/// The findings of files that are not open, which are pushed to clients that do not pull them.
@Suite(.timeLimit(.minutes(20))) struct ClosedFileTests {
  private static let push = #"{"textDocument":{"publishDiagnostics":{"versionSupport":true}}}"#
  private static let pull = #"{"textDocument":{"publishDiagnostics":{},"diagnostic":{}}}"#
  private static let caller = "file:///w/a.wf.yaml"
  private static let callee = "file:///w/b.wf.yaml"

  private static func workflow(_ name: String, _ step: String = "type: script, run: make") -> String {
    "schema: wflint/v1\nname: \(name)\nstatus: active\ntimeout: 1h\ntriggers: [{type: manual}]\nsteps: [{id: a, \(step)}]\n"
  }

  private static func files() -> MemoryFiles {
    MemoryFiles([
      "/w/a.wf.yaml": workflow("a", "type: call, workflow: b"), "/w/b.wf.yaml": workflow("b"),
      "/w/c.wf.yaml": workflow("c", "type: script, run: make, needs: [nobody]"), "/w/d.wf.yaml": workflow("d"),
    ])
  }

  private func client(
    _ files: MemoryFiles, _ capabilities: String = push, clock: ServerClock = .continuous
  ) async throws -> TestClient {
    let client = try TestClient(WorkflowService(files: files), clock: clock) { $0.indexGrace = .seconds(60) }
    try await client.initialize(capabilities, more: #","workspaceFolders":[{"uri":"file:///w","name":"w"}]"#)
    return client
  }

  /// What was told of a file, in order: the codes.
  private func told(_ client: TestClient, _ uri: String) -> [[String]] {
    client.received("textDocument/publishDiagnostics").filter { $0["uri"]?.string == uri }.map(Self.codes)
  }

  private static func codes(_ params: JSONValue) -> [String] {
    params["diagnostics"]?.array?.compactMap { $0["code"]?.string }.filter { $0 == "WF201" || $0 == "WF210" } ?? []
  }

  private func wait(_ client: TestClient, _ uri: String, _ codes: [String], count: Int = 1) async {
    await client.wait(for: "textDocument/publishDiagnostics", count: count) {
      $0["uri"]?.string == uri && Self.codes($0) == codes
    }
  }

  @Test func findingsOfClosedFilesArePushedAndFollowEdits() async throws {
    let files = Self.files()
    let client = try await client(files)
    await wait(client, "file:///w/c.wf.yaml", ["WF201"])
    client.open(Self.callee, Self.workflow("b"))
    await client.findings(of: Self.callee, version: 1)
    // Nobody is called `b` any more.
    client.change(Self.callee, version: 2, Self.workflow("other"))
    await wait(client, Self.caller, ["WF210"])
    client.change(Self.callee, version: 3, Self.workflow("b"))
    await wait(client, Self.caller, [])
    // An open file is told of with its version, and a closed one as it is on disk.
    client.open("file:///w/c.wf.yaml", Self.workflow("c"))
    #expect(await client.findings(of: "file:///w/c.wf.yaml", version: 1).isEmpty)
    client.close("file:///w/c.wf.yaml")
    await wait(client, "file:///w/c.wf.yaml", ["WF201"], count: 2)
    #expect(told(client, "file:///w/c.wf.yaml") == [["WF201"], [], ["WF201"]])
    // A file that goes takes its findings along.
    files.write("/w/c.wf.yaml", nil)
    client.notify(
      "workspace/didChangeWatchedFiles", ["changes": [["uri": "file:///w/c.wf.yaml", "type": .integer(3)]]])
    await wait(client, "file:///w/c.wf.yaml", [], count: 2)
    #expect(told(client, "file:///w/d.wf.yaml") == [], "nothing is to be said of it")
    #expect(try await client.finish() == 0)
  }

  /// What was never saved goes with its document.
  @Test func documentsWithoutAFileAreTakenBack() async throws {
    let client = try await client(Self.files())
    await wait(client, "file:///w/c.wf.yaml", ["WF201"])
    for uri in ["file:///w/new.wf.yaml", "file:///elsewhere/new.wf.yaml", "untitled:new.wf.yaml"] {
      client.open(uri, Self.workflow("n", "type: script, run: make, needs: [nobody]"))
      #expect(await client.findings(of: uri, version: 1).count > 0)
      client.close(uri)
      await wait(client, uri, [])
    }
    #expect(try await client.finish() == 0)
  }

  @Test func foldersThatGoTakeTheirFindingsAlong() async throws {
    let client = try await client(Self.files())
    await wait(client, "file:///w/c.wf.yaml", ["WF201"])
    client.notify(
      "workspace/didChangeWorkspaceFolders",
      ["event": ["added": [], "removed": [["uri": "file:///w", "name": "w"]]]])
    await wait(client, "file:///w/c.wf.yaml", [])
    #expect(try await client.finish() == 0)
  }

  /// Who pulls the findings of open documents alone is told of the others after a while, and not twice.
  @Test func whoPullsDocumentsOnlyIsToldOfTheOthers() async throws {
    let clock = ManualClock()
    let client = try await client(Self.files(), Self.pull, clock: clock.clock)
    await clock.sleeper(until: ServerOptions().workspacePullGrace)
    #expect(client.received("textDocument/publishDiagnostics") == [])
    clock.advance(by: ServerOptions().workspacePullGrace)
    await wait(client, "file:///w/c.wf.yaml", ["WF201"])
    client.open("file:///w/c.wf.yaml", Self.workflow("c", "type: script, run: make, needs: [nobody]"))
    await wait(client, "file:///w/c.wf.yaml", [])
    #expect(try await client.finish() == 0)
  }

  @Test(arguments: [true, false]) func whoPullsTheWorkspaceIsToldNothing(isLate: Bool) async throws {
    let clock = ManualClock()
    let client = try await client(Self.files(), Self.pull, clock: clock.clock)
    if isLate {
      await clock.sleeper(until: ServerOptions().workspacePullGrace)
      clock.advance(by: ServerOptions().workspacePullGrace)
      await wait(client, "file:///w/c.wf.yaml", ["WF201"])
    }
    let report = try await client.request("workspace/diagnostic", ["previousResultIds": []])
    #expect(report["items"]?.array?.contains { $0["uri"] == "file:///w/c.wf.yaml" } == true)
    if isLate { await wait(client, "file:///w/c.wf.yaml", []) }
    client.open(Self.callee, Self.workflow("other"))
    _ = try await client.request("textDocument/diagnostic", ["textDocument": ["uri": .string(Self.callee)]])
    clock.advance(by: .seconds(10))
    _ = try await client.request("workspace/diagnostic", ["previousResultIds": []])
    #expect(client.received("textDocument/publishDiagnostics").count == (isLate ? 2 : 0))
    #expect(try await client.finish() == 0)
  }

  /// Rules that take too long are stopped, and a finding says that others may be missing.
  @Test func rulesThatTakeTooLongAreStopped() async throws {
    let service = WorkflowService(files: Self.files(), analysisLimit: .zero)
    var session = SessionSnapshot()
    session.folders = ["/w"]
    await service.index(session) { _, _ in }
    let found = await service.diagnostics(of: ClosedFile(path: "/w/c.wf.yaml", stamp: 1), in: session)?.1
    #expect(found?.map(\.code) == ["WF012"])
  }

  // MARK: Stamps

  private static let blueprint =
    "tosca_definitions_version: cloudify_dsl_1_5\nimports: [cloudify/types/types.yaml, sub.yaml]\n"
  private static func run(_ type: String) -> String {
    "apiVersion: core.oam.dev/v1alpha1\nkind: WorkflowRun\nmetadata: {name: r}\nspec: {workflowSpec: {steps: [{name: a, type: \(type), properties: {x: 1}}]}}\n"
  }

  /// Texts that each file may have: findings of one come and go with the text of another.
  private static let texts: [String: [String]] = [
    "/w/a.wf.yaml": [
      workflow("a", "type: call, workflow: b"), workflow("a", "type: call, workflow: b, inputs: {x: 1}"), workflow("a"),
    ],
    "/w/b.wf.yaml": [
      workflow("b"), workflow("b", "type: call, workflow: a"), workflow("c"),
      workflow("b").replacingName("a") + "inputs: {x: {type: string}}\n",
    ],
    "/w/c.wf.yaml": [workflow("c"), workflow("c", "type: script, run: make, needs: [nobody]"), workflow("b")],
    "/w/b.sim.yaml": [
      "schema: wflint-sim/v1\nworkflow: b.wf.yaml\nscenarios: [{name: s, mocks: {b: {}}, expect: {status: success}}]\n",
      "schema: wflint-sim/v1\nworkflow: '*.wf.yaml'\nscenarios: [{name: s, mocks: {a: {}}, expect: {status: success}}]\n",
    ],
    "/w/a.sim.yaml": [
      "schema: wflint-sim/v1\nworkflow: a.wf.yaml\nscenarios: [{name: s, mocks: {a: {mocks: {a: {}, b: {}}}}, expect: {status: success}}]\n",
      "schema: wflint-sim/v1\nworkflow: a.wf.yaml\nscenarios: [{name: s, mocks: {a: {outputs: {v: 1}}}, expect: {check: steps.a.outputs.v == 1}}]\n",
    ],
    "/w/run.yaml": [run("up"), run("suspend")],
    "/w/up.cue": [
      "\"up\": {type: \"workflow-step\"}\ntemplate: parameter: {x: string}\n",
      "\"up\": {type: \"workflow-step\"}\ntemplate: parameter: {x: int}\n", "\"down\": {type: \"workflow-step\"}\n",
    ],
    "/w/main.yaml": [
      blueprint + "node_templates: {n: {type: t}}\n",
      blueprint + "node_templates: {n: {type: cloudify.nodes.Root}, m: {type: t}}\n",
    ],
    "/w/sub.yaml": [
      "tosca_definitions_version: cloudify_dsl_1_5\nnode_types: {t: {derived_from: cloudify.nodes.Root}}\n",
      "tosca_definitions_version: cloudify_dsl_1_5\nnode_types: {u: {derived_from: cloudify.nodes.Root}}\n",
    ],
    "/w/lone.yaml": [
      "tosca_definitions_version: cloudify_dsl_1_5\nimports: [cloudify/types/types.yaml]\nnode_templates: {n: {type: none}}\n"
    ],
    "/w/.wflint.yaml": ["rules: {unknown-step: off}\n", "rules: {unknown-step: warning}\n"],
  ]

  /// Equal stamps are equal findings: whatever happens to other files, open or on disk, what is remembered under a stamp
  /// is what a service finds that starts anew.
  @Test(arguments: 0..<6) func equalStampsAreEqualFindings(seed: UInt64) async throws {
    var random = SeededGenerator(seed)
    let paths = Self.texts.keys.sorted()
    let files = MemoryFiles(Self.texts.compactMapValues(\.first))
    let service = WorkflowService(files: files)
    var session = SessionSnapshot()
    session.folders = ["/w"]
    var remembered: [ClosedFile: [Diagnostic]] = [:]
    var reused = 0
    await service.index(session) { _, _ in }
    for step in 0..<120 {
      let path = paths[Int.random(in: 0..<paths.count, using: &random)]
      guard let text = Self.texts[path]?.randomElement(using: &random) else { continue }
      let uri = DocumentURI(path: path)
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        session.documents[uri.key] = nil
      case 1:
        files.write(path, Int.random(in: 0..<5, using: &random) == 0 ? nil : text)
        await service.filesChanged([path])
        session.epoch += 1
      default:
        session.documents[uri.key] = DocumentSnapshot(
          uri: uri, languageID: "yaml", version: step, generation: step + 1, text: SourceText(text))
      }
      let fresh = WorkflowService(files: files)
      await fresh.index(session) { _, _ in }
      let expected = await fresh.closedFiles(in: session)
      let found = await service.closedFiles(in: session)
      #expect(found.map(\.path) == expected.map(\.path))
      for (file, new) in zip(found, expected) {
        let correct = await fresh.diagnostics(of: new, in: session)?.1
        if let known = remembered[file] {
          reused += 1
          #expect(known == correct, "step \(step): \(file.path)")
        } else {
          let own = await service.diagnostics(of: file, in: session)?.1
          #expect(own == correct, "step \(step): \(file.path), computed")
          remembered[file] = own
        }
      }
    }
    #expect(reused > 300, "\(reused)")
  }

  /// An edit of a workflow that nobody names leaves the others alone, and one of an import those that do not import it.
  @Test(arguments: [
    ("/w/c.wf.yaml", ["/w/b.sim.yaml"]),
    ("/w/b.wf.yaml", ["/w/a.sim.yaml", "/w/a.wf.yaml", "/w/b.sim.yaml"]),
    ("/w/up.cue", ["/w/run.yaml"]), ("/w/sub.yaml", ["/w/main.yaml"]), ("/w/lone.yaml", []),
  ])
  func editsTouchFewFiles(edited: String, touched: [String]) async throws {
    var texts = Self.texts.compactMapValues(\.first)
    texts["/w/b.sim.yaml"] = Self.texts["/w/b.sim.yaml"]?.last
    let service = WorkflowService(files: MemoryFiles(texts))
    var session = SessionSnapshot()
    session.folders = ["/w"]
    await service.index(session) { _, _ in }
    var stamps: [[ClosedFile]] = []
    for generation in 1...2 {
      let uri = DocumentURI(path: edited)
      let text = (texts[edited] ?? "") + String(repeating: "# more\n", count: generation)
      session.documents[uri.key] = DocumentSnapshot(
        uri: uri, languageID: "yaml", version: 1, generation: generation, text: SourceText(text))
      stamps.append(await service.closedFiles(in: session))
    }
    #expect(stamps[0].map(\.path) == texts.keys.filter { $0 != edited }.sorted())
    #expect(zip(stamps[0], stamps[1]).filter { $0 != $1 }.map(\.0.path) == touched)
  }
}

extension String {
  /// The text with another workflow's name in place of its own.
  fileprivate func replacingName(_ name: String) -> String {
    split(separator: "\n", omittingEmptySubsequences: false).map { $0.hasPrefix("name: ") ? "name: \(name)" : $0 }
      .joined(separator: "\n")
  }
}
