// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSONRPC
import Testing

/// Foundation's encoder is the oracle: both must mean the same, member for member.
struct PayloadTests {
  private struct Plain: Codable, Hashable {
    var name = "é \"quoted\" \\ \n\u{1}\u{7F} 😀 /"
    var absent: Int?
    var present: Bool? = true
    var integers = [0, 9, 10, -1, Int.max, Int.min]
    var small: [UInt8] = [0, 255]
    var numbers = [0.1, -2.0, 1e21, 1e-7, 5, .greatestFiniteMagnitude]
    var float: Float = 0.25
    var nested = [[1], [], [2, 3]]
    var optionals: [Int?] = [nil, 4]
    var byName: [String: [String: Int]] = ["b": ["y": 1, "x": 2], "a": [:], "c": ["": 0]]
    var byNumber: [Int: String] = [1: "one"]
    var choice = Choice.pair(1, label: "x")
    var kind = Kind.second
    var empty = Empty()
    var strings: Set<String> = ["only"]
  }

  private enum Choice: Codable, Hashable { case none, pair(Int, label: String) }
  private enum Kind: String, Codable { case first, second }
  private struct Empty: Codable, Hashable {}

  private struct Chain: Encodable {
    func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: Key.self)
      try members.encode(1, forKey: .a)
      var inner = members.nestedContainer(keyedBy: Key.self, forKey: .b)
      try inner.encodeNil(forKey: .a)
      var list = inner.nestedUnkeyedContainer(forKey: .b)
      try list.encode("x")
      var deepest = list.nestedContainer(keyedBy: Key.self)
      try deepest.encode([1], forKey: .c)
      try list.encode(2)
      try members.encode(3, forKey: .c)
      var again = encoder.container(keyedBy: Key.self)
      try again.encode(4, forKey: .d)
    }
    enum Key: CodingKey { case a, b, c, d }
  }

  private struct Interleaved: Encodable {
    func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: Chain.Key.self)
      var inner = members.nestedContainer(keyedBy: Chain.Key.self, forKey: .a)
      try members.encode(1, forKey: .b)
      try inner.encode(2, forKey: .c)
    }
  }

  private struct Super: Encodable {
    func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: Chain.Key.self)
      try members.encode(1, forKey: .a)
      try Plain().encode(to: members.superEncoder(forKey: .b))
    }
  }

  private struct Nothing: Encodable {
    func encode(to encoder: any Encoder) throws {}
  }

  private func check(_ value: some Encodable, _ location: SourceLocation = #_sourceLocation) throws {
    let ours = try #require(Payload.encode(value), sourceLocation: location)
    let theirs = try JSONEncoder().encode(value)
    let read = try JSONSerialization.jsonObject(with: Data(ours), options: .fragmentsAllowed) as? NSObject
    let expected = try JSONSerialization.jsonObject(with: theirs, options: .fragmentsAllowed) as? NSObject
    #expect(read == expected, "\(String(decoding: ours, as: UTF8.self))", sourceLocation: location)
    #expect(Payload.encode(value) == ours, "the same bytes each time", sourceLocation: location)
  }

  @Test("values are written as Foundation writes them")
  func oracle() throws {
    try check(Plain())
    try check([Plain(), Plain(name: "")])
    try check(["k": Plain()])
    try check(Chain())
    try check([Chain()])
    try check(Interleaved())
    try check(Super())
    try check([Choice.none])
    try check("text")
    try check(5)
    try check([String]())
    try check([String: Int]())
    try check(Int?.none)
    try check([Nothing?.none])
    #expect(try Payload.decode(Plain.self, from: Payload.encode(Plain())) == Plain())
  }

  @Test("members come as they are written, those of dictionaries sorted")
  func order() {
    struct Pair: Encodable {
      var second = 1
      var first = ["z": 1, "a": 2, "m": 3]
    }
    let json = Payload.encode(Pair()).map { String(decoding: $0, as: UTF8.self) }
    #expect(json == #"{"second":1,"first":{"a":2,"m":3,"z":1}}"#)
  }

  @Test("what JSON cannot hold is refused")
  func refused() {
    #expect(Payload.encode([Double.nan]) == nil)
    #expect(Payload.encode(["x": Double.infinity]) == nil)
  }
}
