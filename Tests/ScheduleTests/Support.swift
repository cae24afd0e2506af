// SPDX-License-Identifier: Apache-2.0
import Foundation
import Schedule
import SourceText
import Testing

/// A small seeded generator (SplitMix64), so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

/// Text with one stretch between « and »: the text without them, and the stretch in bytes.
func unmarked(_ marked: String) -> (text: String, range: TextRange) {
  let before = marked.prefix { $0 != "«" }
  let inside = marked.dropFirst(before.count + 1).prefix { $0 != "»" }
  let after = marked.dropFirst(before.count + inside.count + 2)
  let start = before.utf8.count
  return (String(before + inside + after), TextRange(start, start + inside.utf8.count))
}

/// The rules of a zone of this machine.
func zone(_ name: String, _ location: SourceLocation = #_sourceLocation) throws -> TimeZoneRules {
  try TimeZoneDatabase.system.rules(named: name).get()
}

/// A moment from RFC 3339.
func moment(_ text: String, _ location: SourceLocation = #_sourceLocation) throws -> Instant {
  try #require(Instant.parse(text).instant, "\(text)", sourceLocation: location)
}

/// The schedule of a valid text.
func schedule(_ text: String, _ location: SourceLocation = #_sourceLocation) throws -> CronExpression {
  try #require(CronExpression.parse(text).expression, "\(text)", sourceLocation: location)
}

/// The Python interpreter of `WFLINT_PYTHON`, which has cronsim and croniter; nil skips the oracle tests.
let oraclePython = ProcessInfo.processInfo.environment["WFLINT_PYTHON"]

/// Runs the oracle script and gives its lines.
func oracle(_ arguments: String...) throws -> [Data] {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: try #require(oraclePython))
  let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Oracle/oracle.py")
  process.arguments = [script.path] + arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  try process.run()
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  try #require(process.terminationStatus == 0)
  return output.split(separator: 0x0A).map { Data($0) }
}
