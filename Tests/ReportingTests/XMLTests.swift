// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Foundation
import SourceText
import Testing

@testable import Reporting

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("XML formats")
struct XMLTests {
  private final class Reader: NSObject, XMLParserDelegate {
    var attributes: [(element: String, values: [String: String])] = []
    var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes values: [String: String]
    ) {
      attributes.append((name, values))
    }
    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }

  private func read(_ report: Report, _ format: ReportFormat) -> Reader? {
    let reader = Reader()
    let parser = XMLParser(data: Data(report.rendered(as: format)))
    parser.delegate = reader
    return parser.parse() ? reader : nil
  }

  @Test(arguments: [ReportFormat.checkstyle, .junit])
  func messagesComeBack(_ format: ReportFormat) throws {
    let message = "a <b> & \"c\" 'd' ]]> \t\n é🚀 \u{0}\u{1B}\u{FFFE}\u{85}"
    let report = Fixture.one(
      Diagnostic(code: "WF1", name: "n", severity: .error, range: TextRange(0, 1), message: message), in: "a")
    let reader = try #require(read(report, format))
    let messages = reader.attributes.compactMap { $0.values["message"] }
    #expect(messages == ["a <b> & \"c\" 'd' ]]> \t\n é🚀 \u{FFFD}\u{FFFD}\u{FFFD}\u{85}"])
  }

  @Test(arguments: [(Severity.hint, 4), (.warning, 3), (.error, 2)])
  func junitCountsWhatFails(_ failOn: Severity, _ failures: Int) throws {
    let reader = Reader()
    let parser = XMLParser(data: Data(Fixture.report.rendered(as: .junit, ReportOptions(failOn: failOn))))
    parser.delegate = reader
    #expect(parser.parse())
    let all = reader.attributes
    #expect(all.count { $0.element == "failure" } == failures)
    #expect(all.first { $0.element == "testsuites" }?.values["failures"] == String(failures))
    #expect(all.count { $0.element == "testcase" } == 5)
    #expect(all.first { $0.element == "testsuites" }?.values["tests"] == "5")
  }
}
