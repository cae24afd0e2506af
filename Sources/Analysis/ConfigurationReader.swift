// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Dialect
import Expression
import NativeDialect
import Rules
import SourceText
import WorkflowModel
import YAMLSyntax

/// Reads `.wflint.yaml`: leniently, with what is wrong as schema problems for the rules to report.
struct ConfigurationReader {
  private(set) var configuration = Configuration()
  private(set) var problems: [SchemaProblem]
  /// The texts whose rows give them a format.
  let texts: [TypedText]

  init(_ root: YAMLNode) {
    let walk = SchemaWalk(root, schema: ConfigurationRows.schema)
    problems = walk.problems
    texts = walk.texts
    // An empty file configures nothing, which is no mistake.
    if root.isNull { problems = [] }
    guard root.kind == .mapping else { return }
    configuration.directory = Directory(reading: root.mergedEntry("directory")?.value)
    readStepTypes(root.mergedEntry("step_types")?.value.resolved)
    configuration.severities = severities(root.mergedEntry("rules")?.value)
    configuration.excludes = root.mergedEntry("exclude")?.value.locatedTexts.map(\.value) ?? []
    configuration.importFolders = root.mergedEntry("import_folders")?.value.locatedTexts.map(\.value) ?? []
    configuration.definitionFolders = root.mergedEntry("definition_folders")?.value.locatedTexts.map(\.value) ?? []
    for entry in root.mergedEntry("per_file")?.value.resolved?.mergedEntries ?? [] {
      configuration.overrides.append(
        Configuration.Override(glob: entry.key.text, severities: severities(entry.value)))
    }
  }

  private mutating func severities(_ written: YAMLNode?) -> [String: Severity?] {
    var result: [String: Severity?] = [:]
    for entry in written?.resolved?.mergedEntries ?? [] {
      guard let rule = RuleCatalog.rule(entry.key.text) else {
        let names = RuleCatalog.all.flatMap { [$0.name, $0.code] }
        problems.append(
          SchemaProblem(.unknownKey(allowed: names, title: "`rules`"), range: entry.key.range, node: entry.key.id))
        continue
      }
      guard let text = entry.value.locatedText?.value else { continue }
      if text == "off" {
        result[rule.code] = .some(nil)
      } else if let severity = Severity(rawValue: text) {
        result[rule.code] = severity
      }
    }
    return result
  }

  // MARK: Step types

  private mutating func readStepTypes(_ node: YAMLNode?) {
    for entry in node?.mergedEntries ?? [] {
      guard entry.key.kind == .scalar, let body = entry.value.resolved else { continue }
      var fields: [FieldRow] = []
      for field in body.mergedEntry("fields")?.value.resolved?.mergedEntries ?? [] {
        fields.append(Self.field(field.key.text, field.value.resolved))
      }
      var outputs: [OutputRow] = []
      for output in body.mergedEntry("outputs")?.value.resolved?.mergedEntries ?? [] {
        outputs.append(OutputRow(output.key.text, CELType(declared: output.value.locatedText?.value), ""))
      }
      configuration.stepTypes.append(
        NativeDialect.customStepType(
          entry.key.text, body.mergedEntry("description")?.value.locatedText?.value ?? "A step type of this workspace.",
          fields: fields, outputs: outputs))
    }
  }

  private static func field(_ name: String, _ body: YAMLNode?) -> FieldRow {
    let options = body?.mergedEntry("options")?.value.locatedTexts ?? []
    let type: FieldType
    switch body?.mergedEntry("type")?.value.locatedText?.value {
    case _ where !options.isEmpty: type = .choice(options.map { Choice($0.value) })
    case "number": type = .number
    case "integer": type = .integer(Int64.min...Int64.max)
    case "boolean": type = .boolean
    case "duration": type = .text(.duration)
    case "expression": type = .text(.expression(.interpolation))
    case "list": type = .list(.any)
    case "map": type = .map(.any, key: .plain)
    default: type = .text(.template)
    }
    return FieldRow(
      name, type, required: body?.mergedEntry("required")?.value.locatedBool?.value ?? false,
      default: body?.mergedEntry("default")?.value.locatedText?.value,
      body?.mergedEntry("description")?.value.locatedText?.value ?? "A field of this workspace.")
  }
}
