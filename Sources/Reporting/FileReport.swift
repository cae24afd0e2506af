// SPDX-License-Identifier: Apache-2.0
package import Diagnostics
package import SourceText

/// One file's findings, ready to be shown.
package struct FileReport: Sendable {
  /// The path as people read it.
  package var path: String
  /// The text that the findings' offsets count in.
  package var text: SourceText
  /// The findings, sorted.
  package var diagnostics: [Diagnostic]

  /// Makes a report.
  package init(path: String, text: SourceText, diagnostics: [Diagnostic]) {
    self.path = path
    self.text = text
    self.diagnostics = diagnostics
  }
}

/// What formats tell of a rule.
package struct RuleInfo: Sendable {
  /// The stable code.
  package var code: String
  /// The kebab-case name.
  package var name: String
  /// What it finds, in a line.
  package var summary: String
  /// Why.
  package var rationale: String
  /// Its severity unless configured.
  package var severity: Severity
  /// Where its page is.
  package var url: String

  /// Makes a description.
  package init(code: String, name: String, summary: String, rationale: String, severity: Severity, url: String) {
    self.code = code
    self.name = name
    self.summary = summary
    self.rationale = rationale
    self.severity = severity
    self.url = url
  }
}

/// Text that is written once at the end: bytes in one buffer.
package struct OutputBuffer: Sendable {
  /// The bytes so far, UTF-8.
  package private(set) var bytes: [UInt8] = []

  /// An empty buffer.
  package init() {}

  /// Appends text.
  package mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }
  /// Appends text and a line break.
  package mutating func line(_ text: String = "") {
    bytes.append(contentsOf: text.utf8)
    bytes.append(0x0A)
  }
}
