// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import SourceText
import YAMLSyntax

/// The values that expressions are given, read from a file.
enum BoundValues {
  /// Why a file gives no values.
  struct Failure: Error {
    var message: String
    /// Where in the file, where that is known.
    var range: TextRange?
    var text: SourceText?
  }

  /// Names with values from a file's bytes: a mapping of YAML or, where `isJSON`, of JSON.
  static func read(_ bytes: [UInt8], isJSON: Bool) throws(Failure) -> [(String, CELValue)] {
    guard !isJSON else {
      let value: CELValue
      do throws(JSONValueReader.Failure) {
        value = try JSONValueReader.read(bytes[...])
      } catch {
        throw Failure(
          message: error.message, range: TextRange(at: error.offset), text: SourceText(bytes: bytes))
      }
      return try fields(of: value)
    }
    let text = InputDecoding.decode(bytes).source
    let tree = YAMLParser.parse(text)
    if let problem = tree.problems.first {
      throw Failure(message: problem.message, range: problem.range, text: text)
    }
    guard let root = tree.documents.first?.root, tree.documents.count == 1 else {
      if tree.documents.isEmpty { return [] }
      throw Failure(message: "the values must be one document, not \(tree.documents.count)")
    }
    var budget = YAMLBudget()
    return try fields(of: budget.value(root, depth: 0))
  }

  private static func fields(of value: CELValue) throws(Failure) -> [(String, CELValue)] {
    switch value {
    case .null: return []
    case .map(let map):
      return zip(map.keys, map.values).map { ($0.textForm, $1) }
    default: throw Failure(message: "the values must be a mapping of names to values, not a \(value.typeName.name)")
    }
  }

  /// A node as a value, with a bound on what aliases may expand to.
  private struct YAMLBudget {
    var remaining = 1_000_000

    mutating func value(_ written: YAMLNode, depth: Int) throws(Failure) -> CELValue {
      remaining -= 1
      guard remaining > 0 else { throw Failure(message: "the values expand to more than 1,000,000") }
      guard depth <= 100 else { throw Failure(message: "the values are nested more than 100 deep") }
      guard let node = written.resolved else { return .null }
      switch node.kind {
      case .alias: return .null
      case .sequence:
        var elements: [CELValue] = []
        for child in node.children { elements.append(try value(child, depth: depth + 1)) }
        return .array(elements)
      case .mapping:
        var entries: [(String, CELValue)] = []
        for entry in node.mergedEntries {
          entries.append((entry.key.resolved?.text ?? entry.key.text, try value(entry.value, depth: depth + 1)))
        }
        return .object(entries)
      case .scalar:
        return switch node.scalarType {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .int(let number): .int(number)
        case .float(let number): .double(number)
        case .string: .string(node.text)
        }
      }
    }
  }
}
