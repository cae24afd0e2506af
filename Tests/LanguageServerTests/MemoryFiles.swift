// SPDX-License-Identifier: Apache-2.0
import LanguageServer
import Synchronization

/// Files that stand for those of a machine.
final class MemoryFiles: WorkspaceFiles {
  private let contents: Mutex<[String: String]>
  /// Called for each file that is read.
  private let willRead: @Sendable () -> Void

  /// Whether changes can be seen without reading.
  let hasStamps: Bool

  init(
    _ contents: [String: String] = [:], hasStamps: Bool = false, willRead: @escaping @Sendable () -> Void = {}
  ) {
    self.hasStamps = hasStamps
    self.contents = Mutex(contents)
    self.willRead = willRead
  }

  func write(_ path: String, _ text: String?) { contents.withLock { $0[path] = text } }
  func stamp(of path: String) -> Int? { contents.withLock { $0[path]?.hashValue } }
  func contents(of path: String) -> [UInt8]? {
    willRead()
    return contents.withLock { $0[path].map { Array($0.utf8) } }
  }
  func workflowFiles(below folder: String) -> [String] { files(below: folder, ".wf.yaml") }
  func scenarioFiles(below folder: String) -> [String] { files(below: folder, ".sim.yaml") }
  func foreignFiles(below folder: String) -> [String] {
    files(below: folder, ".yaml").filter { path in
      let text = contents.withLock { $0[path] ?? "" }
      return text.contains("oam.dev/") || text.contains("tosca_definitions_version")
    }
  }
  func importingFiles(below folder: String) -> [String] { files(below: folder, ".yaml") }
  func definitionFiles(below folder: String) -> [String] {
    files(below: folder, ".cue") + files(below: folder, "-def.yaml")
  }
  func allFiles(below folder: String) -> [String] { files(below: folder, "") }
  private func files(below folder: String, _ suffix: String) -> [String] {
    contents.withLock { $0.keys.filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(suffix) }.sorted() }
  }
  func configurationFolder(for folder: String) -> String? {
    var current = folder
    while !current.isEmpty {
      if contents.withLock({ $0[current + "/.wflint.yaml"] }) != nil { return current }
      current = String(current.prefix(upTo: current.lastIndex(of: "/") ?? current.startIndex))
    }
    return nil
  }
}
