// SPDX-License-Identifier: Apache-2.0
import SourceText

/// The host of a URL.
struct URLHost {
  /// The name or address, in small letters, without brackets.
  let name: String
  /// The port as written; nil where there is none.
  let port: String?

  /// Reads the part of a URL between `//` and the path.
  init(_ authority: ArraySlice<UInt8>) {
    var rest = authority
    if let at = rest.lastIndex(of: UInt8(ascii: "@")) { rest = rest[(at + 1)...] }
    if rest.first == UInt8(ascii: "["), let close = rest.firstIndex(of: UInt8(ascii: "]")) {
      name = String(decoding: rest[(rest.startIndex + 1)..<close], as: UTF8.self).lowercased()
      let behind = rest[(close + 1)...]
      port = behind.first == UInt8(ascii: ":") ? String(decoding: behind.dropFirst(), as: UTF8.self) : nil
    } else if let colon = rest.lastIndex(of: UInt8(ascii: ":")) {
      name = String(decoding: rest[..<colon], as: UTF8.self).lowercased()
      port = String(decoding: rest[(colon + 1)...], as: UTF8.self)
    } else {
      name = String(decoding: rest, as: UTF8.self).lowercased()
      port = nil
    }
  }

  /// Whether it stands for the own machine, cluster or network.
  var isPrivate: Bool {
    if name.isEmpty || !name.contains(".") && !name.contains(":") { return true }
    if name.contains(":") { return ["::1", "::", "fc", "fd", "fe8", "fe9", "fea", "feb"].contains { isAddress($0) } }
    let numbers = name.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    if numbers.count == 4, let first = numbers[0], let second = numbers[1], numbers[2] != nil, numbers[3] != nil {
      switch (first, second) {
      case (0, _), (10, _), (127, _), (192, 168), (169, 254), (172, 16...31), (100, 64...127): return true
      default: return false
      }
    }
    return [
      ".localhost", ".local", ".internal", ".svc", ".lan", ".test", ".home.arpa", ".intranet", ".corp", ".private",
      ".consul", ".onion",
    ].contains { name.hasSuffix($0) }
      // A service of a cluster: `api.shop.svc`, and the short form with the name space.
      || name.hasSuffix(".svc.cluster.local") || name.containsBytes(of: ".svc.")
  }

  private func isAddress(_ prefix: String) -> Bool {
    prefix.hasPrefix("::") ? name == prefix : name.hasPrefix(prefix)
  }
}
