// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import Expression
import Rules
package import SourceText
import WorkflowModel
import YAMLSyntax

/// What a part of a document is, in the protocol's names.
package enum SemanticKind: Int, Hashable, Sendable, CaseIterable {
  /// A step's id.
  case function
  /// A type of step or trigger.
  case type
  /// An input.
  case parameter
  /// An output, or another member that an expression reads.
  case property
  /// A name in an expression.
  case variable
  /// A duration or a number.
  case number
  /// A cron expression or a time zone.
  case regexp
  /// An approver.
  case enumMember
  /// An operator of an expression.
  case `operator`
  /// A text in an expression.
  case string
  /// `true`, `false`, `null`, `in`.
  case keyword
  /// A comment in an expression.
  case comment

  /// The protocol's word.
  package var name: String { "\(self)" }
}

/// One token.
package struct SemanticToken: Hashable, Sendable {
  /// Its text, half-open byte offsets, on one line.
  package var range: TextRange
  /// What it is.
  package var kind: SemanticKind
  /// Whether something is declared by it.
  package var isDeclaration: Bool
}

/// The tokens of a document: on one line each, in document order, none over another. Complexity: O(n log n).
package func semanticTokens(of document: AnalyzedDocument) -> [SemanticToken] {
  var tokens: [SemanticToken] = document.occurrences.compactMap { occurrence in
    let kind: SemanticKind
    switch occurrence.thing {
    case .step: kind = .function
    case .input: kind = .parameter
    case .output, .result, .calledOutput: kind = .property
    case .named(_, let name, _): kind = name == "step" ? .function : name == "output" ? .property : .variable
    case .anchor, .entry, .workflow, .calledInput: return nil
    case .declared(let name): kind = SemanticKind(ofDeclared: name.kind)
    }
    return SemanticToken(range: occurrence.range, kind: kind, isDeclaration: occurrence.isDeclaration)
  }
  tokens += document.calls.map { SemanticToken(range: $0, kind: .function, isDeclaration: false) }
  tokens += document.parsed.callInputs.map { SemanticToken(range: $0.range, kind: .parameter, isDeclaration: false) }
  for context in document.rowDocuments {
    for text in context.lowered.texts {
      guard let node = document.parsed.tree.node(text.node), let kind = kind(of: text.format), !node.holdsInterpolation,
        node.kind == .scalar
      else { continue }
      tokens.append(SemanticToken(range: node.contentRange, kind: kind, isDeclaration: false))
    }
    for type in context.workflow.steps.compactMap(\.type) + context.workflow.triggers.compactMap(\.type) {
      tokens.append(SemanticToken(range: type.range, kind: .type, isDeclaration: false))
    }
    for site in context.workflow.expressions { tokens += expressionTokens(site, document) }
  }
  tokens += scenarioTokens(document)
  if document.parsed.kind == .configuration {
    tokens += document.parsed.directoryPlaces.map {
      SemanticToken(range: $0.range, kind: .enumMember, isDeclaration: $0.isDeclaration)
    }
  }
  // What was found first is the more special: names before the tokens of the expression that holds them.
  let lines = document.parsed.text.lines
  let sorted = tokens.enumerated().sorted {
    ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset)
  }
  var result: [SemanticToken] = []
  for (_, token) in sorted where !token.range.isEmpty {
    guard lines.line(at: token.range.start) == lines.line(at: token.range.end) else { continue }
    if let last = result.last, last.range.end > token.range.start { continue }
    result.append(token)
  }
  return result
}

/// The steps, inputs and outputs that a scenario file names, and its conditions.
private func scenarioTokens(_ document: AnalyzedDocument) -> [SemanticToken] {
  guard document.parsed.kind == .scenario else { return [] }
  var result = scenarioMentions(in: document.parsed).map {
    SemanticToken(range: $0.range, kind: .function, isDeclaration: false)
  }
  result += scenarioMembers(in: document.parsed).map {
    SemanticToken(range: $0.range, kind: $0.kind == .input ? .parameter : .property, isDeclaration: false)
  }
  result += document.parsed.workflowNamePlaces.map {
    SemanticToken(range: $0.range, kind: .function, isDeclaration: false)
  }
  for document in document.parsed.tree.documents { result += scenarioValueTokens(document.root) }
  for text in document.rowContexts.flatMap(\.lowered.texts) {
    guard case .expression = text.format, let node = document.parsed.tree.node(text.node), node.kind == .scalar else {
      continue
    }
    result += tokens(of: ParsedExpression(parsing: node.text)).map { range, kind in
      SemanticToken(range: node.sourceRange(ofDecoded: range), kind: kind, isDeclaration: false)
    }
  }
  return result
}

/// The people of a scenario file, and the durations in places that take distributions, too.
private func scenarioValueTokens(_ root: YAMLNode) -> [SemanticToken] {
  var result: [SemanticToken] = []
  var pending = [(node: root, depth: 0)]
  while let (node, depth) = pending.popLast() {
    guard depth < 40 else { continue }
    for entry in node.entries where entry.value.kind == .scalar {
      switch entry.key.text {
      case "by", "actor":
        result.append(SemanticToken(range: entry.value.contentRange, kind: .enumMember, isDeclaration: false))
      case "duration", "after", "min", "max", "p50", "p95":
        guard entry.value.locatedDuration != nil else { continue }
        result.append(SemanticToken(range: entry.value.contentRange, kind: .number, isDeclaration: false))
      default: continue
      }
    }
    // What steps leave behind and runs are given are the author's own words.
    pending += node.entries.filter { !["outputs", "inputs", "body", "headers"].contains($0.key.text) }.map {
      ($0.value, depth + 1)
    }
    pending += node.items.map { ($0, depth + 1) }
  }
  return result
}

extension SemanticKind {
  /// What a declared name is shown as.
  init(ofDeclared kind: String) {
    switch kind {
    case "input": self = .parameter
    case "workflow": self = .function
    case "property", "output", "capability": self = .property
    case _ where kind.hasSuffix(" type"): self = .type
    default: self = .variable
    }
  }
}

private func kind(of format: TextFormat) -> SemanticKind? {
  switch format {
  case .duration: .number
  case .cron, .timezone: .regexp
  case .principal, .reference(.registry): .enumMember
  case .reference(.workflow): .function
  default: nil
  }
}

private func expressionTokens(_ site: ExpressionSite, _ document: AnalyzedDocument) -> [SemanticToken] {
  tokens(of: site.parsed).map { range, kind in
    SemanticToken(range: document.range(range, in: site), kind: kind, isDeclaration: false)
  }
}

/// The tokens of an expression, in its own bytes.
private func tokens(of parsed: ParsedExpression) -> [(TextRange, SemanticKind)] {
  var result: [(TextRange, SemanticKind)] = []
  for (index, token) in parsed.tokens.enumerated() {
    let kind: SemanticKind
    switch token.kind {
    case .identifier, .quotedIdentifier:
      let isMember = index > 0 && parsed.tokens[index - 1].kind == .dot
      let isCall =
        index + 1 < parsed.tokens.count && parsed.tokens[index + 1].kind == .leftParenthesis
      kind = isCall ? .function : isMember ? .property : .variable
    case .keyword: kind = .keyword
    case .int, .uint, .double: kind = .number
    case .string, .bytes: kind = .string
    case .comment: kind = .comment
    case .plus, .minus, .star, .slash, .percent, .not, .and, .or, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .question:
      kind = .operator
    default: continue
    }
    result.append((token.range, kind))
  }
  return result
}
