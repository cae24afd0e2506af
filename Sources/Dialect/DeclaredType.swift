// SPDX-License-Identifier: Apache-2.0
package import Expression

extension CELType {
  /// The type in expressions of what is declared with a word (`language.md` §7): an input, an output, a field of a payload.
  ///
  /// A `number` may be written as an integer, which CEL tells from a decimal, and a `duration` as text: what is read may be
  /// either. Without a word it is a string.
  package init(declared word: String?) {
    self =
      switch word {
      case nil, "string": .string
      case "integer": .int
      case "boolean": .bool
      case "list": .list(.dyn)
      case "map": .map(.string, .dyn)
      default: .dyn
      }
  }
}
