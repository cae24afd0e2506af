// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import Rules
package import SourceText
import WorkflowModel
import YAMLSyntax

/// A text that leads somewhere.
package struct TextLink: Hashable, Sendable {
  /// Where it leads.
  package enum Target: Hashable, Sendable {
    /// To a URL.
    case url(String)
    /// To a file, by its path.
    case file(String)
  }

  /// The text; half-open byte offsets.
  package var range: TextRange
  /// Where it leads.
  package var target: Target
}

/// The URLs of a document, its mentions of other files' workflows, and the files of the workspace that it names, in
/// document order.
///
/// - Parameters:
///   - root: the workspace's folder, where paths start that do not lead anywhere from the document's own.
///   - isPresent: whether a file is there; none unless said.
package func links(
  of document: AnalyzedDocument, root: String = "", isPresent: (String) -> Bool = { _ in false }
) -> [TextLink] {
  var result: [TextLink] = []
  result += document.importLinks.map { TextLink(range: $0.range, target: .file($0.path)) }
  for context in document.contexts {
    for text in context.lowered.texts {
      guard let node = document.parsed.tree.node(text.node), node.kind == .scalar else { continue }
      switch text.format {
      case .url:
        let url = node.text
        guard !node.holdsInterpolation, url.hasPrefix("https://") || url.hasPrefix("http://") else { continue }
        result.append(TextLink(range: node.contentRange, target: .url(url)))
      case .reference(.workflow):
        let found = context.workspace?.workflows(named: node.text).first { $0.path != document.parsed.path }
        if let found { result.append(TextLink(range: node.contentRange, target: .file(found.path))) }
      case .path
      where tellsFile(text.field) && !node.text.isEmpty && !node.holdsInterpolation && !node.text.hasPrefix("/"):
        let folders = [PathWords.parent(of: document.parsed.path), root]
        let found = folders.lazy.map { PathWords.resolve(node.text, in: $0) }.first(where: isPresent)
        if let found { result.append(TextLink(range: node.contentRange, target: .file(found))) }
      default: continue
      }
    }
  }
  for target in scenarioTargets(in: document.parsed) where !Glob.hasSpecialCharacters(target.text) {
    result.append(TextLink(range: target.range, target: .file(target.path)))
  }
  return result.sorted { $0.range < $1.range }
}

/// Whether a field's path leads to a file of the workspace: not that of a hook, nor a folder.
private func tellsFile(_ field: String) -> Bool { field != "path" && field != "working_directory" }
