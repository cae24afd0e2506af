// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// How important a message is.
  package struct MessageType: RawRepresentable, Codable, Hashable, Sendable {
    /// The number in the protocol; unknown ones are kept.
    package let rawValue: Int

    /// Takes any number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Something failed.
    package static let error = MessageType(rawValue: 1)
    /// Something may be wrong.
    package static let warning = MessageType(rawValue: 2)
    /// Worth knowing.
    package static let info = MessageType(rawValue: 3)
    /// For those who look for a fault.
    package static let log = MessageType(rawValue: 4)
  }
}

extension LSP {
  /// `window/logMessage`, from the server: for the log.
  package struct LogMessageParams: Codable, Hashable, Sendable {
    /// How important.
    package var type: MessageType
    /// The message.
    package var message: String

    /// Makes one.
    package init(type: MessageType, message: String) {
      self.type = type
      self.message = message
    }
  }
}

extension LSP {
  /// `window/showMessage`, from the server: for people.
  package struct ShowMessageParams: Codable, Hashable, Sendable {
    /// How important.
    package var type: MessageType
    /// The message.
    package var message: String

    /// Makes one.
    package init(type: MessageType, message: String) {
      self.type = type
      self.message = message
    }
  }
}

extension LSP {
  /// A button.
  package struct MessageActionItem: Codable, Hashable, Sendable {
    /// What is on it.
    package var title: String

    /// Makes one.
    package init(title: String) {
      self.title = title
    }
  }
}

extension LSP {
  /// `window/showMessageRequest`, from the server: with buttons.
  package struct ShowMessageRequestParams: Codable, Hashable, Sendable {
    /// How important.
    package var type: MessageType
    /// The message.
    package var message: String
    /// The buttons.
    package var actions: [MessageActionItem]?

    /// Makes one; what may be absent is absent at first.
    package init(type: MessageType, message: String, actions: [MessageActionItem]? = nil) {
      self.type = type
      self.message = message
      self.actions = actions
    }
  }
}

extension LSP {
  /// `window/showDocument`, from the server.
  package struct ShowDocumentParams: Codable, Hashable, Sendable {
    /// What to show.
    package var uri: String
    /// Whether in another program, such as a browser.
    package var external: Bool?
    /// Whether it gets the keyboard.
    package var takeFocus: Bool?
    /// What to select.
    package var selection: Range?

    /// Makes one; what may be absent is absent at first.
    package init(uri: String, external: Bool? = nil, takeFocus: Bool? = nil, selection: Range? = nil) {
      self.uri = uri
      self.external = external
      self.takeFocus = takeFocus
      self.selection = selection
    }
  }
}

extension LSP {
  /// Whether it was shown.
  package struct ShowDocumentResult: Codable, Hashable, Sendable {
    /// Whether it was.
    package var success: Bool

    /// Makes one.
    package init(success: Bool) {
      self.success = success
    }
  }
}
