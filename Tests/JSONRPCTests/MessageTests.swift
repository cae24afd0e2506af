// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONRPC
import Testing

struct MessageTests {
  private func parse(_ text: String) -> Result<Message, MessageFault> {
    Result { () throws(MessageFault) in try Message(parsing: Array(text.utf8)) }
  }

  @Test(
    "messages",
    arguments: [
      (
        #"{"jsonrpc":"2.0","id":1,"method":"a","params":{"b": [1, {"c": "}"}]}}"#,
        Message.request(id: .number(1), method: "a", params: Array(#"{"b": [1, {"c": "}"}]}"#.utf8))
      ),
      (
        #" { "method" : "a" , "id" : "x\"y" , "jsonrpc" : "2.0" } "#,
        .request(id: .string("x\"y"), method: "a", params: nil)
      ),
      (#"{"jsonrpc":"2.0","id":null,"method":"a"}"#, .request(id: .null, method: "a", params: nil)),
      (#"{"jsonrpc":"2.0","id":-7,"method":"a","params":null}"#, .request(id: .number(-7), method: "a", params: nil)),
      (#"{"jsonrpc":"2.0","method":"a","params":[]}"#, .notification(method: "a", params: Array("[]".utf8))),
      (#"{"jsonrpc":"2.0","m\u0065thod":"\u0061"}"#, .notification(method: "a", params: nil)),
      (#"{"jsonrpc":"2.0","method":"b","method":"a"}"#, .notification(method: "a", params: nil)),
      (#"{"jsonrpc":"2.0","id":3,"result":null}"#, .response(id: .number(3), result: Array("null".utf8))),
      (
        #"{"jsonrpc":"2.0","id":3,"error":{"code":-32601,"message":"no","data":1}}"#,
        .failure(id: .number(3), error: ResponseError(.methodNotFound, "no"))
      ),
    ])
  func good(text: String, expected: Message) throws {
    #expect(try parse(text).get() == expected)
    #expect(try Message(parsing: expected.json) == expected)
  }

  @Test(
    "bytes that are no message, what they are answered with, and under which id",
    arguments: [
      ("", ErrorCode.parseError, RequestID.null),
      ("{", .parseError, .null),
      (#"{"jsonrpc":"2.0","id":1,"method":"a"} x"#, .parseError, .null),
      (#"{"jsonrpc":"2.0","id":1,"method":"a","params":{"b":tru}}"#, .parseError, .null),
      (#"{"jsonrpc":"2.0","id":1,"method":"a",}"#, .parseError, .null),
      ("[1,", .parseError, .null),
      (#"[{"jsonrpc":"2.0","id":1,"method":"a"}]"#, .invalidRequest, .null),
      ("[]", .invalidRequest, .null),
      ("1", .invalidRequest, .null),
      ("{}", .invalidRequest, .null),
      (#"{"id":1,"method":"a"}"#, .invalidRequest, .number(1)),
      (#"{"jsonrpc":"1.0","id":1,"method":"a"}"#, .invalidRequest, .number(1)),
      (#"{"jsonrpc":"2.0","id":1,"method":5}"#, .invalidRequest, .number(1)),
      (#"{"jsonrpc":"2.0","id":"z","method":"a","params":"b"}"#, .invalidRequest, .string("z")),
      (#"{"jsonrpc":"2.0","id":1.5,"method":"a"}"#, .invalidRequest, .null),
      (#"{"jsonrpc":"2.0","id":{},"method":"a"}"#, .invalidRequest, .null),
      (#"{"jsonrpc":"2.0","id":true,"method":"a"}"#, .invalidRequest, .null),
      (#"{"jsonrpc":"2.0","id":9}"#, .invalidRequest, .number(9)),
    ])
  func bad(text: String, code: ErrorCode, id: RequestID) {
    let fault = #expect(throws: MessageFault.self) { try parse(text).get() }
    #expect(fault?.error.code == code)
    #expect(fault?.id == id)
  }

  @Test("invalid UTF-8 and nesting without end are parse errors")
  func limits() {
    let invalid = Array(#"{"jsonrpc":"2.0","method":""#.utf8) + [0xC3, 0x28] + Array("\"}".utf8)
    #expect(throws: MessageFault.self) { try Message(parsing: invalid) }
    for depth in [600, 1_000_000] {
      let text = #"{"jsonrpc":"2.0","method":"a","params":"# + String(repeating: "[", count: depth)
      #expect(throws: MessageFault.self) { try Message(parsing: Array(text.utf8)) }
    }
    let nested = #"{"jsonrpc":"2.0","method":"a","params":"# + String(repeating: "[", count: 400)
    #expect(throws: Never.self) {
      try Message(parsing: Array((nested + String(repeating: "]", count: 400) + "}").utf8))
    }
  }

  /// Foundation's reader is the oracle: what it takes is JSON, what it refuses is not.
  @Test("the scanner accepts what is JSON and nothing else", arguments: 0..<40)
  func mutations(seed: UInt64) {
    var generator = SeededGenerator(seed)
    let sample = Array(
      #"{"a":[1,-2.5e+3,0.1,true,false,null,"x\n\u00e9\\"],"b":{"c":{}, "d":[ ]} , "e":"é😀"}"#.utf8)
    let bytes = Array(#"{}[]:,"\ 0123456789.eE+-truefalsn/ux"#.utf8) + [0x09, 0x0A, 0x00, 0x1F]
    for _ in 0..<250 {
      var json = sample
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<json.count, using: &generator)
        switch Int.random(in: 0...2, using: &generator) {
        case 0: json.remove(at: index)
        case 1: json[index] = bytes.randomElement(using: &generator) ?? 0
        default: json.insert(bytes.randomElement(using: &generator) ?? 0, at: index)
        }
      }
      guard String(validating: json, as: UTF8.self) != nil else { continue }
      let wrapped = Array(#"{"jsonrpc":"2.0","method":"m","params":["#.utf8) + json + Array("]}".utf8)
      let isJSON = (try? JSONSerialization.jsonObject(with: Data(wrapped))) != nil
      let isAccepted = (try? Message(parsing: wrapped)) != nil
      // Foundation takes a comma before a closing bracket, which RFC 8259 does not.
      let packed = json.filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A }
      let hasDanglingComma = zip(packed, packed.dropFirst()).contains {
        $0 == UInt8(ascii: ",") && ($1 == UInt8(ascii: "]") || $1 == UInt8(ascii: "}"))
      }
      if hasDanglingComma, !isAccepted { continue }
      #expect(isAccepted == isJSON, "\(String(decoding: json, as: UTF8.self))")
    }
  }

  @Test("half surrogate pairs in escapes become U+FFFD, one UTF-16 unit for another; whole pairs stay")
  func surrogates() throws {
    let cases = [
      (#""a\ud83d""#, "a\u{FFFD}"), (#""\ude00b""#, "\u{FFFD}b"), (#""\ud83d\ude00""#, "😀"),
      (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"), (#""\\ud83d""#, "\\ud83d"), (#""\uD83Dx\n""#, "\u{FFFD}x\n"),
    ]
    for (json, expected) in cases {
      #expect(try Payload.decode(String.self, from: Array(json.utf8)) == expected, "\(json)")
    }
  }

  @Test("a payload's error names the member at fault")
  func payloadErrors() {
    struct Inner: Decodable { var line: Int }
    struct Outer: Decodable { var place: [Inner] }
    func message(_ json: String) -> String? {
      let outcome = Result { () throws(PayloadError) in try Payload.decode(Outer.self, from: Array(json.utf8)) }
      if case .failure(let error) = outcome { return error.message }
      return nil
    }
    #expect(message(#"{"place":[{"line":1},{"line":"x"}]}"#) == "'place.1.line' has the wrong type")
    #expect(message(#"{"place":[{}]}"#) == "'place.0.line' is missing")
    #expect(message("{}") == "'place' is missing")
    #expect(message(#"{"place":[]}"#) == nil)
  }

  @Test("quoted strings are read back by Foundation")
  func quoted() throws {
    let all = String(String.UnicodeScalarView((0...0x2FF).compactMap(Unicode.Scalar.init))) + "😀\u{2028}"
    let json = Data(JSONText.quoted(all))
    #expect(try JSONDecoder().decode(String.self, from: json) == all)
  }
}
