// SPDX-License-Identifier: Apache-2.0

/// Who may decide on an approval: `user:jane@example.com`, `team:platform`, `role:owner`.
package struct Principal: Hashable, Sendable {
  /// The kinds of `language.md` §6.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// One person.
    case user
    /// The members of a team.
    case team
    /// The holders of one of the directory's roles.
    case role
  }

  /// What it names.
  package var kind: Kind
  /// The name behind the colon.
  package var name: String

  /// Makes a principal.
  package init(kind: Kind, name: String) {
    self.kind = kind
    self.name = name
  }

  /// The form that files use, `team:platform`.
  package var text: String { "\(kind.rawValue):\(name)" }
}

/// What an approver's text turned out to be.
package enum PrincipalParse: Hashable, Sendable {
  /// The documented form.
  case valid(Principal)
  /// Another form that is understood: `group:x`, `@org/team`, `@user`, `@@role`, an e-mail address.
  case understood(Principal)
  /// Neither, and why.
  case invalid(String)

  /// The principal, where the text names one.
  package var principal: Principal? {
    switch self {
    case .valid(let principal), .understood(let principal): principal
    case .invalid: nil
    }
  }
}

extension Principal {
  /// Reads an approver (`language.md` §6).
  package static func parse(_ text: String) -> PrincipalParse {
    for kind in Kind.allCases {
      if let name = documentedName(of: kind, in: text) { return .valid(Principal(kind: kind, name: name)) }
    }
    if let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) {
      let kindText = String(text[..<colon])
      let name = String(text[text.utf8.index(after: colon)...])
      if let problem = nameProblem(name, of: text) { return .invalid(problem) }
      if let kind = Kind(rawValue: kindText) { return .valid(Principal(kind: kind, name: name)) }
      if kindText == "group" || kindText == "groups" { return .understood(Principal(kind: .team, name: name)) }
      if let kind = Kind(rawValue: kindText.lowercased()) { return .understood(Principal(kind: kind, name: name)) }
      return .invalid("`\(kindText)` is no kind of approver; the kinds are user:, team: and role:")
    }
    if text.hasPrefix("@@") {
      let name = String(text.dropFirst(2))
      return nameProblem(name, of: text).map { .invalid($0) } ?? .understood(Principal(kind: .role, name: name))
    }
    if text.hasPrefix("@") {
      let name = String(text.dropFirst())
      if let problem = nameProblem(name, of: text) { return .invalid(problem) }
      if let slash = name.firstIndex(of: "/") {
        let team = String(name[name.index(after: slash)...])
        if nameProblem(team, of: text) == nil { return .understood(Principal(kind: .team, name: team)) }
      }
      return .understood(Principal(kind: .user, name: name))
    }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    if parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), nameProblem(text, of: text) == nil {
      return .understood(Principal(kind: .user, name: text))
    }
    return .invalid("`\(text)` does not say what it names; write user:\(text), team:\(text) or role:\(text)")
  }

  /// The name in a text of the documented form with this kind, which nearly all are.
  private static func documentedName(of kind: Kind, in text: String) -> String? {
    let prefix: StaticString =
      switch kind {
      case .user: "user:"
      case .team: "team:"
      case .role: "role:"
      }
    let length = prefix.utf8CodeUnitCount
    // Each rule about approvers reads them: by bytes, where the text is stored as such.
    let fits = text.utf8.withContiguousStorageIfAvailable { bytes in
      guard bytes.count > length, isAlphanumeric(bytes[length]) else { return false }
      for index in 0..<length where bytes[index] != prefix.utf8Start[index] { return false }
      for index in length..<bytes.count where !isAllowed(bytes[index]) { return false }
      return true
    }
    guard fits == true else { return nil }
    return String(text[text.utf8.index(text.startIndex, offsetBy: length)...])
  }

  private static func nameProblem(_ name: String, of text: String) -> String? {
    guard let first = name.utf8.first else { return "`\(text)` names nobody; expected a name such as team:platform" }
    guard isAlphanumeric(first) else { return "the name of `\(text)` must start with a letter or a digit" }
    guard !name.utf8.allSatisfy(isAllowed),
      let bad = name.unicodeScalars.first(where: { scalar in UInt8(exactly: scalar.value).map { !isAllowed($0) } ?? true
      })
    else { return nil }
    return "`\(bad)` cannot stand in the name of `\(text)`; allowed are letters, digits and . _ @ / + -"
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "@"), UInt8(ascii: "/"), UInt8(ascii: "+"),
      UInt8(ascii: "-"):
      true
    default: isAlphanumeric(byte)
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
