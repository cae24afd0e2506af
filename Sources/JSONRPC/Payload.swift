// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials

/// JSON bytes to values and back: the one place that knows which coder is used.
package enum Payload {
  /// Decodes parameters or a result; absent ones count as an empty object, which suits types whose members are all
  /// optional.
  ///
  /// Escapes of half a surrogate pair, which editors send while such a pair is being typed or cut, become U+FFFD: it
  /// counts one UTF-16 unit too, so the texts of both sides stay in step.
  package static func decode<Value: Decodable>(_ type: Value.Type, from json: [UInt8]?) throws(PayloadError) -> Value {
    let json = json ?? Array("{}".utf8)
    do {
      return try JSONDecoder().decode(type, from: Data(json))
    } catch {
      if let mended = LoneSurrogates.replaced(in: json),
        let value = try? JSONDecoder().decode(type, from: Data(mended))
      {
        return value
      }
      throw PayloadError(describing: error)
    }
  }

  /// Encodes a value; equal values give equal bytes. Nil only for values that JSON cannot hold, such as a number that is
  /// not finite.
  package static func encode(_ value: some Encodable) -> [UInt8]? {
    let writer = StreamingWriter()
    if writer.write(value), writer.isWellFormed { return writer.bytes }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).map { Array($0) }
  }
}

/// Why a payload could not be decoded.
package struct PayloadError: Error, Hashable, Sendable {
  /// One sentence with the path of the member at fault.
  package let message: String

  fileprivate init(describing error: any Error) {
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      message = "'\(Self.path(context.codingPath + [key]))' is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      message = "'\(Self.path(context.codingPath))' has the wrong type"
    case DecodingError.dataCorrupted(let context):
      message = "'\(Self.path(context.codingPath))' is malformed"
    default: message = "malformed"
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map { $0.intValue.map { String($0) } ?? $0.stringValue }.joined(separator: ".")
  }
}
