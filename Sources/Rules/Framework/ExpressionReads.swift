// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// Which inputs and outputs a workflow's expressions read.
///
/// An expression that does not parse may read anything, so that nothing is called unused while its reader is typed.
struct ExpressionReads {
  private var inputs: Set<String> = []
  private var outputs: [String: Set<String>] = [:]
  private var wholeOutputs: Set<String> = []
  private(set) var readsAllInputs = false
  private var readsEverything = false

  init(_ workflow: Workflow) {
    for index in workflow.expressions.indices {
      guard workflow.expressions[index].parsed.isComplete else {
        readsEverything = true
        readsAllInputs = true
        continue
      }
      for path in workflow.expressions[index].paths { note(path) }
    }
  }

  private mutating func note(_ path: [PathComponent]) {
    if path[0].name == "inputs" {
      if path.count > 1 { inputs.insert(path[1].name) } else { readsAllInputs = true }
    } else if path[0].name == "steps" {
      // `steps`, `steps.x` and `steps.x.outputs` alone hand out all that is below them.
      if path.count < 2 {
        readsEverything = true
      } else if path.count < 3 || path[2].name == "outputs" && path.count < 4 {
        wholeOutputs.insert(path[1].name)
      } else if path[2].name == "outputs" {
        outputs[path[1].name, default: []].insert(path[3].name)
      }
    }
  }

  /// Whether an input is read.
  func reads(input: String) -> Bool { readsAllInputs || inputs.contains(input) }

  /// Whether an output of a step is read.
  func reads(output: String, of step: String) -> Bool {
    readsEverything || wholeOutputs.contains(step) || outputs[step]?.contains(output) == true
  }
}
