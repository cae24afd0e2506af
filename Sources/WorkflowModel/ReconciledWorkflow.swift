// SPDX-License-Identifier: Apache-2.0
package import Expression

/// A step as a controller sees it that walks over all steps again and again (as in kubevela/workflow 0.7).
package struct ReconciledStep: Sendable {
  /// A value that it reads.
  package struct Input: Hashable, Sendable {
    /// An output's name, a path into one, or a path of `context`.
    package var from: String
    /// The parameter that gets the value; nil where only conditions read it.
    package var key: String?

    /// Makes an input.
    package init(from: String, key: String? = nil) {
      self.from = from
      self.key = key
    }
  }

  /// A value that it gives.
  package struct Output: Hashable, Sendable {
    /// Its name, one for the whole run.
    package var name: String
    /// The path or expression of CUE that gives it.
    package var valueFrom: String

    /// Makes an output.
    package init(name: String, valueFrom: String) {
      self.name = name
      self.valueFrom = valueFrom
    }
  }

  /// Its name, one for the whole workflow.
  package var name: String
  /// Another name that dependencies and conditions may use.
  package var alias: String?
  /// The type as written.
  package var type: String
  /// The group that holds it.
  package var parent: Int?
  /// The steps of a group, in order.
  package var children: [Int] = []
  /// Whether it is a group.
  package var isGroup = false
  /// Whether a group's steps run one after another.
  package var isSequential = false
  /// `if` as written.
  package var condition: String?
  /// How long it may take.
  package var timeout: Milliseconds?
  /// Whether a timeout is written that the controller cannot read.
  package var hasUnreadableTimeout = false
  /// The names of the steps that must have ended.
  package var dependsOn: [String] = []
  /// The values that it reads.
  package var inputs: [Input] = []
  /// The values that it gives.
  package var outputs: [Output] = []
  /// The times that it stops and waits, before anything else; nil for one that only an operation ends.
  package var suspensions: [Milliseconds?] = []
  /// Whether it does something besides.
  package var works = true
  /// Its parameters as written, a map.
  package var parameters = CELValue.object([])

  /// A step that says nothing yet.
  package init(name: String, type: String = "") {
    self.name = name
    self.type = type
  }
}

/// A workflow that a controller runs tick by tick, beside `Workflow.steps`, in which each step has the same index.
package struct ReconciledWorkflow: Sendable {
  /// All steps, a group before its own.
  package var steps: [ReconciledStep] = []
  /// The steps that stand in no group.
  package var topSteps: [Int] = []
  /// Whether those run one after another.
  package var isSequential = true
  /// What conditions read as `context`, a map.
  package var context = CELValue.object([])
  /// Whether the workflow delivers an application, which may be rolled back.
  package var isApplication = false
  /// Whether nothing runs it by itself.
  package var isTemplate = false
  /// The workflow whose steps it runs.
  package var reference: String?
  /// The steps that the controller makes where none are written, with what people see of each.
  package var generated: [(step: ReconciledStep, shown: StepDraft)] = []
  /// Why the controller can make no steps; nil where it can, or where some are written.
  package var refusal: String?

  /// A workflow without steps.
  package init() {}
}

extension Workflow {
  /// The workflows with the steps that they take from others of them, or that the controller makes for them.
  ///
  /// A reference to a workflow that is not there is left as it is. Complexity: O(workflows · references).
  package static func completed(_ workflows: [Workflow]) -> [Workflow] {
    workflows.map { workflow in
      guard let own = workflow.reconciled else { return workflow }
      if let name = own.reference {
        guard let other = workflows.first(where: { $0.reconciled?.isTemplate == true && $0.name?.value == name }),
          let source = other.reconciled
        else { return workflow }
        var result = workflow
        (result.steps, result.lists) = (other.steps, other.lists)
        result.reconciled?.steps = source.steps
        result.reconciled?.topSteps = source.topSteps
        result.reconciled?.isSequential = source.isSequential
        result.reconciled?.reference = nil
        return result
      }
      return workflow.steps.isEmpty && !own.generated.isEmpty ? workflow.withGeneratedSteps(own.generated) : workflow
    }
  }

  private func withGeneratedSteps(_ generated: [(step: ReconciledStep, shown: StepDraft)]) -> Workflow {
    var result = self
    result.reconciled?.steps = generated.map(\.step)
    result.reconciled?.topSteps = Array(generated.indices)
    result.lists = [
      StepList(owner: nil, order: reconciled?.isSequential == false ? .parallel : .sequence)
    ]
    result.lists[0].steps = Array(generated.indices)
    result.steps = generated.map { step, shown in
      var draft = shown
      draft.dependencies = generated.indices.filter { step.dependsOn.contains(generated[$0].step.name) }.map {
        Dependency(step: $0, origin: .order)
      }
      return Step(draft)
    }
    return result
  }
}
