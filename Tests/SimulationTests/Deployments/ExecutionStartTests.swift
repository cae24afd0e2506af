// SPDX-License-Identifier: Apache-2.0
import Expression
import Simulation
import Testing
import WorkflowModel

/// What the manager looks at before an execution starts, in its order.
@Suite struct ExecutionStartTests {
  static func parameter(
    _ name: String, _ type: String? = nil, _ value: CELValue? = nil, isRequired: Bool = true, item: String? = nil,
    _ constraints: [DeploymentConstraint] = []
  ) -> DeploymentParameter {
    var parameter = DeploymentParameter(name: name)
    parameter.type = type
    parameter.defaultValue = value
    parameter.isRequired = isRequired
    parameter.itemType = item
    parameter.constraints = constraints
    return parameter
  }

  static var builder: DeploymentBuilder {
    var builder = DeploymentBuilder()
    builder.node("vm", types: ["my.Type"])
    builder.workflow(
      "own",
      [
        parameter("count", "integer", .int(1), [DeploymentConstraint("in_range", .array([.int(1), .int(9)]))]),
        parameter("share", "float", isRequired: false), parameter("isFast", "boolean", isRequired: false),
        parameter("title", "string", isRequired: false, [DeploymentConstraint("pattern", .string("ab+"))]),
        parameter("list", "list", isRequired: false, item: "integer"), parameter("who"),
        parameter("free", "regex", isRequired: false),
      ])
    return builder
  }

  static func run(
    _ parameters: [(String, CELValue)], custom: Bool = false
  ) -> (refusal: String?, inputs: CELMap?) {
    let result = builder.run("own") { scenario in
      scenario.execution.parameters = parameters.map { (name: $0.0, value: $0.1) }
      scenario.execution.allowsCustomParameters = custom
    }
    return (result.trace.runs[0].refusal, result.trace.runs[0].inputs.asMap)
  }

  private static let illegal = "illegal_execution_parameters_error"

  @Test func conversions() {
    let who: (String, CELValue) = ("who", .string("me"))
    // By a cast: texts, booleans and fractions become whole numbers.
    #expect(Self.run([who, ("count", .string(" 5 "))]).inputs?[field: "count"] == .int(5))
    #expect(Self.run([who, ("count", .double(5.9))]).inputs?[field: "count"] == .int(5))
    #expect(Self.run([who, ("count", .bool(true))]).inputs?[field: "count"] == .int(1))
    #expect(Self.run([who, ("share", .string("1.5"))]).inputs?[field: "share"] == .double(1.5))
    #expect(Self.run([who, ("share", .int(2))]).inputs?[field: "share"] == .double(2))
    #expect(Self.run([who, ("isFast", .string("TRUE"))]).inputs?[field: "isFast"] == .bool(true))
    #expect(
      Self.run([who, ("list", .array([.string("1"), .int(2)]))]).inputs?[field: "list"] == .array([.int(1), .int(2)]))
    // Other types are not looked at.
    #expect(Self.run([who, ("free", .int(3))]).refusal == nil)
    for wrong: (String, CELValue) in [
      ("count", .string("five")), ("isFast", .string("yes")), ("isFast", .int(1)), ("title", .int(1)),
      ("list", .array([.string("x")])), ("share", .string("much")),
    ] {
      #expect(Self.run([who, wrong]).refusal == Self.illegal, "\(wrong)")
    }
  }

  @Test func constraintsAndMandatoryOnes() {
    let who: (String, CELValue) = ("who", .string("me"))
    #expect(Self.run([who]).refusal == nil)
    #expect(Self.run([who]).inputs?[field: "count"] == .int(1))
    #expect(Self.run([]).refusal == Self.illegal, "who is mandatory")
    #expect(Self.run([who, ("count", .int(10))]).refusal == Self.illegal)
    #expect(Self.run([who, ("count", .string("10"))]).refusal == Self.illegal, "constraints see the converted value")
    #expect(
      Self.run([who, ("title", .string("abbb and more"))]).refusal == nil, "patterns are anchored at the start only")
    #expect(Self.run([who, ("title", .string("xab"))]).refusal == Self.illegal)
    #expect(Self.run([who, ("more", .int(1))]).refusal == Self.illegal)
    #expect(Self.run([who, ("more", .int(1))], custom: true).refusal == nil)
  }

  /// The first check that fails speaks: each scenario breaks all checks from one on.
  @Test func orderOfChecks() {
    func refusal(_ workflow: String, _ change: (inout ExecutionRequest) -> Void = { _ in }) -> String? {
      Self.builder.run { scenario in
        scenario.start()
        scenario.deployment.dependents = ["other"]
        scenario.take("vm.stop", 60_000)
        scenario.arrive(0, "uninstall") { $0.isForced = true }
        scenario.arrive(1_000, workflow, change)
      }.trace.runs[1].refusal
    }
    #expect(refusal("nothing") == "nonexistent_workflow_error")
    #expect(refusal("uninstall") { $0.parameters = [("unknown", .int(1))] } == Self.illegal)
    #expect(refusal("uninstall") == "dependent_exists_error")
    #expect(refusal("install") == "existing_running_execution_error", "before its availability is looked at")
    #expect(refusal("install") { $0.isForced = true } == nil, "force skips both")
  }

  /// The availability rules by the states of two instances.
  @Test(
    arguments: [
      ([NodeInstanceState.started, .started], [true, false, false]),
      ([.started, .uninitialized], [false, true, false]), ([.uninitialized, .uninitialized], [false, false, true]),
      ([.deleted, .uninitialized], [false, false, true]), ([.creating, .uninitialized], [false, true, true]),
      ([.stopped, .deleted], [false, true, true]), ([.starting, .configured], [false, true, true]),
    ] as [([NodeInstanceState], [Bool])])
  func availability(states: [NodeInstanceState], expected: [Bool]) {
    var builder = DeploymentBuilder()
    builder.node("a")
    builder.node("b")
    for activity in DeploymentAvailability.Activity.allCases {
      builder.workflow(activity.rawValue)
      builder.model.workflows[builder.model.workflows.count - 1].availability.active = [activity]
    }
    let actual = ["all", "partial", "none"].map { name in
      builder.run(name) { $0.deployment.states = [("a", states[0]), ("b", states[1])] }.trace.runs[0].refusal == nil
    }
    #expect(actual == expected)
  }

  @Test func otherAvailabilityRules() {
    var builder = DeploymentBuilder()
    func isAvailable(_ change: (inout DeploymentAvailability) -> Void) -> Bool {
      var builder = builder
      builder.workflow("own")
      change(&builder.model.workflows[builder.model.workflows.count - 1].availability)
      let result = builder.run("own") { $0.start() }
      #expect(result.runs[0].state == (result.trace.runs[0].refusal == nil ? .success : .failed))
      return result.trace.runs[0].refusal == nil
    }
    #expect(isAvailable { $0.active = [.all] }, "there are no instances")
    builder.node("vm", types: ["my.Type"])
    #expect(isAvailable { _ in })
    #expect(!isAvailable { $0.isAvailable = false })
    #expect(!isAvailable { $0.active = [] }, "an empty list is never fulfilled")
    #expect(isAvailable { $0.active = [.none, .all] }, "any of them")
    #expect(isAvailable { $0.nodeTypes = ["x", "my.Type"] })
    #expect(!isAvailable { $0.nodeTypes = ["x"] })
    #expect(!isAvailable { ($0.active, $0.nodeTypes) = ([.all], ["x"]) }, "all rules must hold")
  }

  /// What waits is looked at again when its turn comes.
  @Test func queuedOnesAreCheckedAgain() {
    let result = Self.builder.run { scenario in
      scenario.arrive(0, "install")
      scenario.arrive(1_000, "install") { $0.isQueued = true }
      scenario.arrive(1_000, "uninstall") { $0.isQueued = true }
    }
    #expect(result.statuses(1) == ["queued", "failed"])
    #expect(result.trace.runs[1].refusal == "unavailable_workflow_error")
    #expect(result.statuses(2) == ["queued", "pending", "started", "terminated"])
    #expect(result.states(2) == ["vm_1": "deleted"])
  }
}
