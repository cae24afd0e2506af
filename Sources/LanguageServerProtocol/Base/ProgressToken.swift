// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// Ties reports to the work that they are about.
  package enum ProgressToken: Hashable, Sendable {
    /// A number.
    case number(Int)
    /// A string.
    case string(String)
  }
}

extension LSP.ProgressToken: Codable {
  /// Reads a number or a string.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else {
      self = .string(try container.decode(String.self))
    }
  }

  /// Writes the number or the string.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    }
  }
}
