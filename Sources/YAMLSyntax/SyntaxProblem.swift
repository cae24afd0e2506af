// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// What kind of wrong a file's syntax is; each is a rule's business.
package enum SyntaxProblemKind: String, Hashable, Sendable {
  /// libyaml refuses it (WF001).
  case syntax
  /// Not UTF-8 or UTF-16, or a control character (WF002).
  case encoding
  /// A key twice in a mapping (WF003).
  case duplicateKey
  /// An unknown alias, or one inside its own anchor, or too many (WF004).
  case alias
  /// A tab where blanks indent (WF005).
  case tab
  /// A value that starts with an indicator and needs quotes (WF008).
  case indicator
  /// Deeper, longer or larger than is analysed (WF001).
  case limit
}

/// One thing that is wrong with a file's syntax.
package struct SyntaxProblem: Hashable, Sendable {
  /// What kind it is.
  package var kind: SyntaxProblemKind
  /// Exactly the wrong text.
  package var range: TextRange
  /// What is wrong, in words about the document.
  package var message: String
  /// Another place it speaks of: where the construct began, the first of two keys.
  package var related: TextRange?
  /// What is at `related`.
  package var relatedMessage: String?
  /// The edits of the repair that let the rest be read, or of the right spelling; empty where there is none.
  package var repair: [TextEdit]
  /// Whether the repair restores what was certainly meant.
  package var repairIsSafe: Bool
  /// What the repair does, as an imperative.
  package var repairTitle: String?
  /// The word that the repair made a key of a value behind or below it; nil for every other repair.
  package var repairedKey: TextRange?

  /// Makes a problem.
  package init(
    _ kind: SyntaxProblemKind, _ range: TextRange, _ message: String, related: TextRange? = nil,
    relatedMessage: String? = nil, repair: [TextEdit] = [], repairIsSafe: Bool = false, repairTitle: String? = nil
  ) {
    self.kind = kind
    self.range = range
    self.message = message
    self.related = related
    self.relatedMessage = relatedMessage
    self.repair = repair
    self.repairIsSafe = repairIsSafe
    self.repairTitle = repairTitle
  }
}
