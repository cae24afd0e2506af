// SPDX-License-Identifier: Apache-2.0
import Analysis
package import EditorFeatures
package import SourceText
import Synchronization
import WorkflowModel

extension WorkflowService {
  /// Where the thing at a byte offset is defined, in this document or, for workflows, in another file.
  package func definition(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [DefinitionTarget] {
    let analyzed = prepared(document, in: workspace)
    let own = definitions(in: analyzed, at: offset)
    let found = own.isEmpty ? sharedDefinitions(at: offset, analyzed, in: workspace) : own
    guard found.isEmpty else { return found }
    if analyzed.linkage != nil { return declaredDefinitions(at: offset, analyzed, in: workspace) }
    if let type = stepTypeDefinition(at: offset, of: document, in: workspace) { return [type] }
    return workflowDefinitions(in: analyzed, at: offset).compactMap { link in
      guard let target = target(link.path, in: workspace) else { return nil }
      return DefinitionTarget(
        document: target, range: link.nameRange, nameRange: link.nameRange, originRange: link.origin)
    }
  }

  /// Where the step type whose name stands at a byte offset is defined.
  private func stepTypeDefinition(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) -> DefinitionTarget? {
    let (snapshot, analyzed) = preparedSnapshot(document, in: workspace)
    guard let type = analyzed.stepType(at: offset),
      let definition = snapshot.stepDefinitions.place(of: type.value),
      let target = target(definition.path, in: workspace)
    else { return nil }
    return DefinitionTarget(
      document: target, range: definition.range, nameRange: definition.range, originRange: type.range)
  }

  /// A file's text: as it is open, else as it is on disk.
  func target(_ path: String, in workspace: SessionSnapshot) -> TargetDocument? {
    if let open = workspace.document(at: DocumentURI(path: path)) {
      return TargetDocument(path: path, text: open.text)
    }
    guard let bytes = contents(of: path), bytes.count <= SourceText.maximumByteCount else { return nil }
    return TargetDocument(path: path, text: SourceText(bytes: bytes))
  }

  /// The signatures of the function whose arguments a byte offset stands in.
  package func signatures(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> SignatureResult? {
    let analyzed = prepared(document, in: workspace)
    return EditorFeatures.signatures(
      in: analyzed, at: offset, linked: linkedWorkflows(of: analyzed.parsed, in: workspace))
  }

  /// Every place of the document where the thing at a byte offset is named.
  package func occurrences(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [Occurrence] {
    references(in: prepared(document, in: workspace), at: offset)
  }

  /// The name at a byte offset that can be changed.
  package func renamable(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> TextRange? {
    let analyzed = prepared(document, in: workspace)
    if analyzed.linkage == nil, let range = EditorFeatures.renamable(in: analyzed, at: offset) { return range }
    guard let shared = sharedThing(at: offset, analyzed, in: workspace), shared.thing.isRenamable,
      declarations(of: shared.thing, in: workspace).isEmpty == false
    else { return nil }
    return shared.range
  }

  /// What is highlighted together with the thing at a byte offset: in scenario files the steps, inputs and outputs that
  /// their workflows declare, and what their blueprints do.
  package func highlights(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [Occurrence] {
    let analyzed = prepared(document, in: workspace)
    if analyzed.parsed.kind == .scenario {
      let deployed = linked(to: analyzed.parsed, in: workspace).deployed
      let named = analyzed.parsed.deployedHighlights(at: offset, in: deployed)
      if !named.isEmpty { return named }
    }
    return EditorFeatures.highlights(in: analyzed, at: offset)
  }

  /// The documentation of a completion.
  package func completionDocumentation(for resolveKey: String, in workspace: SessionSnapshot) async -> String? {
    EditorFeatures.completionDocumentation(for: resolveKey)
  }

  /// The edits that format a document, or the lines of it that a range touches.
  package func formatting(
    of document: DocumentSnapshot, in range: TextRange?, in workspace: SessionSnapshot
  ) async -> [TextEdit] {
    EditorFeatures.formatting(of: prepared(document, in: workspace), in: range)
  }

  /// What can be folded.
  package func foldings(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [FoldedLines] {
    EditorFeatures.foldings(of: prepared(document, in: workspace))
  }

  /// What a growing selection covers, innermost first.
  package func selections(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [TextRange] {
    EditorFeatures.selections(in: prepared(document, in: workspace), at: offset)
  }

  /// The texts that lead somewhere.
  package func links(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [TextLink] {
    let analyzed = prepared(document, in: workspace)
    let root = surroundings(of: analyzed.parsed.path, in: workspace).root
    return EditorFeatures.links(of: analyzed, root: root) { path in
      workspace.document(at: DocumentURI(path: path)) != nil || contents(of: path) != nil
    }
  }

  /// Notes between the characters of a range.
  package func inlayHints(
    in range: TextRange, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [InlineNote] {
    EditorFeatures.inlayHints(of: prepared(document, in: workspace), in: range)
  }

  /// What each part of the document is.
  package func semanticTokens(
    of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [SemanticToken] {
    EditorFeatures.semanticTokens(of: prepared(document, in: workspace))
  }

  /// What the files of the open folders, and the open documents, declare and whose name matches, the nearest first; at
  /// most 500.
  package func workspaceSymbols(
    matching query: String, in workspace: SessionSnapshot
  ) async -> [WorkspaceSymbolMatch] {
    typealias Found = (distance: Int, path: String, symbol: NamedSymbol)
    let query = NameQuery(query)
    var found: [Found] = []
    var openPaths: Set<String> = []
    func take(_ symbols: [NamedSymbol], of path: String) {
      for symbol in symbols {
        guard let distance = query.distance(to: symbol.name) else { continue }
        found.append((distance, path, symbol))
      }
    }
    for document in workspace.sortedDocuments {
      if Task.isCancelled { return [] }
      let path = document.uri.path ?? document.uri.string
      openPaths.insert(path)
      take(namedSymbols(of: parsed(document, in: surroundings(of: path, in: workspace))), of: path)
    }
    let roots = indexRoots(of: workspace)
    let indexes = indexes.withLock { indexes in roots.compactMap { indexes[$0] } }
    for index in indexes {
      for (path, file) in index.files where !openPaths.contains(path) { take(file.symbols, of: path) }
    }
    for path in roots.map({ $0 + "/.wflint.yaml" }) where !openPaths.contains(path) {
      if let configuration = parsedFile(path, in: workspace) { take(namedSymbols(of: configuration), of: path) }
    }
    func isBefore(_ first: Found, _ second: Found) -> Bool {
      (first.distance, first.path, first.symbol.range) < (second.distance, second.path, second.symbol.range)
    }
    var texts: [String: TargetDocument] = [:]
    return found.sorted(by: isBefore).prefix(500).compactMap { found in
      guard let document = texts[found.path] ?? target(found.path, in: workspace) else { return nil }
      texts[found.path] = document
      return WorkspaceSymbolMatch(found.symbol, in: document)
    }
  }
}
