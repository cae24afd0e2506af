// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import Dialect
import EditorFeatures
import Foundation
import Rules
import SourceText
import TestSupport
import Testing
import YAMLSyntax

/// `wflint schema` against what the rules say of the same files.
@Suite struct JSONSchemaTests {
  static let schema: JSONTree = {
    guard let dialect = DialectCatalog.named("native") else { return .null }
    return LanguageSchema.json(dialect.schema, title: "A workflow, wflint/v1")
  }()

  /// A YAML document as JSON, with the core schema of YAML 1.2 and merge keys.
  static func json(_ written: YAMLNode, depth: Int = 0) -> JSONTree {
    guard depth < 60, let node = written.resolved else { return .null }
    switch node.kind {
    case .alias: return .null
    case .sequence: return .array(node.children.map { json($0, depth: depth + 1) })
    case .mapping:
      return .object(node.mergedEntries.map { .init($0.key.text, json($0.value, depth: depth + 1)) })
    case .scalar:
      switch node.scalarType {
      case .null: return .null
      case .bool(let flag): return .bool(flag)
      case .int(let number): return .integer(number)
      case .float(let number): return .number(number)
      case .string: return .string(node.text)
      }
    }
  }

  /// The native documents of a text; nil where a workspace's own step types or broken YAML keep it from being judged.
  static func documents(_ text: String, fileName: String, others: [(name: String, text: String)]) -> [JSONTree]? {
    guard fileName.hasSuffix(".wf.yaml"), !others.contains(where: { $0.name == ".wflint.yaml" }) else { return nil }
    let tree = YAMLParser.parse(SourceText(text))
    guard tree.problems.isEmpty else { return nil }
    let roots = tree.documents.map(\.root)
    guard roots.allSatisfy({ $0.entry("apiVersion") == nil && $0.entry("tosca_definitions_version") == nil }) else {
      return nil
    }
    return roots.map { json($0) }
  }

  struct Verdict: Sendable {
    var name: String
    var documents: [JSONTree]
    var isValid: Bool
  }

  /// Files whose structure is right (no rule of WF0 or WF1 finds a mistake), and files of the WF1 rules that are not.
  static let verdicts: [Verdict] = {
    var result: [Verdict] = []
    for (cases, kind) in [(RuleCase.good, "good"), (RuleCase.bad, "bad")] {
      for test in cases {
        let text = MarkedText(test.example.text).text
        guard let documents = documents(text, fileName: test.example.fileName, others: test.example.others) else {
          continue
        }
        let fixture = Fixture(name: test.example.fileName, text: text, others: test.example.others)
        let mistakes = fixture.analyzed().diagnostics.filter { diagnostic in
          missing.contains(diagnostic.code)
            || diagnostic.severity == .error && (diagnostic.code.hasPrefix("WF1") || diagnostic.code.hasPrefix("WF0"))
        }
        let isStructural = kind == "bad" && (test.rule.code.hasPrefix("WF1") || missing.contains(test.rule.code))
        if mistakes.isEmpty {
          result.append(
            Verdict(name: "\(kind) \(test.rule.code) #\(test.index + 1)", documents: documents, isValid: true))
        } else if isStructural, mistakes.contains(where: { $0.code == test.rule.code }) {
          result.append(Verdict(name: "bad \(test.rule.code) #\(test.index + 1)", documents: documents, isValid: false))
        }
      }
    }
    for file in RepositoryPaths.files(
      below: RepositoryPaths.root.appendingPathComponent("Examples"), extensions: ["yaml"])
    where file.lastPathComponent.hasSuffix(".wf.yaml") {
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      let documents = documents(text, fileName: file.lastPathComponent, others: []) ?? []
      result.append(Verdict(name: file.lastPathComponent, documents: documents, isValid: true))
    }
    return result
  }()

  /// Missing keys that a rule of its own speaks of: `schema`, which is only a warning, and a schedule's `timezone`.
  static let missing: Set<String> = ["WF109", "WF405"]

  /// What a schema cannot say: two files of one name, and the fine print of URLs.
  static let beyond = ["duplicate-workflow-name", "invalid-url"]

  static func isBeyond(_ verdict: Verdict) -> Bool {
    beyond.contains { name in RuleCatalog.rule(name).map { verdict.name.contains($0.code) } ?? false }
  }

  @Test func agreesWithTheRules() {
    let validator = MiniValidator(root: Self.schema)
    #expect(Self.verdicts.count { $0.isValid } > 60)
    #expect(Self.verdicts.count { !$0.isValid } > 15)
    for verdict in Self.verdicts where verdict.isValid || !Self.isBeyond(verdict) {
      let mistakes = verdict.documents.flatMap { validator.mistakes(in: $0) }
      #expect(mistakes.isEmpty == verdict.isValid, "\(verdict.name): \(mistakes.prefix(3))")
    }
  }

  /// The schemas of other products' formats refuse no file that the rules have nothing against, and still say what is what.
  @Test(
    .enabled(if: RepositoryPaths.corpus != nil, "the corpora are not here"),
    arguments: [("kubevela", "kubevela/files", 130), ("cloudify", "cloudify/blueprints", 250)])
  func takesValidFilesOfOthers(_ name: String, _ folder: String, _ least: Int) throws {
    let named = try #require(NamedSchema.all.first { $0.name == name })
    let schema = LanguageSchema.json(named.schema, title: named.title, isOpen: named.isOpen, kinds: named.kinds)
    let validator = MiniValidator(root: schema)
    let corpus = try #require(RepositoryPaths.corpus)
    var count = 0
    for file in RepositoryPaths.files(below: corpus.appendingPathComponent(folder), extensions: ["yaml", "yml"]) {
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      let tree = YAMLParser.parse(SourceText(text))
      let roots = tree.documents.map(\.root)
      guard tree.problems.isEmpty, !roots.isEmpty,
        roots.allSatisfy({ DialectCatalog.claiming($0)?.name == name && $0.entry("items") == nil })
      else { continue }
      let fixture = Fixture(name: file.lastPathComponent, text: text, others: [])
      guard !fixture.analyzed().diagnostics.contains(where: { $0.severity == .error }) else { continue }
      count += 1
      let mistakes = roots.flatMap { validator.mistakes(in: Self.json($0)) }
      #expect(mistakes.isEmpty, "\(file.path): \(mistakes.prefix(3))")
    }
    #expect(count >= least, "\(count) files")
  }

  @Test(arguments: [
    ("kubevela", "kind: Application\nspec: {workflow: {steps: {}}}\n"),
    ("kubevela", "kind: Workflow\nsteps: [{type: suspend, name: [1]}]\n"),
    ("cloudify", "tosca_definitions_version: cloudify_dsl_1_3\nnode_templates: [a]\n"),
  ])
  func refusesWrongTypesOfOthers(_ name: String, _ text: String) throws {
    let named = try #require(NamedSchema.all.first { $0.name == name })
    let schema = LanguageSchema.json(named.schema, title: named.title, isOpen: named.isOpen, kinds: named.kinds)
    let root = try #require(YAMLParser.parse(SourceText(text)).documents.first?.root)
    #expect(!MiniValidator(root: schema).mistakes(in: Self.json(root)).isEmpty)
  }

  /// The same, asked of the reference implementation in Python where it is installed; `WFLINT_PYTHON` names the interpreter.
  @Test func theReferenceImplementationAgrees() throws {
    let python = ProcessInfo.processInfo.environment["WFLINT_PYTHON"] ?? "python3"
    let script = """
      import json, sys
      try:
          import jsonschema
      except ImportError:
          print("none")
          sys.exit()
      data = json.load(open(sys.argv[1]))
      jsonschema.Draft202012Validator.check_schema(data["schema"])
      validator = jsonschema.Draft202012Validator(data["schema"])
      print(json.dumps([all(validator.is_valid(d) for d in documents) for documents in data["documents"]]))
      """
    let verdicts = Self.verdicts.filter { $0.isValid || !Self.isBeyond($0) }
    let data: JSONTree = [
      "schema": Self.schema, "documents": .array(verdicts.map { .array($0.documents) }),
    ]
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("wflint-schema-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try data.text.write(to: file, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, "-c", script, file.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: output, as: UTF8.self)
    // What `env` says of a program that is not there.
    guard process.terminationStatus != 127, !text.hasPrefix("none") else {
      print("skipped: no \(python) that has jsonschema")
      return
    }
    #expect(process.terminationStatus == 0)
    let answers = try #require(JSONSerialization.jsonObject(with: output) as? [Bool])
    #expect(answers.count == verdicts.count)
    for (verdict, answer) in zip(verdicts, answers) { #expect(answer == verdict.isValid, "\(verdict.name)") }
    print("jsonschema: \(verdicts.count) files, \(verdicts.count { !$0.isValid }) of them wrong")
  }
}

/// As much of JSON Schema 2020-12 as the schema uses; a keyword that it does not know is a mistake.
struct MiniValidator {
  let root: JSONTree

  func mistakes(in value: JSONTree) -> [String] { mistakes(value, root, "$") }

  private func mistakes(_ value: JSONTree, _ schema: JSONTree, _ path: String) -> [String] {
    guard case .object(let members) = schema else { return schema == .bool(false) ? ["\(path): not allowed"] : [] }
    var found: [String] = []
    func member(_ key: String) -> JSONTree? { members.first { $0.key == key }?.value }
    for keyword in members {
      switch (keyword.key, keyword.value) {
      case ("$schema", _), ("title", _), ("description", _), ("default", _), ("$defs", _), ("then", _): continue
      case ("$ref", .string(let reference)):
        let name = reference.split(separator: "/").last.map(String.init) ?? ""
        guard case .object(let members) = root,
          case .object(let all)? = members.first(where: { $0.key == "$defs" })?.value,
          let target = all.first(where: { $0.key == name })
        else { return ["\(path): no definition \(name)"] }
        found += mistakes(value, target.value, path)
      case ("type", .string(let type)): if !isOf(value, type) { found.append("\(path): not \(type)") }
      case ("type", .array(let types)):
        if !types.contains(where: { if case .string(let type) = $0 { isOf(value, type) } else { false } }) {
          found.append("\(path): of another type")
        }
      case ("const", let other): if value != other { found.append("\(path): not the constant") }
      case ("enum", .array(let options)): if !options.contains(value) { found.append("\(path): none of the words") }
      case ("pattern", .string(let pattern)):
        if case .string(let text) = value, text.range(of: pattern, options: .regularExpression) == nil {
          found.append("\(path): `\(text)` does not match")
        }
      case ("minimum", .integer(let least)):
        if let number = number(value), number < Double(least) { found.append("\(path): too small") }
      case ("maximum", .integer(let most)):
        if let number = number(value), number > Double(most) { found.append("\(path): too large") }
      case ("minItems", .integer(let count)):
        if case .array(let elements) = value, elements.count < Int(count) { found.append("\(path): too few") }
      case ("items", let items):
        if case .array(let elements) = value {
          for (index, element) in elements.enumerated() { found += mistakes(element, items, "\(path)[\(index)]") }
        }
      case ("required", .array(let names)):
        guard case .object(let own) = value else { continue }
        for case .string(let name) in names where !own.contains(where: { $0.key == name }) {
          found.append("\(path): \(name) is missing")
        }
      case ("properties", .object(let properties)):
        guard case .object(let own) = value else { continue }
        for member in own {
          if let property = properties.first(where: { $0.key == member.key }) {
            found += mistakes(member.value, property.value, "\(path).\(member.key)")
          }
        }
      case ("additionalProperties", let rest):
        guard case .object(let own) = value else { continue }
        var known: [String] = []
        if case .object(let properties)? = member("properties") { known = properties.map(\.key) }
        for other in own where !known.contains(other.key) {
          found += mistakes(other.value, rest, "\(path).\(other.key)")
        }
      case ("propertyNames", let names):
        guard case .object(let own) = value else { continue }
        for key in own { found += mistakes(.string(key.key), names, "\(path).\(key.key)") }
      case ("allOf", .array(let all)): for one in all { found += mistakes(value, one, path) }
      case ("anyOf", .array(let any)):
        if any.allSatisfy({ !mistakes(value, $0, path).isEmpty }) { found.append("\(path): none of the alternatives") }
      case ("oneOf", .array(let one)):
        let count = one.count { mistakes(value, $0, path).isEmpty }
        if count != 1 { found.append("\(path): \(count) alternatives instead of one") }
      case ("not", let other): if mistakes(value, other, path).isEmpty { found.append("\(path): what must not be") }
      case ("if", let condition):
        if let then = member("then"), mistakes(value, condition, path).isEmpty { found += mistakes(value, then, path) }
      default: found.append("\(path): the keyword \(keyword.key) is not known")
      }
    }
    return found
  }

  private func number(_ value: JSONTree) -> Double? {
    switch value {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }

  private func isOf(_ value: JSONTree, _ type: String) -> Bool {
    switch (value, type) {
    case (.object, "object"), (.array, "array"), (.string, "string"), (.bool, "boolean"), (.null, "null"),
      (.integer, "integer"), (.integer, "number"), (.number, "number"):
      true
    default: false
    }
  }
}
