// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import SourceText
import YAMLSyntax

/// Merges a blueprint's files and finds what the product would refuse, crash on or silently get wrong.
///
/// Everything is found on the merged blueprint; a finding in an imported file becomes one at the import.
struct BlueprintChecker {
  let main: BlueprintFile
  let path: String
  let files: ImportedFiles
  let folders: [String]

  var units: [BlueprintUnit] = []
  var problems: [BlueprintProblem] = []
  var unknowns = Unknowns()
  /// Whether another blueprint imports the file, so that what it lacks may be there.
  var isPart = false
  /// The version that decides what may be used; nil where it is missing or unsupported.
  var version: DSLVersion?

  var nodeTypes = Section()
  var relationships = Section()
  var plugins = Section()
  var workflows = Section()
  var dataTypes = Section()
  var inputs = Section()
  var nodes = Section()
  var groups = Section()
  var policies = Section()
  var policyTypes = Section()
  var policyTriggers = Section()
  var outputs = Section()
  var capabilities = Section()
  var labels = Section()
  var settings: YAMLNode?

  var propertiesByNodeType: [String: PropertySchemas] = [:]
  var propertiesByDataType: [String: PropertySchemas] = [:]
  var propertiesByRelationship: [String: PropertySchemas] = [:]
  var usedInputs: Set<String> = []
  var usedPlugins: Set<String> = []
  var brokenImports: Set<NodeID> = []
  /// Whether any script that the files name is there: where none is, the scripts may be elsewhere.
  var hasScripts = false
  /// Whether a function may call another one when a deployment is created.
  var hasCalls = false
  /// Whether anything may use names of the main file that cannot be seen.
  var usesEverything = false

  init(_ main: BlueprintFile, at path: String, _ files: ImportedFiles, folders: [String]) {
    self.main = main
    self.path = path
    self.files = files
    self.folders = folders
  }

  mutating func run() {
    checkRole()
    checkVersion()
    checkImports()
    mergeSections()
    noteScripts()
    checkFeatures()
    checkTypes()
    checkPlugins()
    checkInputs()
    checkWorkflows()
    checkNodes()
    checkGroups()
    checkSettings()
    checkFunctions()
    checkUnused()
  }

  // MARK: Reporting

  /// Reports a node: where it stands in the main file itself, else at the import that brought its file.
  mutating func report(
    _ code: String, _ node: YAMLNode, range: TextRange? = nil, _ message: String, help: String? = nil,
    related: [RelatedPlace] = [], fixes: [Fix] = []
  ) {
    if node.tree === main.root.tree {
      let place = range ?? node.range
      problems.append(
        BlueprintProblem(
          code: code, range: place, message: message, help: help, related: related, fixes: fixes))
      return
    }
    guard let unit = units.first(where: { $0.file.root.tree === node.tree }), !unit.file.isStandard,
      let place = unit.importNode, brokenImports.insert(place.id).inserted, Self.errors.contains(code)
    else { return }
    let line = node.tree.source.position(of: node.range.start, unit: .utf32)
    problems.append(
      BlueprintProblem(
        code: "CF112", range: place.contentRange,
        message: "`\(BlueprintPath.name(unit.path))` has an error that breaks this blueprint: \(message)", help: nil,
        related: [RelatedPlace(path: unit.path, range: node.range, message: "the error", start: line)], fixes: []))
  }

  /// Reports a name that is not there, with the nearest that is.
  mutating func reportName(
    _ code: String, _ node: YAMLNode, _ message: String, _ name: String, among names: [String]
  ) {
    guard let near = NearestName.of(name, among: names) else {
      let list = names.filter { !$0.hasPrefix("cloudify.") }.prefix(8)
      return report(
        code, node, message, help: list.isEmpty ? nil : "There is \(list.map { "`\($0)`" }.joined(separator: ", ")).")
    }
    let fixes = isPlainScalar(node) ? [Fix("replace with `\(near)`", edits: [TextEdit(node.contentRange, near)])] : []
    report(code, node, "\(message); did you mean `\(near)`?", fixes: fixes)
  }

  /// Whether the text of a scalar is what stands there.
  func isPlainScalar(_ node: YAMLNode) -> Bool {
    node.kind == .scalar && (node.style == .plain || node.contentRange.count == node.textBytes.count)
      && node.style != .literal && node.style != .folded
  }

  /// Codes of errors: what only warns in an imported file breaks no blueprint.
  static let errors: Set<String> = Set(CloudifyRules.errorCodes)

  // MARK: Names

  /// The namespace of a unit's names, with `--` at its end.
  func prefix(_ unit: Int) -> String { units.indices.contains(unit) ? units[unit].prefix : "" }

  /// What a name in a unit means in a section.
  func find(_ name: String, in section: Section, from unit: Int) -> Definition? {
    let prefix = prefix(unit)
    if !prefix.isEmpty, let own = section[prefix + name] { return own }
    return section[name]
  }
}
