// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import EditorFeatures
import SourceText
import Testing

@testable import LanguageServer

/// Files that get other names, and what other files write of them: with the edits done, nothing new is found.
@Suite(.timeLimit(.minutes(20))) struct MovedFileTests {
  static let version = "tosca_definitions_version: cloudify_dsl_1_5\n"
  static let workflow = """
    schema: wflint/v1
    name: deploy
    description: Deploys
    status: draft
    timeout: 1h
    triggers: [{type: manual}]
    steps:
      - {id: run, name: Run, type: script, file: tools/run.sh, working_directory: ./tools, timeout: 5m}

    """
  static let scenarios = """
    schema: wflint-sim/v1
    workflow: [../flows/deploy.wf.yaml, '../flows/*.wf.yaml']
    scenarios:
      - {name: good, trigger: {type: manual}, mocks: {run: {duration: 1m}}, expect: {status: success}}

    """

  /// A main file with parts of every kind of address: relative, in quotes, from an import folder, versioned, from the
  /// main file's folder.
  static let files: [String: String] = [
    "/w/.wflint.yaml": """
    import_folders:
      - vendor/lib  # ours
      - './vendor/more/'
    exclude: [old/**, "*.tmp.yaml"]
    per_file: {flows/**: {unused-input: off}}

    """,
    "/w/app/main.yaml": version + """
      imports:
        - cloudify/types/types.yaml
        - parts/inputs.yaml
        - "./types.yaml" # quoted
        - aws/plugin.yaml
        - ns--../shared/common.yaml
        - more.yaml
      node_templates:
        vm:
          type: acme.Server
          properties: {port: {get_input: port}}
          interfaces:
            cloudify.interfaces.lifecycle:
              create: scripts/create.sh
              start: {implementation: 'scripts/start.sh', inputs: {}}
              stop: aws.power.off
      capabilities: {size: {value: {get_input: ns--size}}}

      """,
    "/w/app/parts/inputs.yaml": version + "imports: [nested/deep.yaml, ../types.yaml]\ninputs: {port: {}}\n",
    "/w/app/parts/nested/deep.yaml": version
      + "outputs: {name: {value: {get_attribute: [vm, name]}}}\n",
    "/w/app/types.yaml":
      "node_types: {acme.Server: {derived_from: cloudify.nodes.Root, properties: {port: {}}}}\n",
    "/w/app/scripts/create.sh": "true\n", "/w/app/scripts/start.sh": "true\n",
    "/w/vendor/lib/aws/plugin_1_5.yaml":
      "plugins:\n  aws: {executor: central_deployment_agent, package_name: aws, package_version: '1'}\n",
    "/w/vendor/more/more.yaml": version + "capabilities: {port: {value: {get_input: port}}}\n",
    "/w/shared/common.yaml": version + "inputs: {size: {}}\n",
    "/w/old/broken.wf.yaml": "schema: wflint/v1\nnope: true\n",
    "/w/flows/deploy.wf.yaml": workflow,
    "/w/tools/run.sh": "true\n",
    "/w/tests/deploy.sim.yaml": scenarios,
  ]

  struct Case: Sendable, CustomTestStringConvertible {
    var moves: [(old: String, new: String)]
    /// Lines that stand in files afterwards, by the files' new paths.
    var lines: [(path: String, line: String)] = []
    /// The files that are edited, by their old paths.
    var edited: [String]
    /// Whether some rule sees that the edits are missing.
    var isSeen = true
    var testDescription: String { moves.map { "\($0.old) → \($0.new)" }.joined(separator: ", ") }

    init(_ moves: [(String, String)], _ lines: [(String, String)] = [], edited: [String], isSeen: Bool = true) {
      self.isSeen = isSeen
      self.moves = moves.map { ("/w/" + $0.0, "/w/" + $0.1) }
      self.lines = lines.map { ("/w/" + $0.0, $0.1) }
      self.edited = edited.map { "/w/" + $0 }
    }
  }

  static let cases: [Case] = [
    // Files that are imported.
    Case(
      [("app/types.yaml", "app/kinds.yaml")],
      [
        ("app/main.yaml", "  - \"./kinds.yaml\" # quoted"),
        ("app/parts/inputs.yaml", "imports: [nested/deep.yaml, ../kinds.yaml]"),
      ],
      edited: ["app/main.yaml", "app/parts/inputs.yaml"]),
    Case(
      [("app/parts/inputs.yaml", "app/inputs.yaml")],
      [("app/main.yaml", "  - inputs.yaml"), ("app/inputs.yaml", "imports: [parts/nested/deep.yaml, types.yaml]")],
      edited: ["app/main.yaml", "app/parts/inputs.yaml"]),
    Case(
      [("app/types.yaml", "app/a: b.yaml")], [("app/main.yaml", "  - \"./a: b.yaml\" # quoted")],
      edited: ["app/main.yaml", "app/parts/inputs.yaml"]),
    // From an import folder, with the version left out still.
    Case(
      [("vendor/lib/aws/plugin_1_5.yaml", "vendor/lib/amazon/all_1_5.yaml")],
      [("app/main.yaml", "  - amazon/all.yaml")], edited: ["app/main.yaml"]),
    Case(
      [("vendor/lib/aws/plugin_1_5.yaml", "vendor/more/aws.yaml")], [("app/main.yaml", "  - aws.yaml")],
      edited: ["app/main.yaml"]),
    Case(
      [("vendor/more/more.yaml", "elsewhere/more.yaml")], [("app/main.yaml", "  - ../elsewhere/more.yaml")],
      edited: ["app/main.yaml"]),
    Case(
      [("shared/common.yaml", "app/common.yaml")], [("app/main.yaml", "  - ns--common.yaml")], edited: ["app/main.yaml"]
    ),
    // The file that imports.
    Case(
      [("app/main.yaml", "main.yaml")],
      [
        ("main.yaml", "  - app/parts/inputs.yaml"), ("main.yaml", "  - \"./app/types.yaml\" # quoted"),
        ("main.yaml", "  - aws/plugin.yaml"), ("main.yaml", "  - ns--shared/common.yaml"),
        ("main.yaml", "        create: app/scripts/create.sh"),
        ("main.yaml", "        start: {implementation: 'app/scripts/start.sh', inputs: {}}"),
        ("main.yaml", "        stop: aws.power.off"),
      ], edited: ["app/main.yaml"]),
    // Folders: what is inside of them stays as it is.
    Case(
      [("app", "service/web")], [("service/web/main.yaml", "  - ns--../../shared/common.yaml")],
      edited: ["app/main.yaml"]),
    Case([("app/parts", "app/pieces")], [("app/main.yaml", "  - pieces/inputs.yaml")], edited: ["app/main.yaml"]),
    Case(
      [("app/parts/nested", "nested")], [("app/parts/inputs.yaml", "imports: [../../nested/deep.yaml, ../types.yaml]")],
      edited: ["app/parts/inputs.yaml"], isSeen: false),
    Case(
      [("vendor", "third/party")],
      [
        (".wflint.yaml", "  - third/party/lib  # ours"), (".wflint.yaml", "  - './third/party/more/'"),
      ], edited: [".wflint.yaml"]),
    Case([("vendor/lib", "lib")], [(".wflint.yaml", "  - lib  # ours")], edited: [".wflint.yaml"]),
    Case([("old", "gone/old")], [(".wflint.yaml", "exclude: [gone/old/**, \"*.tmp.yaml\"]")], edited: [".wflint.yaml"]),
    // Scripts.
    Case(
      [("app/scripts/create.sh", "app/bin/make.sh")],
      [("app/main.yaml", "        create: bin/make.sh")], edited: ["app/main.yaml"]),
    Case(
      [("tools", "bin/all")],
      [
        (
          "flows/deploy.wf.yaml",
          "  - {id: run, name: Run, type: script, file: bin/all/run.sh, working_directory: ./bin/all, timeout: 5m}"
        )
      ],
      edited: ["flows/deploy.wf.yaml"], isSeen: false),
    // Scenarios.
    Case(
      [("tests", "deep/er/tests")],
      [("deep/er/tests/deploy.sim.yaml", "workflow: [../../../flows/deploy.wf.yaml, '../../../flows/*.wf.yaml']")],
      edited: ["tests/deploy.sim.yaml"], isSeen: false),
    Case(
      [("flows", "run/flows")],
      [
        ("tests/deploy.sim.yaml", "workflow: [../run/flows/deploy.wf.yaml, '../run/flows/*.wf.yaml']"),
        (".wflint.yaml", "per_file: {run/flows/**: {unused-input: off}}"),
      ], edited: [".wflint.yaml", "tests/deploy.sim.yaml"], isSeen: false),
    // Several at once: two that change places, a folder with a file of it going elsewhere.
    Case(
      [("app/types.yaml", "shared/common.yaml"), ("shared/common.yaml", "app/types.yaml")],
      [("app/main.yaml", "  - \"../shared/common.yaml\" # quoted"), ("app/main.yaml", "  - ns--types.yaml")],
      edited: ["app/main.yaml", "app/parts/inputs.yaml"]),
    Case(
      [("app/parts", "pieces"), ("app/parts/nested/deep.yaml", "app/deep.yaml")],
      [
        ("app/main.yaml", "  - ../pieces/inputs.yaml"),
        ("pieces/inputs.yaml", "imports: [../app/deep.yaml, ../app/types.yaml]"),
      ],
      edited: ["app/main.yaml", "app/parts/inputs.yaml"]),
    // Nobody names it.
    Case([("app/parts", "app/parts")], edited: []),
    Case([("old/broken.wf.yaml", "old/worse.wf.yaml")], edited: []),
  ]

  private func session(_ files: [String: String]) -> (WorkflowService, SessionSnapshot) {
    var session = SessionSnapshot()
    session.folders = ["/w"]
    return (WorkflowService(files: MemoryFiles(files)), session)
  }

  /// The findings of all files, as `path code` lines.
  private func findings(_ files: [String: String]) async -> [String] {
    let (service, session) = session(files)
    await service.index(session) { _, _ in }
    var result: [String] = []
    for file in await service.closedFiles(in: session) {
      let found = await service.diagnostics(of: file, in: session)
      result += (found?.1 ?? []).map { "\(file.path) \($0.code) \($0.message)" }
    }
    return result.sorted()
  }

  private func moved(_ path: String, _ moves: [(old: String, new: String)]) -> String {
    for move in moves.sorted(by: { $0.old.count > $1.old.count }) {
      if path == move.old { return move.new }
      if path.hasPrefix(move.old + "/") { return move.new + path.dropFirst(move.old.count) }
    }
    return path
  }

  @Test(arguments: cases) func nothingNewIsFound(_ test: Case) async throws {
    let before = await findings(Self.files)
    #expect(before == [])
    let (service, session) = session(Self.files)
    await service.index(session) { _, _ in }
    let edits = await service.edits(renaming: test.moves, in: session)
    #expect(edits.map(\.document.path) == test.edited)
    var texts = Self.files
    for file in edits {
      let text = SourceText(try #require(texts[file.document.path]))
      texts[file.document.path] = try #require(text.applying(file.edits)).string
    }
    let after = Dictionary(uniqueKeysWithValues: texts.map { (moved($0.key, test.moves), $0.value) })
    for (path, line) in test.lines {
      let lines = (after[path] ?? "").split(separator: "\n").map(String.init)
      #expect(lines.contains(line), "\(path): \(after[path] ?? "")")
    }
    #expect(await findings(after) == [])
    // Without the edits something is wrong.
    if !edits.isEmpty, test.isSeen {
      let wrong = Dictionary(uniqueKeysWithValues: Self.files.map { (moved($0.key, test.moves), $0.value) })
      #expect(await findings(wrong) != [])
    }
  }

  /// A file that is open counts as it is open.
  @Test func openTextsAreEdited() async throws {
    let (service, closed) = session(Self.files)
    var session = closed
    await service.index(session) { _, _ in }
    let uri = DocumentURI(path: "/w/app/main.yaml")
    let text = SourceText(Self.version + "# open\nimports: [ 'types.yaml' ]\n")
    session.documents[uri.key] = DocumentSnapshot(
      uri: uri, languageID: "yaml", version: 2, generation: 7, text: text)
    let edits = await service.edits(renaming: [("/w/app/types.yaml", "/w/app/new.yaml")], in: session)
    let own = try #require(edits.first { $0.document.path == "/w/app/main.yaml" })
    #expect(text.applying(own.edits)?.string == Self.version + "# open\nimports: [ 'new.yaml' ]\n")
  }

  /// Who names files that go is told: imports, scripts, workflows of scenarios.
  @Test(arguments: [
    (["app/types.yaml"], ["main.yaml imports ./types.yaml", "inputs.yaml imports ../types.yaml"]),
    (["app/parts"], ["main.yaml imports parts/inputs.yaml"]),
    (["app/scripts"], ["main.yaml runs scripts/create.sh", "main.yaml runs scripts/start.sh"]),
    (["vendor/lib/aws/plugin_1_5.yaml"], ["main.yaml imports aws/plugin.yaml"]),
    (["app"], []),
    (["flows/deploy.wf.yaml"], ["deploy.sim.yaml runs ../flows/deploy.wf.yaml"]),
  ]) func deletionsAreTold(gone: [String], warnings: [String]) async throws {
    let (service, session) = session(Self.files)
    await service.index(session) { _, _ in }
    #expect(await service.warnings(deleting: gone.map { "/w/" + $0 }, in: session) == warnings)
  }
}
