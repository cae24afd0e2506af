// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import Foundation
import SourceText
import TestSupport
import Testing

/// A corpus case with the verdict of the product's own parser.
struct VerdictCase {
  var url: URL
  var verdict: String
  var text: String

  var name: String { url.lastPathComponent }
  var isError: Bool { verdict.hasPrefix("error") }
  /// The product's code, or the class of an exception that has none.
  var code: String {
    let words = verdict.split(separator: " ")
    let code = words.first { $0.hasPrefix("code=") }?.dropFirst(5) ?? "?"
    return code == "None" ? String(words.first { $0.hasPrefix("class=") }?.dropFirst(6) ?? "?") : String(code)
  }
}

/// What the product's own parser says of its own test cases, held against our findings.
@Suite struct VerdictTests {
  /// Cases that are errors to the product and none here, with the reason.
  static let knownMisses = [
    "055-namespace-on-cloudify-basic-types.yaml":
      "the types are behind an address that only the product's tests resolve",
    "102-empty-file.yaml": "a file without any node is no blueprint to anybody",
    "116-import-plugin-scheme-locally.yaml": "a plugin is resolved by a manager: a hint says so",
  ]

  static func cases(_ folder: String) -> [VerdictCase] {
    guard let corpus = RepositoryPaths.corpus else { return [] }
    let root = corpus.appendingPathComponent("cloudify/\(folder)")
    return RepositoryPaths.files(below: root, extensions: ["yaml"]).compactMap { url in
      guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
      let line = text.split(separator: "\n").first { $0.hasPrefix("# expect: ") || $0.hasPrefix("# oracle: ") }
      return line.map { VerdictCase(url: url, verdict: String($0.dropFirst(10)), text: text) }
    }
  }

  @Test(arguments: ["cases-full", "probes"]) func agreesWithTheParser(_ folder: String) {
    let cases = Self.cases(folder)
    guard !cases.isEmpty else { return print("skipped: no corpus") }
    var found: [String: (hit: Int, all: Int)] = [:]
    var accepted = 0
    for test in cases {
      let errors = Blueprints.errors(in: test.url)
      guard test.isError else {
        #expect(errors.isEmpty, "\(test.name): \(errors.map { "\($0.code) \($0.message)" })")
        accepted += 1
        continue
      }
      found[test.code, default: (0, 0)].all += 1
      if errors.isEmpty {
        print("miss: \(test.name) (\(test.verdict)): \(Self.knownMisses[test.name] ?? "no reason is known")")
        #expect(Self.knownMisses[test.name] != nil, "\(test.name)")
      } else {
        found[test.code, default: (0, 0)].hit += 1
      }
    }
    for (code, count) in found.sorted(by: { $0.key < $1.key }) {
      print("\(folder) \(code): \(count.hit) of \(count.all)")
    }
    let hits = found.values.reduce(0) { $0 + $1.hit }
    let all = found.values.reduce(0) { $0 + $1.all }
    print("\(folder): \(hits) of \(all) errors found, \(accepted) accepted")
    #expect(Double(hits) >= 0.95 * Double(all))
  }

  @Test func findsNearlyAllErrors() {
    let cases = (Self.cases("cases-full") + Self.cases("probes")).filter(\.isError)
    let hits = cases.filter { !Blueprints.errors(in: $0.url).isEmpty }.count
    #expect(Double(hits) >= 0.97 * Double(cases.count), "\(hits) of \(cases.count)")
  }
}
