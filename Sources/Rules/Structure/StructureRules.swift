// SPDX-License-Identifier: Apache-2.0

/// The rules about keys, values and types (WF1).
package enum StructureRules {
  /// What the catalog registers; one line a rule.
  package static let family = RuleFamily(
    schemaRules: [
      ConflictingKeys.self,
      InvalidValue.self,
      MissingKey.self,
      UnknownKey.self,
      UnknownStepType.self,
      UnknownTriggerType.self,
      WrongType.self,
    ],
    workflowRules: [
      DuplicateWorkflowName.self,
      MissingSchema.self,
      NoSteps.self,
    ],
    textRules: [
      InvalidDuration.self,
      InvalidID.self,
      InvalidName.self,
      InvalidURL.self,
    ])
}
