// SPDX-License-Identifier: Apache-2.0
import JSONRPC
import LanguageServerProtocol

/// `workspace/willRenameFiles`: files name each other by path.
enum WillRenameFilesRequest: RequestHandler {
  static let method = "workspace/willRenameFiles"
  static let needsAllFiles = true

  static func run(
    _ params: LSP.RenameFilesParams, _ context: RequestContext
  ) async throws(ResponseError) -> LSP.WorkspaceEdit? {
    let files = params.files.compactMap { file -> (old: String, new: String)? in
      guard let old = DocumentURI(file.oldUri).path, let new = DocumentURI(file.newUri).path else { return nil }
      return (old, new)
    }
    return context.workspaceEdit(await context.service.edits(renaming: files, in: context.workspace))
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    guard context.client.fileOperations?.willRename == true else { return }
    FileOperations.add(to: &capabilities) { $0.willRename = FileOperations.files }
  }
}

/// `workspace/willDeleteFiles`: says which files would miss the ones that go; changes nothing.
enum WillDeleteFilesRequest: RequestHandler {
  static let method = "workspace/willDeleteFiles"
  static let needsAllFiles = true

  static func run(
    _ params: LSP.DeleteFilesParams, _ context: RequestContext
  ) async throws(ResponseError) -> LSP.WorkspaceEdit? {
    let paths = params.files.compactMap { DocumentURI($0.uri).path }
    let warnings = await context.service.warnings(deleting: paths, in: context.workspace)
    if let first = warnings.first {
      let more = warnings.count > 1 ? ", and \(warnings.count - 1) more" : ""
      context.channel.show("still needed: \(first)\(more)")
    }
    return nil
  }

  static func advertise(into capabilities: inout LSP.ServerCapabilities, _ context: AdvertisingContext) {
    guard context.client.fileOperations?.willDelete == true else { return }
    FileOperations.add(to: &capabilities) { $0.willDelete = FileOperations.files }
  }
}

/// What is told of files.
enum FileOperations {
  /// Files of every kind, which workflows may name, and folders, which may hold some.
  static let files = LSP.FileOperationRegistrationOptions(filters: [
    LSP.FileOperationFilter(
      scheme: "file", pattern: LSP.FileOperationPattern(glob: "**/*", matches: "file")),
    LSP.FileOperationFilter(scheme: "file", pattern: LSP.FileOperationPattern(glob: "**", matches: "folder")),
  ])

  static func add(
    to capabilities: inout LSP.ServerCapabilities, _ change: (inout LSP.FileOperationOptions) -> Void
  ) {
    var workspace = capabilities.workspace ?? LSP.WorkspaceServerCapabilities()
    var operations = workspace.fileOperations ?? LSP.FileOperationOptions()
    change(&operations)
    workspace.fileOperations = operations
    capabilities.workspace = workspace
  }
}
