// SPDX-License-Identifier: Apache-2.0

extension CELValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A string.
  package init(stringLiteral value: String) { self = .string(value) }
  /// A bool.
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  /// An int.
  package init(integerLiteral value: Int64) { self = .int(value) }
  /// A double.
  package init(floatLiteral value: Double) { self = .double(value) }
  /// A list.
  package init(arrayLiteral elements: CELValue...) { self = .array(elements) }
  /// A map with string keys.
  package init(dictionaryLiteral elements: (String, CELValue)...) { self = .object(elements) }
}
