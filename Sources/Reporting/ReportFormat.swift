// SPDX-License-Identifier: Apache-2.0
package import Diagnostics

/// How a report is written.
package enum ReportFormat: String, Hashable, Sendable, CaseIterable {
  /// For people: the source underlined, related places, help, fixes.
  case text
  /// For people and editors' error lists: one line a finding.
  case concise
  /// One JSON document.
  case json
  /// One JSON object a line, a line a finding.
  case jsonl
  /// SARIF 2.1.0, of OASIS.
  case sarif
  /// Workflow commands of GitHub Actions, which become annotations.
  case github
  /// GitLab's Code Quality report.
  case gitlab
  /// Checkstyle's XML.
  case checkstyle
  /// JUnit's XML: a suite a file.
  case junit
  /// reviewdog's diagnostic format, one JSON document.
  case rdjson
  /// Logging commands of Azure Pipelines.
  case azure
}

/// What a caller may choose about a report's look.
package struct ReportOptions: Hashable, Sendable {
  /// Whether `text` and `concise` use ANSI colours.
  package var isColoured: Bool
  /// The terminal's width in cells, into which `text` cuts long lines; nil for no terminal.
  package var width: Int?
  /// Whether `text` and `concise` end with a line of counts.
  package var showsSummary: Bool
  /// What counts as a failure in `junit`.
  package var failOn: Severity

  /// Chooses.
  package init(isColoured: Bool = false, width: Int? = nil, showsSummary: Bool = true, failOn: Severity = .error) {
    self.isColoured = isColoured
    self.width = width
    self.showsSummary = showsSummary
    self.failOn = failOn
  }
}

extension Report {
  /// The report as bytes of UTF-8, to be written in one go; ends with a line break where it is not empty.
  ///
  /// Equal reports give equal bytes: no clock, no environment, no hash order.
  package func rendered(as format: ReportFormat, _ options: ReportOptions = ReportOptions()) -> [UInt8] {
    switch format {
    case .text: TextFormat.render(self, options)
    case .concise: ConciseFormat.render(self, options)
    case .json: JSONFormat.render(self)
    case .jsonl: JSONFormat.renderLines(self)
    case .sarif: SARIFFormat.render(self)
    case .github: GitHubFormat.render(self)
    case .gitlab: GitLabFormat.render(self)
    case .checkstyle: CheckstyleFormat.render(self)
    case .junit: JUnitFormat.render(self, failOn: options.failOn)
    case .rdjson: ReviewdogFormat.render(self)
    case .azure: AzureFormat.render(self)
    }
  }
}
