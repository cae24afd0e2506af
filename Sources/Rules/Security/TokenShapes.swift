// SPDX-License-Identifier: Apache-2.0

/// The shapes of tokens that services make so that they can be told from other texts.
struct TokenShape: Sendable {
  /// The bytes that may follow the prefix.
  enum Alphabet: Sendable {
    /// `0-9 A-Z`
    case capitals
    /// `0-9 a-z A-Z`
    case alphanumeric
    /// `0-9 a-f`
    case hexadecimal
    /// `0-9 a-z A-Z _ -`
    case url
    /// `0-9 a-z A-Z _ - . : =`
    case wide

    /// Whether a byte is one of them.
    func contains(_ byte: UInt8) -> Bool {
      switch byte {
      case 0x30...0x39: true
      case 0x41...0x5A: self != .hexadecimal
      case 0x61...0x66: self != .capitals
      case 0x67...0x7A: self != .capitals && self != .hexadecimal
      case 0x2D, 0x5F: self == .url || self == .wide
      case 0x2E, 0x3A, 0x3D: self == .wide
      default: false
      }
    }
  }

  /// What the token starts with.
  var prefix: StaticString
  /// What follows.
  var alphabet: Alphabet
  /// How many bytes must follow.
  var minimum: Int
  /// How many may follow; nil for any number.
  var maximum: Int?
  /// What it is, with its article.
  var what: String

  private init(_ prefix: StaticString, _ alphabet: Alphabet, _ minimum: Int, _ maximum: Int?, _ what: String) {
    self.prefix = prefix
    self.alphabet = alphabet
    self.minimum = minimum
    self.maximum = maximum
    self.what = what
  }

  /// All of them; of two that fit the first one is meant.
  static let all: [TokenShape] = [
    .init("AKIA", .capitals, 16, 16, "an AWS access key id"), .init("ASIA", .capitals, 16, 16, "an AWS access key id"),
    .init("ABIA", .capitals, 16, 16, "an AWS access key id"), .init("ACCA", .capitals, 16, 16, "an AWS access key id"),
    .init("ghp_", .alphanumeric, 36, nil, "a GitHub token"), .init("gho_", .alphanumeric, 36, nil, "a GitHub token"),
    .init("ghu_", .alphanumeric, 36, nil, "a GitHub token"), .init("ghs_", .alphanumeric, 36, nil, "a GitHub token"),
    .init("ghr_", .alphanumeric, 36, nil, "a GitHub token"), .init("github_pat_", .url, 60, nil, "a GitHub token"),
    .init("glpat-", .wide, 20, nil, "a GitLab token"), .init("gldt-", .url, 20, nil, "a GitLab token"),
    .init("glrt-", .wide, 20, nil, "a GitLab token"), .init("glptt-", .url, 40, nil, "a GitLab token"),
    .init("glcbt-", .url, 20, nil, "a GitLab token"), .init("glsoat-", .url, 20, nil, "a GitLab token"),
    .init("gloas-", .url, 40, nil, "a GitLab secret"), .init("glagent-", .url, 40, nil, "a GitLab token"),
    .init("xoxb-", .url, 24, nil, "a Slack token"), .init("xoxp-", .url, 24, nil, "a Slack token"),
    .init("xoxa-", .url, 24, nil, "a Slack token"), .init("xoxr-", .url, 24, nil, "a Slack token"),
    .init("xoxs-", .url, 24, nil, "a Slack token"), .init("xoxe-", .url, 24, nil, "a Slack token"),
    .init("xapp-", .url, 24, nil, "a Slack token"),
    .init("sk_live_", .alphanumeric, 16, nil, "a Stripe key"),
    .init("rk_live_", .alphanumeric, 16, nil, "a Stripe key"),
    .init("whsec_", .wide, 24, nil, "a webhook's secret"),
    .init("AIza", .url, 35, 35, "a Google API key"), .init("GOCSPX-", .url, 28, 28, "a Google client secret"),
    .init("ya29.", .url, 40, nil, "a Google access token"),
    .init("npm_", .alphanumeric, 36, 36, "an npm token"), .init("pypi-AgE", .url, 50, nil, "a PyPI token"),
    .init("dckr_pat_", .url, 27, nil, "a Docker Hub token"), .init("hvs.", .url, 24, nil, "a Vault token"),
    .init("hvb.", .url, 24, nil, "a Vault token"), .init("dop_v1_", .hexadecimal, 64, 64, "a DigitalOcean token"),
    .init("doo_v1_", .hexadecimal, 64, 64, "a DigitalOcean token"),
    .init("dapi", .hexadecimal, 32, 32, "a Databricks token"),
    .init("hf_", .alphanumeric, 34, 34, "a Hugging Face token"),
    .init("sk-ant-", .url, 40, nil, "an Anthropic key"), .init("sk-proj-", .url, 40, nil, "an OpenAI key"),
    .init("SG.", .wide, 60, nil, "a SendGrid key"), .init("shpat_", .hexadecimal, 32, 32, "a Shopify token"),
    .init("shpss_", .hexadecimal, 32, 32, "a Shopify secret"), .init("pul-", .hexadecimal, 40, 40, "a Pulumi token"),
    .init("glc_", .wide, 40, nil, "a Grafana token"), .init("glsa_", .url, 40, nil, "a Grafana token"),
    .init("lin_api_", .alphanumeric, 40, 40, "a Linear key"), .init("NRAK-", .capitals, 27, 27, "a New Relic key"),
    .init("AGE-SECRET-KEY-1", .capitals, 58, 58, "an age key"),
    .init("pscale_tkn_", .wide, 32, nil, "a PlanetScale token"),
    .init("dp.pt.", .alphanumeric, 40, nil, "a Doppler token"), .init("sntrys_", .wide, 40, nil, "a Sentry token"),
    .init("PMAK-", .url, 40, nil, "a Postman key"), .init("key-", .hexadecimal, 32, 32, "a Mailgun key"),
    .init("tskey-", .url, 30, nil, "a Tailscale key"), .init("rubygems_", .hexadecimal, 48, 48, "a RubyGems key"),
  ]
}
