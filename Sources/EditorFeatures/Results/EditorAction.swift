// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// What an action is for; editors sort their menus by it.
package enum EditorActionKind: String, Hashable, Sendable, CaseIterable {
  /// Mends or suppresses a finding.
  case quickFix = "quickfix"
  /// Takes something out into a place of its own.
  case extract = "refactor.extract"
  /// Writes something differently.
  case rewrite = "refactor.rewrite"
  /// Changes the whole document.
  case source = "source"
}

/// Something that can be done to a document at a selection, besides the fixes of its findings.
package struct EditorAction: Hashable, Sendable {
  /// What it does, as an imperative.
  package var title: String
  /// What it is for.
  package var kind: EditorActionKind
  /// What it changes in the document; the edits do not overlap.
  package var edits: [TextEdit]
  /// A file that it writes where none is: its absolute path and its text.
  package var newFile: NewFile?

  /// A file that an action writes.
  package struct NewFile: Hashable, Sendable {
    /// Its absolute path.
    package var path: String
    /// Its text.
    package var text: String
  }

  /// Makes an action.
  package init(_ title: String, _ kind: EditorActionKind, edits: [TextEdit], newFile: NewFile? = nil) {
    self.title = title
    self.kind = kind
    self.edits = edits
    self.newFile = newFile
  }
}
