// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import Dialect
import Foundation
import SourceText

/// Blueprints of the corpus, each checked as a main file with what it imports.
enum Blueprints {
  static func document(at url: URL, isMain: Bool = true) -> ParsedDocument? {
    guard let data = try? Data(contentsOf: url) else { return nil }
    return ParsedDocument(path: url.path, text: SourceText(bytes: Array(data)), dialect: "cloudify")
  }

  /// - Parameter hasScripts: whether the folder holds all files of the blueprint; else only those with YAML.
  static func findings(in url: URL, hasScripts: Bool = true) -> [Diagnostic] {
    guard let document = document(at: url) else { return [] }
    let imports = imports(of: document, hasScripts: hasScripts)
    return analyze(document, in: WorkspaceSnapshot(imports: imports)).diagnostics
  }

  static func imports(of document: ParsedDocument, hasScripts: Bool) -> ImportedFiles {
    var collector = ImportCollector(
      folders: [],
      read: { Blueprints.document(at: URL(fileURLWithPath: $0)) },
      isPresent: { path in
        if FileManager.default.fileExists(atPath: path) { return true }
        return hasScripts || path.hasSuffix(".yaml") || path.hasSuffix(".yml") ? false : nil
      })
    collector.collect(document)
    return collector.files
  }

  static func errors(in url: URL, hasScripts: Bool = true) -> [Diagnostic] {
    findings(in: url, hasScripts: hasScripts).filter { $0.severity == .error }
  }
}
