// SPDX-License-Identifier: Apache-2.0
import Analysis
import Dialect
import Expression
import Rules
import Simulation
import SourceText
import WorkflowModel
import YAMLSyntax

/// What a scenario file may name at the cursor: the steps of its workflows, their inputs, their files.
struct ScenarioCompletion {
  let place: CompletionPlace
  let linked: LinkedFiles

  /// The names that stand at the cursor in place of what a row could list.
  func items() -> [CompletionItem] {
    guard place.document.parsed.kind == .scenario else { return [] }
    var keys = path(of: place.cursor.container)
    if let owner = place.cursor.owner, place.cursor.container == nil || owner.parent == place.cursor.container {
      keys = path(of: owner)
    }
    let isKey = place.cursor.place == .key || place.cursor.mayBeKey
    let ofDeployments = DeployedCompletion(place: place, files: linked.deployed).items(keys, isKey: isKey)
    if !ofDeployments.isEmpty { return ofDeployments }
    if isKey, let last = keys.last {
      switch last {
      case "mocks", "steps": return steps(suffix: ": ", calls: ScenarioCalls.calls(along: keys))
      case "inputs": return inputs()
      case "outputs":
        let outputs = outputs(keys)
        if !outputs.isEmpty { return outputs }
      case "duration" where keys.contains("mocks"): return ScenarioDistributions.items(place)
      case "prove": return properties()
      case "requires": return members(["step", "granted"])
      case "leads_to": return members(["from", "to"])
      default: break
      }
    }
    guard place.cursor.place != .key else { return [] }
    if let key = place.cursor.key?.text { keys.append(key) }
    guard let field = keys.last else { return [] }
    if keys.dropLast().last == "inputs" { return values(ofInput: field) }
    switch field {
    case "order", "never", "ran", "parallel", "critical_path", "not_together", "always_runs", "from", "to", "step":
      return steps(suffix: "")
    case "granted": return steps(suffix: "", only: { if case .approval = $0.action { true } else { false } })
    case let event where keys.contains("events") && scenarioStepEvents.contains(event):
      return [place.plainItem("run", .keyword)] + steps(suffix: "")
    case "by", "actor": return people()
    case "reason": return Reason.allCases.filter { $0 != .none }.map { place.plainItem($0.text, .enumValue) }
    case "unless": return ["success", "failed", "cancelled"].map { place.plainItem($0, .enumValue) }
    case "prove": return properties()
    case "status" where keys.dropLast().last == "expect": return endings()
    case "workflow" where keys.count == 1: return files()
    case "workflow", "upstream":
      return linked.workflowNames.map { place.plainItem($0, .workflow) }
    default: return []
    }
  }

  /// The keys from the document's root to a node.
  private func path(of node: YAMLNode?) -> [String] {
    (node?.path ?? []).compactMap { if case .key(let name) = $0 { name } else { nil } }
  }

  /// The steps of the workflows, or of those that calls lead to.
  private func steps(
    suffix: String, calls: [String] = [], only isWanted: (Step) -> Bool = { _ in true }
  ) -> [CompletionItem] {
    var seen: Set<String> = []
    let present = Set(place.otherKeys.map(\.text))
    var result: [CompletionItem] = []
    for part in ScenarioScope(linked).parts(of: nil, calls: calls) {
      for step in part.workflow.steps where isWanted(step) {
        guard let id = step.id?.value, !id.isEmpty, seen.insert(id).inserted else { continue }
        if !suffix.isEmpty, present.contains(id) { continue }
        result.append(
          CompletionItem(
            label: id, kind: .step, detail: step.type?.value, edit: place.edit(id + suffix),
            additionalEdits: place.line.edits, rank: step.index))
      }
    }
    return result
  }

  private func inputs() -> [CompletionItem] {
    var seen: Set<String> = []
    return linked.workflows.flatMap(\.workflows).flatMap(\.lowered.workflow.inputs).compactMap { input in
      guard seen.insert(input.name.value).inserted else { return nil }
      return CompletionItem(
        label: input.name.value, kind: .variable, detail: input.type?.value, documentation: input.documentation,
        edit: place.edit(input.name.value + ": "), additionalEdits: place.line.edits, rank: input.isNeeded ? 0 : 1)
    }
  }

  private func values(ofInput name: String) -> [CompletionItem] {
    let inputs = linked.workflows.flatMap(\.workflows).flatMap(\.lowered.workflow.inputs)
    return inputs.first { $0.name.value == name }.map(place.values) ?? []
  }

  /// The outputs of the step whose mock or expectation is written, those that it declares included; of a call those of
  /// the workflow that it runs.
  private func outputs(_ keys: [String]) -> [CompletionItem] {
    guard let above = keys.lastIndex(where: { $0 == "mocks" || $0 == "steps" }), keys.indices.contains(above + 1) else {
      return []
    }
    let id = keys[above + 1]
    let present = Set(place.otherKeys.map(\.text))
    let scope = ScenarioScope(linked)
    for part in scope.parts(
      having: ScenarioCalls.id(ofInstance: id), of: nil, calls: ScenarioCalls.calls(along: keys))
    {
      guard let step = part.step(ScenarioCalls.id(ofInstance: id)) else { continue }
      var result = step.declaredOutputs.map { output in
        item(output.name.value, detail: output.type?.value, documentation: nil, rank: 0)
      }
      for callee in scope.called(by: step) {
        result += callee.workflow.outputs.map { output in
          item(
            output.key.value, detail: nil, documentation: ResultFacts.markdown(output, of: callee.workflow, nil),
            rank: 0)
        }
      }
      for row in step.type.flatMap({ part.part.lowered.schema.stepType($0.value) })?.outputs ?? []
      where !row.name.utf8.contains(0x2E) {
        result.append(item(row.name, detail: row.type.description, documentation: row.documentation, rank: 1))
      }
      return result.filter { !present.contains($0.label) }
    }
    return []
  }

  private func item(_ name: String, detail: String?, documentation: String?, rank: Int) -> CompletionItem {
    CompletionItem(
      label: name, kind: .member, detail: detail, documentation: documentation, edit: place.edit(name + ": "),
      additionalEdits: place.line.edits, rank: rank)
  }

  private func members(_ names: [String]) -> [CompletionItem] {
    let present = Set(place.otherKeys.map(\.text))
    return names.filter { !present.contains($0) }.map {
      item($0, detail: "step id", documentation: nil, rank: 0)
    }
  }

  /// The people of the directory: those who start runs and decide.
  private func people() -> [CompletionItem] {
    let directory = linked.directory
    var names = Set(directory.users ?? [])
    for members in (directory.teams ?? [:]).values { names.formUnion(members) }
    for holders in (directory.roles ?? [:]).values { names.formUnion(holders) }
    return names.sorted().map { place.plainItem($0, .principal) }
  }

  /// How the runs of the file's workflows may end; none where they are not known.
  private func endings() -> [CompletionItem] {
    guard !linked.workflows.isEmpty, case .choice(let choices)? = place.valueType?.type else { return [] }
    let hasRuns = linked.workflows.contains { !$0.isDeployed }
    let hasExecutions = linked.workflows.contains(where: \.isDeployed)
    let wanted = choices.filter { choice in
      hasRuns && RunState(text: choice.value)?.isFinal == true
        || hasExecutions && ExecutionStatus(text: choice.value) != nil
    }
    return wanted.enumerated().map { rank, choice in
      var item = place.plainItem(choice.value, .enumValue)
      item.documentation = choice.documentation
      item.rank = rank
      return item
    }
  }

  /// What may be asked of every run.
  private func properties() -> [CompletionItem] {
    let inFlow = place.cursor.isFlow
    let isBare = place.cursor.container?.kind != .mapping
    var result = ScenarioProperties.named.map { name, body, text in
      CompletionItem(
        label: name, kind: .snippet, detail: text, edit: place.edit(name + ": "),
        snippet: (inFlow || place.cursor.place == .key ? "" : place.line.prefix) + name + ": " + body,
        additionalEdits: place.line.edits)
    }
    if isBare {
      result += ScenarioProperties.words.map { word, text in
        CompletionItem(
          label: word, kind: .enumValue, detail: text, edit: place.edit(word), additionalEdits: place.line.edits,
          rank: 1)
      }
    }
    return result
  }

  private func files() -> [CompletionItem] {
    let folder = PathWords.parent(of: place.document.parsed.path)
    return linked.workflowPaths.map { place.plainItem(PathWords.relative($0, from: folder), .file) }
  }
}
