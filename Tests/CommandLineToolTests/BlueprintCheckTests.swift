// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// Blueprints in whole folders: files that others import are judged as parts.
@Suite struct BlueprintCheckTests {
  private static let version = "tosca_definitions_version: cloudify_dsl_1_5\n"
  /// A main file, parts that name what it declares, and a plugin's file of types.
  private static let files = [
    "main/blueprint.yaml": version
      + "imports: [cloudify/types/types.yaml, parts/app.yaml, ../lib/plugin.yaml]\ninputs: {port: {}}\nnode_templates: {vm: {type: cloudify.nodes.Root}}\n",
    "main/parts/app.yaml": version
      + "node_templates: {app: {type: acme.App, properties: {port: {get_input: port}}, relationships: [{type: cloudify.relationships.contained_in, target: vm}]}}\noutputs: {o: {value: {get_attribute: [vm, ip]}}}\n",
    "lib/plugin.yaml": version
      + "plugins: {acme: {executor: central_deployment_agent, package_name: acme}}\nnode_types: {acme.App: {derived_from: cloudify.nodes.Root, properties: {port: {}}, interfaces: {i: {o: acme.run}}}}\n",
  ]

  @Test func partsAreNoMainFiles() async throws {
    let sandbox = try Sandbox(Self.files)
    let whole = try await sandbox.run(["check", "."])
    #expect(whole.status == 0 && !whole.text.contains("CF"), "\(whole.text)")
    // Each workspace of its own: imports cross their borders.
    try sandbox.write("main/.wflint.yaml", Array("directory: {}\n".utf8))
    try sandbox.write("lib/.wflint.yaml", Array("directory: {}\n".utf8))
    let apart = try await sandbox.run(["check", "main", "lib"])
    #expect(apart.text.contains("CF") == false, "\(apart.text)")
    // Alone it is a main file, and what it names is nowhere.
    let alone = try await sandbox.run(["check", "main/parts/app.yaml"])
    #expect(alone.status == 1)
    #expect(alone.text.contains("CF165") && alone.text.contains("CF166"))
    // A file of types alone takes names on trust.
    #expect(try await sandbox.run(["check", "lib/plugin.yaml"]).text.contains("CF134") == false)
  }

  /// A mistake in a part is told where it is, also in a run of the whole folder.
  @Test func mistakesInPartsAreTold() async throws {
    let sandbox = try Sandbox(Self.files)
    try sandbox.write(
      "main/parts/app.yaml", Array((Self.version + "outputs: {o: {value: {get_attribute: [vm]}}}\n").utf8))
    let text = try await sandbox.run(["check", "."]).text
    #expect(text.contains("CF164") && text.contains("parts/app.yaml"))
  }
}
