// SPDX-License-Identifier: Apache-2.0
import Synchronization
import Analysis
import Diagnostics
package import EditorFeatures
import SourceText
import WorkflowModel

extension WorkflowService {
  // MARK: Other files

  /// The files that a document's features need.
  func linked(to parsed: ParsedDocument, in session: SessionSnapshot) -> LinkedFiles {
    let surroundings = surroundings(of: parsed.path, in: session)
    let index = surroundings.index
    var paths = Set(index?.files.filter { $0.value.isRunnable }.keys.sorted() ?? [])
    for open in session.sortedDocuments {
      if let path = open.uri.path, path.hasSuffix(".wf.yaml") { paths.insert(path) }
    }
    var result = LinkedFiles(
      workflowPaths: paths.sorted(), workflowNames: Set(index?.summaries.map(\.name) ?? []).sorted(),
      directory: surroundings.configuration.directory)
    if parsed.kind == .scenario {
      for target in scenarioTargets(in: parsed) {
        let known =
          Glob.hasSpecialCharacters(target.path) ? paths.sorted().filter { target.matches($0) } : [target.path]
        result.workflows += known.prefix(64).compactMap { parsedFile($0, in: session) }
      }
      result.called = calledFiles(from: result.workflows, in: session)
      result.deployed = deployedFiles(among: result.workflows, for: parsed, in: session)
    } else {
      result.scenarios = scenarioPaths(of: parsed.path, index, session).prefix(64).compactMap {
        parsedFile($0, in: session)
      }
    }
    return result
  }

  /// The blueprints among files, as a scenario file deploys them.
  func deployedFiles(
    among files: [ParsedDocument], for scenarios: ParsedDocument, in session: SessionSnapshot
  ) -> [DeployedFile] {
    let imports = imports(of: files, in: session)
    return files.compactMap { file in
      imports[file.path].flatMap { DeployedFile(prepare(file, in: $0), for: scenarios) }
    }
  }

  /// The workflow files of a scenario file; nothing of other files.
  func linkedWorkflows(of parsed: ParsedDocument, in session: SessionSnapshot) -> LinkedFiles {
    parsed.kind == .scenario ? linked(to: parsed, in: session) : LinkedFiles()
  }

  /// The scenario files that name a workflow's file: open ones as they are, others from the index.
  private func scenarioPaths(_ session: SessionSnapshot) -> [String: ParsedDocument] {
    var result: [String: ParsedDocument] = [:]
    for document in session.sortedDocuments {
      guard let path = document.uri.path else { continue }
      let parsed = parsed(document, in: surroundings(of: path, in: session))
      if parsed.kind == .scenario { result[path] = parsed }
    }
    return result
  }

  func scenarioPaths(of path: String, _ index: WorkspaceIndex?, _ session: SessionSnapshot) -> [String] {
    let open = scenarioPaths(session)
    var paths = Set(index?.scenarios(of: path).filter { session.document(at: DocumentURI(path: $0)) == nil } ?? [])
    for (file, parsed) in open where scenarioTargets(in: parsed).contains(where: { $0.matches(path) }) {
      paths.insert(file)
    }
    return paths.sorted()
  }

  func sharedThing(
    at offset: Int, _ analyzed: AnalyzedDocument, in session: SessionSnapshot
  ) -> (thing: SharedThing, range: TextRange)? {
    analyzed.sharedThing(
      at: offset, linked: linked(to: analyzed.parsed, in: session),
      root: surroundings(of: analyzed.parsed.path, in: session).root)
  }

  /// The files that may name a thing, the given one left out.
  private func files(naming thing: SharedThing, in session: SessionSnapshot) -> [ParsedDocument] {
    let openPaths = Set(session.sortedDocuments.compactMap(\.uri.path))
    var paths = openPaths
    let indexes = indexes.withLock { $0.values.sorted { $0.root < $1.root } }
    switch thing {
    case .declared: return []
    case .step(_, let path), .output(_, _, let path):
      paths.insert(path)
      // Scenarios of its callers mock it, too.
      for file in callers(of: path, in: session).union([path]) {
        for index in indexes where index.covers(file) { paths.formUnion(index.scenarios(of: file)) }
      }
    case .result(_, let workflow, let path):
      paths.insert(path)
      for file in callers(of: path, in: session).union([path]) {
        for index in indexes where index.covers(file) { paths.formUnion(index.scenarios(of: file)) }
      }
      for index in indexes where index.covers(path) {
        for (other, file) in index.files
        where file.summaries.contains(where: { $0.links.contains { $0.workflow == workflow } }) {
          paths.insert(other)
        }
      }
    case .input(_, let workflow, let path):
      paths.insert(path)
      for index in indexes where index.covers(path) {
        paths.formUnion(index.scenarios(of: path))
        for (other, file) in index.files
        where file.summaries.contains(where: { $0.links.contains { $0.workflow == workflow } }) {
          paths.insert(other)
        }
      }
    case .entry(let entry, let root):
      // Only who holds the name's bytes can name it: the others need not be parsed.
      paths = paths.filter { $0.hasPrefix(root) }
      for path in indexes.flatMap(\.paths) where path.hasPrefix(root) && !paths.contains(path) {
        if contents(of: path).map({ String(decoding: $0, as: UTF8.self).containsBytes(of: entry.name) }) == true {
          paths.insert(path)
        }
      }
      paths.insert(root + ".wflint.yaml")
    case .workflow(let name, let root):
      paths = paths.filter { $0.hasPrefix(root) }
      for index in indexes {
        for (path, file) in index.files where path.hasPrefix(root) {
          let isNamed =
            file.targets != nil
            || file.summaries.contains { $0.name == name || $0.links.contains { $0.workflow == name } }
          if isNamed { paths.insert(path) }
        }
      }
    }
    return paths.sorted().compactMap { parsedFile($0, in: session) }
  }

  /// All places of a shared thing, file by file, sorted.
  func places(of thing: SharedThing, in session: SessionSnapshot) -> [FilePlaces] {
    if case .declared = thing { return declaredPlaces(of: thing, in: session) }
    return namedPlaces(of: thing, in: session)
  }

  private func namedPlaces(of thing: SharedThing, in session: SessionSnapshot) -> [FilePlaces] {
    files(naming: thing, in: session).compactMap { file -> FilePlaces? in
      var places = ownPlaces(of: thing, in: file).map { (range: $0.range, isDeclaration: $0.isDeclaration) }
      let own = Set(places.map(\.range))
      // A workflow that calls another one of its own file tells of it both ways.
      places += file.places(of: thing) { linked(to: file, in: session) }.filter { !own.contains($0.range) }.map {
        ($0.range, $0.isDeclaration)
      }
      guard !places.isEmpty else { return nil }
      return FilePlaces(
        TargetDocument(path: file.path, text: file.text), places.sorted { $0.range < $1.range })
    }
  }

  /// The places of a step, input or output in the file that declares it.
  private func ownPlaces(of thing: SharedThing, in file: ParsedDocument) -> [Occurrence] {
    switch thing {
    case .step(_, let path), .input(_, _, let path), .output(_, _, let path), .result(_, _, let path):
      guard file.path == path else { return [] }
    case .workflow, .entry, .declared: return []
    }
    let document = prepare(file, in: Analysis.WorkspaceSnapshot())
    return document.occurrences.filter { occurrence in
      switch (occurrence.thing, thing) {
      case (.step(_, let id), .step(let wanted, _)): id == wanted
      case (.named(_, "step", let name), .step(let wanted, _)): name == wanted
      case (.result(let index, let name), .result(let wanted, let workflow, _)):
        name == wanted && (workflow == nil || document.models[index].name?.value == workflow)
      case (.input(let index, let name), .input(let wanted, let workflow, _)):
        name == wanted && (workflow == nil || document.models[index].name?.value == workflow)
      case (.output(_, let step, let name), .output(let wanted, let wantedStep, _)):
        name == wanted && step == wantedStep
      default: false
      }
    }
  }

  func declarations(of thing: SharedThing, in session: SessionSnapshot) -> [FilePlaces] {
    places(of: thing, in: session).compactMap { file in
      let places = file.places.filter(\.isDeclaration)
      return places.isEmpty ? nil : FilePlaces(file.document, places)
    }
  }

  /// Where a step or workflow that another file declares is defined.
  func sharedDefinitions(
    at offset: Int, _ analyzed: AnalyzedDocument, in session: SessionSnapshot
  ) -> [DefinitionTarget] {
    if analyzed.parsed.kind == .scenario,
      let target = scenarioTargets(in: analyzed.parsed).first(where: { $0.range.touches(offset) })
    {
      return linked(to: analyzed.parsed, in: session).workflows.filter { target.matches($0.path) }.map { file in
        let name = file.models.first?.name?.range ?? TextRange(at: 0)
        return DefinitionTarget(
          document: TargetDocument(path: file.path, text: file.text), range: name, nameRange: name,
          originRange: target.range)
      }
    }
    if analyzed.parsed.kind != .scenario, let type = stepType(in: analyzed, at: offset) {
      let root = surroundings(of: analyzed.parsed.path, in: session).root
      guard let configuration = parsedFile(root + ".wflint.yaml", in: session),
        let place = customStepType(type.name, in: configuration)
      else { return [] }
      return [
        DefinitionTarget(
          document: TargetDocument(path: configuration.path, text: configuration.text), range: place, nameRange: place,
          originRange: type.range)
      ]
    }
    guard let shared = sharedThing(at: offset, analyzed, in: session) else {
      return deployedOperation(at: offset, analyzed, in: session)
    }
    if analyzed.parsed.kind != .scenario {
      // Workflows have links of their own, and a document's own things are found in it: see `definition`.
      switch shared.thing {
      case .workflow: return []
      case .step(_, let path), .input(_, _, let path), .output(_, _, let path), .result(_, _, let path):
        if path == analyzed.parsed.path { return [] }
      case .entry, .declared: break
      }
    }
    return declarations(of: shared.thing, in: session).flatMap { file in
      file.places.map {
        DefinitionTarget(document: file.document, range: $0.range, nameRange: $0.range, originRange: shared.range)
      }
    }
  }

  /// Where the operation that the scenario file of a blueprint names is written.
  private func deployedOperation(
    at offset: Int, _ analyzed: AnalyzedDocument, in session: SessionSnapshot
  ) -> [DefinitionTarget] {
    guard analyzed.parsed.kind == .scenario,
      let found = analyzed.parsed.deployedOperation(
        at: offset, in: linked(to: analyzed.parsed, in: session).deployed),
      let document = target(found.path, in: session)
    else { return [] }
    return [
      DefinitionTarget(document: document, range: found.range, nameRange: found.range, originRange: found.origin)
    ]
  }

  /// The step that a scenario file names, as its workflow's file tells it; what it names of a blueprint, as its files do.
  func scenarioHover(
    at offset: Int, _ analyzed: AnalyzedDocument, in session: SessionSnapshot
  ) -> HoverResult? {
    guard analyzed.parsed.kind == .scenario else { return nil }
    let deployed = linked(to: analyzed.parsed, in: session).deployed
    if let told = analyzed.parsed.deployedHover(at: offset, in: deployed) { return told }
    guard let mention = scenarioMentions(in: analyzed.parsed).first(where: { $0.range.touches(offset) }),
      case .step(let id, let path)? = sharedThing(at: offset, analyzed, in: session)?.thing,
      let file = parsedFile(path, in: session)
    else { return nil }
    let document = prepare(file, in: Analysis.WorkspaceSnapshot())
    for occurrence in document.occurrences where occurrence.isDeclaration {
      switch occurrence.thing {
      case .step(_, id), .named(_, "step", id): break
      default: continue
      }
      guard let result = EditorFeatures.hover(in: document, at: occurrence.range.start) else { continue }
      return HoverResult(markdown: result.markdown, range: mention.range)
    }
    return nil
  }

  // MARK: Requests

  /// Every place of every other file where the thing at a byte offset is named.
  package func placesElsewhere(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [FilePlaces] {
    let analyzed = prepared(document, in: workspace)
    guard let shared = sharedThing(at: offset, analyzed, in: workspace) else { return [] }
    let all = places(of: shared.thing, in: workspace)
    // What this document itself says of its own things is known better by their kind.
    let isLocal = !analyzed.occurrences(at: offset).isEmpty
    return isLocal ? all.filter { $0.document.path != analyzed.parsed.path } : all
  }

  /// The edits of all files that give the thing at a byte offset another name, or why there are none.
  package func renameEverywhere(
    at offset: Int, to newName: String, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> Result<[FileEdits], RenameProblem> {
    let analyzed = prepared(document, in: workspace)
    let own = TargetDocument(path: analyzed.parsed.path, text: document.text)
    var result: [FileEdits] = []
    if analyzed.linkage == nil, analyzed.occurrences(at: offset).contains(where: \.isDeclaration) {
      do throws(RenameProblem) {
        let edits = try EditorFeatures.rename(in: analyzed, at: offset, to: newName)
        if edits.isEmpty { return .success([]) }
        result.append(FileEdits(own, edits))
      } catch { return .failure(error) }
      for file in await placesElsewhere(at: offset, of: document, in: workspace) {
        result.append(FileEdits(file.document, file.places.map { TextEdit($0.range, newName) }))
      }
      return .success(result)
    }
    guard let shared = sharedThing(at: offset, analyzed, in: workspace) else {
      return .failure(
        RenameProblem(
          message: "nothing that has a name stands here: workflows, steps, inputs, outputs and anchors can be renamed"))
    }
    guard shared.thing.isRenamable else {
      return .failure(
        RenameProblem(message: "this name is not this workspace's own, or is named in ways nobody can follow"))
    }
    if analyzed.text(shared.range) == newName { return .success([]) }
    let all = places(of: shared.thing, in: workspace)
    guard all.contains(where: { $0.places.contains(where: \.isDeclaration) }) else {
      return .failure(
        RenameProblem(message: "no file of the workspace declares this, so a new name would lead nowhere"))
    }
    if let own = ownRename(of: shared.thing, to: newName, in: workspace) {
      // The dialect has rules of its own for the step's name, and knows what goes with it.
      return own.map { edits in
        [edits]
          + all.filter { $0.document.path != edits.document.path }.map { file in
            FileEdits(file.document, file.places.map { TextEdit($0.range, newName) })
          }
      }
    }
    if let problem = problem(ofNewName: newName, for: shared.thing, taken: taken(for: shared.thing, in: workspace)) {
      return .failure(problem)
    }
    if case .entry(let entry, _) = shared.thing, !isSelectable(newName) {
      for file in all {
        let places = parsedFile(file.document.path, in: workspace)?.directoryPlaces ?? []
        guard places.contains(where: { $0.entry == entry && $0.isSelected }) else { continue }
        let name = PathWords.name(of: file.document.path)
        return .failure(
          RenameProblem(
            message:
              "`\(newName)` is no identifier, and \(name) reads `secrets.\(entry.name)`: expected letters, digits and `_`"
          ))
      }
    }
    if case .entry = shared.thing, newName.hasPrefix("#") {
      for file in all {
        for place in file.places where !file.document.text.isQuoted(place.range) {
          let name = PathWords.name(of: file.document.path)
          return .failure(
            RenameProblem(
              message: "`\(newName)` needs quotes, and \(name) writes `\(file.document.text[place.range])` without"))
        }
      }
    }
    return .success(all.map { file in FileEdits(file.document, file.places.map { TextEdit($0.range, newName) }) })
  }

  private func taken(for thing: SharedThing, in session: SessionSnapshot) -> [String] {
    switch thing {
    case .declared:
      return thing.declaringPath.map { mains(of: $0, in: session).flatMap { $0.names(beside: thing) } } ?? []
    case .workflow(let name, let root):
      let open = session.sortedDocuments.filter { $0.uri.path?.hasPrefix(root) == true }.flatMap { document in
        parsed(document, in: surroundings(of: document.uri.path ?? "", in: session)).summaries().map(\.name)
      }
      return (summaries(of: session).filter { $0.path.hasPrefix(root) }.map(\.name) + open).filter { $0 != name }
    case .step(let id, let path):
      return parsedFile(path, in: session)?.models.flatMap { $0.steps.compactMap { $0.id?.value } }
        .filter { $0 != id } ?? []
    case .input(let name, let workflow, let path):
      return parsedFile(path, in: session)?.models.filter { workflow == nil || $0.name?.value == workflow }
        .flatMap { $0.inputs.map(\.name.value) }.filter { $0 != name } ?? []
    case .result(let name, let workflow, let path):
      return parsedFile(path, in: session)?.models.filter { workflow == nil || $0.name?.value == workflow }
        .flatMap { $0.outputs.map(\.key.value) }.filter { $0 != name } ?? []
    case .output(let name, let step, let path):
      return parsedFile(path, in: session)?.models.flatMap(\.steps).filter { $0.id?.value == step }
        .flatMap { $0.declaredOutputs.map(\.name.value) }.filter { $0 != name } ?? []
    case .entry(let entry, let root):
      return parsedFile(root + ".wflint.yaml", in: session)?.directoryPlaces
        .filter { $0.isDeclaration && $0.entry.kind == entry.kind && $0.entry != entry }.map(\.entry.name) ?? []
    }
  }

  /// Where the type of the thing at a byte offset is declared.
  package func typeDefinition(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [DefinitionTarget] {
    let analyzed = prepared(document, in: workspace)
    let found = typeDefinitions(in: analyzed, at: offset)
    return found.isEmpty ? sharedDefinitions(at: offset, analyzed, in: workspace) : found
  }

  /// What stands for the thing at a byte offset elsewhere: a called workflow, a step's mocks.
  package func implementation(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [DefinitionTarget] {
    let analyzed = prepared(document, in: workspace)
    if let shared = sharedThing(at: offset, analyzed, in: workspace), case .step(let id, _) = shared.thing {
      let mocks = linked(to: analyzed.parsed, in: workspace).scenarios.flatMap { file in
        scenarioMentions(in: file).filter { $0.isMock && $0.id == id && $0.calls.isEmpty }.map {
          DefinitionTarget(
            document: TargetDocument(path: file.path, text: file.text), range: $0.range, nameRange: $0.range,
            originRange: shared.range)
        }
      }
      if !mocks.isEmpty { return mocks }
    }
    return await definition(at: offset, of: document, in: workspace)
  }

  /// The scenario files, open ones as they are.
  func allScenarios(in session: SessionSnapshot) -> [ParsedDocument] {
    let indexes = indexes.withLock { $0.values.sorted { $0.root < $1.root } }
    var paths = Set(indexes.flatMap { index in index.files.filter { $0.value.targets != nil }.keys.sorted() })
    paths.formUnion(scenarioPaths(session).keys)
    return paths.sorted().compactMap { parsedFile($0, in: session) }.filter { $0.kind == .scenario }
  }
}

extension SourceText {
  /// Whether a quote stands directly before a range.
  fileprivate func isQuoted(_ range: TextRange) -> Bool {
    range.start > 0 && range.start <= bytes.count
      && (bytes[range.start - 1] == UInt8(ascii: "\"") || bytes[range.start - 1] == UInt8(ascii: "'"))
  }
}
