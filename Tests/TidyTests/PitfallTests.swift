// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// The 38 things that language servers stumble over: each has a test whose name begins with its number.
@Suite struct PitfallListTests {
  @Test func eachHasItsTest() throws {
    let tests = RepositoryPaths.files(
      below: RepositoryPaths.root.appendingPathComponent("Tests"), extensions: ["swift"])
    let text = try tests.map { try String(contentsOf: $0, encoding: .utf8) }.joined()
    for number in 1...38 {
      let name = "func pitfall" + (number < 10 ? "0" : "") + String(number)
      #expect(text.contains(name), "no test is called \(name)…")
    }
  }
}
