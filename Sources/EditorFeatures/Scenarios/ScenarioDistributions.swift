// SPDX-License-Identifier: Apache-2.0
import YAMLSyntax

/// How long a mocked step takes, where that is drawn anew in each run.
enum ScenarioDistributions {
  /// The names, each with its parameters as a snippet, and what it is.
  static let all = [
    ("uniform", "{min: ${1:30s}, max: ${2:2m}}", "any time between two, each as likely"),
    ("triangular", "{min: ${1:30s}, mode: ${2:45s}, max: ${3:2m}}", "between two times, one of them the most likely"),
    ("normal", "{mean: ${1:45s}, deviation: ${2:10s}}", "around a mean, never below zero"),
    ("lognormal", "{p50: ${1:45s}, p95: ${2:4m}}", "half of them below the first time, 95 % below the second"),
    ("exponential", "{mean: ${1:45s}}", "mostly short, now and then long"),
    ("gamma", "{shape: ${1:2}, scale: ${2:20s}}", "the sum of so many waits"),
    ("weibull", "{shape: ${1:1.5}, scale: ${2:45s}}", "the time until something wears out"),
    ("empirical", "[${1:30s}, ${2:45s}, ${3:2m}]", "one of the times that were measured"),
  ]

  /// One item each, where the mapping that says it begins.
  static func items(_ place: CompletionPlace) -> [CompletionItem] {
    // A duration has one distribution.
    guard place.cursor.container?.kind != .mapping || place.otherKeys.isEmpty || place.cursor.owner != nil else {
      return []
    }
    return all.map { name, body, text in
      CompletionItem(
        label: name, kind: .snippet, detail: text, edit: place.edit(name + place.colon),
        snippet: place.hasColon ? nil : place.line.prefix + name + ": " + body, additionalEdits: place.line.edits)
    }
  }
}
