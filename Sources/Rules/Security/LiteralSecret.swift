// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import SourceText
import YAMLSyntax

/// Reports secrets that stand in the file itself.
package enum LiteralSecret: FileRule {
  /// What is said of the rule.
  package static let metadata = RuleMetadata(
    "WF601", "literal-secret", .security, .error,
    summary: "A secret stands in the file in plain text.",
    rationale: """
      Whoever can read the repository, its history or one of its copies has the secret. Take it back where it was made, store the \
      new one with the platform's secrets, and read it as `${{ secrets.NAME }}`. Tokens are known by their shape, also in \
      comments; other texts by the key that they stand under and by how much they look drawn by chance. Placeholders are left \
      alone.
      """,
    bad: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        env: {TOKEN: «\(Fragments.gitHub)»}
        steps:
          - id: a
            type: script
            run: |
              export AWS_ACCESS_KEY_ID=«\(Fragments.aws)»
              psql postgres://app:«k9V-tr2Lqz»@db.example.com/app

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        steps:
          - id: a
            type: script
            run: ./deploy.sh
            env:
              DB_PASSWORD: "«hunter2»"
              apiKey: «9f8c7b2e41d0a6553be8f1c2d7a49e06»

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        # The key of the host: «\(Fragments.slack)»
        steps:
          - {id: a, type: http, url: "https://api.example.com", headers: {Authorization: "Bearer «\(Fragments.web)»"}}

        """),
    ],
    good: [
      RuleExample(
        """
        schema: wflint/v1
        name: api
        env:
          TOKEN: ${{ secrets.TOKEN }}
          AWS_ACCESS_KEY_ID: AKIAIOSFODNN7EXAMPLE
          DB_PASSWORD: changeme
          API_TOKEN: <token>
          OTHER_TOKEN: ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
        steps:
          - {id: a, type: script, run: "psql postgres://app:$PASSWORD@db/app"}

        """),
      RuleExample(
        """
        schema: wflint/v1
        name: api
        triggers: [{type: webhook, auth: {scheme: hmac_sha256, secret: DEPLOY_HOOK_2026}}]
        steps:
          - {id: a, type: operation, plugin: vault, operation: kv.read, parameters: {secret: team/api-v2/database-key1}}

        """),
    ])

  /// Reports each secret once; no message, fix or related place repeats it, and reports print it as stars.
  package static func check(_ file: FileContext, _ report: inout Report) {
    let hits = SecretScan.find(in: file.text.bytes)
    for hit in hits { add(hit.range, hit.what, &report) }
    for index in 0..<file.tree.nodeCount {
      guard let mapping = file.tree.node(NodeID(rawValue: UInt32(truncatingIfNeeded: index))), mapping.kind == .mapping
      else { continue }
      checkEntries(of: mapping, hits, &report)
    }
  }

  private static func add(_ range: TextRange, _ what: String, _ report: inout Report) {
    report.add(
      range, "\(what) stands here in plain text",
      help: "Take it back where it was made, store a new one as a secret, and read it as `${{ secrets.NAME }}`.",
      tags: [.confidential])
  }

  private static func checkEntries(of mapping: YAMLNode, _ hits: [SecretScan.Hit], _ report: inout Report) {
    for entry in mapping.entries where entry.key.kind == .scalar {
      if let kind = SecretKey(entry.key.textBytes) {
        check(entry.value, kind, hits, &report)
        // The default of an input, the value of a parameter.
        if entry.value.kind == .mapping {
          for key in ["default", "value"] as [StaticString] {
            if let inner = entry.value[key] { check(inner, kind, hits, &report) }
          }
        }
      } else if entry.key.textEquals("value"), let name = mapping["name"], name.kind == .scalar,
        let kind = SecretKey(name.textBytes)
      {
        // `{name: DB_PASSWORD, value: …}`, as containers take their variables.
        check(entry.value, kind, hits, &report)
      }
    }
  }

  private static func check(_ value: YAMLNode, _ kind: SecretKey, _ hits: [SecretScan.Hit], _ report: inout Report) {
    guard value.kind == .scalar, case .string = value.scalarType, value.style != .folded, value.style != .literal else {
      return
    }
    let text = Array(value.textBytes)
    switch kind {
    case .password: guard SecretText.isPassword(text) else { return }
    case .token: guard SecretText.isToken(text) else { return }
    }
    let range = value.contentRange
    // Its shape has said so already.
    guard !hits.contains(where: { $0.range.start < range.end && range.start < $0.range.end }) else { return }
    add(range, kind == .password ? "a password" : "a secret", &report)
  }

  /// Tokens of the examples in two pieces, so that no scanner takes the rule's own source for a leak.
  private enum Fragments {
    static let gitHub = "ghp_" + "R2d9Kq7Tz0Lm4Xv8Bn3Wc6Hy1Jf5Gs2Pa9Ue"
    static let aws = "AKIA" + "Q3ZK7VNB2XWM5TDL"
    static let slack = "xoxb-" + "48213907756-KfT9qLz2Vw8RmXb3"
    static let web = "eyJhbGciOiJIUzI1NiJ9." + "eyJhdWQiOiJwcm9kIn0." + "q8ZrT3vLw0XkYb5NdHs7Ue2Jp9Mc4Ga1Fi6"
  }
}

/// A key that says that its value is secret.
enum SecretKey {
  /// A password: short ones too.
  case password
  /// A token or key.
  case token

  private static let passwords = ["password", "passwd", "passphrase", "pwd"].map { Array($0.utf8) }
  private static let tokens = [
    "token", "secret", "apikey", "accesskey", "secretkey", "privatekey", "signingkey", "encryptionkey", "authkey",
    "credentials", "credential",
  ].map { Array($0.utf8) }

  /// Reads a key by its last word, in any spelling: `DB_PASSWORD`, `dbPassword`, `db-password`.
  init?(_ key: ArraySlice<UInt8>) {
    // Nearly all keys are none: their last letter tells.
    guard let last = key.last, key.count >= 3, key.count <= 64,
      [
        UInt8(ascii: "d"), UInt8(ascii: "e"), UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "y"),
        UInt8(ascii: "s"),
        UInt8(ascii: "l"),
      ].contains(last | 0x20)
    else { return nil }
    var letters: [UInt8] = []
    letters.reserveCapacity(key.count)
    for byte in key where byte != 0x5F && byte != 0x2D && byte != 0x2E && byte != 0x20 {
      letters.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    }
    func ends(with word: [UInt8]) -> Bool {
      letters.count >= word.count && letters.suffix(word.count).elementsEqual(word)
    }
    if Self.passwords.contains(where: ends) {
      self = .password
    } else if Self.tokens.contains(where: ends) {
      self = .token
    } else {
      return nil
    }
  }
}
