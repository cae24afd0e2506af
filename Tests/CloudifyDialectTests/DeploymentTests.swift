// SPDX-License-Identifier: Apache-2.0
import Analysis
import CloudifyDialect
import Dialect
import Foundation
import SourceText
import TestSupport
import Testing
import YAMLSyntax

/// What the creation of a deployment says to inputs, held against what the product says.
@Suite struct DeploymentTests {
  /// Cases that are decided otherwise here, with the reason.
  static let knownMisses: [String: String] = [:]

  private static func problems(of url: URL, inputs: String) throws -> [DeploymentProblem] {
    let document = try #require(Blueprints.document(at: url))
    let file = try #require(document.workflows.first?.lowered.details as? BlueprintFile)
    let given = YAMLParser.parse(SourceText(inputs)).documents.first?.root
    return file.deploymentProblems(
      inputs: given, at: url.path, Blueprints.imports(of: document, hasScripts: false), folders: [])
  }

  @Test func agreesOnInputs() throws {
    guard let corpus = RepositoryPaths.corpus?.appendingPathComponent("cloudify/cases-deploy") else {
      return print("skipped: no corpus")
    }
    var found: [String: (hit: Int, all: Int)] = [:]
    var accepted = 0
    for url in RepositoryPaths.files(below: corpus, extensions: ["yaml"]) {
      let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
      let given = lines.first { $0.hasPrefix("# inputs: ") }.map { String($0.dropFirst(10)) } ?? "null"
      let verdict = String(try #require(lines.first { $0.hasPrefix("# expect-deploy: ") }).dropFirst(17))
      let problems = try Self.problems(of: url, inputs: given)
      guard verdict.hasPrefix("error") else {
        #expect(problems.isEmpty, "\(url.lastPathComponent): \(problems)")
        accepted += 1
        continue
      }
      let code = VerdictCase(url: url, verdict: verdict, text: "").code
      found[code, default: (0, 0)].all += 1
      if problems.isEmpty {
        print("miss: \(url.lastPathComponent): \(Self.knownMisses[url.lastPathComponent] ?? "no reason is known")")
        #expect(Self.knownMisses[url.lastPathComponent] != nil, "\(url.lastPathComponent)")
      } else {
        found[code, default: (0, 0)].hit += 1
      }
    }
    for (code, count) in found.sorted(by: { $0.key < $1.key }) {
      print("cases-deploy \(code): \(count.hit) of \(count.all)")
    }
    let hits = found.values.reduce(0) { $0 + $1.hit }
    let all = found.values.reduce(0) { $0 + $1.all }
    print("cases-deploy: \(hits) of \(all) refusals found, \(accepted) accepted")
    #expect(Double(hits) >= 0.97 * Double(all))
  }

  /// Blueprints that the product parses and whose inputs all have defaults: what is refused here says why it must be.
  @Test func acceptsWhatIsParsed() throws {
    // Each of them is a case of `cases-deploy/`, too, and refused there.
    let refused: Set = [
      "309-circular-with-dict-argument.yaml", "310-circular-with-list-argument.yaml", "311-circular-within-dict.yaml",
      "312-circular-within-list.yaml",
    ]
    var count = 0
    for test in VerdictTests.cases("cases-full") where !test.isError {
      let problems = try Self.problems(of: test.url, inputs: "null").filter { $0.input.isEmpty }
      if !problems.isEmpty { #expect(refused.contains(test.name), "\(test.name): \(problems.map(\.message))") }
      count += 1
    }
    print("\(count) parsed blueprints evaluated")
  }
}
