// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import LanguageServerProtocol
import SourceText
import Synchronization

/// Findings in the form that the client takes.
struct DiagnosticConverter {
  private let document: DocumentSnapshot
  private let conversions: Conversions
  private let workspace: SessionSnapshot
  private let client: ClientProfile
  private let service: any LanguageService
  private let closed = ClosedFiles()

  init(
    _ document: DocumentSnapshot, _ workspace: SessionSnapshot, _ client: ClientProfile,
    _ service: any LanguageService
  ) {
    self.document = document
    self.workspace = workspace
    self.client = client
    self.service = service
    conversions = Conversions(document.text, client.columnUnit)
  }

  /// Sorted by place, code and message, without duplicates.
  func convert(_ diagnostics: [Diagnostic]) -> [LSP.Diagnostic] {
    var result: [LSP.Diagnostic] = []
    for diagnostic in diagnostics.sorted() {
      let converted = convert(diagnostic)
      if converted != result.last { result.append(converted) }
    }
    return result
  }

  /// One finding. What the client cannot show otherwise goes into the message.
  func convert(_ diagnostic: Diagnostic) -> LSP.Diagnostic {
    var message = diagnostic.message
    if let help = diagnostic.help { message += "\nhelp: \(help)" }
    let related = diagnostic.related.map(related)
    if !client.showsRelatedInformation {
      for place in related {
        let start = place.location.range.start
        let name = place.location.uri.split(separator: "/").last.map(String.init) ?? place.location.uri
        message += "\n\(name):\(start.line + 1):\(start.character + 1): \(place.message)"
      }
    }
    let tags = diagnostic.tags.compactMap(tag).filter { client.diagnosticTags.contains($0.rawValue) }
    let url = client.showsCodeDescription ? service.documentationURL(ofCode: diagnostic.code) : nil
    let data: JSONValue = .object(["fixable": .bool(!diagnostic.fixes.isEmpty), "name": .string(diagnostic.name)])
    return LSP.Diagnostic(
      range: conversions.range(diagnostic.range),
      severity: severity(diagnostic.severity),
      code: .string(diagnostic.code),
      codeDescription: url.map { LSP.CodeDescription(href: $0) },
      source: "wflint",
      message: message,
      tags: tags.isEmpty ? nil : tags,
      relatedInformation: related.isEmpty || !client.showsRelatedInformation ? nil : related,
      data: client.keepsDiagnosticData ? data : nil)
  }

  private func related(_ place: RelatedPlace) -> LSP.DiagnosticRelatedInformation {
    guard let path = place.path else { return related(place, at: document.uri, conversions.range(place.range)) }
    let uri = DocumentURI(path: path)
    if let other = workspace.document(at: uri) {
      let range = Conversions(other.text, client.columnUnit).range(place.range)
      return related(place, at: other.uri, range)
    }
    // What other files are remembered by counts columns in one unit, and clients count in theirs: the text tells.
    if let conversions = closed.conversions(of: path, client.columnUnit, service) {
      return related(place, at: uri, conversions.range(place.range))
    }
    let start = LSP.Position(line: place.start?.line ?? 0, character: place.start?.column ?? 0)
    return related(place, at: uri, LSP.Range(start: start, end: start))
  }

  private func related(
    _ place: RelatedPlace, at uri: DocumentURI, _ range: LSP.Range
  ) -> LSP.DiagnosticRelatedInformation {
    LSP.DiagnosticRelatedInformation(
      location: LSP.Location(uri: uri.string, range: range), message: place.message)
  }

  private func severity(_ severity: Severity) -> LSP.DiagnosticSeverity {
    switch severity {
    case .error: .error
    case .warning: .warning
    case .hint: .information
    }
  }

  private func tag(_ tag: DiagnosticTag) -> LSP.DiagnosticTag? {
    switch tag {
    case .unnecessary: .unnecessary
    case .deprecated: .deprecated
    // The protocol has none, and an editor shows the document itself.
    case .confidential: nil
    }
  }
}

/// Files that are not open and that findings point to, each read once.
private final class ClosedFiles: Sendable {
  private let known = Mutex<[String: Conversions?]>([:])

  /// Nil where the file cannot be read.
  func conversions(of path: String, _ unit: ColumnUnit, _ service: any LanguageService) -> Conversions? {
    if let found = known.withLock({ $0[path] }) { return found }
    let found = service.text(ofFile: path).map { Conversions($0, unit) }
    known.withLock { $0[path] = .some(found) }
    return found
  }
}
