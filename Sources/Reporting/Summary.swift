// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// The counts of a report.
package struct Summary: Hashable, Sendable {
  /// Findings that are errors.
  package private(set) var errors = 0
  /// Findings that are warnings.
  package private(set) var warnings = 0
  /// Findings that are hints.
  package private(set) var hints = 0
  /// Files that were checked.
  package private(set) var files = 0
  /// Files with at least one finding.
  package private(set) var filesWithFindings = 0
  /// Findings whose best safe fix `--fix` applies.
  package private(set) var fixable = 0
  /// Findings that only have unsafe fixes.
  package private(set) var unsafelyFixable = 0

  /// Counts. Complexity: O(findings).
  package init(_ report: Report) {
    files = report.files.count
    for file in report.files {
      if !file.diagnostics.isEmpty { filesWithFindings += 1 }
      for diagnostic in file.diagnostics {
        switch diagnostic.severity {
        case .error: errors += 1
        case .warning: warnings += 1
        case .hint: hints += 1
        }
        if diagnostic.fixes.contains(where: { $0.applicability == .safe }) {
          fixable += 1
        } else if !diagnostic.fixes.isEmpty {
          unsafelyFixable += 1
        }
      }
    }
  }

  /// The number of findings.
  package var findings: Int { errors + warnings + hints }

  /// One line: `3 errors, 1 warning in 2 files; 2 fixable with --fix`.
  package var line: String {
    guard findings > 0 else { return "no findings in \(Self.count(files, "file"))" }
    let counts = [(errors, "error"), (warnings, "warning"), (hints, "hint")]
      .filter { $0.0 > 0 }.map { Self.count($0.0, $0.1) }.joined(separator: ", ")
    var text = "\(counts) in \(Self.count(filesWithFindings, "file"))"
    if fixable > 0 { text += "; \(fixable) fixable with --fix" }
    if unsafelyFixable > 0 {
      text += fixable > 0 ? ", \(unsafelyFixable) more" : "; \(unsafelyFixable) fixable"
      text += " with --unsafe-fixes"
    }
    return text
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
