// SPDX-License-Identifier: Apache-2.0
import Dialect
import SourceText
import YAMLSyntax

/// A file as a part of a blueprint.
struct BlueprintUnit {
  var file: BlueprintFile
  var path: String
  /// The namespace of its names, with `--` at its end; empty where there is none.
  var prefix: String
  /// The import of the main file that brought it; nil for the main file.
  var importNode: YAMLNode?
  /// The values that the import gives to its plugin's properties.
  var properties: YAMLNode?
  /// Whether it holds the product's own types.
  var isBasicTypes: Bool
}

/// A name with what it stands for.
struct Definition {
  var name: String
  var key: YAMLNode
  var value: YAMLNode
  var unit: Int
  /// Bodies of other files that are merged into this one.
  var more: [(value: YAMLNode, unit: Int)] = []

  /// The value of a key, of its own body or else of a merged one.
  func field(_ key: StaticString) -> YAMLNode? {
    if let own = value.field(key) { return own }
    for (value, _) in more { if let found = value.field(key) { return found } }
    return nil
  }
}

/// A section of all files together.
struct Section {
  private(set) var definitions: [Definition] = []
  private var indices: [String: Int] = [:]

  var isEmpty: Bool { definitions.isEmpty }
  var names: [String] { definitions.map(\.name) }

  subscript(name: String) -> Definition? { indices[name].map { definitions[$0] } }

  func contains(_ name: String) -> Bool { indices[name] != nil }

  mutating func set(_ definition: Definition) {
    if let index = indices[definition.name] {
      definitions[index] = definition
    } else {
      indices[definition.name] = definitions.count
      definitions.append(definition)
    }
  }

  mutating func merge(_ value: YAMLNode, unit: Int, into name: String) {
    guard let index = indices[name] else { return }
    definitions[index].more.append((value, unit))
  }
}

/// What an import stands for.
enum ImportOutcome {
  case file(BlueprintFile, path: String)
  /// The product's own types; exact where no version of their own is asked for.
  case standard(isExact: Bool)
  /// Every place where it may be was looked at.
  case missing
  /// It is on a manager, on the network, or nobody looked.
  case unresolved
}

/// What is not known of a blueprint because an import could not be resolved.
struct Unknowns {
  /// Types, plugins and relationships may come from a plugin that is not here.
  var types = false
  /// Everything may come from a file that is not here.
  var everything = false

  var hasTypes: Bool { types || everything }
}
