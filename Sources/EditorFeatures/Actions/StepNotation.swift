// SPDX-License-Identifier: Apache-2.0

/// How a dialect writes what actions put into its documents, and what its engine makes of it: the only place where actions
/// tell dialects apart.
struct StepNotation: Sendable {
  /// The key of the name that other steps use.
  var id: String
  /// What stands between the words of a new name.
  var joint: String
  /// Whether a name is one of expressions too, so that few characters can stand in it.
  var idsAreIdentifiers: Bool
  /// The key of what a step waits for.
  var needs: String
  /// Whether a step that says what it waits for leaves the order of its list.
  var needsReplaceOrder: Bool
  /// The type of a step that waits for people.
  var approval: String
  /// Whether an approval has a title, and names the people who may decide.
  var approvalNamesPeople: Bool
  /// The type of a group.
  var group: String
  /// The key of a group's steps.
  var members: String
  /// The word of `mode` for a group whose steps follow each other.
  var sequence: String
  /// The word of `mode` for a group whose steps run side by side.
  var parallel: String
  /// Whether a group may stand in a group.
  var groupsNest: Bool
  /// Whether names in groups are seen from everywhere, and the skipping of a group skips its steps whatever they say.
  var groupsAreTransparent: Bool
  /// Whether a step side by side with others uses up its timeout while it waits for them.
  var timeoutsCountWaiting: Bool
  /// Whether a step with an `if` runs though what it waits for has failed.
  var conditionsOutliveFailures: Bool
  /// Whether the workflow's own runs have triggers.
  var hasTriggers: Bool

  /// The notation of a dialect; nil for one whose steps are none that an author orders, groups or gates.
  ///
  /// A Cloudify blueprint names its workflows and leaves what they do to operations in Python: its neutral steps are whole
  /// workflows, of which none waits for, approves or holds another. Only its collections and its findings have actions.
  static func of(dialect: String) -> StepNotation? {
    switch dialect {
    case "native": native
    case "kubevela": kubeVela
    default: nil
    }
  }

  private static let native = StepNotation(
    id: "id", joint: "_", idsAreIdentifiers: true, needs: "needs", needsReplaceOrder: true, approval: "approval",
    approvalNamesPeople: true,
    group: "group", members: "steps", sequence: "sequence", parallel: "parallel", groupsNest: true,
    groupsAreTransparent: false, timeoutsCountWaiting: false, conditionsOutliveFailures: false, hasTriggers: true)

  /// As in kubevela/workflow 0.7: its suspended steps are what people approve, in `StepByStep` a step waits for the one above
  /// it whatever else it depends on, and its groups stand in no groups.
  private static let kubeVela = StepNotation(
    id: "name", joint: "-", idsAreIdentifiers: false, needs: "dependsOn", needsReplaceOrder: false, approval: "suspend",
    approvalNamesPeople: false, group: "step-group", members: "subSteps", sequence: "StepByStep", parallel: "DAG",
    groupsNest: false, groupsAreTransparent: true, timeoutsCountWaiting: true, conditionsOutliveFailures: true,
    hasTriggers: false)
}
