// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// How bad a finding is.
package enum Severity: String, Hashable, Sendable, CaseIterable {
  /// Worth knowing.
  case hint
  /// Probably a mistake.
  case warning
  /// Certainly a mistake.
  case error
}

extension Severity: Comparable {
  /// `hint < warning < error`.
  package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .hint: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// Another place that a finding speaks of.
package struct RelatedPlace: Hashable, Sendable {
  /// The document's path; nil for the document of the finding itself.
  package var path: String?
  /// The place, as bytes of that document.
  package var range: TextRange
  /// What is there, as a short sentence.
  package var message: String
  /// Line and column of `range` where the document is another one (its text is not at hand when it is printed).
  package var start: LineColumn?

  /// Makes a related place.
  package init(path: String? = nil, range: TextRange, message: String, start: LineColumn? = nil) {
    self.path = path
    self.range = range
    self.message = message
    self.start = start
  }
}

/// What an editor may do with the text of a finding besides underlining it.
package enum DiagnosticTag: String, Hashable, Sendable {
  /// Dead or superfluous text: shown faded.
  case unnecessary
  /// Text in an outdated form: shown struck through.
  case deprecated
  /// Text that nobody is to read in a report: printed as stars.
  case confidential
}

/// One finding in one document.
package struct Diagnostic: Hashable, Sendable {
  /// The stable code, `WF201`.
  package var code: String
  /// The kebab-case name, `unknown-step`.
  package var name: String
  /// How bad it is, after configuration.
  package var severity: Severity
  /// Exactly the wrong text, half-open byte offsets.
  package var range: TextRange
  /// What is wrong: names the value and what was expected; no full stop.
  package var message: String
  /// What to do about it, where the message does not say so; a sentence.
  package var help: String?
  /// Other places it speaks of, in the order in which they matter.
  package var related: [RelatedPlace]
  /// Ways to mend it, best first.
  package var fixes: [Fix]
  /// Presentation hints.
  package var tags: [DiagnosticTag]

  /// Makes a finding.
  package init(
    code: String, name: String, severity: Severity, range: TextRange, message: String, help: String? = nil,
    related: [RelatedPlace] = [], fixes: [Fix] = [], tags: [DiagnosticTag] = []
  ) {
    self.code = code
    self.name = name
    self.severity = severity
    self.range = range
    self.message = message
    self.help = help
    self.related = related
    self.fixes = fixes
    self.tags = tags
  }
}

extension Diagnostic: Comparable {
  /// The order of reports: by place, then code, then message.
  package static func < (left: Diagnostic, right: Diagnostic) -> Bool {
    (left.range, left.code, left.message) < (right.range, right.code, right.message)
  }
}
