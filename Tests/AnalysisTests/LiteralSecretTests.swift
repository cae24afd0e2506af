// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import Foundation
import Rules
import SourceText
import TestSupport
import Testing
import YAMLSyntax

/// The search for secrets: what is one, what only looks like one, and files that people have published.
@Suite struct LiteralSecretTests {
  /// Tokens in two pieces, so that nobody takes this file for a leak; drawn by hand.
  static let tokens: [(String, String)] = [
    ("AKIA" + "Q3ZK7VNB2XWM5TDL", "AWS"), ("ASIA" + "ZQ3K7VNB2XWM5TDL", "AWS"),
    ("ghs_" + "R2d9Kq7Tz0Lm4Xv8Bn3Wc6Hy1Jf5Gs2Pa9Ue", "GitHub"),
    ("github_pat_" + "11ABQ7Z2Y0kVx8LmN3pQ4r_T5uW6vX7yZ8aB9cD0eF1gH2iJ3kL4mN5oP6qR7sT8uV9wX0yZ1aB2c", "GitHub"),
    ("glpat-" + "Kz7-mQ2x_V9bLr4TnW8s", "GitLab"), ("xoxp-" + "29471063852-Q7vKz2mXr8LtWb4N", "Slack"),
    ("sk_live_" + "Qz7mK2xV9bLr4TnW8sYc3Hd6", "Stripe"), ("rk_live_" + "Qz7mK2xV9bLr4TnW8sYc3Hd6", "Stripe"),
    ("AIza" + "SyQ7vKz2mXr8LtWb4NcHd6JfGs1PaUeYi3O", "Google"),
    ("npm_" + "R2d9Kq7Tz0Lm4Xv8Bn3Wc6Hy1Jf5Gs2Pa9Ue", "npm"),
    ("pypi-AgE" + "IcHlwaS5vcmcCJDk3ZjQ2YzE5LTdiMmEtNGQ4Ny1hZTFjLTNmNjIwYjlkODVlNAACKlszLCJk", "PyPI"),
    ("https://hooks.slack.com/services/T" + "02QK7VNB/B05ZX3WM9/Lr4TnW8sYc3Hd6Jf1GsPaUe2", "Slack webhook"),
    (
      "eyJhbGciOiJSUzI1NiJ9." + "eyJpc3MiOiJvcHMiLCJleHAiOjE4MDB9." + "q8ZrT3vLw0XkYb5NdHs7Ue2Jp9Mc4Ga1Fi6", "Web Token"
    ),
    ("hvs." + "CAESIQ7vKz2mXr8LtWb4NcHd6Jf", "Vault"), ("dckr_pat_" + "Q7vKz2mXr8LtWb4NcHd6JfGs1Pa", "Docker"),
  ]

  static let placeholders = [
    "AKIAIOSFODNN7EXAMPLE", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "ghp_" + String(repeating: "0", count: 36),
    "glpat-your-token-goes-here-ok", "sk_live_1234567890abcdefghijklmn", "AIzaSyYOUR_API_KEY_HERE_abcdefghijklmno",
    "xoxb-EXAMPLE-token-of-the-docs-1", "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
    "postgres://user:password@db/app", "postgres://app:$PASSWORD@db/app", "https://user:<password>@example.com",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
    "sk_test_" + "Qz7mK2xV9bLr4TnW8sYc3Hd6", "npm_install_of_the_whole_dependency_tree",
    "arn:aws:iam::123456789012:role/deploy",
    "image@sha256:9f8c7b2e41d0a6553be8f1c2d7a49e069f8c7b2e41d0a6553be8f1c2d7a49e06",
  ]

  private static func workflow(_ line: String) -> Fixture {
    Fixture(
      name: "a.wf.yaml",
      text: "schema: wflint/v1\nname: a\nenv:\n  \(line)\nsteps:\n  - {id: a, type: script, run: make}\n")
  }

  @Test(arguments: tokens) func tokensAreFoundByTheirShape(token: String, what: String) {
    let found = Self.workflow("PLACE: \(token)").findings(of: "WF601")
    #expect(found.count == 1)
    #expect(found.first?.message.contains(what) == true, "\(found.map(\.message))")
    // In a comment too.
    #expect(Self.workflow("PLACE: x # \(token)").findings(of: "WF601").count == 1)
  }

  @Test(arguments: placeholders) func placeholdersAreNoSecrets(text: String) {
    let found = Self.workflow("API_TOKEN: \"\(text)\"").findings(of: "WF601")
    #expect(found.isEmpty, "\(found.map(\.message))")
  }

  @Test(arguments: [
    ("DB_PASSWORD: hunter2", true), ("dbPassword: 'k9V-tr2Lqz'", true), ("DB_PASSWORD: changeme", false),
    ("DB_PASSWORD: P@ssw0rd1", false), ("DB_PASSWORD: ${DB_PASSWORD}", false), ("DB_PASSWORD: db-password-1", false),
    ("DB_PASSWORD: \"12345678\"", false), ("PASSWORD_FILE: k9V-tr2Lqz", false),
    ("API_KEY: 9f8c7b2e41d0a6553be8f1c2d7a49e06", true),
    ("API_KEY: my-key-of-production-7", false), ("PAGE_TOKEN: eu-central-1a-2026-11-20", false),
    ("CLIENT_SECRET: Zk3~8Qv-Lr4TnW8sYc3Hd6Jf1Gs", true), ("RELEASE: 9f8c7b2e41d0a6553be8f1c2d7a49e06", false),
  ]) func keysTell(line: String, isSecret: Bool) {
    #expect(Self.workflow(line).findings(of: "WF601").count == (isSecret ? 1 : 0))
  }

  /// Nothing that is said of a finding holds the secret.
  @Test(arguments: tokens.map(\.0)) func nothingRepeatsTheSecret(token: String) throws {
    let finding = try #require(Self.workflow("PLACE: \(token)").findings(of: "WF601").first)
    let body = token.suffix(16)
    let said = [finding.message, finding.help ?? ""] + finding.related.map(\.message) + finding.fixes.map(\.title)
    for text in said { #expect(!text.contains(body)) }
    #expect(finding.fixes.isEmpty && finding.tags == [.confidential])
  }

  /// Each hit in published files was looked at: none is a secret that works.
  @Test(.enabled(if: RepositoryPaths.corpus != nil, "no corpus beside the project"))
  func publishedFilesHoldNone() throws {
    let corpus = try #require(RepositoryPaths.corpus)
    var count = 0
    for folder in ["kubevela", "cloudify"] {
      for url in RepositoryPaths.files(below: corpus.appendingPathComponent(folder), extensions: ["yaml", "yml"]) {
        let bytes = Array(try Data(contentsOf: url))
        let tree = YAMLParser.parse(SourceText(bytes: bytes))
        var report = Report(fileLength: bytes.count, table: RuleTable([LiteralSecret.metadata]))
        guard report.begin(LiteralSecret.metadata) else { continue }
        LiteralSecret.check(FileContext(tree: tree, path: url.path, documents: []), &report)
        count += 1
        #expect(
          report.diagnostics.isEmpty, "\(url.lastPathComponent): \(report.diagnostics.map { tree.source[$0.range] })")
      }
    }
    #expect(count > 1000)
  }
}
