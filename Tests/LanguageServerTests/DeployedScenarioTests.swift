// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONRPC
import LanguageServerProtocol
import SourceText
import TestSupport
import Testing

@testable import LanguageServer

/// Scenario files of blueprints: what they name is the blueprint's, and of the files that it imports.
@Suite(.timeLimit(.minutes(20))) struct DeployedScenarioTests {
  static let shop = """
    tosca_definitions_version: cloudify_dsl_1_5
    imports: [cloudify/types/types.yaml, parts.yaml]
    node_templates:
      webhost:
        type: cloudify.nodes.Compute
        capabilities: {scalable: {properties: {default_instances: 2}}}
        interfaces:
          cloudify.interfaces.lifecycle:
            create: {implementation: hosts.make, max_retries: 2, inputs: {size: {default: 2}}}
        relationships:
          - type: cloudify.relationships.connected_to
            target: database
            source_interfaces: {cloudify.interfaces.relationship_lifecycle: {establish: hosts.connect}}
    workflows:
      nightly: {mapping: hosts.nightly, parameters: {keepdays: {type: integer, default: 7}}}
    groups: {farm: {members: [webhost]}}
    policies: {p: {type: cloudify.policies.scaling, targets: [farm]}}

    """
  static let parts = """
    tosca_definitions_version: cloudify_dsl_1_5
    inputs:
      region: {type: string, default: eu}
    plugins: {hosts: {executor: central_deployment_agent, package_name: hosts}}
    node_templates:
      database:
        type: cloudify.nodes.Root
        interfaces: {cloudify.interfaces.lifecycle: {create: hosts.make, start: hosts.start}}

    """
  static let scenarios = """
    schema: wflint-sim/v1
    workflow: shop.yaml
    inputs: {region: us}
    deployment:
      state: {webhost: started, database_1: creating}
      workflows: {nightly: [database.create, [webhost_1.create, webhost.create]]}
    mocks:
      webhost.create: {duration: 1s}
      webhost_2.cloudify.interfaces.lifecycle.create: {duration: 2s}
      webhost->database.establish: {duration: 3s}
      webhost_1->database_1.source.establish: {duration: 3s}
      "database.create": {duration: 3s}
      start: {duration: 3s}
      nightly: {duration: 3s}
    scenarios:
      - name: about a host
        workflow: nightly
        parameters: {keepdays: 3}
        expect:
          order: [database.create, webhost.create]
          never: [nightly]
          check: ["run.outputs.node_instances.webhost_2 == 'started' && 'database_1' in run.outputs.node_instances"]
      - name: more of them
        workflow: scale
        parameters: {scalable_entity_name: webhost, delta: 1}
        arrivals:
          - {at: 1s, workflow: execute_operation, parameters: {operation: create, node_ids: [database]}}
          - {at: 2s, workflow: scale, parameters: {scalable_entity_name: farm}}

    """
  static let texts = ["/w/shop.yaml": shop, "/w/parts.yaml": parts, "/w/shop.sim.yaml": scenarios]

  private func opened(_ path: String, _ text: String? = nil) async throws -> TestClient {
    let client = try TestClient(WorkflowService(files: MemoryFiles(Self.texts))) { $0.indexGrace = .seconds(60) }
    try await client.initialize(
      #"{"textDocument":{"publishDiagnostics":{"versionSupport":true},"definition":{"linkSupport":false},"rename":{"prepareSupport":true},"completion":{},"hover":{"contentFormat":["markdown"]}},"workspace":{"workspaceEdit":{"documentChanges":true}}}"#,
      more: #","workspaceFolders":[{"uri":"file:///w","name":"w"}]"#)
    client.open("file://" + path, text ?? Self.texts[path] ?? "")
    await client.findings(of: "file://" + path, version: 1)
    return client
  }

  /// The place one letter behind the beginning of a word's n-th occurrence.
  private func place(_ path: String, _ word: String, _ occurrence: Int = 0) throws -> JSONValue {
    let text = try #require(Self.texts[path])
    let found = text.ranges(of: word)
    let before = text[..<(try #require(found.indices.contains(occurrence) ? found[occurrence] : nil)).lowerBound]
    let lines = before.components(separatedBy: "\n")
    return .place("file://" + path, lines.count - 1, (lines.last?.utf16.count ?? 0) + 1)
  }

  @Test func thereAreNoFindings() async throws {
    let client = try await opened("/w/shop.sim.yaml")
    #expect(await client.findings(of: "file:///w/shop.sim.yaml", version: 1).isEmpty)
    #expect(try await client.finish() == 0)
  }

  /// From each of its places, in whatever file, a thing gets another name in all files, and all of its places are found.
  @Test(arguments: [
    ("webhost", "front"), ("database", "store"), ("region", "site"), ("nightly", "daily"), ("farm", "pool"),
  ])
  func renamesEverywhere(name: String, newName: String) async throws {
    let before = Dictionary(uniqueKeysWithValues: Self.texts.map { ("file://" + $0.key, $0.value) })
    // The mapping names a function of a plugin.
    let after = before.mapValues {
      $0.replacing(name, with: newName).replacing("hosts.\(newName)", with: "hosts.\(name)")
    }
    for (path, text) in Self.texts {
      let client = try await opened(path)
      for occurrence in text.ranges(of: name).indices {
        let start = text.ranges(of: name)[occurrence].lowerBound
        if text[..<start].hasSuffix("hosts.") { continue }
        let from = try place(path, name, occurrence)
        #expect(try await client.request("textDocument/prepareRename", from)["placeholder"]?.string == name)
        guard case .object(var members) = from else { continue }
        members["newName"] = .string(newName)
        let edit = try await client.request("textDocument/rename", .object(members))
        let renamed = try WorkspaceEdits.applied(edit, to: before)
        #expect(renamed == after, "\(path) \(occurrence): \(renamed["file:///w/shop.sim.yaml"] ?? "")")
        let count = before.values.reduce(0) { $0 + $1.ranges(of: name).count - $1.ranges(of: "hosts." + name).count }
        #expect(try await client.request("textDocument/references", from).array?.count == count)
        if path.hasSuffix(".sim.yaml") {
          let lit = try await client.request("textDocument/documentHighlight", from).array?.count
          #expect(lit == text.ranges(of: name).count)
        }
        let targets = try await client.request("textDocument/definition", from).array ?? []
        let target = try #require(targets.first)
        let declaring = try #require(before[target["uri"]?.string ?? ""])
        let line = declaring.components(separatedBy: "\n")[target["range"]?["start"]?["line"]?.integer ?? 0]
        #expect(targets.count == 1 && line.contains("\(name):"), "\(line)")
      }
      #expect(try await client.finish() == 0)
    }
  }

  /// Where an operation is written in the main file, else the node whose it is; what is told of it.
  @Test(arguments: [
    ("webhost.create: {", 8, "create: {implementation", ["**create** (operation of `webhost`)", "`size`", "2 times"]),
    ("establish: {duration", 0, "hosts.connect", ["(operation of `webhost->database`)"]),
    ("cloudify.interfaces.lifecycle.create: {", 0, "create: {implementation", ["operation of `webhost`"]),
  ])
  func operationsAreFound(word: String, letters: Int, declared: String, parts: [String]) async throws {
    let client = try await opened("/w/shop.sim.yaml")
    let at = String(word.dropFirst(letters))
    let full = try #require(Self.scenarios.ranges(of: word).first)
    let occurrence = Self.scenarios[..<full.lowerBound].ranges(of: at).count
    let from = try place("/w/shop.sim.yaml", at, occurrence)
    let target = try #require(try await client.request("textDocument/definition", from).array?.first)
    #expect(target["uri"] == "file:///w/shop.yaml")
    let line = Self.shop.components(separatedBy: "\n")[target["range"]?["start"]?["line"]?.integer ?? 0]
    #expect(line.contains(declared))
    let hover = try await client.request("textDocument/hover", from)["contents"]?["value"]?.string ?? ""
    for part in parts { #expect(hover.contains(part), "\(part) is not in \(hover)") }
    #expect(try await client.finish() == 0)
  }

  @Test func namesAreExplained() async throws {
    let client = try await opened("/w/shop.sim.yaml")
    for (word, part) in [
      ("webhost.create", "cloudify.nodes.Compute"), ("nightly: {", "hosts.nightly"), ("region", "default `eu`"),
    ] {
      let hover = try await client.request("textDocument/hover", place("/w/shop.sim.yaml", word))
      #expect(hover["contents"]?["value"]?.string?.contains(part) == true, "\(hover)")
    }
    #expect(try await client.finish() == 0)
  }

  @Test(arguments: [
    (
      "mocks: {<|>}",
      ["webhost.create", "webhost_2.create", "webhost->database.establish", "database.start", "nightly", "start"],
      ["install"]
    ),
    ("scenarios: [{name: a, workflow: install, expect: {status: <|>}}]", ["terminated", "failed"], ["success"]),
    ("mocks:\n  <|>\n", ["webhost.create", "nightly"], ["install"]),
    ("mocks: {webhost.create: {}, <|>}", ["database.create"], ["webhost.create"]),
    ("mocks: {webhost.create: {<|>}}", ["duration", "attempts"], ["webhost.create"]),
    ("inputs: {<|>}", ["region"], ["webhost"]),
    ("deployment: {state: {<|>}}", ["webhost", "webhost_1", "database"], ["nightly"]),
    ("deployment: {state: <|>}", ["started", "creating"], ["webhost"]),
    ("deployment: {state: {webhost: <|>}}", ["started"], ["webhost"]),
    ("deployment: {workflows: {<|>}}", ["nightly"], ["install"]),
    ("deployment: {workflows: {nightly: [<|>]}}", ["webhost.create"], ["install"]),
    ("scenarios: [{name: a, workflow: <|>}]", ["install", "nightly", "scale"], ["shop"]),
    ("scenarios: [{name: a, workflow: nightly, parameters: {<|>}}]", ["keepdays"], ["delta"]),
    ("scenarios: [{name: a, workflow: scale, parameters: {<|>}}]", ["scalable_entity_name", "delta"], ["keepdays"]),
    (
      "scenarios: [{name: a, workflow: scale, parameters: {scalable_entity_name: <|>}}]", ["webhost", "farm"],
      ["nightly"]
    ),
    ("scenarios: [{name: a, workflow: install, expect: {order: [<|>]}}]", ["webhost.create"], ["install"]),
    ("scenarios: [{name: a, workflow: install, expect: {steps: {<|>}}}]", ["webhost.create"], ["install"]),
    (
      "scenarios:\n  - name: a\n    arrivals:\n      - workflow: scale\n        parameters:\n          <|>", ["delta"],
      ["keepdays"]
    ),
  ])
  func offers(rest: String, expected: [String], others: [String]) async throws {
    let marked = MarkedText("schema: wflint-sim/v1\nworkflow: shop.yaml\n\(rest)\n")
    let client = try await opened("/w/new.sim.yaml", marked.text)
    let cursor = SourceText(marked.text).position(of: marked.cursors.first ?? 0, unit: .utf16)
    let list = try await client.request(
      "textDocument/completion", .place("file:///w/new.sim.yaml", cursor.line, cursor.column))
    let labels = Set((list["items"]?.array ?? list.array ?? []).compactMap { $0["label"]?.string })
    #expect(labels.isSuperset(of: expected) && labels.isDisjoint(with: others), "\(labels.sorted())")
    #expect(try await client.finish() == 0)
  }
}
