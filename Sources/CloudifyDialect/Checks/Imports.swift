// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import YAMLSyntax

extension BlueprintChecker {
  // MARK: The version

  /// What is not here may come from the file that imports this one.
  mutating func checkRole() {
    isPart = files.isImported(path)
    if isPart { unknowns.everything = true } else if Self.isLibrary(main.root) { unknowns.types = true }
  }

  /// Whether a file declares types and plugins for others, and nothing that a deployment consists of: nobody uploads it
  /// by itself, and the product's own types come with the file that imports it.
  static func isLibrary(_ root: YAMLNode) -> Bool {
    guard root.kind == .mapping else { return false }
    let isDeclaring = ["node_types", "relationships", "data_types"].contains { root.entry(named: $0) != nil }
    return isDeclaring
      && ![
        "node_templates", "inputs", "outputs", "capabilities", "groups", "policies", "deployment_settings", "imports",
      ]
      .contains { root.entry(named: $0) != nil }
  }

  mutating func checkVersion() {
    version = main.version
    guard let node = main.versionNode, !node.isAbsent else {
      let root = main.root
      guard root.kind == .mapping || root.isAbsent, !isPart else { return }
      if let entry = root.entry("tosca_definitions_version") {
        return report("CF101", entry.key, "`tosca_definitions_version` is empty")
      }
      return report(
        "CF101", root, range: root.firstLineRange, "the blueprint says no `tosca_definitions_version`",
        help: "The product refuses a main file without one; `cloudify_dsl_1_5` is the newest.")
    }
    guard let text = node.stringValue, main.version == nil else { return }
    let names = (0...5).map { DSLVersion(minor: $0).name }
    let near = NearestName.of(text, among: names) ?? DSLVersion.newest.name
    report(
      "CF102", node, range: node.contentRange,
      "`\(text)` is no version of the language; there are `cloudify_dsl_1_0` to `cloudify_dsl_1_5`",
      fixes: [Fix("replace with `\(near)`", .unsafe, edits: [TextEdit(node.contentRange, near)])])
  }

  // MARK: Imports

  mutating func checkImports() {
    units = [
      BlueprintUnit(
        file: main, path: path, prefix: "", importNode: nil, properties: nil, isBasicTypes: Self.isBasicTypes(main))
    ]
    var seen: Set<String> = ["\(path) "]
    var index = 0
    while index < units.count, units.count < 2_000 {
      let parent = units[index]
      checkDuplicateImports(parent.file)
      for entry in parent.file.imports { follow(entry, of: parent, &seen) }
      index += 1
    }
    // Plugins extend the product's own types: a file that imports them without those is a part of some blueprint.
    let importsPlugins = units.contains { $0.file.imports.contains { $0.target.hasPrefix("plugin:") } }
    if importsPlugins, !units.contains(where: \.isBasicTypes) { unknowns.everything = true }
  }

  private mutating func checkDuplicateImports(_ file: BlueprintFile) {
    guard file.imports.count > 1 else { return }
    var first: [String: YAMLNode] = [:]
    for entry in file.imports {
      guard let other = first[entry.text] else {
        first[entry.text] = entry.node
        continue
      }
      let edits = entry.node.parent?.kind == .sequence ? YAMLEdits.remove(item: entry.node) : []
      report(
        "CF106", entry.node, range: entry.node.contentRange, "`\(entry.text)` is imported twice",
        related: [RelatedPlace(range: other.contentRange, message: "the first import")],
        fixes: edits.isEmpty ? [] : [Fix("remove the second import", edits: edits)])
    }
  }

  private mutating func follow(_ entry: ImportEntry, of parent: BlueprintUnit, _ seen: inout Set<String>) {
    let place = parent.importNode ?? entry.node
    if entry.namespace.contains("--") {
      return report(
        "CF109", entry.node, range: entry.node.contentRange,
        "the namespace `\(entry.namespace)` may not hold `--`, which separates namespaces")
    }
    let prefix = parent.prefix + (entry.namespace.isEmpty ? "" : entry.namespace + "--")
    checkBlueprintImport(entry, prefix)
    switch outcome(of: entry, from: parent) {
    case .missing:
      report(
        "CF107", entry.node, range: entry.node.contentRange, "there is no file `\(entry.target)`",
        help: "Paths of imports start at the folder of the file that imports.")
      unknowns.everything = true
    case .unresolved:
      noteUnresolved(entry, parent)
    case .standard(let isExact):
      if !entry.namespace.isEmpty { reportNamespaceOfTypes(entry) }
      if !isExact { unknowns.types = true }
      guard seen.insert("standard").inserted else { return }
      units.append(
        BlueprintUnit(
          file: StandardTypes.file, path: entry.target, prefix: "", importNode: place, properties: nil,
          isBasicTypes: true))
    case .file(let file, let path):
      let isBasic = Self.isBasicTypes(file)
      if isBasic, !entry.namespace.isEmpty { reportNamespaceOfTypes(entry) }
      let prefix = isBasic ? "" : prefix
      guard seen.insert("\(path) \(prefix)").inserted else { return }
      checkImportedVersion(file, entry, path)
      checkImportedText(file, entry, path)
      units.append(
        BlueprintUnit(
          file: file, path: path, prefix: prefix, importNode: place, properties: entry.properties,
          isBasicTypes: isBasic))
      checkProperties(entry, of: file)
    }
  }

  private mutating func reportNamespaceOfTypes(_ entry: ImportEntry) {
    report(
      "CF109", entry.node, range: entry.node.contentRange,
      "the namespace `\(entry.namespace)` may not stand before the product's own types",
      fixes: [
        Fix("import the types without a namespace", edits: [TextEdit(entry.node.contentRange, entry.target)])
      ])
  }

  private mutating func checkBlueprintImport(_ entry: ImportEntry, _ prefix: String) {
    guard entry.target.hasPrefix("blueprint:") else { return }
    if prefix.isEmpty {
      report(
        "CF109", entry.node, range: entry.node.contentRange,
        "a blueprint is imported with a namespace only: `name--\(entry.target)`")
    }
  }

  private mutating func noteUnresolved(_ entry: ImportEntry, _ parent: BlueprintUnit) {
    let isPlugin = entry.target.hasPrefix("plugin:")
    if isPlugin { unknowns.types = true } else { unknowns.everything = true }
    checkProperties(entry, of: nil)
    guard parent.importNode == nil else { return }
    report(
      "CF111", entry.node, range: entry.node.contentRange,
      "`\(entry.target)` is not looked into; what needs it is not checked",
      help: isPlugin ? "The manager resolves it when the blueprint is uploaded." : nil)
  }

  /// What an import stands for, as far as the collected files say.
  func outcome(of entry: ImportEntry, from parent: BlueprintUnit) -> ImportOutcome {
    if StandardTypes.isMeant(by: entry.target) {
      return .standard(isExact: !StandardTypes.isVersioned(entry.target))
    }
    let candidates = BlueprintFile.candidates(
      entry.target, version: version, from: parent.path, root: path, folders: folders)
    guard !candidates.isEmpty else { return .unresolved }
    var isCertain = true
    for candidate in candidates {
      if let file = files.details(at: candidate) as? BlueprintFile { return .file(file, path: candidate) }
      switch files.isPresent(candidate) {
      case true: return .unresolved
      case false: continue
      case nil: if !isVersioned(candidate) { isCertain = false }
      }
    }
    // What lies below `cloudify/` a manager serves.
    return isCertain && !entry.target.hasPrefix("cloudify/") ? .missing : .unresolved
  }

  private func isVersioned(_ path: String) -> Bool {
    guard let version else { return false }
    return path.contains("_1_\(version.minor)")
  }

  static func isBasicTypes(_ file: BlueprintFile) -> Bool {
    if file.isStandard { return true }
    if let metadata = file.root.field("metadata"), let mark = metadata.field("cloudify_types"), !mark.isAbsent {
      return file.root.field("node_types") != nil
    }
    return file.root.field("node_types")?.entry("cloudify.nodes.Root") != nil
  }

  private mutating func checkImportedVersion(_ file: BlueprintFile, _ entry: ImportEntry, _ path: String) {
    guard let version, let imported = file.version, imported > version else { return }
    report(
      "CF108", entry.node, range: entry.node.contentRange,
      "`\(BlueprintPath.name(path))` is written in `\(imported.name)`, newer than the main file's `\(version.name)`",
      help: "A file may import files of its own version and older ones.")
  }

  private mutating func checkImportedText(_ file: BlueprintFile, _ entry: ImportEntry, _ path: String) {
    let tree = file.root.tree
    for problem in tree.problems where problem.kind != .duplicateKey {
      let node = file.root
      units.append(
        BlueprintUnit(
          file: file, path: path, prefix: "", importNode: entry.node, properties: nil, isBasicTypes: false))
      report("CF105", node, problem.message)
      units.removeLast()
      return
    }
  }

  // MARK: Properties of imported plugins

  private mutating func checkProperties(_ entry: ImportEntry, of file: BlueprintFile?) {
    guard let given = entry.properties, given.kind == .mapping else { return }
    if let version, version.minor < 5, !isPart {
      report(
        "CF103", given.entries.first(where: { _ in true })?.key ?? given,
        "properties of an import are not supported in `\(version.name)`; `cloudify_dsl_1_5` added them")
    }
    for property in given.mergedEntries {
      guard let value = property.value.resolved, value.kind == .mapping, IntrinsicFunctions.call(value) == nil else {
        continue
      }
      report(
        "CF110", value, "an import's property is a text, a number, a boolean, a list or a function, and no mapping")
    }
    guard let plugins = file?.root.field("plugins")?.mergedEntries, !plugins.isEmpty else { return }
    for plugin in plugins {
      guard let declared = plugin.value.field("properties"), declared.kind == .mapping else { continue }
      let names = declared.mergedEntries.map(\.key.text)
      for property in given.mergedEntries where !names.contains(property.key.text) {
        reportName(
          "CF110", property.key, "the plugin `\(plugin.key.text)` has no property `\(property.key.text)`",
          property.key.text, among: names)
      }
      for property in given.mergedEntries {
        guard let schema = declared.entry(named: property.key.text)?.value.resolved,
          let type = schema.field("type")?.stringValue, let value = property.value.resolved,
          IntrinsicFunctions.call(value) == nil, !fits(value.python, type)
        else { continue }
        report(
          "CF110", value,
          "the plugin's property `\(property.key.text)` is of type `\(type)`, not \(value.python.description)")
      }
    }
  }

  private func fits(_ value: PythonValue, _ type: String) -> Bool {
    switch (type, value) {
    case ("string", .string), ("string", .int), ("string", .bool), ("integer", .int), ("integer", .bool),
      ("float", .int), ("float", .float), ("boolean", .bool), ("list", .list), (_, .null):
      true
    case ("string", _), ("integer", _), ("float", _), ("boolean", _), ("list", _): false
    default: true
    }
  }
}

extension YAMLNode {
  /// The first line of a collection, for what is wrong with all of it.
  var firstLineRange: TextRange {
    let bytes = tree.source.bytes
    var end = range.start
    while end < range.end, end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    return TextRange(range.start, end)
  }
}
