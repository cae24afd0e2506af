// SPDX-License-Identifier: Apache-2.0

/// The signatures of the function whose arguments are being written.
package struct SignatureResult: Hashable, Sendable {
  /// One way to call it.
  package struct Signature: Hashable, Sendable {
    /// All of it: `string.startsWith(prefix: string) -> bool`.
    package var label: String
    /// What it does, as Markdown.
    package var documentation: String
    /// The parameters in parentheses, each as it stands in `label`.
    package var parameters: [String]

    /// Makes a signature.
    package init(label: String, documentation: String, parameters: [String]) {
      self.label = label
      self.documentation = documentation
      self.parameters = parameters
    }
  }

  /// All of them, at least one.
  package var signatures: [Signature]
  /// The index of the one that fits what is written.
  package var active: Int
  /// The index of the parameter at the cursor; nil where the active signature has none so far along.
  package var parameter: Int?

  /// Makes a result.
  package init(signatures: [Signature], active: Int, parameter: Int?) {
    self.signatures = signatures
    self.active = active
    self.parameter = parameter
  }
}
