// SPDX-License-Identifier: Apache-2.0
package import Dialect
import KubeVelaDialect
import NativeDialect
import ScenarioFiles

/// The rows of one kind of file, by a name that people use.
package struct NamedSchema: Sendable {
  /// The name: a dialect's, `scenario` or `configuration`.
  package var name: String
  /// What the JSON Schema is called.
  package var title: String
  /// The file in `grammar/` that holds the JSON Schema; nil for formats of other products.
  package var fileName: String?
  /// The rows.
  package var schema: DialectSchema
  /// Whether the format is another product's, whose readers take more than the rows say.
  package var isOpen = false
  /// The rows of several kinds of document, by their `kind`; none where the schema's root is all.
  package var kinds: [(name: String, row: ObjectRow)] = []

  /// The rows of a workspace's `.wflint.yaml`.
  package static var configuration: NamedSchema {
    NamedSchema(
      name: "configuration", title: "A workspace's .wflint.yaml", fileName: "configuration.schema.json",
      schema: ConfigurationRows.schema)
  }

  /// Every kind of file: the dialects, then wflint's own kinds.
  package static var all: [NamedSchema] {
    DialectCatalog.all.map { dialect in
      dialect.name == NativeDialect.name
        ? NamedSchema(
          name: dialect.name, title: "A workflow, wflint/v1", fileName: "workflow.schema.json", schema: dialect.schema)
        : NamedSchema(
          name: dialect.name, title: "A \(dialect.name) document", schema: dialect.schema, isOpen: true,
          kinds: dialect.name == KubeVelaDialect.name
            ? KubeVelaKind.allCases.map { ($0.rawValue, $0.schema.root) } : [])
    } + [
      NamedSchema(
        name: "scenario", title: "Scenarios, wflint-sim/v1", fileName: "scenario.schema.json",
        schema: ScenarioRows.schema),
      configuration,
    ]
  }
}
