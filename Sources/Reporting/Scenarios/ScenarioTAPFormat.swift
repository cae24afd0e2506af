// SPDX-License-Identifier: Apache-2.0

/// Scenarios in the Test Anything Protocol, version 14: a test point a scenario, its notes as a YAML block.
enum ScenarioTAPFormat {
  static func render(_ report: ScenarioReport) -> [UInt8] {
    var out = ByteWriter()
    out.write("TAP version 14\n" as StaticString)
    var number = 0
    var points = ByteWriter()
    for file in report.files {
      for outcome in file.outcomes {
        number += 1
        write("\(file.path): \(outcome.name)", outcome.isRight, outcome.notes, number, to: &points)
      }
      guard !file.isRight || file.outcomes.isEmpty else { continue }
      number += 1
      write(file.path, file.isRight, file.notes, number, to: &points)
    }
    out.write("1..\(number)\n")
    out.write(points.bytes)
    return out.bytes
  }

  private static func write(
    _ name: String, _ isRight: Bool, _ notes: [String], _ number: Int, to out: inout ByteWriter
  ) {
    // A `#` would start a directive, a line break a new line.
    let name = name.split(whereSeparator: \.isNewline).joined(separator: " ")
    out.write("\(isRight ? "ok" : "not ok") \(number) - ")
    out.write(
      name,
      replacing: { byte in
        switch byte {
        case 0x23: "\\#"
        case 0x5C: "\\\\"
        default: nil
        }
      })
    out.newline()
    guard !notes.isEmpty else { return }
    out.write("  ---\n  message: |\n" as StaticString)
    for line in notes.joined(separator: "\n").split(separator: "\n", omittingEmptySubsequences: false) {
      out.write("    \(line)\n")
    }
    out.write("  ...\n" as StaticString)
  }
}
