// SPDX-License-Identifier: Apache-2.0
import Analysis
import Foundation
import SourceText
import TestSupport
import Testing

/// What the rules are worth: one mistake at a time is made in valid examples, and must be found where it was made.
///
/// The mistakes are made on the YAML tree by ranges, in an order that never changes. A kind whose rules are not there is
/// left out, and said so.
@Suite struct MutationTests {
  static let kinds =
    YAMLMutations.kinds + StructureMutations.kinds + ReferenceMutations.kinds + ExpressionMutations.kinds
    + TriggerMutations.kinds + DeliveryMutations.kinds

  static func examples() throws -> [MutationExample] {
    let folder = RepositoryPaths.root.appendingPathComponent("Examples")
    return try RepositoryPaths.files(below: folder, extensions: ["yaml"])
      .filter { $0.lastPathComponent.hasSuffix(".wf.yaml") }
      .compactMap { MutationExample($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
  }

  @Test("98 of 100 mistakes are found, with the right code on the right line") func findsMutants() throws {
    let examples = try Self.examples()
    #expect(examples.count >= 7)
    var total = 0
    var caught = 0
    var lines: [String] = []
    var misses: [String] = []
    var used = 0
    for kind in Self.kinds {
      guard kind.codes.contains(where: { RuleCatalog.rule($0) != nil }) else {
        lines.append("  skipped  \(kind.name): no rule \(kind.codes.joined(separator: "/")) yet")
        continue
      }
      var count = 0
      var found = 0
      for example in examples {
        for mutant in kind.make(example) {
          count += 1
          let (isCaught, account) = example.tries(mutant, codes: kind.codes)
          if isCaught {
            found += 1
          } else {
            misses.append("  \(kind.name) in \(example.name): \(account)")
          }
        }
      }
      if count > 0 { used += 1 }
      total += count
      caught += found
      lines.append("  \(found)/\(count)  \(kind.name)")
    }
    print("mutants caught: \(caught) of \(total) in \(used) kinds")
    print(lines.joined(separator: "\n"))
    if !misses.isEmpty { print("missed:\n" + misses.joined(separator: "\n")) }
    #expect(used >= 20)
    #expect(total >= 500)
    #expect(caught * 100 >= total * 98, "\(caught) of \(total)")
  }

  /// A table with a kind that makes no mutant anywhere would say nothing.
  @Test func everyKindMakesMutants() throws {
    let examples = try Self.examples()
    for kind in Self.kinds { #expect(examples.contains { !kind.make($0).isEmpty }, "\(kind.name)") }
  }
}
