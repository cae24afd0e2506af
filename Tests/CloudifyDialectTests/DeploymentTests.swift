// SPDX-License-Identifier: Apache-2.0
import Analysis
import CloudifyDialect
import Dialect
import Foundation
import SourceText
import TestSupport
import Testing
import YAMLSyntax

/// The inputs of a deployment, held against what the product says when it creates one.
@Suite struct DeploymentTests {
  /// What only an evaluation of functions with the inputs' values would find.
  static let needEvaluation: Set<String> = [
    "003", "004", "006", "007", "008", "009", "011", "012", "015",
  ]

  @Test func agreesOnInputs() throws {
    guard let corpus = RepositoryPaths.corpus?.appendingPathComponent("cloudify/cases-deploy") else {
      return print("skipped: no corpus")
    }
    var counts = (errors: 0, accepted: 0, skipped: 0)
    for url in RepositoryPaths.files(below: corpus, extensions: ["yaml"]) {
      let text = try String(contentsOf: url, encoding: .utf8)
      let lines = text.split(separator: "\n")
      let given = lines.first { $0.hasPrefix("# inputs: ") }.map { String($0.dropFirst(10)) } ?? "null"
      let isError = lines.contains { $0.hasPrefix("# expect-deploy: error") }
      guard !Self.needEvaluation.contains(String(url.lastPathComponent.prefix(3))) else {
        print("miss: \(url.lastPathComponent): functions are not evaluated")
        counts.skipped += 1
        continue
      }
      let document = try #require(Blueprints.document(at: url))
      let file = try #require(document.workflows.first?.lowered.details as? BlueprintFile)
      let inputs = YAMLParser.parse(SourceText(given)).documents.first?.root
      let problems = file.deploymentProblems(
        inputs: inputs, at: url.path, ImportedFiles(), folders: [])
      #expect(problems.isEmpty != isError, "\(url.lastPathComponent): \(problems)")
      if isError { counts.errors += 1 } else { counts.accepted += 1 }
    }
    print(
      "deployments: \(counts.errors) refused and \(counts.accepted) accepted as the product does, \(counts.skipped) not decided"
    )
  }
}
