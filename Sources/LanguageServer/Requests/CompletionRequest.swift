// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import JSONRPC
import LanguageServerProtocol
import SourceText

/// `textDocument/completion`.
enum CompletionRequest: RequestHandler {
  static let method = "textDocument/completion"

  static func run(
    _ params: LSP.CompletionParams, _ context: RequestContext
  ) async throws(ResponseError) -> LSP.CompletionList {
    let document = try context.document(params)
    let offset = document.conversions.offset(params.position)
    let result = await context.service.completion(at: offset, of: document.snapshot, in: context.workspace)
    let items = result.items.compactMap { convert($0, at: offset, document, context.client) }
    let list = LSP.CompletionList(isIncomplete: result.isIncomplete, items: items)
    return context.client.sharesEditRanges ? sharing(list) : list
  }

  /// The list with what most items replace said once: lists are long, and come with every letter.
  private static func sharing(_ list: LSP.CompletionList) -> LSP.CompletionList {
    var counts: [LSP.CompletionEditRange: Int] = [:]
    for item in list.items { if let range = item.textEdit?.editRange { counts[range, default: 0] += 1 } }
    guard
      let shared = list.items.lazy.compactMap({ $0.textEdit?.editRange }).max(by: {
        counts[$0, default: 0] < counts[$1, default: 0]
      })
    else { return list }
    var result = list
    result.itemDefaults = LSP.CompletionItemDefaults(editRange: shared)
    for index in result.items.indices {
      guard let edit = result.items[index].textEdit, edit.editRange == shared else { continue }
      result.items[index].textEdit = nil
      result.items[index].textEditText = edit.newText == result.items[index].label ? nil : edit.newText
    }
    return result
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    capabilities.completionProvider = LSP.CompletionOptions(
      triggerCharacters: context.service.completionTriggers.isEmpty ? nil : context.service.completionTriggers,
      resolveProvider: true)
  }

  /// Nil for an item whose edit a client would refuse: one that is not on the cursor's line, or leaves the cursor out.
  private static func convert(
    _ item: CompletionItem, at offset: Int, _ document: OpenDocument, _ client: ClientProfile
  ) -> LSP.CompletionItem? {
    let conversions = document.conversions
    guard item.edit.range.touches(offset), conversions.isOnOneLine(item.edit.range) else { return nil }
    let snippet = client.insertsSnippets ? item.snippet : nil
    let edit = TextEdit(item.edit.range, snippet ?? item.edit.replacement)
    let additional = item.additionalEdits.filter { !$0.range.overlaps(edit.range) && !$0.range.touches(offset) }
    let isMultiline = edit.replacement.utf8.contains(0x0A)
    let tags: [LSP.CompletionItemTag] = item.isDeprecated && client.showsCompletionTags ? [.deprecated] : []
    return LSP.CompletionItem(
      label: item.label,
      kind: kind(item.kind),
      tags: tags.isEmpty ? nil : tags,
      detail: item.detail,
      documentation: item.documentation.map { Markup.documentation($0, client.completionMarkup) },
      deprecated: item.isDeprecated && client.showsDeprecatedCompletions ? true : nil,
      preselect: item.isPreselected && client.preselectsCompletions ? true : nil,
      sortText: sortText(item.rank),
      filterText: item.filterText,
      insertTextFormat: snippet == nil ? nil : .snippet,
      insertTextMode: isMultiline && client.knowsInsertTextModes ? .asIs : nil,
      textEdit: convert(edit, at: offset, conversions, client),
      additionalTextEdits: additional.isEmpty ? nil : conversions.edits(additional),
      commitCharacters: item.commitCharacters.isEmpty || !client.knowsCommitCharacters ? nil : item.commitCharacters,
      data: item.resolveKey.map { .string($0) })
  }

  /// Clients that choose may leave what is behind the cursor.
  private static func convert(
    _ edit: TextEdit, at offset: Int, _ conversions: Conversions, _ client: ClientProfile
  ) -> LSP.CompletionEdit {
    let whole = conversions.edit(edit)
    guard client.insertsOrReplaces else { return .replace(whole) }
    let before = conversions.range(TextRange(edit.range.start, max(edit.range.start, min(offset, edit.range.end))))
    return .insertOrReplace(newText: whole.newText, insert: before, replace: whole.range)
  }

  /// Digits that sort as the number does; clients put the label behind it themselves.
  private static func sortText(_ rank: Int) -> String {
    let digits = String(min(max(rank, 0), 99_999))
    return String(repeating: "0", count: 5 - digits.utf8.count) + digits
  }

  private static func kind(_ kind: CompletionKind) -> LSP.CompletionItemKind {
    switch kind {
    case .key: .property
    case .snippet: .snippet
    case .enumValue: .enumMember
    case .value: .value
    case .step: .reference
    case .stepType: .class
    case .workflow: .module
    case .principal: .constant
    case .directoryEntry: .constant
    case .variable: .variable
    case .function: .function
    case .member: .field
    case .keyword: .keyword
    case .file: .file
    }
  }
}

extension LSP.CompletionEdit {
  /// What it replaces.
  fileprivate var editRange: LSP.CompletionEditRange {
    switch self {
    case .replace(let edit): .replace(edit.range)
    case .insertOrReplace(_, let insert, let replace): .insertOrReplace(insert: insert, replace: replace)
    }
  }

  /// What it inserts.
  fileprivate var newText: String {
    switch self {
    case .replace(let edit): edit.newText
    case .insertOrReplace(let text, _, _): text
    }
  }
}
