// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONRPC
import LanguageServerProtocol
import SourceText
import Testing

@testable import LanguageServer

/// What a called workflow declares, wherever it is named: in itself, in its callers and in the scenarios of both; and the
/// steps of applications, from their scenarios.
@Suite(.timeLimit(.minutes(20))) struct CalledNamesTests {
  static let kid = """
    schema: wflint/v1
    name: kid
    status: active
    triggers:
      - {type: manual}
    steps:
      - {id: make, type: script, run: make, outputs: {image: string}}
    outputs: {version: "${{ steps.make.outputs.image }}"}

    """
  static let parent = """
    schema: wflint/v1
    name: parent
    status: active
    triggers:
      - {type: manual}
    steps:
      - {id: sub, type: call, workflow: kid}
      - {id: tell, type: script, run: "echo ${{ steps.sub.outputs.version }}", if: 'steps["sub"].outputs["version"] != ""'}

    """
  static let chained = """
    schema: wflint/v1
    name: chained
    status: active
    inputs: {what: {}}
    triggers:
      - {type: workflow, workflow: kid, inputs: {what: "upstream.outputs.version"}}
    steps:
      - {id: go, type: script, run: "echo ${{ inputs.what }}"}

    """
  static let parentScenario = """
    schema: wflint-sim/v1
    workflow: parent.wf.yaml
    mocks: {sub: {outputs: {version: "4"}}, tell: {}}
    scenarios:
      - name: whole
        expect: {steps: {sub: {outputs: {version: "4"}}}, check: ["steps.sub.outputs.version == '4'"]}
      - name: inside
        mocks: {sub: {mocks: {make: {outputs: {image: "4"}}}}}

    """
  static let kidScenario = """
    schema: wflint-sim/v1
    workflow: kid.wf.yaml
    mocks: {make: {outputs: {image: x}}}
    scenarios:
      - name: good
        expect: {order: [make], check: ["run.outputs.version == 'x'"]}

    """
  static let files = [
    "/w/kid.wf.yaml": kid, "/w/parent.wf.yaml": parent, "/w/chained.wf.yaml": chained,
    "/w/parent.sim.yaml": parentScenario, "/w/kid.sim.yaml": kidScenario,
  ]

  static let application = """
    apiVersion: core.oam.dev/v1beta1
    kind: Application
    metadata: {name: app}
    spec:
      components: [{name: c, type: webservice, properties: {image: nginx}}]
      workflow:
        mode: {steps: DAG}
        steps:
          - {name: gate, type: suspend, timeout: 1h}
          - {name: go-on, type: apply-component, dependsOn: [gate], properties: {component: c}}

    """
  static let applicationScenario = """
    schema: wflint-sim/v1
    workflow: app.yaml
    mocks: {go-on: {duration: 1m}}
    scenarios:
      - name: good
        events: [{at: 1m, continue: gate}]
        expect: {order: [gate, go-on], steps: {gate: {status: success}}}

    """

  private func client(_ files: [String: String], opening path: String) async throws -> TestClient {
    let client = try TestClient(WorkflowService(files: MemoryFiles(files))) { $0.indexGrace = .seconds(60) }
    try await client.initialize(
      WorkspaceRequestTests.everything, more: #","workspaceFolders":[{"uri":"file:///w","name":"w"}]"#)
    client.open("file://" + path, try #require(files[path]))
    await client.findings(of: "file://" + path, version: 1)
    return client
  }

  /// The place of a word's second letter; of one of its occurrences.
  private func place(_ path: String, _ text: String, _ word: String, _ occurrence: Int = 0) throws -> JSONValue {
    var range = try #require(text.range(of: word))
    for _ in 0..<occurrence { range = try #require(text.range(of: word, range: range.upperBound..<text.endIndex)) }
    let before = text[..<range.lowerBound].components(separatedBy: "\n")
    return .place("file://" + path, before.count - 1, (before.last?.utf16.count ?? 0) + 1)
  }

  /// Renamed from a place, and looked up from there: all places and no others change, and the one declaration is found.
  private func follow(
    _ files: [String: String], _ path: String, _ word: String, _ occurrence: Int, to newName: String
  ) async throws {
    let text = try #require(files[path])
    let client = try await client(files, opening: path)
    let from = try place(path, text, word, occurrence)
    let prepared = try await client.request("textDocument/prepareRename", from)
    #expect(prepared["placeholder"]?.string == word)
    guard case .object(var members) = from else { return }
    members["newName"] = .string(newName)
    let edit = try await client.request("textDocument/rename", .object(members))
    let byURI = Dictionary(uniqueKeysWithValues: files.map { ("file://" + $0.key, $0.value) })
    let renamed = byURI.mapValues { $0.replacing(word, with: newName) }
    #expect(try WorkspaceEdits.applied(edit, to: byURI) == renamed)
    let count = files.values.reduce(0) { $0 + $1.components(separatedBy: word).count - 1 }
    let references = try await client.request("textDocument/references", from)
    #expect(references.array?.count == count, "\(references)")
    let hover = try await client.request("textDocument/hover", from)
    #expect(hover["contents"]?["value"]?.string?.contains(word) == true, "\(hover)")
    #expect(try await client.finish() == 0)
  }

  private func definition(_ path: String, _ word: String, _ occurrence: Int) async throws -> JSONValue {
    let client = try await client(Self.files, opening: path)
    let from = try place(path, Self.files[path] ?? "", word, occurrence)
    let answer = try await client.request("textDocument/definition", from)
    #expect(try await client.finish() == 0)
    return answer
  }

  @Test(arguments: [
    ("kid.wf.yaml", 0), ("parent.wf.yaml", 0), ("parent.wf.yaml", 1), ("chained.wf.yaml", 0), ("parent.sim.yaml", 0),
    ("parent.sim.yaml", 1), ("parent.sim.yaml", 2), ("kid.sim.yaml", 0),
  ])
  func outputsOfWorkflows(file: String, occurrence: Int) async throws {
    try await follow(Self.files, "/w/" + file, "version", occurrence, to: "release")
    guard file != "kid.wf.yaml" else { return }
    let found = try await definition("/w/" + file, "version", occurrence)
    #expect(found[0]["uri"]?.string == "file:///w/kid.wf.yaml" && found[0]["range"] == .range(7, 10, 7, 17), "\(found)")
  }

  @Test(arguments: [("kid.wf.yaml", 2), ("parent.sim.yaml", 0), ("kid.sim.yaml", 1)])
  func outputsOfCalledSteps(file: String, occurrence: Int) async throws {
    guard file != "kid.wf.yaml" else {
      // Its first `image` stands in the step that declares it.
      return try await follow(Self.files, "/w/" + file, "image", 1, to: "picture")
    }
    try await follow(Self.files, "/w/" + file, "image", 0, to: "picture")
  }

  /// The child's step is mocked below the call in the caller's scenario.
  @Test func stepsOfCalledWorkflows() async throws {
    var files = Self.files
    files["/w/kid.wf.yaml"] = Self.kid.replacing("run: make", with: "run: x")
    try await follow(files, "/w/kid.wf.yaml", "make", 0, to: "craft")
    try await follow(files, "/w/parent.sim.yaml", "make", 0, to: "craft")
    try await follow(files, "/w/kid.sim.yaml", "make", 1, to: "craft")
    let found = try await definition("/w/parent.sim.yaml", "make", 0)
    #expect(found[0]["uri"]?.string == "file:///w/kid.wf.yaml" && found[0]["range"] == .range(6, 9, 6, 13))
  }

  @Test func namesThatAreTakenAreRefused() async throws {
    var files = Self.files
    files["/w/kid.wf.yaml"] = Self.kid.replacing("outputs: {version:", with: "outputs: {other: \"1\", version:")
    let client = try await client(files, opening: "/w/parent.sim.yaml")
    guard case .object(var members) = try place("/w/parent.sim.yaml", Self.parentScenario, "version") else { return }
    for name in ["other", "no name", "true"] {
      members["newName"] = .string(name)
      #expect(await client.errorCode("textDocument/rename", .object(members)) == -32803)
    }
    #expect(try await client.finish() == 0)
  }

  /// Names with a dash are right there, and those that a blank parts are not.
  @Test(arguments: [("app.sim.yaml", 0), ("app.sim.yaml", 1), ("app.sim.yaml", 2), ("app.yaml", 1)])
  func stepsOfApplications(file: String, occurrence: Int) async throws {
    let files = ["/w/app.yaml": Self.application, "/w/app.sim.yaml": Self.applicationScenario]
    try await follow(files, "/w/" + file, "gate", occurrence, to: "wait-here")
    guard file == "app.sim.yaml" else { return }
    let client = try await client(files, opening: "/w/" + file)
    let from = try place("/w/" + file, Self.applicationScenario, "gate", occurrence)
    let found = try await client.request("textDocument/definition", from)
    #expect(found[0]["uri"]?.string == "file:///w/app.yaml" && found[0]["range"] == .range(8, 15, 8, 19), "\(found)")
    guard case .object(var members) = from else { return }
    members["newName"] = "go-on"
    #expect(await client.errorCode("textDocument/rename", .object(members)) == -32803)
    #expect(try await client.finish() == 0)
  }

  /// Files that a workflow names are linked where they are there: seen from its folder, else from the workspace's.
  @Test func namedFilesAreLinked() async throws {
    let files = [
      "/w/.wflint.yaml": "rules: {}\n", "/w/flows/scripts/x.sh": "echo\n", "/w/site.yml": "- hosts: all\n",
      "/w/flows/a.wf.yaml": """
      schema: wflint/v1
      name: a
      steps:
        - {id: a, type: script, file: scripts/x.sh, working_directory: scripts}
        - {id: b, type: config, playbook: site.yml, target: web}
        - {id: c, type: build, app: api, manifest: docker-compose.yml}
        - {id: d, type: script, file: "${{ env.FILE }}"}

      """,
    ]
    let client = try await client(files, opening: "/w/flows/a.wf.yaml")
    let links = try await client.request("textDocument/documentLink", .document("file:///w/flows/a.wf.yaml"))
    #expect(
      links.array?.compactMap { $0["target"]?.string } == ["file:///w/flows/scripts/x.sh", "file:///w/site.yml"],
      "\(links)")
    #expect(links[0]["range"] == .range(3, 32, 3, 44))
    #expect(try await client.finish() == 0)
  }
}
