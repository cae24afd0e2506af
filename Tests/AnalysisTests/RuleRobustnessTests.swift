// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import Rules
import SourceText
import TestSupport
import Testing

/// Rules on what people have typed so far: nothing traps, and what is said stays in the file.
@Suite struct RuleRobustnessTests {
  static let rules = RuleCatalog.all.filter {
    [.security, .delivery, .embeddedCode].contains($0.category)
  }

  @Test(arguments: rules.map(\.code)) func halfTypedFilesAreRead(code: String) throws {
    let rule = try #require(RuleCatalog.rule(code))
    for example in rule.bad + rule.good {
      let text = Array(MarkedText(example.text).text.utf8)
      for length in stride(from: 3, to: text.count, by: 13) {
        // What is cut off, and what is left out.
        for bytes in [Array(text[..<length]), Array(text[..<(length - 3)] + text[length...])] {
          var fixture = Fixture(example, text: String(decoding: bytes, as: UTF8.self))
          fixture.scriptProblems = example.scriptProblems
          let analyzed = fixture.analyzed()
          let count = analyzed.parsed.text.count
          for finding in analyzed.diagnostics {
            #expect(finding.code != "WF012" && finding.range.end <= count)
            for place in finding.related where place.path == nil { #expect(place.range.end <= count) }
          }
        }
      }
    }
  }
}
