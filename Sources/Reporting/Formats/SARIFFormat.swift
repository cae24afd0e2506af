// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// `--format sarif`: SARIF 2.1.0 with rules, fixes, related locations and fingerprints.
package enum SARIFFormat {
  /// One run with all findings.
  package static func render(_ reports: [FileReport], rules: [RuleInfo], version: String) -> [UInt8] {
    var indices: [String: Int] = [:]
    for (index, rule) in rules.enumerated() { indices[rule.code] = index }
    var seen: [String: Int] = [:]
    let results = reports.flatMap { report in
      report.diagnostics.map { result($0, in: report, indices, &seen) }
    }
    let driver: [(String, JSONValue)] = [
      ("name", .string("wflint")), ("semanticVersion", .string(version)), ("rules", .array(rules.map(descriptor))),
    ]
    let run: [(String, JSONValue)] = [
      ("tool", .object([("driver", .object(driver))])), ("columnKind", .string("unicodeCodePoints")),
      ("results", .array(results)),
    ]
    return JSONValue.object([
      ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")), ("version", .string("2.1.0")),
      ("runs", .array([.object(run)])),
    ]).encoded(indentation: 2) + [0x0A]
  }

  private static func descriptor(_ rule: RuleInfo) -> JSONValue {
    .object([
      ("id", .string(rule.code)), ("name", .string(rule.name)),
      ("shortDescription", .object([("text", .string(rule.summary))])),
      ("fullDescription", .object([("text", .string(rule.rationale))])), ("helpUri", .string(rule.url)),
      ("defaultConfiguration", .object([("level", .string(level(rule.severity)))])),
    ])
  }

  private static func level(_ severity: Severity) -> String { severity == .hint ? "note" : severity.rawValue }

  private static func result(
    _ diagnostic: Diagnostic, in report: FileReport, _ indices: [String: Int], _ seen: inout [String: Int]
  ) -> JSONValue {
    var message = diagnostic.message
    if let help = diagnostic.help { message += ". " + help }
    var entries: [(String, JSONValue)] = [("ruleId", .string(diagnostic.code))]
    if let index = indices[diagnostic.code] { entries.append(("ruleIndex", .number(index))) }
    entries += [
      ("level", .string(level(diagnostic.severity))), ("message", .object([("text", .string(message))])),
      ("locations", .array([location(report.path, region(diagnostic.range, in: report.text), message: nil, id: nil)])),
    ]
    if !diagnostic.related.isEmpty {
      entries.append(("relatedLocations", .array(diagnostic.related.enumerated().map { related($1, $0, in: report) })))
    }
    if !diagnostic.fixes.isEmpty {
      entries.append(("fixes", .array(diagnostic.fixes.map { fix($0, in: report) })))
    }
    // The finding's own text, not its line number: it survives edits elsewhere in the file.
    let key = "\(report.path)\n\(diagnostic.code)\n\(report.text[diagnostic.range])\n\(diagnostic.message)"
    let number = seen[key, default: 0]
    seen[key] = number + 1
    let fingerprint = ContentHash("\(key)\n\(number)".utf8).hexadecimal
    entries.append(("partialFingerprints", .object([("wflint/v1", .string(fingerprint))])))
    return .object(entries)
  }

  private static func region(_ range: TextRange, in text: SourceText) -> JSONValue {
    let start = text.position(of: range.start, unit: .utf32)
    let end = text.position(of: range.end, unit: .utf32)
    return .object([
      ("startLine", .number(start.line + 1)), ("startColumn", .number(start.column + 1)),
      ("endLine", .number(end.line + 1)), ("endColumn", .number(end.column + 1)),
      ("byteOffset", .number(range.start)), ("byteLength", .number(range.count)),
    ])
  }

  private static func location(_ path: String, _ region: JSONValue, message: String?, id: Int?) -> JSONValue {
    var entries: [(String, JSONValue)] = []
    if let id { entries.append(("id", .number(id))) }
    entries.append(
      ("physicalLocation", .object([("artifactLocation", .object([("uri", .string(uri(path)))])), ("region", region)])))
    if let message { entries.append(("message", .object([("text", .string(message))]))) }
    return .object(entries)
  }

  private static func related(_ place: RelatedPlace, _ index: Int, in report: FileReport) -> JSONValue {
    guard let path = place.path else {
      return location(report.path, region(place.range, in: report.text), message: place.message, id: index)
    }
    let start = place.start ?? LineColumn(line: 0, column: 0)
    let region = JSONValue.object([("startLine", .number(start.line + 1)), ("startColumn", .number(start.column + 1))])
    return location(path, region, message: place.message, id: index)
  }

  private static func fix(_ fix: Fix, in report: FileReport) -> JSONValue {
    let replacements = fix.edits.map { edit in
      JSONValue.object([
        ("deletedRegion", region(edit.range, in: report.text)),
        ("insertedContent", .object([("text", .string(edit.replacement))])),
      ])
    }
    let change = JSONValue.object([
      ("artifactLocation", .object([("uri", .string(uri(report.path)))])), ("replacements", .array(replacements)),
    ])
    return .object([("description", .object([("text", .string(fix.title))])), ("artifactChanges", .array([change]))])
  }

  /// A path as a URI reference: relative ones stay relative.
  static func uri(_ path: String) -> String {
    var result = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "/-._~".utf8.contains(byte)
      if isPlain {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
      }
    }
    return result
  }
}
