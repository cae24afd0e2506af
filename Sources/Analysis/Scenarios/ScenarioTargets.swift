// SPDX-License-Identifier: Apache-2.0
import Dialect
package import SourceText
import YAMLSyntax

/// A workflow's file as a scenario file names it.
package struct ScenarioTarget: Hashable, Sendable {
  /// As it is written.
  package var text: String
  /// The absolute path, or a glob of absolute paths.
  package var path: String
  /// The text without quotes.
  package var range: TextRange

  /// Whether a file is meant.
  package func matches(_ other: String) -> Bool {
    path == other || Glob.hasSpecialCharacters(path) && ((try? Glob(path))?.matches(other) ?? false)
  }
}

/// The workflow files that a scenario file names, in its order; paths are relative to its own folder.
package func scenarioTargets(in parsed: ParsedDocument) -> [ScenarioTarget] {
  guard parsed.kind == .scenario else { return [] }
  let folder = PathWords.parent(of: parsed.path)
  return parsed.tree.documents.flatMap { document -> [ScenarioTarget] in
    guard let value = document.root.mergedEntry("workflow")?.value.resolved else { return [] }
    let nodes = value.kind == .sequence ? value.items.compactMap(\.resolved) : [value]
    return nodes.filter { $0.kind == .scalar && !$0.text.isEmpty }.map { node in
      ScenarioTarget(text: node.text, path: PathWords.resolve(node.text, in: folder), range: node.contentRange)
    }
  }
}

/// Arithmetic on paths, without looking at any disk.
package enum PathWords {
  /// The folder of a path, without a slash at its end.
  package static func parent(of path: String) -> String {
    path.utf8.lastIndex(of: 0x2F).map { String(path[..<$0]) } ?? ""
  }

  /// The last part of a path.
  package static func name(of path: String) -> String {
    path.utf8.lastIndex(of: 0x2F).map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// A path seen from a folder, without `.` and `..`.
  package static func resolve(_ path: String, in folder: String) -> String {
    let whole = path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return (whole.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// How a file is named from a folder; both absolute.
  package static func relative(_ path: String, from folder: String) -> String {
    let target = path.split(separator: "/")
    let base = folder.split(separator: "/")
    var common = 0
    while common < base.count, common + 1 < target.count, base[common] == target[common] { common += 1 }
    return (Array(repeating: "..", count: base.count - common) + target[common...].map(String.init))
      .joined(separator: "/")
  }
}
