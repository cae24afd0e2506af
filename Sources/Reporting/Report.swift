// SPDX-License-Identifier: Apache-2.0
package import Diagnostics
package import SourceText

/// The findings of one file.
package struct FileReport: Sendable {
  /// The file's path, as it is shown.
  package var path: String
  /// The text that the findings' ranges refer to, with stars for what is confidential; nil where it could not be read.
  package var text: SourceText?
  /// The findings, in the order of `Diagnostic`'s `<`.
  package var diagnostics: [Diagnostic]

  /// Makes the report of a file.
  package init(path: String, text: SourceText?, diagnostics: [Diagnostic]) {
    self.path = path
    self.text = text?.hidingConfidential(in: diagnostics)
    self.diagnostics = diagnostics
  }
}

extension SourceText {
  /// The text with a star for every byte of what is confidential, so that no excerpt shows it; line breaks stay.
  fileprivate func hidingConfidential(in diagnostics: [Diagnostic]) -> SourceText {
    let ranges = diagnostics.lazy.filter { $0.tags.contains(.confidential) }.map(\.range)
    guard ranges.contains(where: { !$0.isEmpty }) else { return self }
    var bytes = bytes
    for range in ranges {
      for index in range.start..<max(range.start, min(range.end, bytes.count))
      where bytes[index] != 0x0A && bytes[index] != 0x0D {
        bytes[index] = UInt8(ascii: "*")
      }
    }
    return SourceText(bytes: bytes)
  }
}

/// What reports say of a rule.
package struct RuleInfo: Hashable, Sendable {
  /// The stable code, `WF201`.
  package var code: String
  /// The kebab-case name, `unknown-step`.
  package var name: String
  /// What it finds, one sentence.
  package var summary: String
  /// Why that is a mistake, some sentences of Markdown.
  package var rationale: String
  /// The absolute URL of its page; nil where there is none.
  package var helpURL: String?
  /// How bad its findings are where nothing is configured; nil where it is off.
  package var defaultSeverity: Severity?
  /// Whether some of its findings have a fix.
  package var isFixable: Bool

  /// Makes the description of a rule.
  package init(
    code: String, name: String, summary: String, rationale: String, helpURL: String? = nil,
    defaultSeverity: Severity?, isFixable: Bool
  ) {
    self.code = code
    self.name = name
    self.summary = summary
    self.rationale = rationale
    self.helpURL = helpURL
    self.defaultSeverity = defaultSeverity
    self.isFixable = isFixable
  }
}

/// The tool that speaks in a report.
package struct ToolInfo: Hashable, Sendable {
  /// Its name.
  package var name: String
  /// Its version, as `1.2.3`.
  package var version: String
  /// The absolute URL of its home page; nil where there is none.
  package var informationURL: String?

  /// Makes the description of a tool.
  package init(name: String = "wflint", version: String, informationURL: String? = nil) {
    self.name = name
    self.version = version
    self.informationURL = informationURL
  }
}

/// All that a run found: the input of every format.
package struct Report: Sendable {
  /// Who found it.
  package var tool: ToolInfo
  /// The files that were checked, those without findings too, in the order in which they are shown.
  package var files: [FileReport]
  /// The rules that were on, in the order of their codes.
  package var rules: [RuleInfo]

  /// Makes a report.
  package init(tool: ToolInfo, files: [FileReport], rules: [RuleInfo]) {
    self.tool = tool
    self.files = files
    self.rules = rules
  }
}
