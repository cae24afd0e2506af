// SPDX-License-Identifier: Apache-2.0

/// What ties a response to its request (JSON-RPC 2.0, section 4).
package enum RequestID: Hashable, Sendable {
  /// A whole number.
  case number(Int)
  /// A string.
  case string(String)
  /// `null`: what a response carries when the request's own id could not be read.
  case null

  /// The id as JSON.
  package var json: [UInt8] {
    switch self {
    case .number(let value): Array(String(value).utf8)
    case .string(let value): JSONText.quoted(value)
    case .null: Array("null".utf8)
    }
  }
}

extension RequestID: CustomStringConvertible {
  /// The id as JSON text, for logs.
  package var description: String { String(decoding: json, as: UTF8.self) }
}
