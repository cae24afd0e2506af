// SPDX-License-Identifier: Apache-2.0
package import Analysis
package import Dialect
import Rules
package import SourceText
import WorkflowModel
import YAMLSyntax

/// A thing that more than one file may name.
package enum SharedThing: Hashable, Sendable {
  /// A workflow of the workspace below a folder, by its name.
  case workflow(String, root: String)
  /// A step of a workflow's file, which scenario files name.
  case step(id: String, path: String)
  /// An input of a workflow of a file, which callers and scenario files give values.
  case input(name: String, workflow: String?, path: String)
  /// An output that a step of a workflow's file declares, which scenario files mock and expect.
  case output(name: String, step: String, path: String)
  /// An output of a workflow of a file, which callers read, and scenario files mock and expect.
  case result(name: String, workflow: String?, path: String)
  /// An entry of the directory of the workspace below a folder.
  case entry(DirectoryEntry, root: String)
  /// A name that a file declares for those that it is linked with.
  case declared(DeclaredName)

  /// The path of the file that declares it, where it is a declared name; nil for others and for what is brought along.
  package var declaringPath: String? {
    guard case .declared(let name) = self, !name.path.isEmpty else { return nil }
    return name.path
  }

  /// Whether another name may take its place: what its occurrences are is known, and a file declares it.
  package var isRenamable: Bool {
    guard case .declared(let name) = self else { return true }
    return name.kind != "property" && !name.path.isEmpty && !name.name.hasPrefix("cloudify.")
  }
}

/// A place in some file where a shared thing is named.
package struct SharedPlace: Hashable, Sendable {
  /// The file's absolute path.
  package var path: String
  /// The name's own text, half-open byte offsets of the file.
  package var range: TextRange
  /// Whether the thing is declared there.
  package var isDeclaration: Bool
}

extension AnalyzedDocument {
  /// The shared thing that is named at an offset, and the text that names it.
  ///
  /// - Parameters:
  ///   - linked: the workflow files of a scenario file.
  ///   - root: the workspace's folder, with a slash at its end.
  package func sharedThing(
    at offset: Int, linked: LinkedFiles, root: String = ""
  ) -> (thing: SharedThing, range: TextRange)? {
    if let found = parsed.kind == .scenario
      ? sharedInScenario(at: offset, linked, root) : sharedInWorkflow(at: offset, root)
    {
      return found
    }
    return parsed.directoryPlaces.first { $0.range.touches(offset) }.map { (.entry($0.entry, root: root), $0.range) }
  }

  private func sharedInWorkflow(at offset: Int, _ root: String) -> (thing: SharedThing, range: TextRange)? {
    if linkage != nil {
      guard let found = occurrence(at: offset), let name = found.thing.declaredName else { return nil }
      return (.declared(name), found.range)
    }
    for place in workflowNames() where place.range.touches(offset) {
      return (.workflow(text(place.range), root: root), place.range)
    }
    guard let index = workflowIndex(at: offset) else { return nil }
    for place in stepOccurrences(in: index) where place.range.touches(offset) {
      return (.step(id: place.value, path: parsed.path), place.range)
    }
    for call in parsed.callInputs where call.range.touches(offset) {
      guard let callee = contexts[index].workspace?.workflows(named: call.workflow).first else { continue }
      return (.input(name: call.name, workflow: callee.name, path: callee.path), call.range)
    }
    switch occurrence(at: offset) {
    case let found? where found.range.touches(offset):
      switch found.thing {
      case .input(let workflow, let name):
        let owner = contexts[workflow].workflow.name?.value
        return (.input(name: name, workflow: owner, path: parsed.path), found.range)
      case .output(_, let step, let name):
        return (.output(name: name, step: step, path: parsed.path), found.range)
      case .result(let workflow, let name):
        let owner = contexts[workflow].workflow.name?.value
        return (.result(name: name, workflow: owner, path: parsed.path), found.range)
      case .calledOutput(let workflow, let name):
        guard let callee = contexts[index].workspace?.workflows(named: workflow).first else { return nil }
        return (.result(name: name, workflow: callee.name, path: callee.path), found.range)
      case .named(_, "step", let name): return (.step(id: name, path: parsed.path), found.range)
      default: return nil
      }
    default: return nil
    }
  }

  private func sharedInScenario(
    at offset: Int, _ linked: LinkedFiles, _ root: String
  ) -> (thing: SharedThing, range: TextRange)? {
    for file in linked.deployed {
      if let found = parsed.deployedName(at: offset, in: file) { return (.declared(found.name), found.range) }
    }
    for place in workflowNames() where place.range.touches(offset) {
      return (.workflow(text(place.range), root: root), place.range)
    }
    let scope = ScenarioScope(linked)
    for mention in scenarioMentions(in: parsed) where mention.range.touches(offset) {
      if let thing = scope.things(of: mention).first { return (thing, mention.range) }
    }
    for member in scenarioMembers(in: parsed) where member.range.touches(offset) {
      if let thing = scope.things(of: member).first { return (thing, member.range) }
      for file in linked.workflows where member.kind == .input && file.declaresInput(member.name, of: member.workflow) {
        let owner = file.workflows.lazy.map(\.lowered.workflow).first { workflow in
          workflow.inputs.contains { $0.name.value == member.name }
            && (member.workflow == nil || workflow.name?.value == member.workflow)
        }
        return (.input(name: member.name, workflow: owner?.name?.value, path: file.path), member.range)
      }
    }
    return nil
  }

  /// Every place of the document where a workflow is named, its own name first.
  package func workflowNames() -> [(range: TextRange, isDeclaration: Bool)] { parsed.workflowNamePlaces }
}

extension ParsedDocument {
  /// Every place where a workflow is named: its own name, calls and chains; in scenario files the workflow that is run.
  package var workflowNamePlaces: [(range: TextRange, isDeclaration: Bool)] {
    var result: [(range: TextRange, isDeclaration: Bool)] = []
    for workflow in workflows {
      if let name = workflow.lowered.workflow.name { result.append((name.range, true)) }
      for text in workflow.lowered.texts {
        guard case .reference(.workflow) = text.format, let node = tree.node(text.node), node.kind == .scalar,
          !node.text.isEmpty
        else { continue }
        result.append((node.contentRange, false))
      }
    }
    guard kind == .scenario else { return result }
    for document in tree.documents {
      for scenario in document.root.mergedEntry("scenarios")?.value.resolved?.items ?? [] {
        guard let scenario = scenario.resolved else { continue }
        var nodes = [scenario.mergedEntry("workflow")?.value]
        nodes.append(scenario.mergedEntry("trigger")?.value.resolved?.mergedEntry("upstream")?.value)
        for arrival in scenario.mergedEntry("arrivals")?.value.resolved?.items ?? [] {
          nodes.append(arrival.resolved?.mergedEntry("workflow")?.value)
        }
        for case let node? in nodes {
          guard let node = node.resolved, node.kind == .scalar, !node.text.isEmpty else { continue }
          result.append((node.contentRange, false))
        }
      }
    }
    return result
  }

  /// Whether one of the file's workflows, or the one of a name, has a step of this id.
  package func holdsStep(_ id: String, of workflow: String?) -> Bool {
    workflows.contains { part in
      (workflow == nil || part.lowered.workflow.name?.value == workflow)
        && part.lowered.workflow.steps.contains { $0.id?.value == id }
    }
  }

  /// Whether one of the file's workflows, or the one of a name, declares an input.
  package func declaresInput(_ name: String, of workflow: String?) -> Bool {
    workflows.contains { part in
      (workflow == nil || part.lowered.workflow.name?.value == workflow)
        && part.lowered.workflow.inputs.contains { $0.name.value == name }
    }
  }

  /// The inputs that calls of other workflows give values, in document order.
  package var callInputs: [(workflow: String, name: String, range: TextRange)] {
    workflows.flatMap { part in
      part.lowered.workflow.steps.flatMap { step -> [(workflow: String, name: String, range: TextRange)] in
        guard case .call(let call) = step.action, let callee = call.workflow?.value else { return [] }
        return call.inputs.map { (callee, $0.key.value, $0.key.range) }
      }
    }
  }

  /// Every place of this file where a shared thing is named; the own file of a step, input or output is not asked here.
  ///
  /// - Parameter linked: the workflow files of a scenario file; asked for where what its names mean depends on them.
  package func places(of thing: SharedThing, linked: () -> LinkedFiles = { LinkedFiles() }) -> [SharedPlace] {
    switch thing {
    case .declared: return []
    case .workflow(let name, _):
      return workflowNamePlaces.filter { text[$0.range] == name }.map {
        SharedPlace(path: path, range: $0.range, isDeclaration: $0.isDeclaration)
      }
    case .step(let id, _):
      let mentions = scenarioMentions(in: self).filter { $0.id == id }
      guard !mentions.isEmpty else { return [] }
      let scope = ScenarioScope(linked())
      return mentions.filter { scope.things(of: $0).contains(thing) }.map {
        SharedPlace(path: path, range: $0.range, isDeclaration: false)
      }
    case .input(let name, let workflow, let file):
      if kind != .scenario {
        return callInputs.filter { $0.name == name && $0.workflow == workflow }.map {
          SharedPlace(path: path, range: $0.range, isDeclaration: false)
        }
      }
      return members(of: file).filter { $0.kind == .input && $0.name == name && $0.isOf(workflow) }.map {
        SharedPlace(path: path, range: $0.range, isDeclaration: false)
      }
    case .output(let name, _, _): return outputs(name, meaning: thing, linked)
    case .result(let name, let workflow, _):
      if kind == .scenario { return outputs(name, meaning: thing, linked) }
      return calledOutputs.filter { $0.name == name && $0.workflow == workflow }.map {
        SharedPlace(path: path, range: $0.range, isDeclaration: false)
      }
    case .entry(let entry, _):
      return directoryPlaces.filter { $0.entry == entry }.map {
        SharedPlace(path: path, range: $0.range, isDeclaration: $0.isDeclaration)
      }
    }
  }

  /// The places of a scenario file where a name means an output.
  private func outputs(
    _ name: String, meaning thing: SharedThing, _ linked: () -> LinkedFiles
  ) -> [SharedPlace] {
    let named = scenarioMembers(in: self).filter { $0.name == name && $0.kind != .input }
    guard !named.isEmpty else { return [] }
    let scope = ScenarioScope(linked())
    return named.filter { scope.things(of: $0).contains(thing) }.map {
      SharedPlace(path: path, range: $0.range, isDeclaration: false)
    }
  }

  private func members(of file: String) -> [ScenarioMember] {
    guard scenarioTargets(in: self).contains(where: { $0.matches(file) }) else { return [] }
    return scenarioMembers(in: self)
  }
}

/// Why a shared thing cannot have a name; nil where it can.
package func problem(ofNewName name: String, for thing: SharedThing, taken: [String]) -> RenameProblem? {
  switch thing {
  case .workflow:
    let bytes = Array(name.utf8)
    let isName =
      !bytes.isEmpty && bytes.count <= 63 && bytes[0] != 0x2D
      && bytes.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    guard isName else {
      return RenameProblem(
        message: "`\(name)` is no workflow's name: expected small letters, digits and `-`, at most 63 of them")
    }
  case .step, .input, .output, .result:
    guard InvalidID.isIdentifier(name) else {
      return RenameProblem(
        message: "`\(name)` is no id: expected small letters, digits and underscores, starting with a letter")
    }
  case .entry:
    // Where it stands without quotes it must be able to; a quoted place is as strict, so that all can be told at once.
    let isWritable = !name.utf8.contains { $0 <= 0x20 || $0 == 0x22 || $0 == 0x27 || $0 == 0x5C || $0 == 0x3A }
    guard !name.isEmpty, isWritable, YAMLQuoting.canBePlain(name, inFlow: true) || name.hasPrefix("#") else {
      return RenameProblem(
        message: "`\(name)` is no name for the directory: expected a word without blanks, quotes and colons")
    }
  case .declared(let old):
    guard isDeclarable(name) else {
      return RenameProblem(
        message: "`\(name)` is no \(old.kind)'s name: expected letters, digits, `_`, `-` and `.`, a letter first")
    }
  }
  return taken.contains(name)
    ? RenameProblem(message: "`\(name)` is taken: choose a name that nothing else has") : nil
}

/// Whether a text stands for itself as a key and as a value wherever it is written, and means nothing else.
private func isDeclarable(_ name: String) -> Bool {
  let bytes = Array(name.utf8)
  let reserved: Set<String> = [
    "null", "true", "false", "yes", "no", "on", "off", "y", "n", "self", "source", "target",
  ]
  guard let first = bytes.first, (0x41...0x5A).contains(first & 0xDF), !reserved.contains(name.lowercased()),
    !name.hasPrefix("cloudify.")
  else { return false }
  for (index, byte) in bytes.enumerated() {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E, 0x5F: continue
    case 0x2D where index + 1 < bytes.count && bytes[index + 1] != 0x2D: continue
    default: return false
    }
  }
  return true
}
