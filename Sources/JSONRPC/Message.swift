// SPDX-License-Identifier: Apache-2.0

/// One JSON-RPC message, its parameters or result still JSON bytes.
package enum Message: Hashable, Sendable {
  /// Wants an answer.
  case request(id: RequestID, method: String, params: [UInt8]?)
  /// Wants none.
  case notification(method: String, params: [UInt8]?)
  /// The answer to a request of ours: its result.
  case response(id: RequestID, result: [UInt8])
  /// The answer to a request of ours that failed.
  case failure(id: RequestID, error: ResponseError)
}

/// Why a frame's body is no message, and what to answer.
package struct MessageFault: Error, Hashable, Sendable {
  /// What to answer.
  package let error: ResponseError
  /// The id to answer to; `null` where none could be read.
  package let id: RequestID
}

extension Message {
  /// Reads one message. A body that is not JSON is a `parseError`; one that is JSON but no message, or a batch, which
  /// the Language Server Protocol does not have, is an `invalidRequest`. Complexity: O(n).
  package init(parsing body: [UInt8]) throws(MessageFault) {
    guard (try? UTF8Span(validating: body.span)) != nil else {
      throw MessageFault(error: ResponseError(.parseError, "the message is not UTF-8"), id: .null)
    }
    let scanner = JSONScanner(body)
    let start = scanner.skipSpace(0)
    guard scanner.byte(at: start) == UInt8(ascii: "{") else {
      guard scanner.isOneValue else { throw .notJSON }
      let isBatch = scanner.byte(at: start) == UInt8(ascii: "[")
      let reason = isBatch ? "batches are not supported: send one message a frame" : "the message is not an object"
      throw MessageFault(error: ResponseError(.invalidRequest, reason), id: .null)
    }
    guard let (members, end) = scanner.members(start), scanner.skipSpace(end) == body.count else { throw .notJSON }
    try self.init(Envelope(members, of: body))
  }

  private init(_ envelope: Envelope) throws(MessageFault) {
    let id = envelope.id.flatMap(RequestID.init(json:))
    func invalid(_ reason: String) -> MessageFault {
      MessageFault(error: ResponseError(.invalidRequest, reason), id: id ?? .null)
    }
    guard envelope.version == Array("\"2.0\"".utf8) else { throw invalid("'jsonrpc' must be \"2.0\"") }
    if envelope.id != nil, id == nil { throw invalid("'id' must be a whole number, a string or null") }
    if let method = envelope.method {
      guard let name = try? Payload.decode(String.self, from: method) else {
        throw invalid("'method' must be a string")
      }
      var params = envelope.params
      switch params?.first {
      case UInt8(ascii: "{"), UInt8(ascii: "["), nil: break
      case UInt8(ascii: "n"): params = nil
      default: throw invalid("'params' must be an object or an array")
      }
      self = id.map { .request(id: $0, method: name, params: params) } ?? .notification(method: name, params: params)
    } else if let id, let error = envelope.error, error != Array("null".utf8) {
      self = .failure(id: id, error: ResponseError(json: error))
    } else if let id, let result = envelope.result {
      self = .response(id: id, result: result)
    } else {
      throw invalid("a message needs a 'method', or an 'id' with a 'result' or an 'error'")
    }
  }

  /// The message as JSON.
  package var json: [UInt8] {
    var output: [UInt8] = Array("{".utf8)
    func add(_ name: StaticString, _ value: [UInt8]) {
      output += name.withUTF8Buffer { Array($0) } + value
    }
    switch self {
    case .request(let id, let method, let params):
      add("\"id\":", id.json)
      add(",\"jsonrpc\":\"2.0\",\"method\":", JSONText.quoted(method))
      if let params { add(",\"params\":", params) }
    case .notification(let method, let params):
      add("\"jsonrpc\":\"2.0\",\"method\":", JSONText.quoted(method))
      if let params { add(",\"params\":", params) }
    case .response(let id, let result):
      add("\"id\":", id.json)
      add(",\"jsonrpc\":\"2.0\",\"result\":", result)
    case .failure(let id, let error):
      add("\"error\":", error.json)
      add(",\"id\":", id.json)
      add(",\"jsonrpc\":", Array("\"2.0\"".utf8))
    }
    output.append(UInt8(ascii: "}"))
    return output
  }
}

extension MessageFault {
  fileprivate static let notJSON = MessageFault(error: ResponseError(.parseError, "the message is not JSON"), id: .null)
}

/// The members of a message that mean something, as JSON; the last of several equal keys counts.
private struct Envelope {
  var version: [UInt8]?
  var id: [UInt8]?
  var method: [UInt8]?
  var params: [UInt8]?
  var result: [UInt8]?
  var error: [UInt8]?

  init(_ members: [JSONScanner.Member], of body: [UInt8]) {
    for member in members {
      let value = Array(body[member.value])
      switch Self.name(of: member, in: body) {
      case "jsonrpc": version = value
      case "id": id = value
      case "method": method = value
      case "params": params = value
      case "result": result = value
      case "error": error = value
      default: break
      }
    }
  }

  private static func name(of member: JSONScanner.Member, in body: [UInt8]) -> String {
    let quoted = body[member.key]
    if quoted.contains(0x5C) { return (try? Payload.decode(String.self, from: Array(quoted))) ?? "" }
    return String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self)
  }
}

extension RequestID {
  /// Reads an id; nil for what may not be one (a fraction, an object …).
  fileprivate init?(json: [UInt8]) {
    if json == Array("null".utf8) {
      self = .null
    } else if let number = Int(String(decoding: json, as: UTF8.self)) {
      self = .number(number)
    } else if json.first == 0x22, let string = try? Payload.decode(String.self, from: json) {
      self = .string(string)
    } else {
      return nil
    }
  }
}

extension ResponseError {
  /// Reads an error object leniently: it came from a client, and is only ever logged.
  fileprivate init(json: [UInt8]) {
    struct Wire: Decodable {
      var code: Int?
      var message: String?
    }
    let wire = try? Payload.decode(Wire.self, from: json)
    self.init(wire?.code.map(ErrorCode.init(rawValue:)) ?? .internalError, wire?.message ?? "")
  }
}
