// SPDX-License-Identifier: Apache-2.0
import Analysis
import EditorFeatures
import SourceText
import WorkflowModel

/// Which files' workflows call which, and what that means for names.
extension WorkflowService {
  private static let maximumFiles = 64

  /// The workflows of the open folders, by path: open documents as they are, others as the index has them.
  private func knownSummaries(in session: SessionSnapshot) -> [String: [WorkflowSummary]] {
    var result: [String: [WorkflowSummary]] = [:]
    for summary in summaries(of: session) { result[summary.path, default: []].append(summary) }
    for open in session.sortedDocuments {
      guard let path = open.uri.path else { continue }
      let parsed = parsed(open, in: surroundings(of: path, in: session))
      result[path] = parsed.kind == .scenario ? nil : parsed.summaries()
    }
    return result
  }

  /// The files of the workflows that those of some files call, and so on; without the files themselves.
  func calledFiles(from files: [ParsedDocument], in session: SessionSnapshot) -> [ParsedDocument] {
    func callees(of file: ParsedDocument) -> [String] {
      file.models.flatMap { model in
        model.steps.compactMap { step in if case .call(let call) = step.action { call.workflow?.value } else { nil } }
      }
    }
    var wanted = files.flatMap(callees)
    guard !wanted.isEmpty else { return [] }
    var paths: [String: String] = [:]
    for (path, summaries) in knownSummaries(in: session) {
      // Of two files with one workflow's name the first is meant, as everywhere.
      for summary in summaries { paths[summary.name] = min(paths[summary.name] ?? path, path) }
    }
    var result: [ParsedDocument] = []
    var seen = Set(files.map(\.path))
    var next = 0
    while next < wanted.count, result.count < Self.maximumFiles {
      defer { next += 1 }
      guard let path = paths[wanted[next]], seen.insert(path).inserted, let file = parsedFile(path, in: session) else {
        continue
      }
      result.append(file)
      wanted += callees(of: file)
    }
    return result
  }

  /// The paths of the files whose workflows call one of a file's, directly or not.
  func callers(of path: String, in session: SessionSnapshot) -> Set<String> {
    let known = knownSummaries(in: session)
    var result: Set<String> = []
    var names = (known[path] ?? []).map(\.name)
    var next = 0
    while next < names.count {
      for (other, summaries) in known where !result.contains(other) {
        let calls = summaries.contains { $0.links.contains { $0.kind == .call && $0.workflow == names[next] } }
        guard calls else { continue }
        result.insert(other)
        names += summaries.map(\.name)
      }
      next += 1
    }
    return result
  }

  /// The edits of the declaring file that give a step another name, where its dialect has rules of its own for that; nil
  /// for other things.
  func ownRename(
    of thing: SharedThing, to newName: String, in session: SessionSnapshot
  ) -> Result<FileEdits, RenameProblem>? {
    guard case .step(let id, let path) = thing, let file = parsedFile(path, in: session) else { return nil }
    let document = prepare(file, in: Analysis.WorkspaceSnapshot())
    for occurrence in document.occurrences where occurrence.isDeclaration {
      guard case .named(_, "step", id) = occurrence.thing else { continue }
      do throws(RenameProblem) {
        let edits = try EditorFeatures.rename(in: document, at: occurrence.range.start, to: newName)
        return .success(FileEdits(TargetDocument(path: path, text: file.text), edits))
      } catch { return .failure(error) }
    }
    return nil
  }
}
