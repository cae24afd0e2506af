// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The machine formats, each key by what its consumer expects.
@Suite struct FormatTests {
  /// One finding with a fix behind an emoji, one with a related place, one in another folder with a name to escape.
  private static func sandbox() throws -> Sandbox {
    try Sandbox([
      "a.wf.yaml": Texts.workflow(
        steps: """
            - {id: test, name: "😀é", type: script, run: make test, timeout: 5m, needs: [biuld]}
            - {id: build, name: Again, type: script, run: make, timeout: 5m, needs: []}

          """),
      "odd, 100%: näme/b c.wf.yaml": Texts.unknownStep.replacingOccurrences(of: "alpha", with: "beta"),
    ])
  }

  private static let select = ["--select", "WF201,WF204"]

  @Test func jsonIsAsDocumented() async throws {
    let sandbox = try Self.sandbox()
    let result = try await sandbox.run(["check", "--format", "json"] + Self.select)
    #expect(result.status == 1)
    let json = try result.json()
    #expect(Set((json as? [String: Any] ?? [:]).keys) == ["version", "diagnostics"])
    #expect(value(json, "version") as? Int == 1)
    let list = try #require(value(json, "diagnostics") as? [[String: Any]])
    #expect(list.map { $0["code"] as? String } == ["WF201", "WF204", "WF201"])
    for item in list {
      #expect(
        Set(item.keys) == [
          "path", "code", "name", "severity", "message", "range", "related", "fixes", "help", "url",
        ])
      #expect(["error", "warning", "hint"].contains(item["severity"] as? String))
      #expect((item["url"] as? String)?.hasSuffix(item["code"] as? String ?? "?") == true)
      #expect((item["help"] is NSNull) || (item["help"] is String))
    }

    // Line 11 begins at byte `start`; before the finding stand 😀 (four bytes, one scalar) and é (two bytes, one scalar).
    let text = try sandbox.text("a.wf.yaml")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = lines[..<10].reduce(0) { $0 + $1.utf8.count + 1 }
    let first = list[0]
    let column = "  - {id: test, name: \"xx\", type: script, run: make test, timeout: 5m, needs: [".count + 1
    #expect(first["path"] as? String == "a.wf.yaml")
    #expect(first["name"] as? String == "unknown-step")
    expectPlace(value(first, "range", "start"), line: 11, column: column, offset: start + column - 1 + 4)
    expectPlace(value(first, "range", "end"), line: 11, column: column + 5, offset: start + column - 1 + 4 + 5)
    #expect((first["related"] as? [Any])?.isEmpty == true)
    let fix = value(first, "fixes", "0")
    #expect(Set((fix as? [String: Any] ?? [:]).keys) == ["title", "applicability", "edits"])
    #expect(value(fix, "applicability") as? String == "safe")
    #expect(value(fix, "edits", "0", "replacement") as? String == "build")
    expectPlace(value(fix, "edits", "0", "range", "start"), line: 11, column: column, offset: start + column + 3)

    let second = list[1]
    let related = value(second, "related", "0")
    #expect(Set((related as? [String: Any] ?? [:]).keys) == ["path", "message", "range"])
    #expect(value(related, "path") as? String == "a.wf.yaml")
    #expect(value(related, "range", "start", "line") as? Int == 10, "the first step of that id")
    #expect(value(second, "range", "start", "line") as? Int == 12, "the later one is the mistake")
    #expect(list[2]["path"] as? String == "odd, 100%: näme/b c.wf.yaml")
  }

  private func expectPlace(_ place: Any?, line: Int, column: Int, offset: Int) {
    #expect(Set((place as? [String: Any] ?? [:]).keys) == ["line", "column", "offset"])
    #expect(value(place, "line") as? Int == line)
    #expect(value(place, "column") as? Int == column)
    #expect(value(place, "offset") as? Int == offset)
  }

  @Test func jsonWithoutFindingsIsAnEmptyList() async throws {
    let sandbox = try Sandbox(["a.wf.yaml": Texts.workflow()])
    let result = try await sandbox.run(["check", "--format", "json"])
    #expect(result.status == 0)
    #expect((value(try result.json(), "diagnostics") as? [Any])?.isEmpty == true)
  }

  /// Each line of `jsonl` is what `json` has in its list.
  @Test func jsonLinesAreTheSameObjects() async throws {
    let sandbox = try Self.sandbox()
    let whole = try await sandbox.run(["check", "--format", "json"] + Self.select)
    let lines = try await sandbox.run(["check", "--format", "jsonl"] + Self.select)
    let objects = try lines.lines.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) }
    #expect(objects as NSArray == value(try whole.json(), "diagnostics") as? NSArray)
    #expect(objects.count == 3)
  }

  /// Another file's place has a path of its own.
  @Test func relatedPlacesInOtherFiles() async throws {
    let sandbox = try Sandbox(["a.wf.yaml": Texts.workflow("same"), "b.wf.yaml": Texts.workflow("same")])
    let json = try await sandbox.run(["check", "--format", "json", "--select", "WF112"]).json()
    let list = try #require(value(json, "diagnostics") as? [Any])
    #expect(!list.isEmpty)
    for item in list {
      let own = value(item, "path") as? String
      let other = value(item, "related", "0", "path") as? String
      #expect(Set([own, other]) == ["a.wf.yaml", "b.wf.yaml"])
      #expect(value(item, "related", "0", "range", "start", "line") as? Int == 2)
      #expect(value(item, "related", "0", "range", "start", "column") as? Int == 7)
    }
  }

  /// What SARIF 2.1.0 demands (§3.13 to §3.55) of what we write.
  @Test func sarifKeepsItsConstraints() async throws {
    let sandbox = try Self.sandbox()
    let result = try await sandbox.run(["check", "--format", "sarif"] + Self.select)
    #expect(result.status == 1)
    let json = try result.json()
    #expect(value(json, "version") as? String == "2.1.0")
    #expect((value(json, "runs") as? [Any])?.count == 1)
    let run = value(json, "runs", "0")
    #expect(value(run, "tool", "driver", "name") as? String == "wflint")
    #expect(value(run, "columnKind") as? String == "unicodeCodePoints")
    let rules = try #require(value(run, "tool", "driver", "rules") as? [Any])
    let ids = rules.compactMap { value($0, "id") as? String }
    #expect(ids.count == rules.count && Set(ids).count == ids.count)
    for rule in rules {
      #expect((value(rule, "shortDescription", "text") as? String)?.isEmpty == false)
      #expect((value(rule, "fullDescription", "text") as? String)?.isEmpty == false)
      #expect(URL(string: value(rule, "helpUri") as? String ?? "")?.scheme == "https")
      #expect(["error", "warning", "note", "none"].contains(value(rule, "defaultConfiguration", "level") as? String))
    }
    let results = try #require(value(run, "results") as? [Any])
    #expect(results.map { value($0, "ruleId") as? String } == ["WF201", "WF204", "WF201"])
    var fingerprints: Set<String> = []
    for item in results {
      let index = try #require(value(item, "ruleIndex") as? Int)
      #expect(ids[index] == value(item, "ruleId") as? String)
      #expect(value(item, "level") as? String == "error")
      #expect((value(item, "message", "text") as? String)?.isEmpty == false)
      expectLocation(value(item, "locations", "0"))
      for related in value(item, "relatedLocations") as? [Any] ?? [] {
        expectLocation(related)
        #expect(value(related, "id") is Int)
      }
      let prints = try #require(value(item, "partialFingerprints") as? [String: String])
      #expect(!prints.isEmpty)
      fingerprints.formUnion(prints.values)
      for fix in value(item, "fixes") as? [Any] ?? [] {
        for change in try #require(value(fix, "artifactChanges") as? [Any]) {
          #expect(value(change, "artifactLocation", "uri") is String)
          for replacement in try #require(value(change, "replacements") as? [Any]) {
            expectRegion(value(replacement, "deletedRegion"))
            #expect(value(replacement, "insertedContent", "text") is String)
          }
        }
      }
    }
    #expect(fingerprints.count == results.count, "each finding has a fingerprint of its own")
    #expect(
      value(results[2], "locations", "0", "physicalLocation", "artifactLocation", "uri") as? String
        == "odd%2C%20100%25%3A%20n%C3%A4me/b%20c.wf.yaml")
    #expect(value(results[1], "relatedLocations", "0", "physicalLocation", "region", "startLine") as? Int == 10)
  }

  private func expectLocation(_ location: Any?) {
    let uri = value(location, "physicalLocation", "artifactLocation", "uri") as? String ?? ""
    #expect(!uri.isEmpty && URL(string: uri) != nil)
    expectRegion(value(location, "physicalLocation", "region"))
  }

  private func expectRegion(_ region: Any?) {
    let numbers = ["startLine", "startColumn", "endLine", "endColumn"].map { value(region, $0) as? Int ?? -1 }
    #expect(numbers.allSatisfy { $0 >= 1 })
    #expect((numbers[0], numbers[1]) <= (numbers[2], numbers[3]))
    for key in ["byteOffset", "byteLength"] { #expect((value(region, key) as? Int ?? 0) >= 0) }
  }

  /// A finding keeps its fingerprint when lines come before it.
  @Test func fingerprintsSurviveEditsElsewhere() async throws {
    let sandbox = try Sandbox(["a.wf.yaml": Texts.unknownStep])
    func fingerprint() async throws -> NSDictionary? {
      let json = try await sandbox.run(["check", "--format", "sarif", "--select", "WF201"]).json()
      return value(json, "runs", "0", "results", "0", "partialFingerprints") as? NSDictionary
    }
    let before = try await fingerprint()
    try sandbox.write("a.wf.yaml", Array(("# one\n\n# two\n" + Texts.unknownStep).utf8))
    #expect(before != nil)
    #expect(try await fingerprint() == before)
  }

  /// GitHub's workflow commands: `%`, line breaks, and in properties `:` and `,` too, are escaped.
  @Test func githubAnnotationsAreEscaped() async throws {
    let sandbox = try Self.sandbox()
    let result = try await sandbox.run(["check", "--format", "github"] + Self.select)
    #expect(result.lines.count == 3)
    for line in result.lines { #expect(line.hasPrefix("::error file=")) }
    let column = "  - {id: test, name: \"xx\", type: script, run: make test, timeout: 5m, needs: [".count + 1
    #expect(
      result.lines[0].hasPrefix(
        "::error file=a.wf.yaml,line=11,endLine=11,col=\(column),endColumn=\(column + 5),title=WF201 unknown-step::"))
    #expect(result.lines[2].hasPrefix("::error file=odd%2C 100%25%3A näme/b c.wf.yaml,line=11,"))
  }

  /// The rest of a severity's ways: GitHub says notice, SARIF note.
  @Test func hintsAreNotices() async throws {
    let sandbox = try Sandbox([".wflint.yaml": "rules: {WF201: hint}\n", "a.wf.yaml": Texts.unknownStep])
    let github = try await sandbox.run(["check", "--format", "github", "--select", "WF201"])
    #expect(github.status == 0 && github.text.hasPrefix("::notice "))
    let sarif = try await sandbox.run(["check", "--format", "sarif", "--select", "WF201"]).json()
    #expect(value(sarif, "runs", "0", "results", "0", "level") as? String == "note")
  }

  /// The line with the wrong text underlined, in cells of a terminal: 😀 is two wide, é one.
  @Test func textUnderlinesTheMistake() async throws {
    let sandbox = try Self.sandbox()
    let result = try await sandbox.run(["check", "a.wf.yaml", "--select", "WF201"])
    let lines = result.text.split(separator: "\n", omittingEmptySubsequences: false)
    let column = "  - {id: test, name: \"xx\", type: script, run: make test, timeout: 5m, needs: [".count + 1
    #expect(lines[0].hasPrefix("a.wf.yaml:11:\(column): error[WF201] "))
    #expect(lines[0].contains(" unknown-step: "))
    #expect(lines[1] == "  11 |   - {id: test, name: \"😀é\", type: script, run: make test, timeout: 5m, needs: [biuld]}")
    #expect(lines[2] == "     | " + String(repeating: " ", count: column) + "^^^^^")
    #expect(!result.text.contains("\u{1B}"))
    let colored = try await sandbox.run(["check", "a.wf.yaml", "--select", "WF201", "--color", "always"])
    #expect(colored.text.contains("\u{1B}["))
  }

  @Test func rulesAreListed() async throws {
    let sandbox = try Sandbox()
    let json = try await sandbox.run(["rules", "--format", "json"])
    #expect(json.status == 0)
    let list = try #require(try json.json() as? [[String: String]])
    let codes = list.compactMap { $0["code"] }
    #expect(codes == codes.sorted() && Set(codes).count == list.count)
    for rule in list {
      #expect(Set(rule.keys) == ["code", "name", "category", "severity", "fix", "summary", "url"])
      #expect(["error", "warning", "hint"].contains(rule["severity"]))
      #expect(["never", "safe", "unsafe"].contains(rule["fix"]))
      let name = rule["name"] ?? ""
      #expect(!name.isEmpty && name.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber })
    }
    let unknownStep = try #require(list.first { $0["code"] == "WF201" })
    #expect(unknownStep["name"] == "unknown-step" && unknownStep["severity"] == "error" && unknownStep["fix"] == "safe")
    let text = try await sandbox.run(["rules"])
    #expect(text.lines.count == list.count)
    for (line, code) in zip(text.lines, codes) { #expect(line.hasPrefix(code)) }
    // Every rule that is listed is explained.
    for code in codes.prefix(3) + codes.suffix(3) {
      let page = try await sandbox.run(["explain", code])
      #expect(page.status == 0 && page.text.contains(code))
    }
  }
}
