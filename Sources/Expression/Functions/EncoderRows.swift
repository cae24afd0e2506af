// SPDX-License-Identifier: Apache-2.0

extension CatalogBuilder {
  /// The encoders extension.
  mutating func addEncoders() {
    function("base64.encode", [("bytes", .bytes)], .string, "The bytes in base 64.", "base64.encode(b'hello')") {
      context, arguments throws(EvaluationFault) in
      let bytes = try arguments.bytes(0)
      try context.charge(bytes: bytes.count)
      return .string(Base64.encode(bytes))
    }
    function(
      "base64.decode", [("text", .string)], .bytes, "The bytes of a text in base 64, padded or not.",
      "base64.decode('aGVsbG8=')"
    ) { context, arguments throws(EvaluationFault) in
      let text = try arguments.string(0)
      try context.charge(bytes: text.utf8.count)
      guard let bytes = Base64.decode(text) else {
        throw EvaluationFault(.conversion, "Type conversion error: the text is no base 64")
      }
      return .bytes(bytes)
    }
  }
}
