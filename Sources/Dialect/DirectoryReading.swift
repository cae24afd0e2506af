// SPDX-License-Identifier: Apache-2.0
package import WorkflowModel
package import YAMLSyntax

/// The rows of a directory, in `.wflint.yaml` and in scenario files (`language.md` §8).
package enum DirectoryRows {
  private static let environment = ObjectRow(
    "an environment", "Something that deployments change.",
    fields: [
      FieldRow(
        "protected", .boolean, default: "true for production and prod",
        "Whether its changes need care: approvals, no self-approval.")
    ])

  private static let place = ObjectRow(
    "a target or project", "Something that belongs to an environment.",
    fields: [
      FieldRow(
        "environment", .text(.reference(.registry(.environment))), "The environment that it belongs to.")
    ])

  /// The directory.
  package static let directory = ObjectRow(
    "the directory",
    "The people and things that the workspace knows by name. A name is checked only against a registry that is there.",
    fields: [
      FieldRow("users", .list(.text(.plain)), "People, named as behind `user:`."),
      FieldRow("teams", .map(.list(.text(.plain)), key: .plain), "Teams with their members."),
      FieldRow("roles", .map(.list(.text(.plain)), key: .plain), "Roles with their holders."),
      FieldRow("environments", .map(.object(environment), key: .plain), "What deployments change."),
      FieldRow("targets", .map(.object(place), key: .plain), "Where deployments go."),
      FieldRow("projects", .map(.object(place), key: .plain), "Infrastructure projects."),
      FieldRow("secrets", .list(.text(.plain)), "Secrets' names."),
      FieldRow("channels", .list(.text(.plain)), "Channels that people read."),
      FieldRow("apps", .list(.text(.plain)), "Apps that are built and promoted."),
      FieldRow("repositories", .list(.text(.plain)), "Source repositories."),
    ])
}

extension Directory {
  /// Reads `directory:` leniently; without a mapping it knows nothing.
  package init(reading written: YAMLNode?) {
    self.init()
    guard let node = written?.resolved, node.kind == .mapping else { return }
    func list(_ key: StaticString) -> [String]? {
      node.mergedEntry(key).map { $0.value.locatedTexts.map(\.value).sorted() }
    }
    func members(_ key: StaticString) -> [String: [String]]? {
      guard let entry = node.mergedEntry(key) else { return nil }
      var result: [String: [String]] = [:]
      for group in entry.value.resolved?.mergedEntries ?? [] {
        result[group.key.text] = group.value.locatedTexts.map(\.value)
      }
      return result
    }
    users = node.mergedEntry("users").map { $0.value.locatedTexts.map(\.value) }
    teams = members("teams")
    roles = members("roles")
    names[.secret] = list("secrets")
    names[.channel] = list("channels")
    names[.app] = list("apps")
    names[.repository] = list("repositories")
    if let entry = node.mergedEntry("environments") {
      for environment in entry.value.resolved?.mergedEntries ?? [] {
        if let flag = environment.value.resolved?.mergedEntry("protected")?.value.locatedBool {
          protectedEnvironments[environment.key.text] = flag.value
        }
      }
      names[.environment] = Self.keys(entry.value)
    }
    if let entry = node.mergedEntry("targets") {
      names[.target] = Self.keys(entry.value)
      environmentOfTarget = Self.environments(entry.value)
    }
    if let entry = node.mergedEntry("projects") {
      names[.project] = Self.keys(entry.value)
      environmentOfProject = Self.environments(entry.value)
    }
  }

  private static func keys(_ written: YAMLNode) -> [String] {
    (written.resolved?.mergedEntries ?? []).map(\.key.text).sorted()
  }

  private static func environments(_ written: YAMLNode) -> [String: String] {
    var result: [String: String] = [:]
    for entry in written.resolved?.mergedEntries ?? [] {
      result[entry.key.text] = entry.value.resolved?.mergedEntry("environment")?.value.locatedText?.value
    }
    return result
  }
}
