// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import FoundationEssentials
import Reporting

/// The findings that a team lives with for now: `--baseline FILE` reports those alone that are not among them.
///
/// A finding is known by its file, code, text and line, not by the line's number: it stays known when lines move.
struct Baseline {
  /// One known finding. The code is there for people who read the file.
  struct Entry: Codable, Hashable {
    var code: String
    var fingerprint: String
    var path: String
  }

  private struct Document: Codable {
    var findings: [Entry]
    var version: Int
  }

  private(set) var entries: [Entry]
  /// The folder that the paths are relative to: the baseline's own, so that it means the same from everywhere.
  private let folder: String

  /// The baseline of a path before it is written.
  init(path: String) {
    entries = []
    folder = FileSystem.parent(of: FileSystem.absolutePath(path))
  }

  /// Reads a baseline; the failure says in words what is wrong with the file.
  static func read(_ path: String) -> Result<Baseline, BaselineFailure> {
    let bytes: [UInt8]
    switch FileSystem.contents(of: path) {
    case .success(let contents): bytes = contents
    case .failure(let error): return .failure(BaselineFailure(message: error.description))
    }
    guard let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)), document.version == 1 else {
      return .failure(
        BaselineFailure(message: "\(path): not a baseline of version 1; --update-baseline writes it anew"))
    }
    var baseline = Baseline(path: path)
    baseline.entries = document.findings
    return .success(baseline)
  }

  /// The path of a file as the baseline has it.
  private func relative(_ file: InputFile) -> String {
    guard let path = file.absolutePath else { return file.path }
    return PathText.shown(path, from: folder)
  }

  private func fingerprints(_ report: FileReport, of file: InputFile) -> [Entry] {
    let path = relative(file)
    let own = FileReport(path: path, text: report.text, diagnostics: report.diagnostics)
    return zip(report.diagnostics, Fingerprint.all(of: own)).map {
      Entry(code: $0.code, fingerprint: $1, path: path)
    }
  }

  /// The findings of a file that are not known.
  func unknown(_ report: FileReport, of file: InputFile) -> FileReport {
    let known = Set(entries.map(\.fingerprint))
    var result = report
    result.diagnostics = zip(report.diagnostics, fingerprints(report, of: file))
      .filter { !known.contains($1.fingerprint) }.map { $0.0 }
    return result
  }

  /// How many entries about these files are found no more.
  func staleCount(_ reports: [(report: FileReport, file: InputFile)]) -> Int {
    let paths = Set(reports.map { relative($0.file) })
    let found = Set(reports.flatMap { fingerprints($0.report, of: $0.file) }.map(\.fingerprint))
    return entries.count { paths.contains($0.path) && !found.contains($0.fingerprint) }
  }

  /// Takes the findings of these files for the known ones; what is known of other files that are still there stays.
  mutating func update(_ reports: [(report: FileReport, file: InputFile)]) {
    let paths = Set(reports.map { relative($0.file) })
    var kept = entries.filter { entry in
      !paths.contains(entry.path) && FileSystem.exists(PathText.absolute(entry.path, from: folder))
    }
    kept += reports.flatMap { fingerprints($0.report, of: $0.file) }
    entries = Set(kept).sorted { ($0.path, $0.code, $0.fingerprint) < ($1.path, $1.code, $1.fingerprint) }
  }

  /// The file's bytes: one entry a line, sorted, so that a change shows as few lines.
  func encoded() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let lines = entries.compactMap { try? encoder.encode($0) }.map { String(decoding: $0, as: UTF8.self) }
    let list = lines.isEmpty ? "[]" : "[\n    " + lines.joined(separator: ",\n    ") + "\n  ]"
    return Array("{\n  \"version\": 1,\n  \"findings\": \(list)\n}\n".utf8)
  }
}

/// Why a baseline cannot be used, in words.
struct BaselineFailure: Error {
  var message: String
}
