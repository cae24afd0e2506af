// SPDX-License-Identifier: Apache-2.0
package import Diagnostics
package import EditorFeatures
package import SourceText

/// A file on disk that is analysed and is not open.
package struct ClosedFile: Hashable, Sendable {
  /// Its absolute path.
  package var path: String
  /// Tells apart what its findings follow from: equal stamps are equal findings, within one process.
  package var stamp: Int

  /// Makes one.
  package init(path: String, stamp: Int) {
    self.path = path
    self.stamp = stamp
  }
}

/// Edits of one file, or places in it; open or on disk.
package struct FileEdits: Sendable {
  /// The file with the text that byte offsets count in.
  package var document: TargetDocument
  /// Edits that do not overlap.
  package var edits: [TextEdit]

  /// Makes one.
  package init(_ document: TargetDocument, _ edits: [TextEdit]) {
    self.document = document
    self.edits = edits
  }
}

/// Places of one file where a thing is named.
package struct FilePlaces: Sendable {
  /// The file with the text that byte offsets count in.
  package var document: TargetDocument
  /// The names, with whether the thing is declared there.
  package var places: [(range: TextRange, isDeclaration: Bool)]

  /// Makes one.
  package init(_ document: TargetDocument, _ places: [(range: TextRange, isDeclaration: Bool)]) {
    self.document = document
    self.places = places
  }
}

/// A knot of the call hierarchy with the text of its file.
package struct LocatedKnot: Sendable {
  /// The knot.
  package var knot: CallKnot
  /// The text of its file.
  package var text: SourceText

  /// Makes one.
  package init(_ knot: CallKnot, _ text: SourceText) {
    self.knot = knot
    self.text = text
  }
}

/// One end of a call, as the answer to a question about the other end.
package struct LocatedCall: Sendable {
  /// The other end.
  package var other: LocatedKnot
  /// Where the call is written.
  package var ranges: [TextRange]
  /// The text that `ranges` count in: the caller's.
  package var caller: SourceText

  /// Makes one.
  package init(_ other: LocatedKnot, _ ranges: [TextRange], in caller: SourceText) {
    self.other = other
    self.ranges = ranges
    self.caller = caller
  }
}

/// How a graph is written.
package enum GraphFormat: String, Sendable, CaseIterable {
  /// A picture.
  case svg
  /// A page with the picture.
  case html
  /// For Markdown pages.
  case mermaid
  /// For Graphviz.
  case dot
}

/// What the server knows of a workspace as a whole; see `LanguageService`, whose half it is.
package protocol WorkspaceService: Sendable {
  /// Reads the files of the open folders; says how many of how many are read.
  func index(_ workspace: SessionSnapshot, progress: @Sendable (Int, Int) -> Void) async
  /// A document was closed: forget what was remembered of it.
  func closed(_ document: DocumentSnapshot)
  /// The files on disk that are analysed and are not open, sorted by path.
  func closedFiles(in workspace: SessionSnapshot) async -> [ClosedFile]
  /// The findings of a file on disk with its text, which is empty where there are none; nil where it cannot be read.
  func diagnostics(of file: ClosedFile, in workspace: SessionSnapshot) async -> (TargetDocument, [Diagnostic])?
  /// Whether `changedFiles` tells anything.
  var followsFiles: Bool { get }
  /// The paths of the files that were read and are others now, sorted; for clients that cannot tell of them.
  func changedFiles() async -> [String]
  /// The text of a file on disk; nil where it cannot be read.
  func text(ofFile path: String) -> SourceText?
  /// What stands above lines.
  func lenses(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [EditorLens]
  /// Runs a document's scenarios, or one of them; a workflow without a scenario file, or with `isDryRun`, in a dry run.
  func simulate(
    _ document: DocumentSnapshot, scenario: String?, isDryRun: Bool, in workspace: SessionSnapshot
  ) async -> EditorSimulation
  /// A picture of a document's first workflow, or of the one of a name; nil where there is none, or none with steps of
  /// its own.
  func graph(
    of document: DocumentSnapshot, workflow: String?, format: GraphFormat, in workspace: SessionSnapshot
  ) async -> String?
  /// What is proved and refuted of a workflow, or of what a scenario file asks to prove; nil where no workflow has steps.
  func verification(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> EditorVerification?
  /// A rule's page in Markdown, by its code or name; nil for an unknown one.
  func explanation(of rule: String) -> (code: String, markdown: String)?
  /// The workflow or step at a byte offset.
  func callKnot(at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> LocatedKnot?
  /// What starts a knot.
  func incomingCalls(of knot: CallKnot, in workspace: SessionSnapshot) async -> [LocatedCall]
  /// What a knot starts.
  func outgoingCalls(of knot: CallKnot, in workspace: SessionSnapshot) async -> [LocatedCall]
  /// Where the type of the thing at a byte offset is declared.
  func typeDefinition(at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot) async
    -> [DefinitionTarget]
  /// What stands for the thing at a byte offset elsewhere: a called workflow, a step's mocks.
  func implementation(at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot) async
    -> [DefinitionTarget]
  /// Every place of every other file where the thing at a byte offset is named.
  func placesElsewhere(at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot) async
    -> [FilePlaces]
  /// The edits of all files that give the thing at a byte offset another name, or why there are none.
  func renameEverywhere(
    at offset: Int, to newName: String, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> Result<[FileEdits], RenameProblem>
  /// The edits that follow a line break that was typed before a byte offset.
  func typingEdits(at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [TextEdit]
  /// More about a note, as Markdown.
  func tooltip(of note: InlineNote, of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> String?
  /// The edits that let other files name files that get other names.
  func edits(renaming files: [(old: String, new: String)], in workspace: SessionSnapshot) async -> [FileEdits]
  /// The files that name files that go, with what is said to people.
  func warnings(deleting paths: [String], in workspace: SessionSnapshot) async -> [String]
}

extension WorkspaceService {
  /// Nothing was remembered.
  package func closed(_ document: DocumentSnapshot) {}
  /// Nothing to read.
  package func index(_ workspace: SessionSnapshot, progress: @Sendable (Int, Int) -> Void) async {}
  /// None.
  package func closedFiles(in workspace: SessionSnapshot) async -> [ClosedFile] { [] }
  /// None.
  package func diagnostics(
    of file: ClosedFile, in workspace: SessionSnapshot
  ) async -> (TargetDocument, [Diagnostic])? { nil }
  /// No.
  package var followsFiles: Bool { false }
  /// None.
  package func changedFiles() async -> [String] { [] }
  /// None.
  package func text(ofFile path: String) -> SourceText? { nil }
  /// None.
  package func lenses(of document: DocumentSnapshot, in workspace: SessionSnapshot) async -> [EditorLens] { [] }
  /// Nothing runs.
  package func simulate(
    _ document: DocumentSnapshot, scenario: String?, isDryRun: Bool, in workspace: SessionSnapshot
  ) async -> EditorSimulation { EditorSimulation(failure: "there is no workflow to run") }
  /// None.
  package func graph(
    of document: DocumentSnapshot, workflow: String?, format: GraphFormat, in workspace: SessionSnapshot
  ) async -> String? { nil }
  /// Nothing is known.
  package func verification(
    of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> EditorVerification? { nil }
  /// None.
  package func explanation(of rule: String) -> (code: String, markdown: String)? { nil }
  /// None.
  package func callKnot(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> LocatedKnot? { nil }
  /// None.
  package func incomingCalls(of knot: CallKnot, in workspace: SessionSnapshot) async -> [LocatedCall] { [] }
  /// None.
  package func outgoingCalls(of knot: CallKnot, in workspace: SessionSnapshot) async -> [LocatedCall] { [] }
  /// None.
  package func typeDefinition(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [DefinitionTarget] { [] }
  /// None.
  package func implementation(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [DefinitionTarget] { [] }
  /// None.
  package func placesElsewhere(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [FilePlaces] { [] }
  /// Nothing can be.
  package func renameEverywhere(
    at offset: Int, to newName: String, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> Result<[FileEdits], RenameProblem> { .success([]) }
  /// None.
  package func typingEdits(
    at offset: Int, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> [TextEdit] { [] }
  /// Nothing more.
  package func tooltip(
    of note: InlineNote, of document: DocumentSnapshot, in workspace: SessionSnapshot
  ) async -> String? { nil }
  /// None.
  package func edits(renaming files: [(old: String, new: String)], in workspace: SessionSnapshot) async -> [FileEdits] {
    []
  }
  /// None.
  package func warnings(deleting paths: [String], in workspace: SessionSnapshot) async -> [String] { [] }
}
