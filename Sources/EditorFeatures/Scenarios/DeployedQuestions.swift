// SPDX-License-Identifier: Apache-2.0
package import Analysis
package import Dialect
import Simulation
package import SourceText
import WorkflowModel

extension ParsedDocument {
  /// The places of a scenario file where something that a blueprint's files declare is named.
  package func places(of name: DeclaredName, in file: DeployedFile) -> [TextRange] {
    DeployedNames(file).places(in: self).filter { $0.meaning == .name(name) }.map(\.range)
  }

  /// The declared name of a blueprint that stands at an offset of a scenario file.
  func deployedName(at offset: Int, in file: DeployedFile) -> (name: DeclaredName, range: TextRange)? {
    for place in DeployedNames(file).places(in: self) where place.range.touches(offset) {
      if case .name(let name) = place.meaning { return (name, place.range) }
    }
    return nil
  }

  /// The places of a scenario file where the declared name of a blueprint that stands at an offset stands; empty where
  /// none does.
  package func deployedHighlights(at offset: Int, in files: [DeployedFile]) -> [Occurrence] {
    for file in files {
      guard let found = deployedName(at: offset, in: file) else { continue }
      return places(of: found.name, in: file).map { Occurrence(.declared(found.name), $0) }
    }
    return []
  }

  /// Where the operation that a scenario file names at an offset is written, in the blueprint's main file, and the text
  /// that names it.
  package func deployedOperation(
    at offset: Int, in files: [DeployedFile]
  ) -> (path: String, range: TextRange, origin: TextRange)? {
    for file in files {
      for place in DeployedNames(file).places(in: self) where place.range.touches(offset) {
        guard case .operation(let operation, let owner) = place.meaning else { continue }
        let node = file.model.nodes.first { $0.name == owner }
        guard let range = operation.range ?? node?.nameRange else { continue }
        return (file.document.parsed.path, range, place.range)
      }
    }
    return nil
  }

  /// What is told of the thing of a blueprint that a scenario file names at an offset.
  package func deployedHover(at offset: Int, in files: [DeployedFile]) -> HoverResult? {
    for file in files {
      for place in DeployedNames(file).places(in: self) where place.range.touches(offset) {
        switch place.meaning {
        case .name(let name):
          guard let text = file.documentation(of: name) else { continue }
          return HoverResult(markdown: text, range: place.range)
        case .operation(let operation, let owner):
          return HoverResult(markdown: OperationFacts.markdown(operation, of: owner), range: place.range)
        }
      }
    }
    return nil
  }
}

/// What is told of an operation that a deployment runs.
enum OperationFacts {
  /// As Markdown.
  static func markdown(_ operation: DeploymentOperation, of owner: String?) -> String {
    var lines = [
      "**\(operation.name)** (operation\(owner.map { " of `\($0)`" } ?? ""))", "", "`\(operation.fullName)`",
    ]
    if !operation.inputs.isEmpty {
      lines += ["", "Inputs: " + operation.inputs.map { "`\($0)`" }.joined(separator: ", ") + "."]
    }
    switch operation.maximumRetries {
    case nil: break
    case .some(-1): lines += ["", "Tried again until it succeeds."]
    case .some(let count): lines += ["", count == 0 ? "Not tried again." : "Tried again \(count) times at most."]
    }
    if let interval = operation.retryInterval { lines += ["", "\(DurationText.short(interval)) between two tries."] }
    if let timeout = operation.timeout { lines += ["", "A try takes \(DurationText.short(timeout)) at most."] }
    return lines.joined(separator: "\n")
  }
}
