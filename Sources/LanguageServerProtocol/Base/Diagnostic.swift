// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// How bad it is.
  package struct DiagnosticSeverity: RawRepresentable, Codable, Hashable, Sendable {
    /// The number in the protocol; unknown ones are kept.
    package let rawValue: Int

    /// Takes any number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Certainly a mistake.
    package static let error = DiagnosticSeverity(rawValue: 1)
    /// Probably a mistake.
    package static let warning = DiagnosticSeverity(rawValue: 2)
    /// Worth knowing.
    package static let information = DiagnosticSeverity(rawValue: 3)
    /// Shown only as dots, or not at all.
    package static let hint = DiagnosticSeverity(rawValue: 4)
  }
}

extension LSP {
  /// How the text is shown besides being underlined.
  package struct DiagnosticTag: RawRepresentable, Codable, Hashable, Sendable {
    /// The number in the protocol; unknown ones are kept.
    package let rawValue: Int

    /// Takes any number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Faded.
    package static let unnecessary = DiagnosticTag(rawValue: 1)
    /// Struck through.
    package static let deprecated = DiagnosticTag(rawValue: 2)
  }
}

extension LSP {
  /// Another place that a diagnostic speaks of.
  package struct DiagnosticRelatedInformation: Codable, Hashable, Sendable {
    /// The place.
    package var location: Location
    /// What is there.
    package var message: String

    /// Makes one.
    package init(location: Location, message: String) {
      self.location = location
      self.message = message
    }
  }
}

extension LSP {
  /// Where a diagnostic's code is explained.
  package struct CodeDescription: Codable, Hashable, Sendable {
    /// A URL.
    package var href: String

    /// Makes one.
    package init(href: String) {
      self.href = href
    }
  }
}

extension LSP {
  /// One finding.
  package struct Diagnostic: Codable, Hashable, Sendable {
    /// The wrong text.
    package var range: Range
    /// How bad it is.
    package var severity: DiagnosticSeverity?
    /// Its code: a string or a number.
    package var code: JSONValue?
    /// Where the code is explained.
    package var codeDescription: CodeDescription?
    /// Who found it.
    package var source: String?
    /// What is wrong.
    package var message: String
    /// How to show the text.
    package var tags: [DiagnosticTag]?
    /// Other places.
    package var relatedInformation: [DiagnosticRelatedInformation]?
    /// What the server wants back with a request for code actions.
    package var data: JSONValue?

    /// Makes one; what may be absent is absent at first.
    package init(
      range: Range, severity: DiagnosticSeverity? = nil, code: JSONValue? = nil,
      codeDescription: CodeDescription? = nil, source: String? = nil, message: String, tags: [DiagnosticTag]? = nil,
      relatedInformation: [DiagnosticRelatedInformation]? = nil, data: JSONValue? = nil
    ) {
      self.range = range
      self.severity = severity
      self.code = code
      self.codeDescription = codeDescription
      self.source = source
      self.message = message
      self.tags = tags
      self.relatedInformation = relatedInformation
      self.data = data
    }
  }
}
