// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// Step types that files define, for `check`.
@Suite struct StepDefinitionFilesTests {
  private static let run = """
    apiVersion: core.oam.dev/v1alpha1
    kind: WorkflowRun
    metadata: {name: r}
    spec:
      workflowSpec:
        steps:
          - {name: a, type: upload, properties: {bucket: x, size: big}}
          - {name: b, type: smoke, properties: {url: x, more: y}}

    """
  private static let upload =
    "\"upload\": {type: \"workflow-step\"}\ntemplate: parameter: {bucket: string, size?: int}\n"
  private static let smoke = """
    apiVersion: core.oam.dev/v1beta1
    kind: WorkflowStepDefinition
    metadata: {name: smoke}
    spec: {schematic: {cue: {template: "parameter: {url: string}"}}}

    """

  private static func codes(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      line.firstIndex(of: "[").flatMap { start in
        line[start...].firstIndex(of: "]").map { String(line[line.index(after: start)..<$0]) }
      }
    }
  }

  @Test func areFound() async throws {
    let sandbox = try Sandbox()
    try sandbox.write("run.yaml", Array((Self.run).utf8))
    try sandbox.write("defs/upload.cue", Array((Self.upload).utf8))
    try sandbox.write("defs/smoke.yaml", Array((Self.smoke).utf8))
    // Among the run's files.
    let folder = try await sandbox.run(["check", ".", "--format", "concise"])
    #expect(Self.codes(folder.text) == ["KV132", "KV112"])
    // Alone the file's types are not known.
    let alone = try await sandbox.run(["check", "run.yaml", "--format", "concise"])
    #expect(Self.codes(alone.text) == ["KV122", "KV122"])
    let named = try await sandbox.run(["check", "run.yaml", "defs/upload.cue", "--format", "concise"])
    #expect(Self.codes(named.text) == ["KV132", "KV122"])
    // In a configured folder.
    try sandbox.write(".wflint.yaml", Array(("definition_folders: [defs]\n").utf8))
    let configured = try await sandbox.run(["check", "run.yaml", "--format", "concise"])
    #expect(Self.codes(configured.text) == ["KV132", "KV112"])
    // A broken file is told of, and its type is known by name.
    try sandbox.write("defs/upload.cue", Array((Self.upload + "a: [1 2]\n").utf8))
    let broken = try await sandbox.run(["check", ".", "--format", "concise"])
    #expect(broken.errors.contains("defs/upload.cue:3:7: expected a line end or `,`"))
  }
}
