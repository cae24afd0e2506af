// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Foundation
import TestSupport
import Testing

/// The keys that the editors' grammars colour are those of the rows.
@Suite struct GrammarKeyTests {
  /// The keys of wflint's own files whose texts have a format that the closure wants.
  static func keys(_ isWanted: (TextFormat) -> Bool) -> Set<String> {
    var found: Set<String> = []
    func visit(_ row: ObjectRow, _ depth: Int) {
      for field in row.fields { visit(field.type, field.name, depth + 1) }
    }
    func visit(_ type: FieldType, _ key: String, _ depth: Int) {
      guard depth < 12 else { return }
      switch type {
      case .text(let format): if isWanted(format) { found.insert(key) }
      case .object(let row): visit(row, depth)
      case .list(.object(let row)), .map(.object(let row), key: _): visit(row, depth)
      default: break
      }
    }
    for schema in NamedSchema.all where schema.fileName != nil {
      visit(schema.schema.root, 0)
      for type in schema.schema.stepTypes + schema.schema.triggerTypes { visit(type.row, 0) }
    }
    return found
  }

  /// The words of the alternatives in front of a pattern's colon.
  static func alternatives(_ text: String, containing word: String) -> [Set<String>] {
    let groups = text.matches(of: /\(([a-z_|]+)\)\(:\)/).map { Set($0.1.split(separator: "|").map(String.init)) }
    return groups.filter { $0.contains(word) }
  }

  @Test func theGrammarsKnowTheKeysOfTheRows() throws {
    let expressions = Self.keys { if case .expression = $0 { true } else { false } }
    let durations = Self.keys { $0 == .duration }
    #expect(expressions.contains("if") && durations.contains("timeout"))
    #expect(Self.keys { $0 == .cron } == ["cron"])
    #expect(Self.keys { $0 == .script } == ["run"])
    // A principal has a form that nothing else has, so its keys need not be known.
    let grammars = RepositoryPaths.root.appendingPathComponent("grammar")
    let textMate = try String(
      contentsOf: grammars.appendingPathComponent("textmate/wflint.injection.tmLanguage.json"), encoding: .utf8)
    for (word, keys) in [("if", expressions), ("timeout", durations)] {
      let all = Self.alternatives(textMate, containing: word)
      #expect(!all.isEmpty)
      for found in all { #expect(found.symmetricDifference(keys) == [], "\(word)") }
    }
    for (file, word, keys) in [("injections", "if", expressions), ("highlights", "timeout", durations)] {
      let queries = try String(
        contentsOf: grammars.appendingPathComponent("tree-sitter/\(file).scm"), encoding: .utf8)
      let lists = queries.matches(of: /#any-of\? @_key ([^)]*)\)/).map { match in
        Set(match.1.split(separator: " ").map { String($0).replacing("\"", with: "") })
      }
      let wanted = lists.filter { $0.contains(word) }
      #expect(!wanted.isEmpty)
      for found in wanted { #expect(found.symmetricDifference(keys) == [], "\(file)") }
    }
  }
}
