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
    for expression in workflow.expressions {
      guard expression.parsed.isComplete else {
        readsEverything = true
        readsAllInputs = true
        continue
      }
      for path in expression.parsed.paths { note(path.map(\.name)) }
    }
  }

  private mutating func note(_ path: [String]) {
    if path[0] == "inputs" {
      if path.count > 1 { inputs.insert(path[1]) } else { readsAllInputs = true }
    } else if path[0] == "steps" {
      // `steps`, `steps.x` and `steps.x.outputs` alone hand out all that is below them.
      if path.count < 2 {
        readsEverything = true
      } else if path.count < 3 || path[2] == "outputs" && path.count < 4 {
        wholeOutputs.insert(path[1])
      } else if path[2] == "outputs" {
        outputs[path[1], default: []].insert(path[3])
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
