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

  /// What is said. Behind a reference, because every rule on every thread is handed the directory.
  private struct Values: Hashable, Sendable {
    var users: [String]?
    var teams: [String: [String]]?
    var roles: [String: [String]]?
    var names: [Registry: [String]] = [:]
    var protectedEnvironments: [String: Bool] = [:]
    var environmentOfTarget: [String: String] = [:]
    var environmentOfProject: [String: String] = [:]
  }

  private final class Storage: Sendable {
    let values: Values
    init(_ values: Values) { self.values = values }
  }

  private var storage: Storage

  /// People, by the name behind `user:`.
  package var users: [String]? {
    get { storage.values.users }
    set { change { $0.users = newValue } }
  }
  /// Teams with their members' names.
  package var teams: [String: [String]]? {
    get { storage.values.teams }
    set { change { $0.teams = newValue } }
  }
  /// Roles with their holders' names.
  package var roles: [String: [String]]? {
    get { storage.values.roles }
    set { change { $0.roles = newValue } }
  }
  /// The names of each registry that is there, sorted.
  package var names: [Registry: [String]] {
    get { storage.values.names }
    set { change { $0.names = newValue } }
  }
  /// Environments that say whether they are protected.
  package var protectedEnvironments: [String: Bool] {
    get { storage.values.protectedEnvironments }
    set { change { $0.protectedEnvironments = newValue } }
  }
  /// The environment that a target belongs to.
  package var environmentOfTarget: [String: String] {
    get { storage.values.environmentOfTarget }
    set { change { $0.environmentOfTarget = newValue } }
  }
  /// The environment that a project belongs to.
  package var environmentOfProject: [String: String] {
    get { storage.values.environmentOfProject }
    set { change { $0.environmentOfProject = newValue } }
  }

  /// A directory without a registry.
  package init() { storage = Storage(Values()) }

  private mutating func change(_ body: (inout Values) -> Void) {
    var values = storage.values
    body(&values)
    storage = Storage(values)
  }

  /// Whether two say the same.
  package static func == (left: Directory, right: Directory) -> Bool {
    left.storage === right.storage || left.storage.values == right.storage.values
  }

  /// Feeds all that it says.
  package func hash(into hasher: inout Hasher) { hasher.combine(storage.values) }

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
