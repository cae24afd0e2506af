// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport

/// The YAML files of the corpora, read once; and whether the tests that try every place of every file run.
enum CorpusFiles {
  struct File: Sendable, CustomStringConvertible {
    let path: String
    let bytes: [UInt8]
    var description: String { path }
  }

  static let isExhaustive = ProcessInfo.processInfo.environment["WFLINT_EXHAUSTIVE"] != nil

  static let all: [File] = {
    guard let folder = RepositoryPaths.corpus else { return [] }
    return RepositoryPaths.files(below: folder, extensions: ["yaml", "yml"]).compactMap { url in
      (try? Data(contentsOf: url)).map {
        File(path: String(url.path.dropFirst(folder.path.count + 1)), bytes: Array($0))
      }
    }
  }()

  /// The files in groups of neighbours, so that a test has few cases and both cores work.
  static let groups: [Int] = Array(0..<16)
  static func group(_ number: Int) -> [(Int, File)] {
    all.enumerated().filter { $0.offset % groups.count == number }.map { ($0.offset, $0.element) }
  }

  /// Fifty files of every kind and size up to 6 KB.
  static let fifty: [File] = {
    let small = all.filter { $0.bytes.count < 6000 }
    let step = max(1, small.count / 50)
    return stride(from: 0, to: small.count, by: step).prefix(50).map { small[$0] }
  }()
}
