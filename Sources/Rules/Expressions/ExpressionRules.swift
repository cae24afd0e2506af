// SPDX-License-Identifier: Apache-2.0

/// The rules about expressions (WF3).
package enum ExpressionRules {
  /// What the catalog registers; one line a rule.
  package static let family = RuleFamily(
    textRules: [
      SingleBrace.self
    ],
    expressionRules: [
      ConstantCondition.self,
      ContainsAsMembership.self,
      ContextNotAvailable.self,
      CostLimit.self,
      DivisionByZero.self,
      ExpressionSyntax.self,
      HyphenSubtraction.self,
      InvalidRegex.self,
      MaybeAbsent.self,
      NeverEqual.self,
      NonBooleanCondition.self,
      StructureInText.self,
      TextAroundExpression.self,
      TypeMismatch.self,
      UndefinedName.self,
      UnknownFunction.self,
      UnknownOutput.self,
    ])
}
