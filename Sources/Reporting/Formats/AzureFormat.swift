// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// Logging commands of Azure Pipelines, `##vso[task.logissue …]message`. Hints are warnings there: it knows nothing milder.
enum AzureFormat {
  static func render(_ report: Report) -> [UInt8] {
    var out = ByteWriter()
    for file in report.files {
      for diagnostic in file.diagnostics {
        let place = Place(diagnostic.range.start, in: file.text)
        out.write("##vso[task.logissue type=\(diagnostic.severity == .error ? "error" : "warning");sourcepath=")
        out.write(Fingerprint.normalised(file.path), replacing: property)
        out.write(";linenumber=\(place.line);columnnumber=\(place.column);code=")
        out.write(diagnostic.code, replacing: property)
        out.write(";]" as StaticString)
        out.write(diagnostic.message, replacing: data)
        if let help = diagnostic.help {
          out.write("%0A" as StaticString)
          out.write(help, replacing: data)
        }
        out.newline()
      }
    }
    return out.bytes
  }

  private static func data(_ byte: UInt8) -> StaticString? {
    switch byte {
    case 0x25: "%AZP25"
    case 0x0A: "%0A"
    case 0x0D: "%0D"
    default: nil
    }
  }

  private static func property(_ byte: UInt8) -> StaticString? {
    switch byte {
    case 0x3B: "%3B"
    case 0x5D: "%5D"
    default: data(byte)
    }
  }
}
