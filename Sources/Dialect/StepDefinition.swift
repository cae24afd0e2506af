// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// A step type that a file of the workspace defines.
package struct StepDefinition: Sendable {
  /// The dialect whose steps may be of the type.
  package var dialect: String
  /// The type's name.
  package var name: String
  /// What it does, in a line.
  package var summary: String
  /// What its steps are given; nil where that could not be read.
  package var properties: ObjectRow?
  /// Whether only objects that deliver an application may use it.
  package var isForApplications: Bool
  /// The file's path.
  package var path: String
  /// Where the name stands in it: byte offsets.
  package var range: TextRange

  /// Makes a definition.
  package init(
    dialect: String, name: String, summary: String, properties: ObjectRow?, isForApplications: Bool, path: String,
    range: TextRange
  ) {
    self.dialect = dialect
    self.name = name
    self.summary = summary
    self.properties = properties
    self.isForApplications = isForApplications
    self.path = path
    self.range = range
  }
}

/// What a file in a language of definitions says.
package struct DefinitionFile: Sendable {
  /// The types that it defines.
  package var definitions: [StepDefinition]
  /// The first thing that the language does not allow: its place and what is wrong.
  package var problem: (range: TextRange, message: String)?

  /// Makes one.
  package init(definitions: [StepDefinition], problem: (range: TextRange, message: String)?) {
    self.definitions = definitions
    self.problem = problem
  }
}
