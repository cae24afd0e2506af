// SPDX-License-Identifier: Apache-2.0
package import Diagnostics
package import SourceText

/// Collects the findings of rules, and checks that each is one that can be shown.
package struct Report {
  /// The findings so far, in the order in which they were made.
  package private(set) var diagnostics: [Diagnostic] = []
  /// Rules whose finding was not sound, by code.
  package private(set) var failedRules: [String] = []

  /// The number of findings so far.
  package var count: Int { diagnostics.count }

  private let fileLength: Int
  private let isSevere: [String: Severity?]
  /// The rules that are on, each with the severity of its findings.
  private var admitted: [(metadata: RuleMetadata, severity: Severity)] = []
  /// Whose findings come next, among `admitted`.
  private var current: Admission?

  /// Stands for a rule that is on: a number, so that going from rule to rule costs nothing.
  package struct Admission: Sendable {
    fileprivate let number: Int
  }

  /// A report on a file of `fileLength` bytes; `overrides` has the configured severity by code, nil for off.
  package init(fileLength: Int, overrides: [String: Severity?]) {
    self.fileLength = fileLength
    isSevere = overrides
  }

  /// Says whose findings come next; false where the rule is off and need not run.
  package mutating func begin(_ metadata: RuleMetadata) -> Bool {
    guard let admission = admit(metadata) else { return false }
    resume(admission)
    return true
  }

  /// Takes a rule in, for one that speaks in turn with others; nil where it is off and need not run.
  package mutating func admit(_ metadata: RuleMetadata) -> Admission? {
    let severity = isSevere.isEmpty ? metadata.severity : isSevere[metadata.code] ?? metadata.severity
    guard let severity else { return nil }
    admitted.append((metadata, severity))
    return Admission(number: admitted.count - 1)
  }

  /// Says whose findings come next.
  package mutating func resume(_ rule: Admission) { current = rule }

  /// Adds a finding of the current rule.
  ///
  /// One whose range leaves the file, or whose fix has overlapping edits, is a mistake of the rule: it is dropped, and
  /// the rule is noted as failed (WF012).
  package mutating func add(
    _ range: TextRange, _ message: String, help: String? = nil, related: [RelatedPlace] = [], fixes: [Fix] = [],
    tags: [DiagnosticTag] = [], severity other: Severity? = nil
  ) {
    guard let current else { return }
    let (metadata, severity) = admitted[current.number]
    guard range.end <= fileLength, fixes.allSatisfy({ isApplicable($0) }) else {
      if !failedRules.contains(metadata.code) { failedRules.append(metadata.code) }
      return
    }
    diagnostics.append(
      Diagnostic(
        code: metadata.code, name: metadata.name,
        severity: isSevere[metadata.code] == nil ? other ?? severity : severity, range: range, message: message,
        help: help, related: related, fixes: fixes, tags: tags))
  }

  private func isApplicable(_ fix: Fix) -> Bool {
    var end = 0
    for edit in fix.edits.sorted(by: { $0.range < $1.range }) {
      guard edit.range.start >= end, edit.range.end <= fileLength else { return false }
      end = edit.range.end
    }
    return true
  }
}
