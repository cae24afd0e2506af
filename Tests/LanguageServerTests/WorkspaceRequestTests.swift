// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONRPC
import LanguageServerProtocol
import SourceText
import Testing

@testable import LanguageServer

/// Requests that look at more than one file, over pipes, with the real service behind them.
@Suite(.timeLimit(.minutes(20))) struct WorkspaceRequestTests {
  static let deploy = """
    schema: wflint/v1
    name: deploy
    status: active
    deployment: web
    timeout: 2h
    triggers:
      - {type: schedule, cron: "0 9 * * 1-5", timezone: Europe/Berlin}
      - {type: manual}
    steps:
      - {id: build, name: Build, type: script, run: make, timeout: 5m}
      - {id: ask, name: Ask, type: approval, needs: [build], approvers: ["user:ann"], timeout: 1h}
      - {id: ship, name: Ship, type: script, run: make, needs: [ask], timeout: 5m}

    """
  static let release = """
    schema: wflint/v1
    name: release
    status: active
    deployment: other
    timeout: 3h
    triggers:
      - {type: manual}
    steps:
      - {id: go, name: Go, type: call, workflow: deploy, timeout: 1h}

    """
  static let scenario = """
    schema: wflint-sim/v1
    workflow: deploy.wf.yaml
    scenarios:
      - name: good
        trigger: {type: manual}
        mocks:
          build: {duration: 1m}
          ask: {decisions: [{after: 1m, by: ann}]}
          ship: {duration: 1m}
        expect: {status: success, order: [build, ask, ship]}
      - name: bad
        trigger: {type: manual}
        mocks:
          build: {fail: broken}
        expect: {status: success}

    """
  static let files = [
    "/w/deploy.wf.yaml": deploy, "/w/release.wf.yaml": release, "/w/tests/deploy.sim.yaml": simulated,
  ]
  static let simulated = scenario.replacing("workflow: deploy.wf.yaml", with: "workflow: ../deploy.wf.yaml")
  static let everything = #"""
    {"workspace":{"applyEdit":true,"workspaceEdit":{"documentChanges":true,"resourceOperations":["create"]},
    "fileOperations":{"willRename":true,"didRename":true,"willDelete":true,"didDelete":true,"didCreate":true},
    "codeLens":{"refreshSupport":true},"inlayHint":{"refreshSupport":true},"semanticTokens":{"refreshSupport":true},
    "diagnostics":{"refreshSupport":true},"configuration":true},
    "window":{"workDoneProgress":true},
    "textDocument":{"publishDiagnostics":{"versionSupport":true},"synchronization":{"willSaveWaitUntil":true},
    "codeAction":{"codeActionLiteralSupport":{},"dataSupport":true,"resolveSupport":{"properties":["edit"]}},
    "inlayHint":{"resolveSupport":{"properties":["tooltip"]}},"hover":{"contentFormat":["markdown"]}}}
    """#
  static let uri = "file:///w/deploy.wf.yaml"
  static let simulation = "file:///w/tests/deploy.sim.yaml"

  private func opened(
    _ capabilities: String = everything, _ files: MemoryFiles = MemoryFiles(Self.files), pulls: Bool = false
  ) async throws -> TestClient {
    let client = try TestClient(WorkflowService(files: files)) { $0.indexGrace = .seconds(60) }
    try await client.initialize(capabilities, more: #","workspaceFolders":[{"uri":"file:///w","name":"w"}]"#)
    client.open(Self.uri, Self.deploy)
    client.open(Self.simulation, Self.simulated)
    if !pulls { await client.findings(of: Self.simulation, version: 1) }
    return client
  }

  /// The place of the n-th occurrence of a word.
  private func place(_ uri: String, _ text: String, _ word: String, _ occurrence: Int = 0) -> JSONValue {
    var seen = 0
    for (number, line) in text.components(separatedBy: "\n").enumerated() {
      var rest = line[...]
      while let found = rest.range(of: word) {
        if seen == occurrence { return .place(uri, number, line[..<found.lowerBound].utf16.count + 1) }
        seen += 1
        rest = line[found.upperBound...]
      }
    }
    return .null
  }

  private func rename(_ place: JSONValue, to name: String) -> JSONValue {
    guard case .object(var members) = place else { return .null }
    members["newName"] = .string(name)
    return .object(members)
  }

  @Test func stepsAreRenamedInScenarios() async throws {
    let client = try await opened()
    let texts = [Self.uri: Self.deploy, Self.simulation: Self.simulated]
    for from in [
      place(Self.uri, Self.deploy, "build"), place(Self.simulation, Self.simulated, "build"),
      place(Self.simulation, Self.simulated, "build, ask"),
    ] {
      let edit = try await client.request("textDocument/rename", rename(from, to: "compile"))
      let result = try WorkspaceEdits.applied(edit, to: texts)
      #expect(result[Self.uri] == Self.deploy.replacing("build", with: "compile"))
      #expect(result[Self.simulation] == Self.simulated.replacing("build", with: "compile"))
    }
    #expect(
      await client.errorCode("textDocument/rename", rename(place(Self.simulation, Self.simulated, "build"), to: "ship"))
        == -32803)
    let references = try await client.request("textDocument/references", place(Self.uri, Self.deploy, "build"))
    #expect(references.array?.count == 2 + 3)
    let definition = try await client.request(
      "textDocument/definition", place(Self.simulation, Self.simulated, "build"))
    #expect(definition[0]["uri"]?.string == Self.uri && definition[0]["range"] == .range(9, 9, 9, 14))
    let file = try await client.request("textDocument/definition", place(Self.simulation, Self.simulated, "deploy.wf"))
    #expect(file[0]["uri"]?.string == Self.uri)
    let mocks = try await client.request("textDocument/implementation", place(Self.uri, Self.deploy, "build"))
    #expect(mocks.array?.compactMap { $0["uri"]?.string } == [Self.simulation, Self.simulation])
    let hover = try await client.request("textDocument/hover", place(Self.simulation, Self.simulated, "build"))
    #expect(hover["contents"]?["value"]?.string?.contains("waited for by `Ask`") == true || hover != .null)
    #expect(try await client.finish() == 0)
  }

  static let guarded = """
    schema: wflint/v1
    name: deploy
    status: active
    deployment: web
    environment: live
    timeout: 2h
    inputs:
      size: {type: string, required: true}
    triggers:
      - {type: manual}
    steps:
      - {id: build, type: script, run: "make ${{ inputs.size }} ${{ secrets.TOKEN }}", outputs: {image: string}, timeout: 5m}
      - {id: ask, type: approval, approvers: ["user:bea", "team:sre"], timeout: 1h}
      - {id: tell, type: notify, slack: {channel: "#ops", message: "${{ steps.build.outputs.image }}"}, timeout: 5m}

    """
  static let caller = """
    schema: wflint/v1
    name: release
    status: active
    deployment: other
    timeout: 3h
    triggers:
      - {type: manual}
    steps:
      - {id: go, type: call, workflow: deploy, inputs: {size: big}, timeout: 1h}

    """
  static let guardedScenario = """
    schema: wflint-sim/v1
    workflow: deploy.wf.yaml
    scenarios:
      - name: good
        trigger: {type: manual, actor: bea, inputs: {size: big}}
        mocks: {build: {outputs: {image: x}}, ask: {decisions: [{by: bea}]}, tell: {}}
        expect: {check: ["steps.build.outputs.image == run.inputs.size"]}

    """
  static let known = """
    directory:
      users: [bea]
      teams: {sre: [bea]}
      environments: {live: {}}
      channels: ["#ops"]
      secrets: [TOKEN]

    """

  /// Inputs, outputs and entries of the directory, from each place where they are named, in every file that names them.
  @Test(arguments: [
    ("deploy.wf.yaml", "size", "extent"), ("release.wf.yaml", "size", "extent"), ("deploy.sim.yaml", "size", "extent"),
    ("deploy.wf.yaml", "image", "picture"), ("deploy.sim.yaml", "image", "picture"),
    (".wflint.yaml", "bea", "eve"), ("deploy.wf.yaml", "bea", "eve"), ("deploy.sim.yaml", "bea", "eve"),
    ("deploy.wf.yaml", "sre", "ops"), (".wflint.yaml", "live", "prod"), ("deploy.wf.yaml", "#ops", "#all"),
    ("deploy.wf.yaml", "TOKEN", "KEY"), (".wflint.yaml", "TOKEN", "KEY"),
  ])
  func namesAreChangedEverywhere(file: String, name: String, newName: String) async throws {
    let texts = [
      "/w/deploy.wf.yaml": Self.guarded, "/w/release.wf.yaml": Self.caller, "/w/deploy.sim.yaml": Self.guardedScenario,
      "/w/.wflint.yaml": Self.known,
    ]
    let client = try TestClient(WorkflowService(files: MemoryFiles(texts))) { $0.indexGrace = .seconds(60) }
    try await client.initialize(Self.everything, more: #","workspaceFolders":[{"uri":"file:///w","name":"w"}]"#)
    let uri = "file:///w/" + file
    let text = try #require(texts["/w/" + file])
    client.open(uri, text)
    await client.findings(of: uri, version: 1)
    let from = place(uri, text, name)
    let prepared = try await client.request("textDocument/prepareRename", from)
    #expect(prepared["placeholder"]?.string == name)
    let edit = try await client.request("textDocument/rename", rename(from, to: newName))
    let before = Dictionary(uniqueKeysWithValues: texts.map { ("file://" + $0.key, $0.value) })
    #expect(try WorkspaceEdits.applied(edit, to: before) == before.mapValues { $0.replacing(name, with: newName) })
    let count = texts.values.reduce(0) { $0 + $1.components(separatedBy: name).count - 1 }
    #expect(try await client.request("textDocument/references", from).array?.count == count)
    if name != "image" || file != "deploy.wf.yaml" {
      let definition = try await client.request("textDocument/definition", from)
      let isDeclared = file == ".wflint.yaml" || name == "size" && file == "deploy.wf.yaml"
      #expect((definition.array?.count ?? 0) == 1 || isDeclared, "\(definition)")
    }
    #expect(try await client.finish() == 0)
  }

  @Test("findings of all dialects, also of files that are not open, with progress and in parts")
  func workspaceFindingsOfAllDialects() async throws {
    let files = MemoryFiles([
      "/w/.wflint.yaml": "rules: {unknown-step: loud}\n",
      "/w/a.wf.yaml": Self.deploy.replacing("needs: [build]", with: "needs: [biuld]"),
      "/w/a.sim.yaml": "schema: wflint-sim/v1\nworkflow: a.wf.yaml\nscenarios: [{name: x, expect: {status: odd}}]\n",
      "/w/app.yaml": """
      apiVersion: core.oam.dev/v1beta1
      kind: Application
      metadata: {name: app}
      spec:
        components: [{name: c, type: webservice, properties: {image: nginx}}]
        workflow: {steps: [{name: b, type: deploy, dependsOn: [zz], properties: {policies: []}}]}
      """,
      "/w/blueprint.yaml": """
      tosca_definitions_version: cloudify_dsl_1_3
      imports: [cloudify/types/types.yaml]
      node_templates:
        a: {type: cloudify.nodes.Root, relationships: [{type: cloudify.relationships.depends_on, target: nope}]}
      """,
      "/w/other.yaml": "apiVersion: v1\nkind: Service\n",
    ])
    let client = try TestClient(WorkflowService(files: files)) { $0.indexGrace = .seconds(60) }
    try await client.initialize(
      #"{"textDocument":{"diagnostic":{}}}"#, more: #","workspaceFolders":[{"uri":"file:///w","name":"w"}]"#)
    // The index is read in the background: it is there once the first findings come.
    client.open("file:///w/a.wf.yaml", Self.deploy)
    var codes: [String: Set<String>] = [:]
    for _ in 0..<2000 where codes.count < 4 {
      let answer = try await client.request(
        "workspace/diagnostic",
        ["previousResultIds": [], "partialResultToken": "part", "workDoneToken": "work"])
      #expect(answer["items"] == [])
      for part in client.received("$/progress") where part["token"] == "part" {
        for item in part["value"]?["items"]?.array ?? [] {
          let found = (item["items"]?.array ?? []).compactMap { $0["code"]?.string }
          if let uri = item["uri"]?.string, !found.isEmpty { codes[uri, default: []].formUnion(found) }
        }
      }
    }
    #expect(codes["file:///w/app.yaml"]?.contains("KV102") == true, "\(codes)")
    #expect(codes["file:///w/blueprint.yaml"]?.contains("CF131") == true, "\(codes)")
    #expect(codes["file:///w/a.sim.yaml"]?.isEmpty == false, "\(codes)")
    #expect(codes["file:///w/.wflint.yaml"]?.isEmpty == false, "\(codes)")
    #expect(codes["file:///w/other.yaml"] == nil)
    func kinds() -> [String] {
      client.received("$/progress").filter { $0["token"] == "work" }.compactMap {
        $0["value"]?["kind"]?.string
      }
    }
    for _ in 0..<5000 where kinds().last != "end" { try await Task.sleep(for: .milliseconds(2)) }
    #expect(kinds().first == "begin" && kinds().last == "end")
    #expect(try await client.finish() == 0)
  }

  @Test("references and symbols in parts, with progress, where the client asks for that")
  func partialResults() async throws {
    let client = try await opened()
    guard case .object(var params) = place(Self.uri, Self.deploy, "build") else { return }
    let whole = try await client.request("textDocument/references", .object(params))
    params["partialResultToken"] = "r"
    params["workDoneToken"] = 7
    #expect(try await client.request("textDocument/references", .object(params)) == [])
    func parts(_ token: JSONValue) -> [JSONValue] {
      client.received("$/progress").filter { $0["token"] == token }.compactMap { $0["value"] }
    }
    // What comes before an answer is taken in beside it.
    await client.wait(for: "$/progress") { $0["token"] == 7 && $0["value"]?["kind"] == "end" }
    #expect(parts("r").flatMap { $0.array ?? [] } == whole.array)
    #expect(parts("r").count == 2, "one a file")
    #expect(parts(7).compactMap { $0["kind"]?.string } == ["begin", "end"])
    let symbols = try await client.request("workspace/symbol", ["query": ""])
    #expect(
      try await client.request("workspace/symbol", ["query": "", "partialResultToken": "s", "workDoneToken": "w"]) == []
    )
    await client.wait(for: "$/progress") { $0["token"] == "w" && $0["value"]?["kind"] == "end" }
    #expect(parts("s").flatMap { $0.array ?? [] } == symbols.array)
    #expect(parts("w").compactMap { $0["kind"]?.string } == ["begin", "end"])
    #expect(try await client.finish() == 0)
  }

  @Test func workflowsAreRenamedEverywhere() async throws {
    let client = try await opened()
    let texts = [Self.uri: Self.deploy, "file:///w/release.wf.yaml": Self.release]
    let edit = try await client.request(
      "textDocument/rename", rename(place(Self.uri, Self.deploy, "deploy"), to: "rollout"))
    let result = try WorkspaceEdits.applied(edit, to: texts)
    #expect(result[Self.uri]?.contains("name: rollout") == true)
    #expect(
      result["file:///w/release.wf.yaml"] == Self.release.replacing("workflow: deploy", with: "workflow: rollout"))
    #expect(
      await client.errorCode("textDocument/rename", rename(place(Self.uri, Self.deploy, "deploy"), to: "release"))
        == -32803)
    #expect(
      await client.errorCode("textDocument/rename", rename(place(Self.uri, Self.deploy, "deploy"), to: "No Name"))
        == -32803)
    #expect(try await client.finish() == 0)
  }

  @Test func lensesAreResolved() async throws {
    let client = try await opened()
    let lenses = try await client.request("textDocument/codeLens", .document(Self.uri)).array ?? []
    let titles = lenses.compactMap { $0["command"]?["title"]?.string }
    #expect(titles.filter { $0 == "run dry run" || $0 == "show graph" }.count == 2)
    #expect(
      titles.contains { $0.hasPrefix("next: ") && $0.hasSuffix("09:00:00 (Europe/Berlin)") || $0.hasPrefix("next: ") })
    #expect(titles.contains("4 references"), "\(titles)")
    let open = try #require(lenses.first { $0["command"] == nil })
    let resolved = try await client.request("codeLens/resolve", open)
    #expect(resolved["command"]?["title"] == "2 scenarios: 1 passed, 1 failed")
    let each = try await client.request("textDocument/codeLens", .document(Self.simulation)).array ?? []
    var states: [String] = []
    for lens in each {
      states.append(try await client.request("codeLens/resolve", lens)["command"]?["title"]?.string ?? "")
    }
    #expect(states == ["passed (success)", "failed (failed)"])
    #expect(try await client.finish() == 0)
  }

  private func command(_ name: String, _ arguments: JSONValue...) -> JSONValue {
    ["command": .string("wflint." + name), "arguments": .array(arguments)]
  }

  @Test func commandsRun() async throws {
    let client = try await opened()
    func run(_ params: JSONValue) async throws -> JSONValue {
      try await client.request("workspace/executeCommand", params)
    }
    let dry = try await run(command("simulate", .string(Self.uri)))
    #expect(dry["isRight"]?.bool == true && dry["text"]?.string?.contains("Ship") == true)
    let all = try await run(command("simulate", .string(Self.uri), "*"))
    #expect(all["isRight"]?.bool == false && all["scenarios"]?.array?.count == 2)
    let good = try await run(command("simulate", .string(Self.simulation), "good"))
    #expect(good["isRight"]?.bool == true && good["scenarios"]?[0]["status"] == "success")
    #expect(try await run(command("graph", .string(Self.uri)))["content"]?.string?.hasPrefix("<svg") == true)
    #expect(try await run(command("graph", .string(Self.uri), "html"))["content"]?.string?.contains("<html") == true)
    #expect(try await run(command("graph", .string(Self.uri), "dot"))["content"]?.string?.hasPrefix("digraph") == true)
    let proof = try await run(command("verify", .string(Self.uri)))
    let verdicts = (proof["properties"]?.array ?? []).map {
      "\($0["property"]?.string ?? ""): \($0["verdict"]?.string ?? "")"
    }
    #expect(
      verdicts == [
        "separation_of_duties: proved", "exclusive_state: proved", "no_stale_plan: proved", "no_dead_step: proved",
        "no_deadlock: proved",
      ])
    #expect(proof["title"] == "5 proved" && proof["isRight"]?.bool == true)
    client.open(
      "file:///w/prove.sim.yaml",
      "schema: wflint-sim/v1\nworkflow: deploy.wf.yaml\nprove: [{requires: {step: ship, granted: ask}}, {never: ship}]\nscenarios: [{name: x}]\n"
    )
    let asked = try await run(command("verify", "file:///w/prove.sim.yaml"))
    #expect(asked["title"] == "1 proved, 1 refuted" && asked["isRight"]?.bool == false)
    let refuted = asked["properties"]?[1]
    #expect(refuted?["property"] == "never: ship" && refuted?["run"]?.array?.isEmpty == false)
    #expect(refuted?["scenario"]?.string?.contains("workflow: deploy.wf.yaml") == true)
    let rule = try await run(command("explain", .null, "unknown-step"))
    #expect(rule["markdown"]?.string?.contains("# WF201 unknown-step") == true)
    #expect(try await run(command("fixAll", .string(Self.uri)))["applied"]?.bool == false, "nothing to fix")
    for wrong: JSONValue in [
      command("simulate"), command("no"), command("graph", .string(Self.uri), "gif"),
      command("explain", .null, "WF999"),
      command("simulate", "file:///nowhere"),
    ] { #expect(await client.errorCode("workspace/executeCommand", wrong) == -32602, "\(wrong)") }
    client.change(Self.uri, version: 2, Self.deploy.replacing("needs: [build]", with: "needs: [biuld]"))
    _ = try await run(command("fixAll", .string(Self.uri)))
    let wanted = await client.wait(for: "workspace/applyEdit")
    #expect(wanted["edit"]?["documentChanges"]?[0]["textDocument"]?["version"]?.integer == 2)
    #expect(try await client.finish() == 0)
  }

  @Test func actionsAreResolved() async throws {
    let client = try await opened()
    let params: JSONValue = [
      "textDocument": ["uri": .string(Self.uri)], "range": .range(11, 12, 11, 12), "context": ["diagnostics": []],
    ]
    let actions = try await client.request("textDocument/codeAction", params).array ?? []
    let titles = actions.compactMap { $0["title"]?.string }
    #expect(titles.contains("Add an approval before `ship`") && titles.contains("Write in lines"), "\(titles)")
    #expect(actions.allSatisfy { $0["edit"] == nil })
    let add = try #require(actions.first { $0["title"] == "Add an approval before `ship`" })
    let resolved = try await client.request("codeAction/resolve", add)
    let text = try WorkspaceEdits.applied(resolved["edit"] ?? .null, to: [Self.uri: Self.deploy])[Self.uri]
    #expect(text?.contains("- id: approve_ship\n") == true && text?.contains("needs: [approve_ship]") == true)
    let fresh = "file:///w/release.wf.yaml"
    client.open(fresh, Self.release)
    let source = try await client.request(
      "textDocument/codeAction",
      [
        "textDocument": ["uri": .string(fresh)], "range": .range(0, 0, 0, 0),
        "context": ["diagnostics": [], "only": ["source"]],
      ])
    let write = try #require(source.array?.first { $0["title"] == "Write a scenario for this file" })
    let edit = try await client.request("codeAction/resolve", write)["edit"] ?? .null
    let written = try WorkspaceEdits.applied(edit, to: [:])
    #expect(
      written["file:///w/release.sim.yaml"]?.hasPrefix("schema: wflint-sim/v1\nworkflow: release.wf.yaml\n") == true)
    client.change(Self.uri, version: 2, "schema: wflint/v1\n")
    #expect(await client.errorCode("codeAction/resolve", add) == -32801)
    #expect(try await client.finish() == 0)
  }

  @Test func callsAreFollowed() async throws {
    let client = try await opened()
    let item = try await client.request("textDocument/prepareCallHierarchy", place(Self.uri, Self.deploy, "deploy"))[0]
    #expect(item["name"] == "deploy")
    let callers = try await client.request("callHierarchy/incomingCalls", ["item": item])
    #expect(callers[0]["from"]?["name"] == "release" && callers[0]["fromRanges"] == [.range(8, 45, 8, 51)])
    let called = try await client.request("callHierarchy/outgoingCalls", ["item": callers[0]["from"] ?? .null])
    #expect(called[0]["to"]?["name"] == "deploy" && called.array?.count == 1)
    let step = try await client.request("textDocument/prepareCallHierarchy", place(Self.uri, Self.deploy, "ask"))[0]
    let before = try await client.request("callHierarchy/incomingCalls", ["item": step])
    let after = try await client.request("callHierarchy/outgoingCalls", ["item": step])
    #expect(before[0]["from"]?["name"] == "build" && after[0]["to"]?["name"] == "ship")
    #expect(try await client.request("textDocument/prepareCallHierarchy", .place(Self.uri, 0, 0)) == .null)
    #expect(try await client.finish() == 0)
  }

  @Test func filesAreRenamedAndDeleted() async throws {
    let client = try await opened()
    let edit = try await client.request(
      "workspace/willRenameFiles",
      ["files": [["oldUri": .string(Self.uri), "newUri": "file:///w/flows/rollout.wf.yaml"]]])
    let result = try WorkspaceEdits.applied(edit, to: [Self.simulation: Self.simulated])
    #expect(result[Self.simulation]?.contains("workflow: ../flows/rollout.wf.yaml\n") == true)
    let folder = try await client.request(
      "workspace/willRenameFiles", ["files": [["oldUri": "file:///w/tests", "newUri": "file:///w/a/b"]]])
    #expect(
      try WorkspaceEdits.applied(folder, to: [Self.simulation: Self.simulated])[Self.simulation]?.contains(
        "workflow: ../../deploy.wf.yaml\n") == true)
    #expect(try await client.request("workspace/willDeleteFiles", ["files": [["uri": .string(Self.uri)]]]) == .null)
    let said = await client.wait(for: "window/showMessage")
    #expect(said["message"] == "still needed: deploy.sim.yaml runs ../deploy.wf.yaml, and 1 more")
    #expect(try await client.finish() == 0)
  }

  @Test func filesThatComeAndGoAreKnown() async throws {
    let files = MemoryFiles(Self.files)
    let client = try await opened(Self.everything, files)
    func names() async throws -> [String] {
      try await client.request("workspace/symbol", ["query": "release"]).array?.compactMap { $0["name"]?.string } ?? []
    }
    #expect(try await names() == ["release"])
    files.write("/w/release.wf.yaml", nil)
    client.notify("workspace/didDeleteFiles", ["files": [["uri": "file:///w/release.wf.yaml"]]])
    for _ in 0..<5000 where try await !names().isEmpty { try await Task.sleep(for: .milliseconds(2)) }
    #expect(try await names() == [])
    files.write("/w/new/release.wf.yaml", Self.release)
    client.notify("workspace/didCreateFiles", ["files": [["uri": "file:///w/new/release.wf.yaml"]]])
    for _ in 0..<5000 where try await names().isEmpty { try await Task.sleep(for: .milliseconds(2)) }
    let symbol = try await client.request("workspace/symbol", ["query": "release"])[0]
    #expect(symbol["location"]?["uri"] == "file:///w/new/release.wf.yaml")
    let resolved = try await client.request("workspaceSymbol/resolve", symbol)
    #expect(resolved["location"]?["range"] == .range(1, 6, 1, 13))
    #expect(try await client.finish() == 0)
  }

  @Test func savingFixesAndFormats() async throws {
    let client = try TestClient(WorkflowService(files: MemoryFiles()))
    try await client.initialize(
      #"{"textDocument":{"synchronization":{"willSaveWaitUntil":true}}}"#,
      more: #","initializationOptions":{"formatOnSave":true}"#)
    client.open(Self.uri, "schema: wflint/v1\nname:   x\n")
    func edits(_ reason: Int) async throws -> Int? {
      try await client.request(
        "textDocument/willSaveWaitUntil", ["textDocument": ["uri": .string(Self.uri)], "reason": .integer(reason)]
      ).array?.count
    }
    #expect(try await edits(1) == 1)
    #expect(try await edits(2) == 0, "nobody asked for that save")
    client.notify("workspace/didChangeConfiguration", ["settings": ["wflint": ["formatOnSave": false]]])
    #expect(try await edits(1) == 0)
    #expect(try await client.finish() == 0)
  }

  @Test func typingAndRangesAreFormatted() async throws {
    let client = try TestClient(WorkflowService(files: MemoryFiles()))
    try await client.initialize()
    client.open(Self.uri, "schema: wflint/v1\nname:   x\nstatus:   draft\nsteps:\n\n")
    let typed = try await client.request(
      "textDocument/onTypeFormatting",
      ["textDocument": ["uri": .string(Self.uri)], "position": .position(4, 0), "ch": "\n"])
    #expect(typed == [["range": .range(4, 0, 4, 0), "newText": "  "]])
    let ranges = try await client.request(
      "textDocument/rangesFormatting",
      [
        "textDocument": ["uri": .string(Self.uri)],
        "ranges": [.range(1, 0, 1, 1), .range(2, 0, 2, 1), .range(1, 2, 1, 3)],
      ])
    #expect(ranges.array?.count == 2)
    #expect(try await client.finish() == 0)
  }

  @Test("findings of the workspace: part by part, and unchanged ones only by name")
  func workspaceFindings() async throws {
    var all = Self.files
    all["/w/bad.wf.yaml"] = Self.release.replacing("workflow: deploy", with: "workflow: nowhere").replacing(
      "name: release", with: "name: lost")
    let files = MemoryFiles(all)
    let client = try await opened(#"{"textDocument":{"diagnostic":{}}}"#, files, pulls: true)
    let whole = try await client.request("workspace/diagnostic", ["previousResultIds": []])
    let items = whole["items"]?.array ?? []
    #expect(items.map { $0["uri"]?.string } == [Self.uri, Self.simulation, "file:///w/bad.wf.yaml"])
    #expect(items.map { $0["version"] } == [1, 1, .null])
    #expect(items.last?["items"]?.array?.contains { $0["code"] == "WF210" } == true)
    let known = JSONValue.array(items.map { ["uri": $0["uri"] ?? .null, "value": $0["resultId"] ?? .null] })
    let again = try await client.request(
      "workspace/diagnostic", ["previousResultIds": known, "partialResultToken": "p"])
    #expect(again["items"] == [])
    // How many come in one part depends on how quickly they were found.
    func parts() -> [JSONValue] {
      client.received("$/progress").filter { $0["token"] == "p" }.flatMap { $0["value"]?["items"]?.array ?? [] }
    }
    for _ in 0..<5000 where parts().count < 3 { try await Task.sleep(for: .milliseconds(2)) }
    #expect(parts().map { $0["kind"]?.string } == ["unchanged", "unchanged", "unchanged"])
    files.write("/w/bad.wf.yaml", nil)
    client.notify("workspace/didChangeWatchedFiles", ["changes": [["uri": "file:///w/bad.wf.yaml", "type": 3]]])
    for _ in 0..<2000 {
      let last = try await client.request("workspace/diagnostic", ["previousResultIds": known])["items"]?.array ?? []
      if last.contains(where: { $0["uri"] == "file:///w/bad.wf.yaml" && $0["items"] == [] }) { break }
    }
    #expect(try await client.finish() == 0)
  }

  @Test func tooltipsAreResolved() async throws {
    let client = try await opened()
    let hints = try await client.request(
      "textDocument/inlayHint", ["textDocument": ["uri": .string(Self.uri)], "range": .range(0, 0, 9, 0)])
    let cron = try #require(hints.array?.first { $0["position"]?["line"]?.integer == 6 })
    let resolved = try await client.request("inlayHint/resolve", cron)
    #expect(resolved["tooltip"]?["value"]?.string?.components(separatedBy: "\n- ").count == 6)
    let link = try await client.request(
      "documentLink/resolve", ["range": .range(0, 0, 0, 1), "data": "/w/deploy.wf.yaml"])
    #expect(link["target"]?.string == Self.uri)
    let type = try await client.request("textDocument/typeDefinition", place(Self.uri, Self.deploy, "build"))
    #expect(type[0]["range"] == .range(9, 35, 9, 41))
    #expect(try await client.finish() == 0)
  }
}
