// SPDX-License-Identifier: Apache-2.0
import Expression
import Schedule
import SourceText
import WorkflowModel

/// What a condition came to.
enum ConditionOutcome {
  case holds
  case fails
  /// Something that it reads is not known; it is taken for true.
  case assumed
  /// It has no value, and why.
  case broken(String)
}

/// A value, or why there is none.
enum ValueOutcome {
  case success(CELValue)
  case failure(String)
}

extension Engine {
  /// The value of an expression as an instance reads it; `instance` is -1 for the run itself.
  mutating func evaluate(
    _ expression: Int32, _ instance: Int32, run given: Int32? = nil, hasFailed: Bool = false,
    isCancelled: Bool = false, extra: [String: CELValue] = [:]
  ) -> ValueOutcome {
    let compiled = plan.expressions[Int(expression)]
    var values = extra
    let run = given ?? (instance >= 0 ? self.run(of: instance) : 0)
    for name in compiled.program.variables where values[name] == nil {
      if let value = root(name, compiled, instance, run) { values[name] = value }
    }
    let known = values
    let environment = EvaluationEnvironment(
      variable: { known[$0] },
      functions: [
        "always": { _ in .bool(true) }, "success": { _ in .bool(!hasFailed && !isCancelled) },
        "failure": { _ in .bool(hasFailed) }, "cancelled": { _ in .bool(isCancelled) },
      ], timeZoneOffset: { TimeZoneDatabase.system.offset(zone: $0, seconds: $1) },
      catalog: CompiledExpression.catalog)
    switch compiled.program.evaluate(in: environment) {
    case .success(let value): return .success(value)
    case .failure(let error):
      let workflow = runs[Int(run)].workflow
      let site = plan.site(expression, in: workflow)
      report(
        ScenarioProblem(
          .warning, "`\(site?.text ?? "")` has no value: \(error.message)", workflow: Int(workflow),
          workflowRange: site.map { site in
            // The exact part where the text stands unescaped, else the whole expression.
            site.range.count == site.text.utf8.count
              ? TextRange(site.range.start + error.range.start, site.range.start + error.range.end) : site.range
          }))
      return .failure("`\(site?.text ?? "")`: \(error.message)")
    }
  }

  /// Whether a condition holds.
  mutating func condition(
    _ expression: Int32, _ instance: Int32, hasFailed: Bool, isCancelled: Bool
  ) -> ConditionOutcome {
    switch evaluate(expression, instance, hasFailed: hasFailed, isCancelled: isCancelled) {
    case .failure(let problem): return .broken(problem)
    case .success(.bool(let value)): return value ? .holds : .fails
    case .success(let value) where value.isUnknown: return .assumed
    case .success(let value):
      let text = plan.site(expression, in: runs[Int(run(of: instance))].workflow)?.text ?? ""
      return .broken("`\(text)` is \(value.typeName.name), a condition must be bool")
    }
  }

  /// Evaluates what stands in a step's fields; the problem of the first that has no value.
  mutating func checkFields(_ instance: Int32, _ step: StepPlan) -> String? {
    for place in step.fields {
      if case .failure(let problem) = evaluate(plan.fieldExpressions[Int(place)], instance) { return problem }
    }
    return nil
  }

  /// Writes what a step tells people, to be sent when it succeeds.
  mutating func prepareMessage(_ instance: Int32) {
    if case .notify(let action) = plan.step(instances[Int(instance)].step).action, let message = action.message?.value {
      pendingMessages[instance] = text(of: message, instance)
    }
  }

  // MARK: Data

  /// The value of data that an author wrote; `instance` is -1 for the run itself.
  mutating func value(of data: DataValue, _ instance: Int32, run: Int32? = nil) -> ValueOutcome {
    switch data.content {
    case .null: return .success(.null)
    case .bool(let value): return .success(.bool(value))
    case .integer(let value): return .success(.int(value))
    case .double(let value): return .success(.double(value))
    case .text(let template): return value(of: template, instance, run: run)
    case .list(let elements):
      var values: [CELValue] = []
      for element in elements {
        switch value(of: element, instance, run: run) {
        case .success(let value): values.append(value)
        case .failure(let problem): return .failure(problem)
        }
      }
      return .success(.array(values))
    case .map(let entries):
      var fields: [(String, CELValue)] = []
      for entry in entries {
        switch value(of: entry.value, instance, run: run) {
        case .success(let value): fields.append((entry.key.value, value))
        case .failure(let problem): return .failure(problem)
        }
      }
      return .success(.object(fields))
    }
  }

  private mutating func value(of template: TemplateText, _ instance: Int32, run given: Int32?) -> ValueOutcome {
    let run = given ?? (instance >= 0 ? self.run(of: instance) : 0)
    let base = plan.expressionBases[Int(runs[Int(run)].workflow)]
    if template.isSingleExpression, let only = template.expressions.first {
      return evaluate(base + Int32(truncatingIfNeeded: only), instance, run: run)
    }
    var text = ""
    for segment in template.segments {
      switch segment {
      case .literal(let literal): text += literal
      case .expression(let index):
        switch evaluate(base + Int32(truncatingIfNeeded: index), instance, run: run) {
        case .success(let value): text += value.isUnknown ? "…" : value.textForm
        case .failure(let problem): return .failure(problem)
        }
      }
    }
    return .success(.string(text))
  }

  /// A text with its interpolations filled in; nil where one has no value.
  mutating func text(of template: TemplateText, _ instance: Int32) -> String? {
    guard template.isDynamic else { return template.text }
    guard case .success(let value) = value(of: template, instance, run: nil) else { return nil }
    return value.isUnknown ? "…" : value.textForm
  }

  // MARK: What expressions read

  private mutating func root(
    _ name: String, _ compiled: CompiledExpression, _ instance: Int32, _ run: Int32
  ) -> CELValue? {
    switch name {
    case "inputs": return contexts.inputs[Int(run)]
    case "env": return environment(instance, run)
    case "secrets": return .unknown("secrets")
    case "trigger": return contexts.triggerValue(of: run, now: clock(runs[Int(run)].startedAt))
    case "workflow":
      let workflow = plan.workflows[Int(runs[Int(run)].workflow)]
      return .object([
        ("name", .string(workflow.name?.value ?? "")), ("status", .string(workflow.status?.value.rawValue ?? "draft")),
        ("environment", workflow.environment.map { .string($0.value) } ?? .null),
      ])
    case "run":
      return .object([
        ("id", .string(runID(run))), ("number", .int(Int64(run) + 1)), ("attempt", .int(Int64(runs[Int(run)].attempt))),
        ("status", .string(runs[Int(run)].state.text)), ("started_at", clock(runs[Int(run)].startedAt)),
      ])
    case "steps": return stepsValue(compiled, instance, run)
    case "now": return clock(now)
    default: return loopVariable(name, instance)
    }
  }

  /// A time of the simulation as a timestamp.
  func clock(_ time: Milliseconds) -> CELValue {
    let (sum, overflow) = scenario.start.addingReportingOverflow(max(0, time))
    guard !overflow else { return .null }
    let (seconds, rest) = sum.quotientAndRemainder(dividingBy: 1_000)
    let isNegative = rest < 0
    return CELTimestamp(
      seconds: isNegative ? seconds - 1 : seconds, nanoseconds: Int32((isNegative ? rest + 1_000 : rest) * 1_000_000)
    ).map { .timestamp($0) } ?? .null
  }

  private mutating func environment(_ instance: Int32, _ run: Int32) -> CELValue {
    let workflow = plan.workflows[Int(runs[Int(run)].workflow)]
    var shared = contexts.environment(of: run)
    if shared == nil {
      contexts.setEnvironment(.object([]), of: run)
      shared = variables(workflow.variables, -1, run, [])
      contexts.setEnvironment(shared ?? .object([]), of: run)
    }
    guard instance >= 0 else { return shared ?? .object([]) }
    let own = plan.step(instances[Int(instance)].step).variables
    guard !own.isEmpty, !isReadingVariables else { return shared ?? .object([]) }
    isReadingVariables = true
    defer { isReadingVariables = false }
    let map = shared?.asMap
    return variables(
      own, instance, run,
      zip(map?.keys ?? [], map?.values ?? []).compactMap { key, value in
        key.asString.map { ($0, value) }
      })
  }

  private mutating func variables(
    _ entries: [DataEntry], _ instance: Int32, _ run: Int32, _ start: [(String, CELValue)]
  ) -> CELValue {
    var fields = start
    for entry in entries {
      // `env` values are text (`language.md` §9); one without a value is left out, so that reading it is the error.
      guard case .success(let value) = value(of: entry.value, instance, run: run) else { continue }
      fields.append((entry.key.value, value.isUnknown ? value : .string(value.textForm)))
    }
    return .object(fields)
  }

  private func stepsValue(_ compiled: CompiledExpression, _ instance: Int32, _ run: Int32) -> CELValue {
    var fields: [(String, CELValue)] = []
    if compiled.readsAllSteps {
      let workflow = plan.workflows[Int(runs[Int(run)].workflow)]
      for step in workflow.steps {
        guard let id = step.id?.value, !fields.contains(where: { $0.0 == id }) else { continue }
        if let place = self.instance(ofStep: step.index, instance, run) { fields.append((id, stepValue(place))) }
      }
    } else {
      for mention in compiled.mentions {
        if let place = self.instance(ofStep: mention.step, instance, run) {
          fields.append((mention.id, stepValue(place)))
        }
      }
    }
    return .object(fields)
  }

  /// `steps.<id>` as expressions read it.
  private func stepValue(_ place: Int32) -> CELValue {
    let current = instances[Int(place)]
    let span = current.startedAt < 0 ? 0 : max(0, (current.endedAt < 0 ? now : current.endedAt) - current.startedAt)
    let (nanoseconds, overflow) = span.multipliedReportingOverflow(by: 1_000_000)
    return .object([
      ("status", .string(current.state.text)), ("outputs", outputsValue(place)),
      ("duration", .duration(CELDuration(nanoseconds: overflow ? .max : nanoseconds))),
      ("attempts", .int(Int64(current.tries))),
    ])
  }

  /// What an instance resulted in; unknown where it succeeded without a mock.
  private func outputsValue(_ place: Int32) -> CELValue {
    if let value = outputs[Int(place)] { return value }
    let current = instances[Int(place)]
    let step = stepPlan(place)
    if current.state == .success, current.outcome < 0, step.kind == .work || step.kind == .call,
      tables[Int(runs[Int(run(of: place))].table)].byStep[Int(current.step)] < 0
    {
      return .unknown("steps.\(name(of: place)).outputs")
    }
    return .object([])
  }

  /// The instance of a step that an instance sees: in its own list, in one around it, or inside a group there.
  func instance(ofStep step: StepIndex, _ instance: Int32, _ run: Int32) -> Int32? {
    let number = plan.stepBases[Int(runs[Int(run)].workflow)] + Int32(truncatingIfNeeded: step)
    guard plan.steps.indices.contains(Int(number)) else { return nil }
    // The groups around the step, the step itself first.
    var chain = [number]
    while chain.count < 1_000 {
      let list = plan.steps[Int(chain[chain.count - 1])].list
      guard let owner = plan.owner(ofList: list) else { break }
      chain.append(owner)
    }
    var scope = instance >= 0 ? instances[Int(instance)].scope : runs[Int(run)].rootScope
    while scope >= 0 {
      let current = scopes[Int(scope)]
      for place in chain.indices where plan.steps[Int(chain[place])].list == current.list {
        return descend(chain[...place], from: scope)
      }
      guard current.owner >= 0 else { break }
      scope = instances[Int(current.owner)].scope
    }
    return nil
  }

  private func descend(_ chain: ArraySlice<Int32>, from start: Int32) -> Int32? {
    var scope = start
    for step in chain.reversed() {
      let place = scopes[Int(scope)].base + plan.steps[Int(step)].position
      if step == chain.first { return place }
      // Not into a loop: its rounds are read through its results.
      guard let inner = groupScopes[place], inner >= 0 else { return nil }
      scope = inner
    }
    return nil
  }

  private func loopVariable(_ name: String, _ instance: Int32) -> CELValue? {
    guard instance >= 0 else { return nil }
    var scope = scopes[Int(instances[Int(instance)].scope)]
    while scope.owner >= 0 {
      if scope.round >= 0, case .loop(let action) = plan.step(instances[Int(scope.owner)].step).action,
        name == action.variable?.value ?? "item", let items = loops[scope.owner]?.items,
        items.indices.contains(Int(scope.round))
      {
        return items[Int(scope.round)]
      }
      scope = scopes[Int(instances[Int(scope.owner)].scope)]
    }
    return nil
  }
}
