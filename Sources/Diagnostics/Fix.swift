// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// Whether a fix may be applied without looking.
package enum Applicability: String, Hashable, Sendable {
  /// Keeps the meaning, or restores the one that was certainly meant: `--fix` applies it.
  case safe
  /// A good guess: `--unsafe-fixes` or a person applies it.
  case unsafe
}

/// One way to mend a finding.
package struct Fix: Hashable, Sendable {
  /// What it does, as an imperative: "replace with `apply_eu`".
  package var title: String
  /// Whether it may be applied without looking.
  package var applicability: Applicability
  /// Edits of the finding's document; they do not overlap.
  package var edits: [TextEdit]

  /// Makes a fix.
  package init(_ title: String, _ applicability: Applicability = .safe, edits: [TextEdit]) {
    self.title = title
    self.applicability = applicability
    self.edits = edits
  }
}
