// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import Foundation
import SourceText
import TestSupport
import Testing

/// What is said of files that others wrote.
@Suite struct VerdictTests {
  private static let folder = RepositoryPaths.corpus?.appendingPathComponent("kubevela")

  private static func findings(_ file: URL) throws -> [(code: String, severity: Severity, line: Int)] {
    let document = ParsedDocument(
      path: file.lastPathComponent, text: SourceText(bytes: Array(try Data(contentsOf: file))))
    return analyze(document, in: WorkspaceSnapshot()).diagnostics.map { finding in
      let line = document.text.position(of: finding.range.start, unit: .utf8).line + 1
      return ("\(finding.code)", finding.severity, line)
    }
  }

  @Test(.enabled(if: Self.folder != nil, "skipped: the corpus is missing"))
  func admission() throws {
    let folder = try #require(Self.folder).appendingPathComponent("webhook-cases")
    let files = RepositoryPaths.files(below: folder, extensions: ["yaml"])
    #expect(files.count == 11)
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      let isDenied = text.contains("# expected: denied")
      #expect(isDenied || text.contains("# expected: admitted"))
      let errors = try Self.findings(file).filter { $0.severity == .error }
      #expect(errors.isEmpty != isDenied, "\(file.lastPathComponent): \(errors)")
    }
  }

  @Test(.enabled(if: Self.folder != nil, "skipped: the corpus is missing"))
  func realFiles() throws {
    let folder = try #require(Self.folder).appendingPathComponent("files")
    var wanted: Set<String> = []
    for row in TrueFindings.rows { for place in row.places { wanted.insert("\(row.path) \(place)") } }
    var actual: Set<String> = []
    let files = RepositoryPaths.files(below: folder, extensions: ["yaml"])
    #expect(files.count == 153)
    for file in files {
      let path = String(file.path.dropFirst(folder.path.count + 1))
      for finding in try Self.findings(file) where finding.severity != .hint {
        actual.insert("\(path) \(finding.code) \(finding.line)")
      }
    }
    #expect(actual.subtracting(wanted).sorted() == [], "findings that the table does not have")
    #expect(wanted.subtracting(actual).sorted() == [], "findings that no longer come")
  }
}
