// SPDX-License-Identifier: Apache-2.0
package import Dialect
import SourceText
import WorkflowModel
package import YAMLSyntax

extension KubeVelaDocument {
  /// What may stand at a cursor: names of steps, outputs, components and policies, words of conditions and modes.
  package func choices(at offset: Int, _ cursor: CursorContext) -> [VocabularyChoice]? {
    guard cursor.place == .value || cursor.place == .text else { return nil }
    guard let key = Self.key(of: cursor) else { return nil }
    let holder = key.parent
    let step = holder.flatMap { node in innermostStep(around: node) }
    switch key.text {
    case "if" where holder == step?.node: return ConditionChoices(self, step, at: offset, cursor).all
    case "dependsOn":
      if let step, holder == step.node { return stepNames(around: step, without: cursor) }
      return Self.names(
        components.filter { !$0.name.range.touches(offset) && $0.name.value != Self.name(of: holder) })
    case "from" where Self.isItem(holder, of: "inputs"): return sources(of: step)
    case "parameterKey":
      guard let step, let fields = definition(of: step)?.properties.fields else { return nil }
      return fields.map { VocabularyChoice($0.name, .name, detail: $0.documentation) }
    case "component" where holder == step?.properties: return Self.names(components)
    case "components" where holder == step?.properties: return without(cursor, Self.names(components))
    case "policies" where holder == step?.properties:
      return without(cursor, Self.names(policies.filter { $0.type.map(PolicyTypes.deployed.contains) ?? true }))
    case "policy" where holder == step?.properties: return Self.names(policies)
    case "topology" where holder == step?.properties: return Self.names(policies.filter { $0.type == "topology" })
    case "mode" where holder == step?.node: return Self.modes
    case "steps" where holder != nil && holder == mode, "subSteps" where holder != nil && holder == mode:
      return Self.modes
    case "timeout" where holder == step?.node, "duration" where holder == step?.properties:
      return ["30s", "5m", "30m", "1h"].map { VocabularyChoice($0, .word, detail: "a Go duration") }
    default: return nil
    }
  }

  private static func names(_ declarations: [KubeVelaDeclaration]) -> [VocabularyChoice] {
    declarations.map { VocabularyChoice($0.name.value, .name, detail: $0.type) }
  }

  private static let modes = DocumentRows.modeWords.map { VocabularyChoice($0, .word) }

  /// The key whose value, or an item of whose value, stands at the cursor.
  private static func key(of cursor: CursorContext) -> YAMLNode? {
    if let container = cursor.container, container.kind == .sequence {
      return container.parent?.entries.first { $0.value == container }?.key
    }
    return cursor.key
  }

  private static func isItem(_ node: YAMLNode?, of name: StaticString) -> Bool {
    guard let list = node?.parent, list.kind == .sequence else { return false }
    return list.parent?.entry(name)?.value == list
  }

  private static func name(of mapping: YAMLNode?) -> String? { mapping?.mergedEntry("name")?.value.locatedText?.value }

  private func innermostStep(around node: YAMLNode) -> KubeVelaStep? {
    steps.filter { $0.node.range.contains(node.range) }.min { $0.node.range.count < $1.node.range.count }
  }

  private func without(_ cursor: CursorContext, _ choices: [VocabularyChoice]) -> [VocabularyChoice] {
    guard let container = cursor.container, container.kind == .sequence else { return choices }
    let written = Set(container.items.filter { $0 != cursor.node }.map(\.text))
    return choices.filter { !written.contains($0.label) }
  }

  /// The other steps, those that come before first.
  private func stepNames(around step: KubeVelaStep, without cursor: CursorContext) -> [VocabularyChoice] {
    without(
      cursor,
      steps.filter { $0.index != step.index && $0.index != step.parent && $0.writtenName != nil }.map { other in
        VocabularyChoice(
          other.name, .step, detail: other.type?.value,
          rank: other.parent == step.parent ? (other.index < step.index ? 0 : 1) : 2)
      })
  }

  /// The outputs of other steps, those that come before first, and what the context has.
  private func sources(of step: KubeVelaStep?) -> [VocabularyChoice] {
    var result: [VocabularyChoice] = []
    for other in steps where other.index != step?.index {
      for output in other.outputs {
        result.append(
          VocabularyChoice(
            output.name.value, .name, detail: "of \(other.name)", rank: other.index < (step?.index ?? 0) ? 0 : 1))
      }
    }
    result += componentOutputs.sorted().map { VocabularyChoice($0, .name, detail: "of a component", rank: 1) }
    return result + ConditionWords.context(kind).map { VocabularyChoice("context.\($0)", .member, rank: 2) }
  }
}

/// What may stand at a cursor in a condition.
struct ConditionChoices {
  private(set) var all: [VocabularyChoice] = []
  private let document: KubeVelaDocument
  private let step: KubeVelaStep?
  private let node: YAMLNode?
  /// The condition's text before the cursor.
  private var before: [UInt8] = []
  private let offset: Int
  private let cursor: CursorContext

  init(_ document: KubeVelaDocument, _ step: KubeVelaStep?, at offset: Int, _ cursor: CursorContext) {
    self.document = document
    self.step = step
    self.offset = offset
    self.cursor = cursor
    node = cursor.node.flatMap { $0.kind == .scalar && $0.textByteCount > 0 ? $0 : nil }
    if let node {
      let decoded =
        node.scalarMap()?.decodedOffset(ofSource: offset)
        ?? min(max(0, offset - node.contentRange.start), node.textByteCount)
      before = Array(node.textBytes.prefix(decoded))
    }
    find()
  }

  private mutating func find() {
    let word = before.reversed().prefix { Self.isWordByte($0) }.count
    let head = before.dropLast(word)
    switch head.last {
    case UInt8(ascii: "."): members(head.dropLast(), word)
    case UInt8(ascii: "\""): quoted(head.dropLast(), word)
    default: roots(word)
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x39).contains(byte) || byte == 0x5F || byte == 0x24
  }

  /// The source range of the last bytes before the cursor.
  private func range(ofLast count: Int) -> TextRange? {
    guard let node else { return nil }
    let start = node.sourceRange(ofDecoded: TextRange(before.count - count, before.count)).start
    return TextRange(min(start, offset), offset)
  }

  private mutating func add(
    _ label: String, _ kind: VocabularyChoice.Kind, _ detail: String?, text: String? = nil, replacing count: Int,
    rank: Int = 0
  ) {
    var text = text ?? label
    if node?.style == .doubleQuoted {
      text = text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
    }
    all.append(VocabularyChoice(label, kind, detail: detail, text: text, range: range(ofLast: count), rank: rank))
  }

  private mutating func roots(_ word: Int) {
    for root in ConditionWords.roots { add(root.name, .member, root.documentation, replacing: word) }
    if before.count == word { add("always", .word, "Whatever has happened.", replacing: word) }
    add("len", .function, "The length of a text or list.", text: "len(", replacing: word, rank: 1)
    add("true", .word, nil, replacing: word, rank: 2)
    add("false", .word, nil, replacing: word, rank: 2)
  }

  private mutating func members(_ head: ArraySlice<UInt8>, _ word: Int) {
    guard let path = Self.path(endingAt: head) else { return }
    switch (path.count, path.first) {
    case (1, "status"):
      // With the dot: a name that is no identifier stands in brackets.
      for name in statusNames {
        add(name.name, .step, name.detail, text: Self.access(name.name), replacing: word + 1, rank: name.rank)
      }
    case (2, "status"):
      for member in ConditionWords.members { add(member.name, .member, member.documentation, replacing: word) }
    case (1, "inputs"):
      for input in step?.inputs ?? [] {
        add(input.from.value, .name, nil, text: Self.access(input.from.value), replacing: word + 1)
      }
    case (1, "context"):
      for name in ConditionWords.context(document.kind) { add(name, .member, nil, replacing: word) }
    case (1, "parameter"):
      let fields = step.flatMap { document.definition(of: $0) }?.properties.fields ?? []
      for field in fields { add(field.name, .member, field.documentation, replacing: word) }
    default: return
    }
  }

  private static func access(_ name: String) -> String {
    StepCondition.isIdentifier(name) ? ".\(name)" : "[\"\(name)\"]"
  }

  /// Inside a text: a name behind a bracket, a word behind a comparison.
  private mutating func quoted(_ head: ArraySlice<UInt8>, _ word: Int) {
    if head.last == UInt8(ascii: "[") {
      guard let path = Self.path(endingAt: head.dropLast()), path.count == 1 else { return }
      if path.first == "status" {
        for name in statusNames { add(name.name, .step, name.detail, replacing: word, rank: name.rank) }
      } else if path.first == "inputs" {
        for input in step?.inputs ?? [] { add(input.from.value, .name, nil, replacing: word) }
      }
      return
    }
    var rest = head
    while rest.last == 0x20 { rest.removeLast() }
    guard rest.suffix(2).elementsEqual("==".utf8) || rest.suffix(2).elementsEqual("!=".utf8) else { return }
    rest.removeLast(2)
    while rest.last == 0x20 { rest.removeLast() }
    guard let path = Self.path(endingAt: rest), path.count == 3, path.first == "status" else { return }
    let words = path[2] == "phase" ? ConditionWords.phases : path[2] == "reason" ? ConditionWords.reasons : []
    for (rank, text) in words.enumerated() { add(text, .word, nil, replacing: word, rank: rank) }
  }

  private var statusNames: [(name: String, detail: String?, rank: Int)] {
    document.steps.filter { $0.index != step?.index && $0.writtenName != nil }.map { other in
      (other.name, other.type?.value, step.map { document.isOrdered(other, before: $0) } == true ? 0 : 1)
    }
  }

  /// The path that text ends with: `a.b["c"]` gives its three names; nil where there is none.
  private static func path(endingAt text: ArraySlice<UInt8>) -> [String]? {
    var result: [String] = []
    var rest = text
    for _ in 0..<8 {
      if rest.suffix(2).elementsEqual("\"]".utf8) {
        rest.removeLast(2)
        guard let quote = rest.lastIndex(of: UInt8(ascii: "\"")), quote > rest.startIndex,
          rest[quote - 1] == UInt8(ascii: "[")
        else { return nil }
        result.append(String(decoding: rest[(quote + 1)...], as: UTF8.self))
        rest = rest[..<(quote - 1)]
        continue
      }
      let name = rest.reversed().prefix { isWordByte($0) }.count
      guard name > 0 else { return nil }
      result.append(String(decoding: rest.suffix(name), as: UTF8.self))
      rest.removeLast(name)
      guard rest.last == UInt8(ascii: ".") else { return result.reversed() }
      rest.removeLast()
    }
    return nil
  }
}
