// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import Dialect
import Foundation
import SourceText
import TestSupport
import WorkflowModel
import YAMLSyntax

/// Where a mutant's finding must stand.
enum MutantPlace {
  /// On the line of a byte offset of the mutated text.
  case offset(Int)
  /// On a line of the step of this id.
  case step(String)
  /// On the line of the id of the step of this id.
  case stepID(String)
}

/// A valid example with one mistake made in it.
struct Mutant {
  /// What is changed.
  var edits: [TextEdit]
  /// Where the finding must stand.
  var place: MutantPlace
  /// The codes of which one must be found; those of the kind unless said.
  var codes: [String] = []

  /// A mistake whose finding stands where the first edit's text begins.
  init(_ edits: [TextEdit], codes: [String] = []) {
    self.edits = edits
    self.codes = codes
    let first = edits.min { $0.range.start < $1.range.start }
    // A new line in front of a new entry is not the entry.
    let blanks = first?.replacement.utf8.prefix { $0 == 0x0A || $0 == 0x20 || $0 == 0x0D }.count ?? 0
    place = .offset((first?.range.start ?? 0) + blanks)
  }

  /// A mistake whose finding stands elsewhere.
  init(_ edits: [TextEdit], at place: MutantPlace, codes: [String] = []) {
    self.edits = edits
    self.place = place
    self.codes = codes
  }
}

/// A way to make a mistake, with the codes of which one must be found.
struct MutationKind: Sendable {
  let name: String
  let codes: [String]
  let make: @Sendable (MutationExample) -> [Mutant]

  init(_ name: String, _ codes: [String], _ make: @escaping @Sendable (MutationExample) -> [Mutant]) {
    self.name = name
    self.codes = codes
    self.make = make
  }
}

/// A valid example, with what mutations ask of it.
struct MutationExample {
  /// One step with its mapping.
  struct StepNode {
    var id: String
    var type: String
    var node: YAMLNode
    var step: Step
  }

  let name: String
  let text: SourceText
  let parsed: ParsedDocument
  let lowered: LoweredDocument
  let root: YAMLNode
  let workspace: WorkspaceSnapshot
  let steps: [StepNode]
  let triggers: [YAMLNode]
  /// The codes and lines that the example has anyway.
  let known: Set<String>

  var workflow: Workflow { lowered.workflow }

  init?(_ name: String, _ text: String) {
    self.name = name
    self.text = SourceText(text)
    let document = ParsedDocument(path: name, text: self.text)
    parsed = document
    guard let only = parsed.workflows.first else { return nil }
    lowered = only.lowered
    root = only.document.root
    steps = only.lowered.workflow.steps.compactMap { step in
      guard let node = document.tree.node(step.syntax.nodeID), let id = step.id?.value, let type = step.type?.value
      else {
        return nil
      }
      return StepNode(id: id, type: type, node: node, step: step)
    }
    triggers = only.lowered.workflow.triggers.compactMap { document.tree.node($0.syntax.nodeID) }
    workspace = Self.workspace(for: parsed, lowered)
    known = Set(
      analyze(parsed, in: workspace).diagnostics.map { "\($0.code) \(document.text.line(of: $0.range.start))" })
  }

  /// A workspace whose directory knows all that the example names, with three people in each team and role.
  private static func workspace(for parsed: ParsedDocument, _ lowered: LoweredDocument) -> WorkspaceSnapshot {
    var directory = Directory()
    let people = ["ada@example.com", "bob@example.com", "eve@example.com"]
    directory.users = people
    directory.teams = [:]
    directory.roles = [:]
    for registry in Directory.Registry.allCases where registry != .secret { directory.names[registry] = [] }
    for text in lowered.texts {
      guard let value = parsed.tree.node(text.node)?.text else { continue }
      switch text.format {
      case .reference(.registry(let registry)):
        if directory.names[registry]?.contains(value) == false { directory.names[registry]?.append(value) }
      case .principal:
        let principal = Principal.parse(value).principal
        if principal?.kind == .team { directory.teams?[principal?.name ?? ""] = people }
        if principal?.kind == .role { directory.roles?[principal?.name ?? ""] = people }
      default: break
      }
    }
    directory.names[.secret] = ["DEPLOY_HOOK"]
    var configuration = Configuration()
    configuration.directory = directory
    return WorkspaceSnapshot(configuration: configuration, summary: WorkspaceSummary(parsed.summaries()))
  }

  // MARK: Looking at the example

  /// The row that describes a step's or trigger's keys.
  func row(ofStep type: String) -> ObjectRow? { lowered.schema.stepType(type)?.row }
  func row(ofTrigger node: YAMLNode) -> ObjectRow? {
    node.mergedEntry("type").flatMap { lowered.schema.triggerType($0.value.text)?.row }
  }

  /// Every mapping whose keys a row describes: the document, its triggers and steps, and the mappings inside of them.
  var describedMappings: [(node: YAMLNode, row: ObjectRow)] {
    var result: [(YAMLNode, ObjectRow)] = [(root, lowered.schema.root)]
    for node in triggers { if let row = row(ofTrigger: node) { result.append((node, row)) } }
    for step in steps { if let row = row(ofStep: step.type) { result.append((step.node, row)) } }
    var place = 0
    while place < result.count {
      let (node, row) = result[place]
      place += 1
      for entry in node.entries {
        guard case .object(let inner)? = row.field(named: entry.key.text)?.type, entry.value.kind == .mapping else {
          continue
        }
        result.append((entry.value, inner))
      }
    }
    return result
  }

  /// The scalars of a format, in document order.
  func texts(_ isWanted: (TextFormat) -> Bool) -> [YAMLNode] {
    lowered.texts.filter { isWanted($0.format) }.compactMap { parsed.tree.node($0.node) }
  }

  /// The value of a key of a step.
  func value(_ step: StepNode, _ key: String) -> YAMLNode? { step.node.entry(named: key)?.value }

  /// A new entry for each step that does not have the key.
  func adding(_ key: String, _ value: String, to isWanted: (StepNode) -> Bool = { _ in true }) -> [Mutant] {
    steps.filter { isWanted($0) && $0.node.entry(named: key) == nil }.map {
      Mutant(YAMLEdits.insertEntry(key, value, into: $0.node))
    }
  }

  // MARK: Trying

  /// Whether the mutant's mistake is found where it stands; else what was found instead.
  func tries(_ mutant: Mutant, codes: [String]) -> (isCaught: Bool, account: String) {
    guard let mutated = text.applying(mutant.edits) else { return (false, "the edits do not apply") }
    let after = ParsedDocument(path: name, text: mutated)
    var snapshot = workspace
    snapshot.summary = WorkspaceSummary(after.summaries())
    let findings = analyze(after, in: snapshot).diagnostics
    guard let lines = lines(mutant.place, after) else { return (false, "the place is gone") }
    let wanted = mutant.codes.isEmpty ? codes : mutant.codes
    let isCaught = findings.contains { finding in
      let line = mutated.line(of: finding.range.start)
      return wanted.contains(finding.code) && lines.contains(line)
        && (text.string == mutated.string || !known.contains("\(finding.code) \(line)"))
    }
    let found = findings.map { "\($0.code)@\(mutated.line(of: $0.range.start) + 1)" }.joined(separator: " ")
    return (isCaught, "wanted \(wanted.joined(separator: "/")) on line \(lines.lowerBound + 1), found [\(found)]")
  }

  private func lines(_ place: MutantPlace, _ document: ParsedDocument) -> ClosedRange<Int>? {
    let text = document.text
    switch place {
    case .offset(let offset):
      let line = text.line(of: min(offset, text.count))
      return line...line
    case .step(let id), .stepID(let id):
      guard let step = document.workflows.first?.lowered.workflow.steps.first(where: { $0.id?.value == id }) else {
        return nil
      }
      if case .stepID = place {
        return step.id.map { text.line(of: $0.range.start)...text.line(of: $0.range.start) }
      }
      return text.line(of: step.range.start)...text.line(of: max(step.range.start, step.range.end - 1))
    }
  }
}

extension SourceText {
  /// The line of a byte offset, from 0.
  func line(of offset: Int) -> Int { lines.line(at: offset) }
}
