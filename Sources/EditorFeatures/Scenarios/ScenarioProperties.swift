// SPDX-License-Identifier: Apache-2.0
import Analysis
import SourceText
import YAMLSyntax

/// What a scenario file may ask of every run.
enum ScenarioProperties {
  /// The properties that name steps or spans, each with its value as a snippet.
  static let named = [
    ("requires", "{step: ${1:apply}, granted: ${2:approval}}", "the step starts only once the approval is granted"),
    ("leads_to", "{from: ${1:build}, to: ${2:notify}}", "whenever the first step runs, so does the second"),
    ("always_runs", "${1:cleanup}", "the step runs in every run"),
    ("never", "${1:destroy}", "the step never runs"),
    ("not_together", "[${1:apply_eu}, ${2:apply_us}]", "the steps never run at one time"),
    ("ends_within", "${1:3h}", "every run ends within this time"),
  ]

  /// The properties that are a word alone.
  static let words = [
    ("exclusive_state", "no state is changed by two steps at once"), ("no_dead_step", "every step runs in some run"),
    ("no_deadlock", "every run ends"), ("no_stale_plan", "what is applied is what was planned"),
    ("separation_of_duties", "nobody decides alone"),
  ]
}

/// What a word of a scenario file means that no row says: a property, a distribution.
func hoverOnScenarioWord(_ document: AnalyzedDocument, _ node: YAMLNode) -> HoverResult? {
  guard document.parsed.kind == .scenario, node.kind == .scalar else { return nil }
  let word = node.text
  let place = node.isKey ? node.parent : node
  let keys: [String] = (place?.path ?? []).compactMap { if case .key(let name) = $0 { name } else { nil } }
  var meaning: String?
  if keys == ["prove"] {
    meaning =
      node.isKey
      ? ScenarioProperties.named.first { $0.0 == word }?.2 : ScenarioProperties.words.first { $0.0 == word }?.1
  } else if node.isKey, keys.last == "duration", keys.contains("mocks") {
    meaning = ScenarioDistributions.all.first { $0.0 == word }?.2
  }
  return meaning.map { HoverResult(markdown: "**\(word)**: \($0)", range: node.range) }
}
