// SPDX-License-Identifier: Apache-2.0
package import SourceText
package import WorkflowModel
package import YAMLSyntax

/// A file that a document wants to know of.
package struct FileRequest: Hashable, Sendable {
  /// Where it may be, the first place that has it wins; paths of the same kind as the asking document's own.
  package var candidates: [String]
  /// Whether its content is wanted, or only whether it is there.
  package var isImport: Bool

  /// Makes a request.
  package init(_ candidates: [String], isImport: Bool) {
    self.candidates = candidates
    self.isImport = isImport
  }
}

/// What the documents of a workspace import, each file parsed once and shared; the callers of `analyze` collect it.
package struct ImportedFiles: Sendable {
  private var details: [String: any Sendable] = [:]
  private var presence: [String: Bool] = [:]
  private var imported: Set<String> = []

  /// Nothing is known of any file.
  package init() {}

  /// Notes a file's details: those of its first document.
  package mutating func add(_ value: any Sendable, at path: String) {
    details[path] = value
    presence[path] = true
  }

  /// Notes whether a file is there.
  package mutating func note(_ path: String, isPresent: Bool) { presence[path] = isPresent }

  /// Notes that a document is a part of another one of the workspace, and no main file.
  package mutating func note(imported path: String) { imported.insert(path) }

  /// Whether another document of the workspace imports the one at a path.
  package func isImported(_ path: String) -> Bool { imported.contains(path) }

  /// The details of the document at a path; nil where there is none that was collected.
  package func details(at path: String) -> (any Sendable)? { details[path] }

  /// Whether a file is there; nil where nobody looked.
  package func isPresent(_ path: String) -> Bool? { presence[path] }
}

/// Details of a document that mean something only together with those of the files that it imports.
package protocol ImportingDetails: Sendable {
  /// The files that the document itself wants to know of, without those that its imports want.
  ///
  /// - Parameters:
  ///   - path: the document's path.
  ///   - root: the path of the document that imports this one, directly or not; `path` itself for that one.
  ///   - folders: the folders of the configuration where imports may be, without a slash at their end.
  func requests(at path: String, root: String, folders: [String]) -> [FileRequest]

  /// The details that the dialect's rules see: the document with everything that it imports.
  func linked(at path: String, _ files: ImportedFiles, folders: [String]) -> any Sendable
}

/// Details of a document that is deployed before anything of it runs.
package protocol DeployableDetails: ImportingDetails {
  /// The document's workflow as a deployment of it, `Workflow.model`, with why none can be made, a sentence each.
  ///
  /// - Parameters:
  ///   - workflow: what lowering made of the document.
  ///   - inputs: a mapping of the inputs' names to values; nil for none.
  ///   - path: the document's path.
  ///   - files: what the document imports.
  ///   - folders: the folders of the configuration where imports may be.
  func deployed(
    _ workflow: Workflow, inputs: YAMLNode?, at path: String, _ files: ImportedFiles, folders: [String]
  ) -> (workflow: Workflow, problems: [String])
}

/// Details of documents that name other files.
package protocol MovingDetails: ImportingDetails {
  /// The files that the document itself names, as far as they are there, each with what it says of them.
  ///
  /// - Parameters:
  ///   - path: the document's path.
  ///   - root: the path of the document that imports this one, directly or not; `path` itself for that one.
  ///   - folders: the folders of the configuration where imports may be, without a slash at their end.
  ///   - moves: which files there are; of those that move, where they are before.
  func mentions(at path: String, root: String, folders: [String], moves: FileMoves) -> [FileMention]

  /// The edits that let the document name the same files afterwards.
  func edits(at path: String, root: String, folders: [String], moves: FileMoves) -> [TextEdit]
}
