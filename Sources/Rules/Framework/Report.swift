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

  /// Whether the rules were stopped before all of them had spoken.
  package private(set) var isStopped = false

  private let fileLength: Int
  private let table: RuleTable
  /// Whose findings come next.
  private var current: RuleNumber?
  private let shouldStop: (@Sendable () -> Bool)?

  /// A report on a file of `fileLength` bytes.
  ///
  /// - Parameter shouldStop: whether nobody wants the rest; asked before each rule.
  package init(fileLength: Int, table: RuleTable, shouldStop: (@Sendable () -> Bool)? = nil) {
    self.fileLength = fileLength
    self.table = table
    self.shouldStop = shouldStop
  }

  /// Whether the next rule should run.
  package mutating func goesOn() -> Bool {
    if !isStopped, let shouldStop { isStopped = shouldStop() }
    return !isStopped
  }

  /// Says whose findings come next; false where the rule is off and need not run.
  package mutating func begin(_ rule: RuleNumber) -> Bool {
    guard table.isOn(rule) else { return false }
    current = rule
    return true
  }

  /// The same for a rule whose number is not at hand; false for one that the table does not have. Complexity: O(rules).
  package mutating func begin(_ metadata: RuleMetadata) -> Bool {
    table.number(of: metadata).map { begin($0) } ?? false
  }

  /// Says whose findings come next, of a rule that is on.
  package mutating func resume(_ rule: RuleNumber) { current = rule }

  /// The same for the next one of many things that are looked at one by one: asked at each 64th, as asking costs as much
  /// as looking at one.
  package mutating func goesOn(at index: Int) -> Bool { index & 63 == 0 ? goesOn() : !isStopped }

  /// Adds a finding of the current rule.
  ///
  /// One whose range leaves the file, or whose fix has overlapping edits, is a mistake of the rule: it is dropped, and
  /// the rule is noted as failed (WF012).
  package mutating func add(
    _ range: TextRange, _ message: String, help: String? = nil, related: [RelatedPlace] = [], fixes: [Fix] = [],
    tags: [DiagnosticTag] = [], severity other: Severity? = nil
  ) {
    guard let current, let severity = table.severities[current] else { return }
    let metadata = table.rules[current]
    guard range.end <= fileLength, fixes.allSatisfy({ isApplicable($0) }) else {
      if !failedRules.contains(metadata.code) { failedRules.append(metadata.code) }
      return
    }
    diagnostics.append(
      Diagnostic(
        code: metadata.code, name: metadata.name,
        severity: table.isOverridden[current] ? severity : other ?? severity, range: range, message: message,
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
