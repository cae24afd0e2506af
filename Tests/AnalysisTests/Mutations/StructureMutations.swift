// SPDX-License-Identifier: Apache-2.0
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Mistakes in keys, values and types.
enum StructureMutations {
  static let kinds: [MutationKind] = [
    MutationKind("remove the schema", ["WF109"]) { example in
      example.root.entry("schema").map { [Mutant(YAMLEdits.remove($0), at: .offset($0.key.range.start))] } ?? []
    },
    MutationKind("remove a required key", ["WF102"]) { example in
      example.describedMappings.flatMap { node, row in
        row.fields.filter(\.isRequired).compactMap { field in
          node.entry(named: field.name).map { entry in
            let code = field.name == "steps" ? "WF105" : field.name == "timezone" ? "WF405" : "WF102"
            return Mutant(YAMLEdits.remove(entry), at: .offset(node.range.start), codes: [code])
          }
        }
      }
    },
    MutationKind("misspell a key", ["WF101"]) { example in
      example.describedMappings.flatMap { node, row in
        node.entries.compactMap { entry in
          let wrong = misspelt(entry.key.text)
          guard row.field(named: entry.key.text) != nil, row.field(named: wrong) == nil, entry.key.text != "schema"
          else {
            return nil
          }
          return Mutant([TextEdit(entry.key.range, wrong)])
        }
      }
    },
    MutationKind("a value of the wrong type", ["WF103"]) { example in
      values(of: example).compactMap { field, value in
        guard field.name != "type", field.name != "schema" else { return nil }
        let wrong: String
        switch field.type {
        case .integer, .number: wrong = "many"
        case .boolean: wrong = "maybe"
        case .map, .object: wrong = "5"
        case .text, .list(.text), .scalar: wrong = "{wrong: type}"
        default: return nil
        }
        return Mutant([TextEdit(value.range, wrong)])
      }
    },
    MutationKind("a number where a list of mappings stands", ["WF103", "WF105"]) { example in
      values(of: example).compactMap { field, value in
        switch field.type {
        case .triggers, .steps, .list(.object): Mutant([TextEdit(value.range, "5")])
        default: nil
        }
      }
    },
    MutationKind("a wrong word of an enumeration", ["WF104"]) { example in
      values(of: example).compactMap { field, value in
        guard case .choice = field.type else { return nil }
        return Mutant(YAMLEdits.replaceValue(of: value, with: "bogus"))
      }
    },
    MutationKind("a number out of its range", ["WF103", "WF104"]) { example in
      values(of: example).compactMap { field, value in
        guard case .integer(let range) = field.type else { return nil }
        return Mutant([TextEdit(value.range, "\(range.lowerBound - 1)")])
      }
    },
    MutationKind("another version of the format", ["WF104"]) { example in
      example.root["schema"].map { [Mutant([TextEdit($0.range, "wflint/v9")])] } ?? []
    },
    MutationKind("an unknown step type", ["WF110"]) { example in
      example.steps.compactMap { step in
        example.value(step, "type").map { Mutant([TextEdit($0.range, misspelt($0.text))]) }
      }
    },
    MutationKind("an unknown trigger type", ["WF114"]) { example in
      example.triggers.compactMap { $0["type"].map { Mutant([TextEdit($0.range, misspelt($0.text))]) } }
    },
    MutationKind("a key twice", ["WF003"]) { example in
      example.describedMappings.flatMap { node, _ in
        node.entries.compactMap { entry in
          guard entry.value.kind == .scalar, entry.value.style != .literal else { return nil }
          return Mutant(YAMLEdits.insertEntry(entry.key.text, example.text[entry.value.range], after: entry))
        }
      }
    },
    MutationKind("an id with a hyphen", ["WF106"]) { example in
      example.steps.compactMap { step in
        example.value(step, "id").map { Mutant([TextEdit($0.range, step.id + "-x")]) }
      }
    },
    MutationKind("a reserved word as an id", ["WF106"]) { example in
      example.steps.compactMap { step in example.value(step, "id").map { Mutant([TextEdit($0.range, "loop")]) } }
    },
    MutationKind("a name with blanks", ["WF113"]) { example in
      example.root["name"].map { [Mutant([TextEdit($0.range, "Two Words")])] } ?? []
    },
    MutationKind("a broken duration", ["WF107"]) { example in
      let wrong = ["1 hour", "90", "5min", "-3m", "soon", "1.5.2h"]
      return example.texts { $0 == .duration }.flatMap { node in
        wrong.map { Mutant([TextEdit(node.range, $0)]) }
      }
    },
    MutationKind("a URL without a scheme", ["WF111"]) { example in
      example.texts { $0 == .url }.map { Mutant(YAMLEdits.replaceValue(of: $0, with: "example.com/health")) }
    },
    MutationKind("keys that exclude each other", ["WF108"]) { example in
      example.adding("teams", "{channel: ops, message: hello}") { $0.type == "notify" }
        + example.adding("file", "build.sh") { $0.type == "script" }
    },
    MutationKind("a key without its value", ["WF103", "WF102"]) { example in
      values(of: example).compactMap { field, value in
        guard field.isRequired, case .text = field.type, field.name != "schema", value.style != .literal else {
          return nil
        }
        return Mutant([TextEdit(value.range, "")])
      }
    },
    MutationKind("a list of steps without steps", ["WF105"]) { example in
      example.root["steps"].map { [Mutant([TextEdit($0.range, "[]")])] } ?? []
    },
  ]

  /// The values of all described keys.
  private static func values(of example: MutationExample) -> [(FieldRow, YAMLNode)] {
    example.describedMappings.flatMap { node, row in
      node.entries.compactMap { entry in row.field(named: entry.key.text).map { ($0, entry.value) } }
    }
  }

  /// A word with a slip of the fingers: two neighbours in the middle swapped, or the last letter twice.
  static func misspelt(_ word: String) -> String {
    var letters = Array(word)
    let middle = letters.count / 2
    if letters.count > 2, letters[middle] != letters[middle - 1] {
      letters.swapAt(middle, middle - 1)
    } else {
      letters.append(letters.last ?? "x")
    }
    return String(letters)
  }
}
