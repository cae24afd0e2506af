// SPDX-License-Identifier: Apache-2.0
package import Dialect
import SourceText
package import YAMLSyntax

/// One item of `imports`.
struct ImportEntry {
  /// The text with the address.
  var node: YAMLNode
  /// The whole text.
  var text: String
  /// The namespace in front of `--`; empty where there is none.
  var namespace: String
  /// The address without the namespace.
  var target: String
  /// The values for the imported plugin's properties.
  var properties: YAMLNode?

  /// The namespace before the last `--` of an import's text, empty where there is none, and the address behind it.
  static func parts(of text: String) -> (namespace: String, target: String) {
    var search = text.utf8.endIndex
    while let dash = text.utf8[..<search].lastIndex(of: 0x2D), dash > text.startIndex {
      let before = text.utf8.index(before: dash)
      if text.utf8[before] == 0x2D {
        return (String(text[..<before]), String(text[text.utf8.index(after: dash)...]))
      }
      search = dash
    }
    return ("", text)
  }
}

/// One file of a blueprint, by itself: what its sections are is read where it is needed.
package final class BlueprintFile: ImportingDetails {
  /// The file's root.
  package let root: YAMLNode
  /// Whether it stands for the types that the product brings along.
  let isStandard: Bool
  let versionNode: YAMLNode?
  let version: DSLVersion?
  let imports: [ImportEntry]
  let features: [Feature]
  let foreignTexts: [YAMLNode]
  let problems: [SchemaProblem]

  /// Reads a file; never fails. Complexity: O(nodes).
  package init(_ root: YAMLNode, isStandard: Bool = false) {
    self.root = root
    self.isStandard = isStandard
    versionNode = root.field("tosca_definitions_version")
    version = versionNode?.stringValue.flatMap { DSLVersion($0) }
    imports = Self.imports(root.field("imports"))
    let walk = isStandard ? nil : BlueprintWalk(root)
    features = walk?.features ?? []
    foreignTexts = walk?.foreignTexts ?? []
    problems = (walk?.problems ?? []) + Self.importProblems(root.field("imports"))
  }

  private static func imports(_ list: YAMLNode?) -> [ImportEntry] {
    (list?.items ?? []).compactMap { item in
      guard let item = item.resolved else { return nil }
      var node = item
      var properties: YAMLNode?
      if item.kind == .mapping {
        let entries = item.mergedEntries
        guard entries.count == 1, let only = entries.first else { return nil }
        node = only.key
        properties = only.value.resolved
      }
      guard let text = node.stringValue else { return nil }
      let (namespace, target) = ImportEntry.parts(of: text)
      return ImportEntry(node: node, text: text, namespace: namespace, target: target, properties: properties)
    }
  }

  private static func importProblems(_ list: YAMLNode?) -> [SchemaProblem] {
    (list?.items ?? []).compactMap { written in
      guard let item = written.resolved, !item.isAbsent else { return nil }
      if item.python == .string { return nil }
      let expected = "a path, or one path with properties"
      if item.kind == .mapping {
        let entries = item.mergedEntries
        if entries.count == 1, let value = entries.first?.value.resolved, value.kind == .mapping || value.isAbsent {
          return nil
        }
        return SchemaProblem(
          .wrongType(expected: expected, found: "a mapping", edits: []), range: item.range, node: item.id,
          field: "imports")
      }
      return SchemaProblem(
        .wrongType(expected: expected, found: item.python.description, edits: []), range: item.range, node: item.id,
        field: "imports")
    }
  }

  // MARK: Other files

  /// The files that it imports, and the scripts that its operations and workflows may name.
  package func requests(at path: String, root mainPath: String, folders: [String]) -> [FileRequest] {
    var result: [FileRequest] = []
    for entry in imports where !StandardTypes.isMeant(by: entry.target) {
      let candidates = Self.candidates(entry.target, version: version, from: path, root: mainPath, folders: folders)
      if !candidates.isEmpty { result.append(FileRequest(candidates, isImport: true)) }
    }
    for text in mappings() where BlueprintPath.mayBeFile(text) && !BlueprintPath.hasScheme(text) {
      guard !text.utf8.contains(0x0A), text.utf8.count < 512 else { continue }
      result.append(FileRequest(Self.scriptPaths(text, from: path, root: mainPath), isImport: false))
    }
    return result
  }

  /// Where a script may be.
  static func scriptPaths(_ text: String, from path: String, root mainPath: String) -> [String] {
    let own = BlueprintPath.joined(BlueprintPath.folder(path), text)
    let main = BlueprintPath.joined(BlueprintPath.folder(mainPath), text)
    return own == main ? [own] : [main, own]
  }

  /// Where an import may be; nothing for one that is no file.
  static func candidates(
    _ target: String, version: DSLVersion?, from path: String, root mainPath: String, folders: [String]
  ) -> [String] {
    var name = target
    if name.hasPrefix("file:") {
      name = String(name.dropFirst(5))
      while name.hasPrefix("//") { name = String(name.dropFirst()) }
    } else if BlueprintPath.hasScheme(name) {
      return []
    }
    guard !name.isEmpty else { return [] }
    var bases = [BlueprintPath.folder(path)]
    let main = BlueprintPath.folder(mainPath)
    if main != bases[0] { bases.append(main) }
    // The product starts in the folder that it is called in, often that of the repository.
    if !name.hasPrefix(".") { bases += BlueprintPath.foldersAbove(bases[0]) }
    bases += folders.map { $0.isEmpty || $0.hasSuffix("/") ? $0 : $0 + "/" }
    var result: [String] = []
    for base in bases {
      let whole = BlueprintPath.joined(base, name)
      if let version { result.append(BlueprintPath.versioned(whole, version)) }
      result.append(whole)
    }
    return result
  }

  /// The texts of its workflows and operations that name functions or scripts.
  func mappings() -> [String] { mappingNodes().map(\.text) }

  /// The scalars of its workflows and operations that name functions or scripts.
  ///
  /// - Parameter withScriptPaths: whether what operations give the script runner counts, too.
  func mappingNodes(withScriptPaths: Bool = false) -> [YAMLNode] {
    guard !isStandard else { return [] }
    var result: [YAMLNode] = []
    func add(_ value: YAMLNode?) {
      if let value = value?.resolved, value.stringValue != nil { result.append(value) }
    }
    for entry in root.field("workflows")?.mergedEntries ?? [] {
      add(entry.value.stringValue == nil ? entry.value.field("mapping") : entry.value)
    }
    func operations(_ interfaces: YAMLNode?) {
      for interface in interfaces?.mergedEntries ?? [] {
        for operation in interface.value.resolved?.mergedEntries ?? [] {
          add(operation.value.stringValue == nil ? operation.value.field("implementation") : operation.value)
          if withScriptPaths { add(operation.value.field("inputs")?.field("script_path")) }
        }
      }
    }
    for section in [root.field("node_types"), root.field("node_templates")] {
      for entry in section?.mergedEntries ?? [] {
        operations(entry.value.field("interfaces"))
        for relationship in entry.value.field("relationships")?.items ?? [] {
          operations(relationship.field("source_interfaces"))
          operations(relationship.field("target_interfaces"))
        }
      }
    }
    for entry in root.field("relationships")?.mergedEntries ?? [] {
      operations(entry.value.field("source_interfaces"))
      operations(entry.value.field("target_interfaces"))
    }
    return result
  }

  /// The blueprint that this file is the main file of, with all that is wrong with it.
  package func linked(at path: String, _ files: ImportedFiles, folders: [String]) -> any Sendable {
    LinkedBlueprint(self, at: path, files, folders: folders)
  }
}
