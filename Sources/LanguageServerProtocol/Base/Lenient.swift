// SPDX-License-Identifier: Apache-2.0

extension KeyedDecodingContainer {
  /// The member's value; nil where it is absent, null or of another form. For what clients say about themselves: one
  /// wrong member must not cost the others.
  func lenient<Value: Decodable>(_ key: Key) -> Value? {
    (try? decodeIfPresent(Value.self, forKey: key)) ?? nil
  }
}
