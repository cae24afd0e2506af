// SPDX-License-Identifier: Apache-2.0

/// Writes JSON (RFC 8259) in the order of the calls, without blanks; commas are its own business.
struct JSONWriter {
  private var out = ByteWriter()
  private var needsComma = false
  private var breaksLine = false

  var bytes: [UInt8] { out.bytes }

  private mutating func startValue() {
    if needsComma { out.write(byte: 0x2C) }
    if breaksLine { out.newline() }
    needsComma = false
    breaksLine = false
  }

  /// Puts a line break before the next value, key or end, behind its comma.
  mutating func newline() { breaksLine = true }

  /// Ends a line between two documents.
  mutating func endDocument() {
    out.newline()
    needsComma = false
    breaksLine = false
  }

  private mutating func open(_ byte: UInt8) {
    startValue()
    out.write(byte: byte)
  }

  private mutating func close(_ byte: UInt8) {
    if breaksLine { out.newline() }
    out.write(byte: byte)
    breaksLine = false
    needsComma = true
  }

  mutating func object(_ body: (inout JSONWriter) -> Void) {
    open(0x7B)
    body(&self)
    close(0x7D)
  }

  mutating func array<Element>(_ elements: some Sequence<Element>, _ body: (inout JSONWriter, Element) -> Void) {
    open(0x5B)
    for element in elements { body(&self, element) }
    close(0x5D)
  }

  mutating func key(_ name: StaticString) {
    startValue()
    out.write(byte: 0x22)
    out.write(name)
    out.write(byte: 0x22)
    out.write(byte: 0x3A)
  }

  mutating func string(_ text: String) {
    startValue()
    out.write(byte: 0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22: out.write("\\\"" as StaticString)
      case 0x5C: out.write("\\\\" as StaticString)
      case 0x08: out.write("\\b" as StaticString)
      case 0x09: out.write("\\t" as StaticString)
      case 0x0A: out.write("\\n" as StaticString)
      case 0x0C: out.write("\\f" as StaticString)
      case 0x0D: out.write("\\r" as StaticString)
      case 0x00..<0x20, 0x7F:
        out.write("\\u00" as StaticString)
        out.write(byte: Hexadecimal.digit(byte >> 4))
        out.write(byte: Hexadecimal.digit(byte))
      default: out.write(byte: byte)
      }
    }
    out.write(byte: 0x22)
    needsComma = true
  }

  mutating func number(_ value: Int) {
    startValue()
    out.write(value)
    needsComma = true
  }

  mutating func bool(_ value: Bool) {
    startValue()
    out.write(value ? "true" as StaticString : "false")
    needsComma = true
  }

  mutating func null() {
    startValue()
    out.write("null" as StaticString)
    needsComma = true
  }

  // MARK: Members

  mutating func member(_ name: StaticString, _ value: String) {
    key(name)
    string(value)
  }

  mutating func member(_ name: StaticString, _ value: Int) {
    key(name)
    number(value)
  }

  mutating func member(_ name: StaticString, is value: Bool) {
    key(name)
    bool(value)
  }

  /// A member with a number that has at most two digits behind its point.
  mutating func member(_ name: StaticString, fraction value: Double) {
    key(name)
    startValue()
    let hundredths = Int64(min(max(value * 100, -1e15), 1e15))
    let rest = abs(hundredths % 100)
    out.write("\(hundredths / 100)")
    if rest > 0 { out.write(rest < 10 ? ".0\(rest)" : ".\(rest)") }
    needsComma = true
  }

  /// A member that is `null` where there is no value.
  mutating func member(_ name: StaticString, orNull value: String?) {
    key(name)
    if let value { string(value) } else { null() }
  }

  mutating func member(_ name: StaticString, _ body: (inout JSONWriter) -> Void) {
    key(name)
    object(body)
  }

  mutating func member<Element>(
    _ name: StaticString, _ elements: some Sequence<Element>, _ body: (inout JSONWriter, Element) -> Void
  ) {
    key(name)
    array(elements, body)
  }
}
