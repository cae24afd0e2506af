// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import EditorFeatures
import SourceText
import Testing

/// Inputs where they are handed over: by calls, by triggers, as defaults.
@Suite struct HandedInputTests {
  private static let beta = """
    schema: wflint/v1
    name: beta
    inputs:
      region: {type: string, options: [us, "1"], required: true}
      count: {type: integer, options: [1, 2]}
      dry: {type: boolean}
    outputs: {version: "1", image: x}
    steps: []

    """

  private static func workflow(_ trigger: String, _ more: String = "") -> String {
    """
    schema: wflint/v1
    name: alpha
    inputs:
      region: {type: string, options: [us, eu], required: true}
      size: {type: integer, default: 1}
      dry: {type: boolean\(more)}
    triggers:
    \(trigger)
    steps:
      - {id: a, type: script, run: x}

    """
  }

  private static let cron = "type: schedule, cron: \"0 3 * * *\", timezone: UTC"
  private static let lines = "  - type: schedule\n    cron: \"0 3 * * *\"\n    timezone: UTC\n    inputs:\n"

  private static func labels(_ text: String, _ kind: CompletionKind) -> [String] {
    Marked(text, others: [beta]).completions.filter { $0.kind == kind }.map(\.label)
  }

  @Test(arguments: [
    (workflow("  - {\(cron), inputs: {<|>}}"), ["region", "dry", "size"]),
    (workflow("  - {\(cron), inputs: {region: us, s<|>}}"), ["dry", "size"]),
    (workflow(lines + "      <|>"), ["region", "dry", "size"]),
    (workflow(lines + "      region: us\n      d<|>"), ["dry", "size"]),
    (workflow("  - {type: workflow, workflow: beta, inputs: {<|>}}"), ["region", "dry", "size"]),
    (workflow("  - type: workflow\n    workflow: beta\n    inputs:\n      <|>"), ["region", "dry", "size"]),
    (Marked.steps("  - {id: x, type: call, workflow: beta, inputs: {dry: true, <|>}}"), ["region", "count"]),
  ])
  func names(text: String, expected: [String]) { #expect(Self.labels(text, .key) == expected) }

  @Test(arguments: [
    (workflow("  - {\(cron), inputs: {region: <|>}}"), ["eu", "us"]),
    (workflow(lines + "      region: <|>"), ["eu", "us"]), (workflow(lines + "      region: \"u<|>\""), ["eu", "us"]),
    (workflow(lines + "      size: <|>"), []),
    (Marked.steps("  - {id: x, type: call, workflow: beta, inputs: {region: <|>}}"), ["1", "us"]),
    (Marked.steps("  - {id: x, type: call, workflow: beta, inputs: {count: <|>}}"), ["1", "2"]),
    (
      "schema: wflint/v1\nname: a\ninputs:\n  region:\n    type: string\n    options: [us, eu]\n    default: <|>\n",
      ["eu", "us"]
    ),
    ("schema: wflint/v1\nname: a\ninputs:\n  region: {type: string, options: [us, eu], default: <|>}\n", ["eu", "us"]),
  ])
  func values(text: String, expected: [String]) { #expect(Self.labels(text, .enumValue) == expected) }

  @Test func truthIsOffered() {
    #expect(Self.labels(Self.workflow("  - {\(Self.cron), inputs: {dry: <|>}}"), .keyword) == ["false", "true"])
    #expect(Self.labels(Self.workflow("  - type: manual", ", default: <|>"), .keyword) == ["false", "true"])
  }

  /// A text that looks like a number keeps its quotes, a number has none.
  @Test func valuesAreWrittenAsTheyRead() throws {
    for (input, expected) in [("region", "\"1\""), ("count", "1")] {
      let marked = Marked(
        Marked.steps("  - {id: x, type: call, workflow: beta, inputs: {\(input): <|>}}"), others: [Self.beta])
      let item = try #require(marked.completions.first { $0.label == "1" })
      #expect(try #require(marked.accepting(item)).contains("{\(input): \(expected)}"))
    }
  }

  @Test func upstreamOutputsAreOffered() throws {
    let trigger = "  - {type: workflow, workflow: beta, inputs: {region: upstream.outputs.<|>}}"
    #expect(Set(Self.labels(Self.workflow(trigger), .member)) == ["version", "image"])
    // Others may be there: an output that no step declares is no mistake of who reads it.
    let other = Marked(Self.workflow(trigger.replacing("<|>", with: "«other»")), others: [Self.beta])
    let place = try #require(other.ranges.first)
    #expect(!other.document.diagnostics.contains { $0.range.overlaps(place) })
  }
}
