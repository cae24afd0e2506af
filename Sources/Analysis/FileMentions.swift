// SPDX-License-Identifier: Apache-2.0
import Dialect
package import SourceText

extension ParsedDocument {
  private var moving: (any MovingDetails)? { workflows.first?.lowered.details as? any MovingDetails }

  /// The files that the document itself names, as far as they are there, each with what it says of them.
  ///
  /// - Parameters:
  ///   - root: the path of the document that imports this one, directly or not; its own for that one.
  ///   - folders: the folders where imports may be, without a slash at their end.
  ///   - moves: which files there are.
  package func mentions(root: String, folders: [String], moves: FileMoves) -> [FileMention] {
    moving?.mentions(at: path, root: root, folders: folders, moves: moves) ?? []
  }

  /// The edits that let the document name the same files after they, or it, got other names.
  package func edits(root: String, folders: [String], moves: FileMoves) -> [TextEdit] {
    moving?.edits(at: path, root: root, folders: folders, moves: moves) ?? []
  }
}
