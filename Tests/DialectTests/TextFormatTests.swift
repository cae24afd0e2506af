// SPDX-License-Identifier: Apache-2.0
import Dialect
import Testing

@Suite struct TextFormatTests {
  /// Rules are found by a format's number: a number that another format has too would call the wrong rule.
  @Test func numbersAreThePlacesInTheListOfAll() {
    for number in [TextFormat.plain.number, TextFormat.constant("x").number] { #expect(number < TextFormat.all.count) }
    #expect(TextFormat.all.count <= 64)
    for (index, format) in TextFormat.all.enumerated() where index < 23 { #expect(format.number == index) }
    #expect(Set(TextFormat.all.map(\.number)) == Set(0..<TextFormat.all.count))
  }
}
