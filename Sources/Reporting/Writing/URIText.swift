// SPDX-License-Identifier: Apache-2.0

/// Paths as URI references (RFC 3986).
enum URIText {
  /// A relative path as a relative reference, an absolute one as a `file:` URI; every byte that is not unreserved or a
  /// slash is percent-encoded, a colon too, so that no first segment looks like a scheme.
  static func reference(path: String) -> String {
    let path = Fingerprint.normalised(path)
    var result = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result += "%"
        result.unicodeScalars.append(Unicode.Scalar(Hexadecimal.digit(byte >> 4)))
        result.unicodeScalars.append(Unicode.Scalar(Hexadecimal.digit(byte)))
      }
    }
    return result
  }
}
