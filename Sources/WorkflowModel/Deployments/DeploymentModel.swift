// SPDX-License-Identifier: Apache-2.0
package import SourceText

/// An operation of a node or of one side of a relationship, with an implementation; no-ops are left out.
package struct DeploymentOperation: Hashable, Sendable {
  /// Its interface: `cloudify.interfaces.lifecycle`.
  package var interface: String
  /// Its name inside the interface: `create`.
  package var name: String
  /// How often it is tried again; -1 for ever, nil for what the manager says.
  package var maximumRetries: Int64?
  /// The pause before it is tried again; nil for what the manager says.
  package var retryInterval: Milliseconds?
  /// How long a try may take.
  package var timeout: Milliseconds?
  /// Whether a try that took too long is tried again.
  package var timeoutIsRecoverable = true
  /// The names of its inputs.
  package var inputs: [String] = []
  /// The operation's text in the blueprint's main file; nil where it stands in another one.
  package var range: TextRange?

  /// Makes an operation.
  package init(interface: String, name: String) {
    self.interface = interface
    self.name = name
  }

  /// `cloudify.interfaces.lifecycle.create`.
  package var fullName: String { interface + "." + name }
}

/// How a node depends on another one.
package struct DeploymentRelationship: Hashable, Sendable {
  /// The other node, an index into `DeploymentModel.nodes`.
  package var target: Int
  /// Whether the node lives inside the other one.
  package var isContainment = false
  /// Whether each instance relates to the other node's first instance only.
  package var isToOne = false
  /// The lifecycle operation of the other node that must be done; nil for all of them.
  package var lifecycleOperation: String?
  /// What runs for the source.
  package var sourceOperations: [DeploymentOperation] = []
  /// What runs for the target.
  package var targetOperations: [DeploymentOperation] = []

  /// Makes a relationship.
  package init(target: Int) { self.target = target }
}

/// A node template.
package struct DeploymentNode: Sendable {
  /// Its name.
  package var name: String
  /// Its type and those that it derives from, the nearest first.
  package var types: [String] = []
  /// How many instances there are in each instance of what contains it.
  package var instances = 1
  /// The fewest instances that scaling leaves.
  package var minimum = 0
  /// The most instances that scaling makes; nil for no limit.
  package var maximum: Int?
  /// Its relationships in the order written.
  package var relationships: [DeploymentRelationship] = []
  /// Its operations, in the order of their first declaration.
  package var operations: [DeploymentOperation] = []
  /// How its agent is installed, for hosts: `remote`, `none`, `init_script`, …
  package var agentInstallMethod = "remote"
  /// Whether its type is not known, so that it may have other operations.
  package var hasUnknownType = false
  /// Its name in the main file.
  package var nameRange: TextRange?

  /// Makes a node.
  package init(name: String) { self.name = name }

  /// Whether agents run on it.
  package var isHost: Bool { types.contains("cloudify.nodes.Compute") }

  /// The node that contains it.
  package var container: Int? { relationships.first { $0.isContainment }?.target }

  /// The operation of a full name, or of the name alone where only one interface has it.
  package func operation(_ name: String) -> DeploymentOperation? {
    if let exact = operations.first(where: { $0.fullName == name }) { return exact }
    let matches = operations.filter { $0.name == name }
    return matches.count == 1 ? matches.first : nil
  }
}

/// Nodes that scale together.
package struct DeploymentGroup: Hashable, Sendable {
  /// Its name.
  package var name: String
  /// The nodes in it, those of groups in it included.
  package var members: [Int]
  /// How many instances of it there are.
  package var instances = 1
  /// The fewest instances that scaling leaves.
  package var minimum = 0
  /// The most instances that scaling makes; nil for no limit.
  package var maximum: Int?

  /// Makes a group.
  package init(name: String, members: [Int]) {
    self.name = name
    self.members = members
  }
}

/// A deployment's plan: what a blueprint becomes once its files are merged and its inputs are there.
package struct DeploymentModel: Sendable {
  /// The nodes in the order of the blueprint.
  package var nodes: [DeploymentNode] = []
  /// The groups that a scaling policy targets.
  package var groups: [DeploymentGroup] = []
  /// The workflows, those of the product included.
  package var workflows: [DeploymentWorkflow] = []
  /// The schedules that a deployment starts with.
  package var schedules: [DeploymentSchedule] = []
  /// What is taken for granted, a sentence each.
  package var assumptions: [String] = []

  /// A plan without nodes.
  package init() {}

  /// The workflow of a name.
  package func workflow(_ name: String) -> DeploymentWorkflow? { workflows.first { $0.name == name } }
}
