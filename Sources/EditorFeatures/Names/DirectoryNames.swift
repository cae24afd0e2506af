// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Dialect
import Expression
import Rules
package import SourceText
package import WorkflowModel
import YAMLSyntax

/// A person or thing that the workspace's `.wflint.yaml` knows by name.
package struct DirectoryEntry: Hashable, Sendable {
  /// What it is.
  package enum Kind: Hashable, Sendable {
    /// Someone who may decide.
    case principal(Principal.Kind)
    /// An environment, target, project, secret, channel, app or repository.
    case registry(Directory.Registry)
  }

  /// What it is.
  package var kind: Kind
  /// Its name, without `team:`.
  package var name: String

  /// The word for what it is: `team`, `target`.
  package var kindName: String {
    switch kind {
    case .principal(let kind): kind.rawValue
    case .registry(let registry): registry.rawValue
    }
  }

  /// Makes an entry.
  package init(_ kind: Kind, _ name: String) {
    self.kind = kind
    self.name = name
  }
}

/// A place where an entry of the directory is named.
package struct DirectoryPlace: Hashable, Sendable {
  /// The entry.
  package var entry: DirectoryEntry
  /// The name's own text, without quotes and `team:`; half-open byte offsets.
  package var range: TextRange
  /// Whether it is declared here.
  package var isDeclaration: Bool
  /// Whether it is selected in an expression, `secrets.NAME`, where only an identifier may stand.
  package var isSelected = false
}

extension ParsedDocument {
  /// Every place of a workflow, a scenario file or the configuration where an entry of the workspace's directory is named,
  /// in document order. Complexity: O(texts + directory).
  package var directoryPlaces: [DirectoryPlace] {
    var collector = DirectoryPlaces()
    switch kind {
    case .configuration:
      for document in tree.documents { collector.declarations(document.root.mergedEntry("directory")?.value) }
    case .scenario:
      // Who a scenario with a directory of its own names is in that directory.
      for document in tree.documents where document.root.mergedEntry("directory") == nil {
        collector.people(document.root)
      }
    case .workflow:
      for workflow in workflows {
        for text in workflow.lowered.texts {
          guard let node = tree.node(text.node) else { continue }
          collector.mention(node, text.format)
        }
        for site in workflow.lowered.workflow.expressions { collector.secrets(of: site, in: tree) }
      }
    case .other: break
    }
    // A merged or aliased part is lowered wherever it is used, and is written once.
    var last: TextRange?
    return collector.places.sorted { $0.range < $1.range }.filter { place in
      defer { last = place.range }
      return place.range != last
    }
  }
}

private struct DirectoryPlaces {
  private static let maximumDepth = 40
  var places: [DirectoryPlace] = []

  mutating func add(_ kind: DirectoryEntry.Kind, _ node: YAMLNode, isDeclaration: Bool) {
    guard node.kind == .scalar, !node.text.isEmpty, !node.holdsInterpolation else { return }
    places.append(
      DirectoryPlace(
        entry: DirectoryEntry(kind, node.text), range: node.contentRange, isDeclaration: isDeclaration))
  }

  mutating func mention(_ node: YAMLNode, _ format: TextFormat) {
    switch format {
    case .reference(.registry(let registry)): add(.registry(registry), node, isDeclaration: false)
    case .principal:
      guard node.kind == .scalar, let principal = Principal.parse(node.text).principal else { return }
      // The name is the text's end, whatever stands before it.
      let range = node.contentRange
      let length = principal.name.utf8.count
      guard length > 0, length <= range.count,
        node.tree.source[TextRange(range.end - length, range.end)] == principal.name
      else { return }
      places.append(
        DirectoryPlace(
          entry: DirectoryEntry(.principal(principal.kind), principal.name),
          range: TextRange(range.end - length, range.end), isDeclaration: false))
    default: return
    }
  }

  /// The secrets that an expression reads: `secrets.NAME` and `secrets["NAME"]`. One that is written with escapes has no
  /// text of its own to point at.
  mutating func secrets(of site: ExpressionSite, in tree: YAMLTree) {
    for path in site.paths where path.count > 1 && path[0].name == "secrets" {
      let name = path[1]
      guard !name.name.isEmpty, let node = tree.node(site.syntax.nodeID),
        !site.parsed.variablesInScope(at: path[0].range.start).contains(where: { $0.name == "secrets" })
      else { continue }
      var inner = name.range
      if name.style == .key, inner.count > 1 { inner = TextRange(inner.start + 1, inner.end - 1) }
      let range = node.sourceRange(
        ofDecoded: TextRange(inner.start + site.decodedStart, inner.end + site.decodedStart))
      guard tree.source[range] == name.name else { continue }
      places.append(
        DirectoryPlace(
          entry: DirectoryEntry(.registry(.secret), name.name), range: range, isDeclaration: false,
          isSelected: name.style == .field))
    }
  }

  mutating func declarations(_ written: YAMLNode?) {
    guard let directory = written?.resolved, directory.kind == .mapping else { return }
    for entry in directory.entries {
      guard entry.key.kind == .scalar, let value = entry.value.resolved else { continue }
      switch entry.key.text {
      case "users": names(value, .principal(.user), isDeclaration: true)
      case "teams": groups(value, .team)
      case "roles": groups(value, .role)
      case let key:
        guard let registry = Directory.Registry.allCases.first(where: { $0.listName == key }) else { continue }
        names(value, .registry(registry), isDeclaration: true)
        for inner in value.entries {
          if let place = inner.value.resolved?.mergedEntry("environment")?.value.resolved {
            add(.registry(.environment), place, isDeclaration: false)
          }
        }
      }
    }
  }

  /// A list of names, or a mapping whose keys they are.
  private mutating func names(_ node: YAMLNode, _ kind: DirectoryEntry.Kind, isDeclaration: Bool) {
    for item in node.items { if let item = item.resolved { add(kind, item, isDeclaration: isDeclaration) } }
    for entry in node.entries where !entry.key.textEquals("<<") { add(kind, entry.key, isDeclaration: isDeclaration) }
    if node.kind == .scalar { add(kind, node, isDeclaration: isDeclaration) }
  }

  private mutating func groups(_ node: YAMLNode, _ kind: Principal.Kind) {
    for entry in node.entries where !entry.key.textEquals("<<") {
      add(.principal(kind), entry.key, isDeclaration: true)
      if let members = entry.value.resolved { names(members, .principal(.user), isDeclaration: false) }
    }
  }

  /// The people of a scenario file: who starts runs, and who decides.
  mutating func people(_ root: YAMLNode) {
    var pending = [(root, 0)]
    while let (node, depth) = pending.popLast() {
      guard depth < Self.maximumDepth else { continue }
      for entry in node.entries where entry.key.textEquals("by") || entry.key.textEquals("actor") {
        add(.principal(.user), entry.value, isDeclaration: false)
      }
      pending += node.children.filter { $0.kind == .mapping || $0.kind == .sequence }.map { ($0, depth + 1) }
    }
  }
}

/// Whether a name may be selected in an expression, as in `secrets.NAME`.
package func isSelectable(_ name: String) -> Bool {
  let parsed = ParsedExpression(parsing: Array("secrets.\(name)".utf8))
  guard parsed.isComplete, let root = parsed.root, let path = parsed.path(of: root) else { return false }
  return path.count == 2 && path[1].name == name && path[1].style == .field
}

extension Directory.Registry {
  /// The key of the registry in `directory:`.
  var listName: String { self == .repository ? "repositories" : rawValue + "s" }
}

/// An entry of the directory, for people.
enum DirectoryFacts {
  /// What the directory knows of it.
  static func markdown(_ entry: DirectoryEntry, _ directory: Directory) -> String {
    switch entry.kind {
    case .principal(let kind):
      let title = "the \(kind.rawValue) `\(entry.name)`"
      if kind == .user { return groups(of: entry.name, title, directory) }
      guard let people = directory.people(of: Principal(kind: kind, name: entry.name)) else {
        let isListed = kind == .team ? directory.teams != nil : kind == .role && directory.roles != nil
        return isListed ? title + "; the directory does not know it" : title
      }
      return "\(title): \(people.isEmpty ? "nobody" : people.map { "`\($0)`" }.joined(separator: ", "))"
    case .registry(let registry):
      var title = "the \(registry.rawValue) `\(entry.name)`"
      switch registry {
      case .environment:
        title += directory.isProtected(entry.name) ? ", protected" : ", not protected"
      case .target:
        if let environment = directory.environmentOfTarget[entry.name] { title += " in `\(environment)`" }
      case .project:
        if let environment = directory.environmentOfProject[entry.name] { title += " in `\(environment)`" }
      default: break
      }
      if let names = directory.names[registry], !names.contains(entry.name) {
        title += "; the directory does not know it"
      }
      return title
    }
  }

  /// A person with the teams and roles they are in.
  private static func groups(of user: String, _ title: String, _ directory: Directory) -> String {
    func names(_ groups: [String: [String]]?, _ kind: Principal.Kind) -> [String] {
      (groups ?? [:]).filter { $0.value.contains(user) }.keys.sorted().map { "`\(kind.rawValue):\($0)`" }
    }
    let all = names(directory.teams, .team) + names(directory.roles, .role)
    if all.isEmpty, let users = directory.users, !users.contains(user) {
      return title + "; the directory does not know them"
    }
    return all.isEmpty ? title : "\(title): \(all.joined(separator: ", "))"
  }
}
