// SPDX-License-Identifier: Apache-2.0

/// A number that says what went wrong with a request; clients react to some of them.
///
/// Any number can be read; the named ones are those of JSON-RPC 2.0 and of the Language Server Protocol 3.17.
package struct ErrorCode: RawRepresentable, Hashable, Sendable {
  /// The number.
  package let rawValue: Int

  /// Any number.
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// The message is not JSON.
  package static let parseError = ErrorCode(rawValue: -32700)
  /// The message is JSON, but no request, or one that is not allowed now.
  package static let invalidRequest = ErrorCode(rawValue: -32600)
  /// Nobody serves the method.
  package static let methodNotFound = ErrorCode(rawValue: -32601)
  /// The parameters do not have the method's form.
  package static let invalidParams = ErrorCode(rawValue: -32602)
  /// A bug of ours.
  package static let internalError = ErrorCode(rawValue: -32603)
  /// A request came before `initialize`.
  package static let serverNotInitialized = ErrorCode(rawValue: -32002)
  /// The request was understood and could not be fulfilled.
  package static let requestFailed = ErrorCode(rawValue: -32803)
  /// The server gave the request up; only for methods that say so.
  package static let serverCancelled = ErrorCode(rawValue: -32802)
  /// The document changed, so that the answer would be of no use.
  package static let contentModified = ErrorCode(rawValue: -32801)
  /// The client cancelled the request.
  package static let requestCancelled = ErrorCode(rawValue: -32800)
}

/// A failed request, as the other side is told.
package struct ResponseError: Error, Hashable, Sendable {
  /// What kind of failure.
  package var code: ErrorCode
  /// One sentence for people.
  package var message: String
  /// More for the program on the other side, as JSON; nil for none.
  package var data: [UInt8]?

  /// Makes an error.
  package init(_ code: ErrorCode, _ message: String, data: [UInt8]? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  /// The error object as JSON.
  var json: [UInt8] {
    var result: [UInt8] = Array("{\"code\":\(code.rawValue),".utf8)
    if let data {
      result += Array("\"data\":".utf8) + data + [UInt8(ascii: ",")]
    }
    result += Array("\"message\":".utf8) + JSONText.quoted(message) + [UInt8(ascii: "}")]
    return result
  }
}
