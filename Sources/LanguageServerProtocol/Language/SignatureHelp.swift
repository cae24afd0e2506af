// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// Why signatures are asked for.
  package struct SignatureHelpTriggerKind: RawRepresentable, Codable, Hashable, Sendable {
    /// The number in the protocol; unknown ones are kept.
    package let rawValue: Int

    /// Takes any number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// People asked.
    package static let invoked = SignatureHelpTriggerKind(rawValue: 1)
    /// People typed a trigger character.
    package static let triggerCharacter = SignatureHelpTriggerKind(rawValue: 2)
    /// The cursor or the text moved.
    package static let contentChange = SignatureHelpTriggerKind(rawValue: 3)
  }
}

extension LSP {
  /// Why signatures are asked for.
  package struct SignatureHelpContext: Codable, Hashable, Sendable {
    /// Why.
    package var triggerKind: SignatureHelpTriggerKind
    /// Which character.
    package var triggerCharacter: String?
    /// Whether signatures are shown already.
    package var isRetrigger: Bool

    /// Makes one; what may be absent is absent at first.
    package init(triggerKind: SignatureHelpTriggerKind, triggerCharacter: String? = nil, isRetrigger: Bool) {
      self.triggerKind = triggerKind
      self.triggerCharacter = triggerCharacter
      self.isRetrigger = isRetrigger
    }
  }
}

extension LSP {
  /// `textDocument/signatureHelp`: which arguments go here?
  package struct SignatureHelpParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// The cursor.
    package var position: Position
    /// Why it is asked for.
    package var context: SignatureHelpContext?
    /// For progress.
    package var workDoneToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(
      textDocument: TextDocumentIdentifier, position: Position, context: SignatureHelpContext? = nil,
      workDoneToken: ProgressToken? = nil
    ) {
      self.textDocument = textDocument
      self.position = position
      self.context = context
      self.workDoneToken = workDoneToken
    }
  }
}

extension LSP {
  /// One parameter.
  package struct ParameterInformation: Codable, Hashable, Sendable {
    /// Its text inside the signature's label.
    package var label: ParameterLabel
    /// What it is.
    package var documentation: Documentation?

    /// Makes one; what may be absent is absent at first.
    package init(label: ParameterLabel, documentation: Documentation? = nil) {
      self.label = label
      self.documentation = documentation
    }
  }
}

extension LSP {
  /// One signature.
  package struct SignatureInformation: Codable, Hashable, Sendable {
    /// All of it.
    package var label: String
    /// What it does.
    package var documentation: Documentation?
    /// Its parameters.
    package var parameters: [ParameterInformation]?
    /// The one being typed.
    package var activeParameter: Int?

    /// Makes one; what may be absent is absent at first.
    package init(
      label: String, documentation: Documentation? = nil, parameters: [ParameterInformation]? = nil,
      activeParameter: Int? = nil
    ) {
      self.label = label
      self.documentation = documentation
      self.parameters = parameters
      self.activeParameter = activeParameter
    }
  }
}

extension LSP {
  /// Signatures of the function around the cursor.
  package struct SignatureHelp: Codable, Hashable, Sendable {
    /// All of them.
    package var signatures: [SignatureInformation]
    /// The best one.
    package var activeSignature: Int?
    /// The parameter being typed.
    package var activeParameter: Int?

    /// Makes one; what may be absent is absent at first.
    package init(signatures: [SignatureInformation], activeSignature: Int? = nil, activeParameter: Int? = nil) {
      self.signatures = signatures
      self.activeSignature = activeSignature
      self.activeParameter = activeParameter
    }
  }
}
