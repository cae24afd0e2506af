// SPDX-License-Identifier: Apache-2.0

/// What one scenario came to.
package struct ScenarioOutcome: Hashable, Sendable {
  /// The scenario file's path, as it is shown.
  package var file: String
  /// The scenario's name.
  package var name: String
  /// Whether it came out as expected.
  package var isRight: Bool
  /// How its first run ended, in a word; nil where none started.
  package var status: String?
  /// The virtual time that its first run took, in milliseconds; nil where it did not end.
  package var duration: Int64?
  /// The same as people read it.
  package var durationText: String?
  /// What came out otherwise, or what else is worth saying: `path:line:column: error: …`, some over several lines.
  package var notes: [String]

  /// Makes an outcome.
  package init(
    file: String, name: String, isRight: Bool, status: String? = nil, duration: Int64? = nil,
    durationText: String? = nil, notes: [String]
  ) {
    self.durationText = durationText
    self.file = file
    self.name = name
    self.isRight = isRight
    self.status = status
    self.duration = duration
    self.notes = notes
  }
}

/// How much of its workflows a scenario file reaches.
package struct ScenarioCoverage: Hashable, Sendable {
  /// The share of steps that some scenario runs, per cent.
  package var steps: Double
  /// The share of branches that some scenario takes, per cent.
  package var branches: Double
  /// The steps that none runs, by name.
  package var missingSteps: [String]
  /// The branches that none takes: `gate: case 2`, `gate: else`.
  package var missingBranches: [String]

  /// Makes a coverage.
  package init(steps: Double, branches: Double, missingSteps: [String], missingBranches: [String]) {
    self.steps = steps
    self.branches = branches
    self.missingSteps = missingSteps
    self.missingBranches = missingBranches
  }
}

/// What the scenarios of one file came to.
package struct ScenarioFileReport: Hashable, Sendable {
  /// The file's path, as it is shown.
  package var path: String
  /// Its scenarios, in the order written.
  package var outcomes: [ScenarioOutcome]
  /// What they reach; nil where the file could not be run.
  package var coverage: ScenarioCoverage?
  /// What is wrong with the file as a whole: why it could not be run, coverage below what it demands, mocks that no
  /// scenario needs.
  package var notes: [String]
  /// Whether one of `notes` is a failure.
  package var isRight: Bool

  /// Makes the report of a file.
  package init(
    path: String, outcomes: [ScenarioOutcome], coverage: ScenarioCoverage?, notes: [String], isRight: Bool
  ) {
    self.path = path
    self.outcomes = outcomes
    self.coverage = coverage
    self.notes = notes
    self.isRight = isRight
  }
}

/// How a report of scenarios is written.
package enum ScenarioReportFormat: String, Hashable, Sendable, CaseIterable {
  /// For people: a line a scenario.
  case text
  /// One JSON document.
  case json
  /// JUnit's XML: a suite a file, a case a scenario.
  case junit
  /// The Test Anything Protocol, version 14.
  case tap
}

/// What all scenarios came to.
package struct ScenarioReport: Sendable {
  /// The files, sorted by path.
  package var files: [ScenarioFileReport]
  /// Whether `text` says what is reached.
  package var showsCoverage: Bool

  /// Makes a report.
  package init(_ files: [ScenarioFileReport], showsCoverage: Bool = false) {
    self.files = files
    self.showsCoverage = showsCoverage
  }

  /// Whether everything came out as expected.
  package var isRight: Bool { files.allSatisfy { $0.isRight && $0.outcomes.allSatisfy(\.isRight) } }

  /// The number of scenarios, and of those that did not come out as expected.
  package var counts: (all: Int, failed: Int) {
    let outcomes = files.flatMap(\.outcomes)
    return (outcomes.count, outcomes.count { !$0.isRight })
  }

  /// The report in a format, ending with a line break.
  package func rendered(as format: ScenarioReportFormat, isColoured: Bool = false) -> [UInt8] {
    switch format {
    case .text: ScenarioTextFormat.render(self, isColoured: isColoured)
    case .json: ScenarioJSONFormat.render(self)
    case .junit: ScenarioJUnitFormat.render(self)
    case .tap: ScenarioTAPFormat.render(self)
    }
  }

  /// What the scenarios reach, as an HTML page that loads nothing.
  package var coveragePage: [UInt8] { ScenarioCoveragePage.render(self) }

  /// A share with at most one digit behind the point.
  package static func text(percent: Double) -> String {
    let tenths = Int64((percent * 10).clamped(to: 0...1000))
    return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }
}

extension Double {
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
