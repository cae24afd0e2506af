// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import FoundationEssentials
import Reporting

/// How often each rule found something: what `--statistics` prints in place of the findings.
struct RuleStatistics {
  /// The count of one rule.
  struct Row: Encodable {
    var code: String
    var name: String
    var count: Int
    var fixable: Int
  }

  /// The rules that found something, the most frequent first.
  let rows: [Row]

  init(_ reports: [FileReport]) {
    var byCode: [String: Row] = [:]
    for diagnostic in reports.flatMap(\.diagnostics) {
      byCode[diagnostic.code, default: Row(code: diagnostic.code, name: diagnostic.name, count: 0, fixable: 0)]
        .count += 1
      if diagnostic.fixes.contains(where: { $0.applicability == .safe }) { byCode[diagnostic.code]?.fixable += 1 }
    }
    rows = byCode.values.sorted { ($1.count, $0.code) < ($0.count, $1.code) }
  }

  /// A line a rule: count, code, name, and how many `--fix` mends.
  var text: String {
    let width = String(rows.first?.count ?? 0).utf8.count
    return rows.map { row in
      let count = String(row.count)
      let padding = String(repeating: " ", count: max(0, width - count.utf8.count))
      return "\(padding)\(count)  \(row.code)  \(row.name)\(row.fixable > 0 ? "  (\(row.fixable) with --fix)" : "")\n"
    }.joined()
  }

  /// The same as a JSON list.
  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    return ((try? encoder.encode(rows)).map { String(decoding: $0, as: UTF8.self) } ?? "[]") + "\n"
  }
}
