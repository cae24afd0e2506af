// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// What the client shows of a parameter.
  package struct ParameterInformationClientCapabilities: Codable, Hashable, Sendable {
    /// Whether a label may be a place in the signature.
    package var labelOffsetSupport: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(labelOffsetSupport: Bool? = nil) { self.labelOffsetSupport = labelOffsetSupport }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      labelOffsetSupport = members?.lenient(.labelOffsetSupport)
    }
  }
}

extension LSP {
  /// What the client shows of a signature.
  package struct SignatureInformationClientCapabilities: Codable, Hashable, Sendable {
    /// Languages of texts, best first.
    package var documentationFormat: [MarkupKind]?
    /// Which parameter is being typed, a signature.
    package var activeParameterSupport: Bool?
    /// Of one parameter.
    package var parameterInformation: ParameterInformationClientCapabilities?

    /// Makes one; what may be absent is absent at first.
    package init(
      documentationFormat: [MarkupKind]? = nil, activeParameterSupport: Bool? = nil,
      parameterInformation: ParameterInformationClientCapabilities? = nil
    ) {
      self.documentationFormat = documentationFormat
      self.activeParameterSupport = activeParameterSupport
      self.parameterInformation = parameterInformation
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      documentationFormat = members?.lenient(.documentationFormat)
      activeParameterSupport = members?.lenient(.activeParameterSupport)
      parameterInformation = members?.lenient(.parameterInformation)
    }
  }
}

extension LSP {
  /// What the client shows of signatures.
  package struct SignatureHelpClientCapabilities: Codable, Hashable, Sendable {
    /// Whether it can be registered later.
    package var dynamicRegistration: Bool?
    /// Of one signature.
    package var signatureInformation: SignatureInformationClientCapabilities?
    /// Whether it tells why it asks.
    package var contextSupport: Bool?

    /// Makes one; what may be absent is absent at first.
    package init(
      dynamicRegistration: Bool? = nil, signatureInformation: SignatureInformationClientCapabilities? = nil,
      contextSupport: Bool? = nil
    ) {
      self.dynamicRegistration = dynamicRegistration
      self.signatureInformation = signatureInformation
      self.contextSupport = contextSupport
    }

    /// Reads what is there; a member of the wrong form counts as absent.
    package init(from decoder: any Decoder) throws {
      let members = try? decoder.container(keyedBy: CodingKeys.self)
      dynamicRegistration = members?.lenient(.dynamicRegistration)
      signatureInformation = members?.lenient(.signatureInformation)
      contextSupport = members?.lenient(.contextSupport)
    }
  }
}
