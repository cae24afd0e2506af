// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// What a code action is for; a dot makes a kind of a kind.
  package struct CodeActionKind: RawRepresentable, Codable, Hashable, Sendable {
    /// The name in the protocol; unknown ones are kept.
    package let rawValue: String

    /// Takes any name.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// Mends a finding.
    package static let quickFix = CodeActionKind(rawValue: "quickfix")
    /// Changes the form.
    package static let refactor = CodeActionKind(rawValue: "refactor")
    /// Takes something out.
    package static let refactorExtract = CodeActionKind(rawValue: "refactor.extract")
    /// Puts something in.
    package static let refactorInline = CodeActionKind(rawValue: "refactor.inline")
    /// Writes something differently.
    package static let refactorRewrite = CodeActionKind(rawValue: "refactor.rewrite")
    /// Is about the whole document.
    package static let source = CodeActionKind(rawValue: "source")
    /// Mends all that can be mended without looking.
    package static let sourceFixAll = CodeActionKind(rawValue: "source.fixAll")
    /// The same, by this server alone.
    package static let sourceFixAllWflint = CodeActionKind(rawValue: "source.fixAll.wflint")
  }
}

extension LSP {
  /// Why code actions are asked for.
  package struct CodeActionTriggerKind: RawRepresentable, Codable, Hashable, Sendable {
    /// The number in the protocol; unknown ones are kept.
    package let rawValue: Int

    /// Takes any number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// People asked.
    package static let invoked = CodeActionTriggerKind(rawValue: 1)
    /// The cursor moved.
    package static let automatic = CodeActionTriggerKind(rawValue: 2)
  }
}

extension LSP {
  /// Why code actions are asked for.
  package struct CodeActionContext: Codable, Hashable, Sendable {
    /// The findings that the client shows there; maybe old.
    package var diagnostics: [Diagnostic]?
    /// The kinds that are wanted; all where absent.
    package var only: [CodeActionKind]?
    /// Why.
    package var triggerKind: CodeActionTriggerKind?

    /// Makes one; what may be absent is absent at first.
    package init(
      diagnostics: [Diagnostic]? = nil, only: [CodeActionKind]? = nil, triggerKind: CodeActionTriggerKind? = nil
    ) {
      self.diagnostics = diagnostics
      self.only = only
      self.triggerKind = triggerKind
    }
  }
}

extension LSP {
  /// `textDocument/codeAction`: what can be done here?
  package struct CodeActionParams: Codable, Hashable, Sendable {
    /// The document.
    package var textDocument: TextDocumentIdentifier
    /// The selection.
    package var range: Range
    /// Why it is asked for.
    package var context: CodeActionContext?
    /// For progress.
    package var workDoneToken: ProgressToken?
    /// For partial results.
    package var partialResultToken: ProgressToken?

    /// Makes one; what may be absent is absent at first.
    package init(
      textDocument: TextDocumentIdentifier, range: Range, context: CodeActionContext? = nil,
      workDoneToken: ProgressToken? = nil, partialResultToken: ProgressToken? = nil
    ) {
      self.textDocument = textDocument
      self.range = range
      self.context = context
      self.workDoneToken = workDoneToken
      self.partialResultToken = partialResultToken
    }
  }
}

extension LSP {
  /// Why a code action cannot be done now.
  package struct CodeActionDisabled: Codable, Hashable, Sendable {
    /// For people.
    package var reason: String

    /// Makes one.
    package init(reason: String) {
      self.reason = reason
    }
  }
}

extension LSP {
  /// Something that can be done.
  package struct CodeAction: Codable, Hashable, Sendable {
    /// What it does, for people.
    package var title: String
    /// What it is for.
    package var kind: CodeActionKind?
    /// The findings that it mends.
    package var diagnostics: [Diagnostic]?
    /// Whether it is the one to do without choosing.
    package var isPreferred: Bool?
    /// Why it cannot be done now.
    package var disabled: CodeActionDisabled?
    /// What it changes.
    package var edit: WorkspaceEdit?
    /// What is executed after that.
    package var command: Command?
    /// What the server wants back in `codeAction/resolve`.
    package var data: JSONValue?

    /// Makes one; what may be absent is absent at first.
    package init(
      title: String, kind: CodeActionKind? = nil, diagnostics: [Diagnostic]? = nil, isPreferred: Bool? = nil,
      disabled: CodeActionDisabled? = nil, edit: WorkspaceEdit? = nil, command: Command? = nil, data: JSONValue? = nil
    ) {
      self.title = title
      self.kind = kind
      self.diagnostics = diagnostics
      self.isPreferred = isPreferred
      self.disabled = disabled
      self.edit = edit
      self.command = command
      self.data = data
    }
  }
}
