// SPDX-License-Identifier: Apache-2.0

/// The rules about secrets, injection and access (WF6).
package enum SecurityRules {
  /// What the catalog registers; one line a rule.
  package static let family = RuleFamily(
    fileRules: [
      LiteralSecret.self
    ],
    workflowRules: [
      OpenManualTrigger.self,
      ScriptInjection.self,
      SecretBeforeGate.self,
      SecretExposed.self,
      UnauthenticatedWebhook.self,
      WholeSecrets.self,
    ],
    textRules: [
      InsecureURL.self
    ])
}
