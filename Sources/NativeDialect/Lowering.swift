// SPDX-License-Identifier: Apache-2.0
import Dialect
import SourceText
import WorkflowModel
import YAMLSyntax

/// Turns a native document into a workflow: reads leniently, since the walk has already said what is wrong.
struct Lowering {
  var workflow: Workflow
  private let document: YAMLDocument
  private let schema: DialectSchema
  private let walk: SchemaWalk
  private var expressions: ExpressionCollector
  private let knownExpressions: [ExpressionSite]

  init(
    _ document: YAMLDocument, schema: DialectSchema, walk: SchemaWalk, knownExpressions: [ExpressionSite] = []
  ) {
    self.knownExpressions = knownExpressions
    self.document = document
    self.schema = schema
    self.walk = walk
    workflow = Workflow(dialect: NativeDialect.name, range: document.range, syntax: document.root.reference)
    expressions = ExpressionCollector(document.root.tree, texts: [], owners: [:])
  }

  mutating func run() {
    let root = document.root
    guard root.kind == .mapping else {
      workflow.lists = [StepList(owner: nil, order: .sequence)]
      return
    }
    let places = numberSteps(root)
    let triggerNodes = root.mergedEntry("triggers")?.value.resolved?.items.compactMap(\.resolved) ?? []
    var owners: [NodeID: ExpressionOwner] = [:]
    owners.reserveCapacity(places.count + triggerNodes.count)
    for index in places.indices { owners[places[index].node.id] = .step(index) }
    for (index, node) in triggerNodes.enumerated() { owners[node.id] = .trigger(index) }
    expressions = ExpressionCollector(
      root.tree, texts: walk.texts, owners: owners, knownExpressions: knownExpressions)
    workflow.expressions = expressions.sites
    lowerDocument(root)
    for node in triggerNodes { workflow.triggers.append(TriggerLowering(expressions).lower(node)) }
    let lowering = StepLowering(expressions, schema)
    var steps: [StepDraft] = []
    steps.reserveCapacity(places.count)
    for place in places { lowering.lower(place, into: &steps) }
    // Handed over: an array that somebody else has is copied, with each reference of each step.
    workflow.setSteps(consume steps)
  }

  // MARK: Numbering

  /// Gives every step of every list its index, in document order, and makes the lists.
  private mutating func numberSteps(_ root: YAMLNode) -> [StepPlace] {
    var places: [StepPlace] = []
    workflow.lists = [StepList(owner: nil, order: .sequence)]
    number(root.mergedEntry("steps")?.value.resolved, list: 0, depth: 0, &places)
    return places
  }

  private mutating func number(_ listNode: YAMLNode?, list: Int, depth: Int, _ places: inout [StepPlace]) {
    guard let listNode, listNode.kind == .sequence, depth < 40 else { return }
    if depth == 0 { places.reserveCapacity(listNode.count) }
    for written in listNode.children {
      // A bound on steps keeps a file that repeats anchors within bounds.
      guard let node = written.resolved, node.kind == .mapping, places.count < 200_000 else { continue }
      let index = places.count
      places.append(StepPlace(node: node, list: list))
      workflow.lists[list].steps.append(index)
      guard let inner = node.mergedEntry("steps")?.value.resolved, inner.kind == .sequence,
        let type = node.mergedEntry("type")?.value.locatedText?.value, type == "group" || type == "loop"
      else { continue }
      let isSequence = type == "loop" || node.mergedEntry("mode")?.value.locatedText?.value == "sequence"
      let innerList = workflow.lists.count
      workflow.lists.append(StepList(owner: index, order: isSequence ? .sequence : .parallel))
      places[index].ownedList = innerList
      places[index].ownsSequence = isSequence
      number(inner, list: innerList, depth: depth + 1, &places)
    }
  }

  // MARK: The document's own fields

  private mutating func lowerDocument(_ root: YAMLNode) {
    for entry in root.mergedEntries where entry.key.kind == .scalar {
      let value = entry.value
      switch entry.key.text {
      case "name": workflow.name = value.locatedText
      case "description": workflow.documentation = value.locatedText
      case "status": workflow.status = value.located(WorkflowStatus.self)
      case "deployment": workflow.deployment = value.locatedText
      case "environment": workflow.environment = value.locatedText
      case "timeout": workflow.timeout = value.locatedDuration
      case "concurrency":
        workflow.concurrencyGroup = value.resolved?.mergedEntry("group")?.value.locatedText
        workflow.concurrencyPolicy = value.resolved?.mergedEntry("policy")?.value.located(ConcurrencyPolicy.self)
      case "inputs":
        workflow.inputsRange = entry.range
        workflow.inputs = inputs(value)
      case "env": workflow.variables = expressions.entries(value)
      case "triggers": workflow.triggersRange = entry.range
      case "on_failure": workflow.onFailure = value.located(FailurePolicy.self)
      case "outputs": workflow.outputs = expressions.entries(value)
      default: break
      }
    }
  }

  private func inputs(_ written: YAMLNode) -> [InputDeclaration] {
    guard let node = written.resolved, node.kind == .mapping else { return [] }
    return node.mergedEntries.compactMap { entry in
      guard entry.key.kind == .scalar else { return nil }
      let name = Located(entry.key.text, entry.key.contentRange, entry.key.reference)
      var input = InputDeclaration(name: name, range: entry.value.range)
      guard let body = entry.value.resolved else { return input }
      for field in body.mergedEntries where field.key.kind == .scalar {
        switch field.key.text {
        case "type": input.type = field.value.locatedText
        case "options": input.options = options(field.value)
        case "pattern": input.pattern = field.value.locatedText
        case "min": input.minimum = expressions.data(field.value)
        case "max": input.maximum = expressions.data(field.value)
        case "default": input.defaultValue = expressions.data(field.value)
        case "required": input.isRequired = field.value.locatedBool?.value ?? false
        case "description": input.documentation = field.value.locatedText?.value
        default: break
        }
      }
      return input
    }
  }

  private func options(_ written: YAMLNode) -> [DataValue] {
    guard let node = written.resolved else { return [] }
    return node.kind == .sequence ? node.children.map { expressions.data($0) } : [expressions.data(node)]
  }
}

/// The outputs or payload fields that a mapping declares: names with types.
func declarations(_ written: YAMLNode) -> [OutputDeclaration] {
  guard let node = written.resolved, node.kind == .mapping else { return [] }
  return node.mergedEntries.compactMap { entry in
    guard entry.key.kind == .scalar else { return nil }
    let name = Located(entry.key.text, entry.key.contentRange, entry.key.reference)
    return OutputDeclaration(name: name, type: entry.value.locatedText)
  }
}
