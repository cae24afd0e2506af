// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// A feature that is switched on later.
  package struct Registration: Codable, Hashable, Sendable {
    /// To switch it off again.
    package var id: String
    /// Its method.
    package var method: String
    /// How.
    package var registerOptions: JSONValue?

    /// Makes one; what may be absent is absent at first.
    package init(id: String, method: String, registerOptions: JSONValue? = nil) {
      self.id = id
      self.method = method
      self.registerOptions = registerOptions
    }
  }
}

extension LSP {
  /// `client/registerCapability`, from the server.
  package struct RegistrationParams: Codable, Hashable, Sendable {
    /// What is switched on.
    package var registrations: [Registration]

    /// Makes one.
    package init(registrations: [Registration]) {
      self.registrations = registrations
    }
  }
}

extension LSP {
  /// A feature that is switched off.
  package struct Unregistration: Codable, Hashable, Sendable {
    /// As it was registered.
    package var id: String
    /// Its method.
    package var method: String

    /// Makes one.
    package init(id: String, method: String) {
      self.id = id
      self.method = method
    }
  }
}

extension LSP {
  /// `client/unregisterCapability`, from the server.
  package struct UnregistrationParams: Codable, Hashable, Sendable {
    /// What is switched off; the protocol spells it so.
    package var unregisterations: [Unregistration]

    /// Makes one.
    package init(unregisterations: [Unregistration]) {
      self.unregisterations = unregisterations
    }
  }
}
