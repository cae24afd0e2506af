// SPDX-License-Identifier: Apache-2.0
package import Analysis
package import SourceText
import YAMLSyntax

/// The edits that let a scenario file name its workflows after files got other names.
///
/// - Parameters:
///   - parsed: the scenario file, where it is now.
///   - renamed: gives each file's new absolute path; the same one for files that stay.
package func scenarioEdits(in parsed: ParsedDocument, renamed: (String) -> String) -> [TextEdit] {
  let folder = PathWords.parent(of: renamed(parsed.path))
  return scenarioTargets(in: parsed).compactMap { target in
    guard !target.text.hasPrefix("/"), !Glob.hasSpecialCharacters(target.text) else { return nil }
    let path = PathWords.relative(renamed(target.path), from: folder)
    guard PathWords.resolve(path, in: folder) != PathWords.resolve(target.text, in: folder) else { return nil }
    let isQuoted = parsed.tree.node(at: target.range.start).map { $0.style != .plain } ?? false
    return TextEdit(target.range, isQuoted ? path : YAMLQuoting.quoteIfNeeded(path))
  }
}
