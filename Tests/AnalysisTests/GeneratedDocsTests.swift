// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import EditorFeatures
import Foundation
import Rules
import TestSupport
import Testing

/// The pages of `docs/` that are generated are those that the code would generate now (`make docs`).
@Suite struct GeneratedDocsTests {
  static let docs = RepositoryPaths.root.appendingPathComponent("docs")

  @Test func rulePagesAreFresh() throws {
    let pages = RuleDocumentation.pages()
    for page in pages {
      let path = Self.docs.appendingPathComponent("rules/\(page.name)")
      let text = try String(contentsOf: path, encoding: .utf8)
      #expect(text == page.text, "docs/rules/\(page.name) is stale: run make docs")
    }
    let names = try FileManager.default.contentsOfDirectory(
      atPath: Self.docs.appendingPathComponent("rules").path)
    #expect(Set(names) == Set(pages.map(\.name)), "pages of rules that are gone: run make docs")
  }

  @Test func referenceIsFresh() throws {
    let schema = try #require(DialectCatalog.named("native")).schema
    let expected = LanguageReference.markdown(schema, title: "The workflow language `wflint/v1`") + "\n"
    let text = try String(contentsOf: Self.docs.appendingPathComponent("reference.md"), encoding: .utf8)
    #expect(text == expected, "docs/reference.md is stale: run make docs")
  }

  @Test func schemasAreFresh() throws {
    let schemas = NamedSchema.all.filter { $0.fileName != nil }
    #expect(schemas.count == 3)
    for schema in schemas {
      let path = RepositoryPaths.root.appendingPathComponent("grammar/\(schema.fileName ?? "")")
      let text = try String(contentsOf: path, encoding: .utf8)
      let expected = LanguageSchema.json(schema.schema, title: schema.title).text + "\n"
      #expect(text == expected, "\(path.lastPathComponent) is stale: run make docs")
    }
  }

  /// Every rule has a file of its own in its category's folder.
  @Test func everyRuleHasItsFile() throws {
    for category in RuleCategory.allCases {
      let place =
        switch category {
        case .kubeVela, .cloudify: "Sources/\(category.rawValue)Dialect/Rules"
        default: "Sources/Rules/\(category.rawValue)"
        }
      let folder = RepositoryPaths.root.appendingPathComponent(place)
      let files = RepositoryPaths.files(below: folder, extensions: ["swift"])
      let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
      for rule in RuleCatalog.all where rule.category == category {
        #expect(texts.count { $0.contains("\"\(rule.code)\", \"\(rule.name)\"") } == 1, "\(rule.code) has no file")
      }
    }
  }
}
