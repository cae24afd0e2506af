// SPDX-License-Identifier: Apache-2.0

/// The rules about the file and its YAML (WF0).
package enum YAMLRules {
  /// What the catalog registers; one line a rule.
  package static let family = RuleFamily(
    fileRules: [
      CommentValue.self,
      DuplicateKey.self,
      HiddenCharacters.self,
      InvalidEncoding.self,
      TabIndentation.self,
      UndefinedAlias.self,
      UnquotedIndicator.self,
      UnusedAnchor.self,
      YAMLSyntaxRule.self,
    ],
    textRules: [
      AmbiguousScalar.self
    ],
    analysisRules: [
      RuleFailed.self,
      UnusedSuppression.self,
    ])
}
