// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// SARIF 2.1.0 (OASIS): one run with its rules, results, related locations, fixes and fingerprints.
enum SARIFFormat {
  static func render(_ report: Report) -> [UInt8] {
    let index = ReportIndex(report)
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      writer.member("version", "2.1.0")
      writer.member("runs", CollectionOfOne(report)) { writer, report in
        writer.object { writer in
          writer.member("tool") { $0.member("driver") { writeDriver(report, to: &$0) } }
          writer.member("columnKind", "unicodeCodePoints")
          writer.key("results")
          writeResults(report, index, to: &writer)
        }
      }
    }
    writer.endDocument()
    return writer.bytes
  }

  private static func writeDriver(_ report: Report, to writer: inout JSONWriter) {
    writer.member("name", report.tool.name)
    writer.member("version", report.tool.version)
    if let url = report.tool.informationURL { writer.member("informationUri", url) }
    writer.member("rules", report.rules) { writer, rule in
      writer.newline()
      writer.object { writer in
        writer.member("id", rule.code)
        writer.member("name", rule.name)
        writer.member("shortDescription") { $0.member("text", rule.summary) }
        writer.member("fullDescription") { $0.member("text", rule.summary) }
        writer.member("help") { writer in
          writer.member("text", rule.rationale)
          writer.member("markdown", rule.rationale)
        }
        if let url = rule.helpURL { writer.member("helpUri", url) }
        writer.member("defaultConfiguration") { writer in
          if let severity = rule.defaultSeverity {
            writer.member("level", level(severity))
          } else {
            writer.key("enabled")
            writer.bool(false)
          }
        }
        writer.member("properties") { writer in
          writer.key("fixable")
          writer.bool(rule.isFixable)
        }
      }
    }
  }

  private static func writeResults(_ report: Report, _ index: ReportIndex, to writer: inout JSONWriter) {
    let all = report.files.lazy.flatMap { file in
      zip(file.diagnostics, Fingerprint.all(of: file)).map { (file, $0.0, $0.1) }
    }
    writer.array(all) { writer, found in
      let (file, diagnostic, fingerprint) = found
      writer.newline()
      writer.object { writer in
        writer.member("ruleId", diagnostic.code)
        if let rule = index.ruleIndex(diagnostic.code) { writer.member("ruleIndex", rule) }
        writer.member("level", level(diagnostic.severity))
        writer.member("message") { $0.member("text", text(of: diagnostic)) }
        writer.member("locations", CollectionOfOne(diagnostic)) { writer, diagnostic in
          writer.object { writePhysicalLocation(file.path, region(diagnostic.range, file.text), to: &$0) }
        }
        writer.member("partialFingerprints") { $0.member("wflint/v1", fingerprint) }
        if !diagnostic.related.isEmpty { writeRelated(diagnostic, in: file, index, to: &writer) }
        if !diagnostic.fixes.isEmpty { writeFixes(diagnostic, in: file, to: &writer) }
      }
    }
  }

  private static func writeRelated(
    _ diagnostic: Diagnostic, in file: FileReport, _ index: ReportIndex, to writer: inout JSONWriter
  ) {
    writer.member("relatedLocations", diagnostic.related.enumerated()) { writer, numbered in
      let site = index.site(of: numbered.element, in: file)
      writer.object { writer in
        writer.member("id", numbered.offset)
        writer.member("message") { $0.member("text", numbered.element.message) }
        writePhysicalLocation(site.path, site.start.map { ($0, site.end) }, to: &writer)
      }
    }
  }

  private static func writeFixes(_ diagnostic: Diagnostic, in file: FileReport, to writer: inout JSONWriter) {
    writer.member("fixes", diagnostic.fixes.filter { !$0.edits.isEmpty }) { writer, fix in
      writer.object { writer in
        writer.member("description") { $0.member("text", fix.title) }
        writer.member("artifactChanges", CollectionOfOne(fix)) { writer, fix in
          writer.object { writer in
            writeArtifactLocation(file.path, to: &writer)
            writer.member("replacements", fix.edits) { writer, edit in
              writer.object { writer in
                writer.key("deletedRegion")
                let range = region(edit.range, file.text)
                writeRegion(range.0, range.1, to: &writer)
                writer.member("insertedContent") { $0.member("text", edit.replacement) }
              }
            }
          }
        }
        writer.member("properties") { $0.member("applicability", fix.applicability.rawValue) }
      }
    }
  }

  private static func region(_ range: TextRange, _ text: SourceText?) -> (Place, Place?) {
    (Place(range.start, in: text), text == nil ? nil : Place(range.end, in: text))
  }

  private static func writePhysicalLocation(_ path: String, _ region: (Place, Place?)?, to writer: inout JSONWriter) {
    writer.member("physicalLocation") { writer in
      writeArtifactLocation(path, to: &writer)
      guard let region else { return }
      writer.key("region")
      writeRegion(region.0, region.1, to: &writer)
    }
  }

  private static func writeArtifactLocation(_ path: String, to writer: inout JSONWriter) {
    writer.member("artifactLocation") { writer in
      writer.member("uri", URIText.reference(path: path))
      if !path.hasPrefix("/") { writer.member("uriBaseId", "%SRCROOT%") }
    }
  }

  private static func writeRegion(_ start: Place, _ end: Place?, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("startLine", start.line)
      writer.member("startColumn", start.column)
      guard let end else { return }
      writer.member("endLine", end.line)
      writer.member("endColumn", end.column)
    }
  }

  /// The message and, on a line of its own, the help.
  private static func text(of diagnostic: Diagnostic) -> String {
    diagnostic.help.map { "\(diagnostic.message)\n\($0)" } ?? diagnostic.message
  }

  private static func level(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .hint: "note"
    }
  }
}
