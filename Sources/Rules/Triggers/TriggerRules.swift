// SPDX-License-Identifier: Apache-2.0

/// The rules about triggers and schedules (WF4).
package enum TriggerRules {
  /// What the catalog registers; one line a rule.
  package static let family = RuleFamily(
    schemaRules: [
      MissingTimezone.self
    ],
    workflowRules: [
      CronDaylightSaving.self,
      DoubleStart.self,
      DuplicateTrigger.self,
      InactiveChain.self,
      IneffectiveGlob.self,
      InputConstraint.self,
      MissingTriggerInput.self,
      NoTrigger.self,
      ScheduleOverlap.self,
      SelfTriggering.self,
      UnknownTriggerInput.self,
      UnsatisfiableTrigger.self,
    ],
    textRules: [
      CronDayOrDay.self,
      CronNeverFires.self,
      CronSyntax.self,
      CronTooOften.self,
      InvalidCIDR.self,
      RegexLikeGlob.self,
      UnevenCronStep.self,
      UnknownTimezone.self,
    ])
}
