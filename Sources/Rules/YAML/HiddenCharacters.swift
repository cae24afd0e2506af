// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText

/// Reports characters that show text other than it is.
package enum HiddenCharacters: FileRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF010", "hidden-characters", .yaml, .warning, fix: .safe,
    summary: "The file holds characters that cannot be seen or that reorder what is seen.",
    rationale: """
      Bidirectional controls make a reviewer read another script than the one that runs; zero-width characters make two equal \
      names differ; exotic line breaks are breaks to some readers and text to others.
      """,
    bad: [
      RuleExample(
        "schema: wflint/v1\nname: api\ndescription: a«\u{202E}»b\nsteps:\n  - {id: a, type: script, run: make}\n"),
      RuleExample(
        "schema: wflint/v1\nname: api\ndescription: a«\u{200B}»b\nsteps:\n  - {id: a, type: script, run: make}\n"),
    ],
    good: [
      RuleExample("schema: wflint/v1\nname: api\ndescription: 👩‍💻 naïve\nsteps:\n  - {id: a, type: script, run: make}\n")
    ])

  /// Reports each hidden character of a file.
  package static func check(_ file: FileContext, _ report: inout Report) {
    guard !file.text.lines.isASCII else { return }
    let bytes = file.text.bytes
    var index = 0
    while index + 1 < bytes.count {
      guard bytes[index] >= 0xC2 else {
        index += 1
        continue
      }
      let width = UTF8Width.of(bytes[index])
      guard index + width <= bytes.count else { break }
      if let name = hiddenName(bytes, index, width), !(index == 0 && name == "zero-width no-break space") {
        report.add(
          TextRange(index, index + width), "a \(name) is hidden here",
          fixes: [Fix("remove it", edits: [.delete(TextRange(index, index + width))])])
      }
      index += width
    }
  }

  /// The name of a hidden character; the joiner inside an emoji sequence is none.
  private static func hiddenName(_ bytes: [UInt8], _ index: Int, _ width: Int) -> String? {
    if width == 2, bytes[index] == 0xC2 {
      return bytes[index + 1] == 0x85 ? "next-line break" : bytes[index + 1] == 0xAD ? "soft hyphen" : nil
    }
    guard width == 3 else { return nil }
    switch (bytes[index], bytes[index + 1], bytes[index + 2]) {
    case (0xE2, 0x80, 0x8B): return "zero-width space"
    case (0xE2, 0x80, 0x8E), (0xE2, 0x80, 0x8F), (0xE2, 0x80, 0xAA...0xAE), (0xE2, 0x81, 0xA6...0xA9):
      return "bidirectional control"
    case (0xE2, 0x80, 0xA8): return "line separator"
    case (0xE2, 0x80, 0xA9): return "paragraph separator"
    case (0xE2, 0x81, 0xA0): return "word joiner"
    case (0xE2, 0x80, 0x8D): return joinsWords(bytes, index) ? "zero-width joiner" : nil
    case (0xEF, 0xBB, 0xBF): return "zero-width no-break space"
    default: return nil
    }
  }

  /// Whether a joiner stands between ASCII letters, where no script and no emoji needs one.
  private static func joinsWords(_ bytes: [UInt8], _ index: Int) -> Bool {
    let before = index > 0 ? bytes[index - 1] : 0x20
    let after = index + 3 < bytes.count ? bytes[index + 3] : 0x20
    return before < 0x80 && after < 0x80
  }
}
