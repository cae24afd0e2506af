// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import Foundation
import SourceText
import TestSupport
import Testing

/// Real blueprints: no error where the product's parser says ok for certain, one where it says error, and every other
/// error listed with its reason.
@Suite struct BlueprintTests {
  struct Verdict {
    var path: String
    var outcome: String
    var isCertain: Bool
    var code: String
  }

  /// A file of the network decides these, and nothing here resolves addresses.
  static let needNetwork: Set<String> = [
    "ari-apc-lab+croupier/croupier_plugin/tests/integration/blueprints/four/blueprint_four_scale.yaml",
    "ari-apc-lab+croupier/croupier_plugin/tests/integration/blueprints/itainnova/blueprint.yaml",
    "ari-apc-lab+croupier/croupier_plugin/tests/integration/blueprints/publish/blueprint_publish.yaml",
    "ari-apc-lab+croupier/croupier_plugin/tests/integration/blueprints/reservation/blueprint.yaml",
    "ari-apc-lab+croupier/croupier_plugin/tests/integration/blueprints/single/blueprint_scale.yaml",
    "ari-apc-lab+croupier/croupier_plugin/tests/integration/blueprints/single/no-vault.yaml",
  ]

  /// What the product calls each subject, and the rules that speak of it here.
  static let subjects: [String: Set<String>] = [
    "7": ["CF120"], "25": ["CF131"], "102": ["CF103", "CF112"], "103": ["CF134", "CF135", "CF112"],
    "105": ["CF138"], "106": ["CF139"], "219": ["CF162"], "-1": ["WF001"], "": ["CF165", "WF001"],
  ]

  static func verdicts(_ corpus: URL) throws -> [Verdict] {
    let text = try String(contentsOf: corpus.appendingPathComponent("blueprints-verdicts.tsv"), encoding: .utf8)
    return text.split(separator: "\n").dropFirst().compactMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count > 4 else { return nil }
      return Verdict(path: fields[0], outcome: fields[1], isCertain: fields[4] == "False", code: fields[3])
    }
  }

  /// Errors that are accounted for: code, file and line, with the reason.
  static func accounted() throws -> Set<String> {
    let table = RepositoryPaths.root.appendingPathComponent("Tests/CloudifyDialectTests/blueprint-errors.tsv")
    let text = try String(contentsOf: table, encoding: .utf8)
    return Set(
      text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
        line.split(separator: "\t").prefix(3).joined(separator: "\t")
      })
  }

  @Test func agreesOnRealBlueprints() throws {
    guard let corpus = RepositoryPaths.corpus?.appendingPathComponent("cloudify") else {
      return print("skipped: no corpus")
    }
    let accounted = try Self.accounted()
    var used: Set<String> = []
    var counts: [String: Int] = [:]
    var certain = 0
    for verdict in try Self.verdicts(corpus) {
      let url = corpus.appendingPathComponent("blueprints/\(verdict.path)")
      guard FileManager.default.fileExists(atPath: url.path) else { continue }
      let findings = Blueprints.findings(in: url, hasScripts: false)
      let errors = findings.filter { $0.severity == .error }
      for error in errors { counts[error.code, default: 0] += 1 }
      if verdict.outcome == "ok", verdict.isCertain {
        #expect(errors.isEmpty, "\(verdict.path): \(errors.map { "\($0.code) \($0.message)" })")
        certain += 1
      } else if verdict.outcome != "unresolved-import", verdict.isCertain {
        guard !Self.needNetwork.contains(verdict.path) else {
          print("miss: \(verdict.path): a file of the network decides it")
          continue
        }
        let subject = Self.subjects[verdict.code] ?? []
        #expect(errors.contains { subject.contains($0.code) }, "\(verdict.path) \(verdict.code): \(errors.map(\.code))")
        certain += 1
      } else {
        let text = SourceText(bytes: Array(try Data(contentsOf: url)))
        for error in errors {
          let line = text.position(of: error.range.start, unit: .utf8).line + 1
          let key = "\(error.code)\t\(verdict.path)\t\(line)"
          used.insert(key)
          #expect(accounted.contains(key), "NEW\t\(key)")
        }
      }
    }
    print("\(certain) certain verdicts agreed on; errors by code:", counts.sorted { $0.key < $1.key })
    #expect(accounted.subtracting(used).isEmpty, "lines without a finding: \(accounted.subtracting(used).sorted())")
  }

  /// All blueprints of the corpus in one run: no file is read twice, whoever imports it.
  @Test func importsAreReadOnce() throws {
    guard let corpus = RepositoryPaths.corpus?.appendingPathComponent("cloudify/blueprints") else {
      return print("skipped: no corpus")
    }
    let documents = RepositoryPaths.files(below: corpus, extensions: ["yaml"]).compactMap {
      Blueprints.document(at: $0)
    }
    let given = Set(documents.map(\.path))
    let reads = Reads()
    var collector = ImportCollector(
      read: { path in
        reads.counts[path, default: 0] += 1
        return Blueprints.document(at: URL(fileURLWithPath: path))
      }, isPresent: { FileManager.default.fileExists(atPath: $0) })
    for document in documents { collector.collect(document) }
    #expect(!reads.counts.isEmpty)
    #expect(reads.counts.allSatisfy { $0.value == 1 }, "\(reads.counts.filter { $0.value > 1 })")
    print("\(given.count) blueprints, \(reads.counts.count) imported files, each read once")
  }

  private final class Reads { var counts: [String: Int] = [:] }
}
