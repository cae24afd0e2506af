// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// `path:line:column: error[WF201] message`, a line a finding.
enum ConciseFormat {
  static func render(_ report: Report, _ options: ReportOptions) -> [UInt8] {
    var writer = StyledWriter(isColoured: options.isColoured)
    for file in report.files {
      for diagnostic in file.diagnostics {
        let place = Place(diagnostic.range.start, in: file.text)
        writer.styled(.bold) { out in
          VisibleText.write(file.path, to: &out)
          out.write(":\(place.line):\(place.column):")
        }
        writer.out.write(byte: 0x20)
        writer.styled(.of(diagnostic.severity)) { $0.write("\(diagnostic.severity.rawValue)[\(diagnostic.code)]") }
        writer.out.write(byte: 0x20)
        VisibleText.write(diagnostic.message, to: &writer.out)
        writer.out.newline()
      }
    }
    if options.showsSummary {
      writer.out.write(Summary(report).line)
      writer.out.newline()
    }
    return writer.out.bytes
  }
}
