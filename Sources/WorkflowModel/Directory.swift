// SPDX-License-Identifier: Apache-2.0

/// The people and things that a workspace knows by name (`.wflint.yaml`, `directory:`).
///
/// Each registry is optional: a name is checked only against one that is there.
package struct Directory: Hashable, Sendable {
  /// The registries that hold plain names.
  package enum Registry: String, Hashable, Sendable, CaseIterable {
    /// What deployments change.
    case environment
    /// Where deployments go.
    case target
    /// Infrastructure projects.
    case project
    /// Secrets' names.
    case secret
    /// Channels that people read.
    case channel
    /// Apps that are built and promoted.
    case app
    /// Source repositories.
    case repository

    /// Its place among all.
    package var number: Int {
      switch self {
      case .environment: 0
      case .target: 1
      case .project: 2
      case .secret: 3
      case .channel: 4
      case .app: 5
      case .repository: 6
      }
    }
  }

  /// People, by the name behind `user:`.
  package var users: [String]?
  /// Teams with their members' names.
  package var teams: [String: [String]]?
  /// Roles with their holders' names.
  package var roles: [String: [String]]?
  /// The names of each registry that is there, sorted.
  package var names: [Registry: [String]] = [:]
  /// Environments that say whether they are protected.
  package var protectedEnvironments: [String: Bool] = [:]
  /// The environment that a target belongs to.
  package var environmentOfTarget: [String: String] = [:]
  /// The environment that a project belongs to.
  package var environmentOfProject: [String: String] = [:]

  /// A directory without a registry.
  package init() {}

  /// Whether changes of an environment need care: what the directory says, else whether its name is `production` or
  /// `prod` (`language.md` §9).
  package func isProtected(_ environment: String) -> Bool {
    protectedEnvironments[environment] ?? (environment == "production" || environment == "prod")
  }

  /// The people a principal stands for; nil where the directory does not say.
  package func people(of principal: Principal) -> [String]? {
    switch principal.kind {
    case .user: users.map { $0.contains(principal.name) ? [principal.name] : [] } ?? [principal.name]
    case .team: teams?[principal.name]
    case .role: roles?[principal.name]
    }
  }
}
