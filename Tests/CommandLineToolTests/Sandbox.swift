// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// What a run of the executable left behind.
struct CommandResult: Sendable {
  /// The exit status; 128 and the signal's number for a process that a signal ended, as a shell has it.
  var status: Int32
  var output: Data
  var errors: String

  var text: String { String(decoding: output, as: UTF8.self) }
  var lines: [Substring] { text.split(separator: "\n") }

  /// The output as JSON.
  func json() throws -> Any { try JSONSerialization.jsonObject(with: output) }
}

/// A temporary folder in which the built `wflint` is run as a process of its own.
final class Sandbox: Sendable {
  let folder: URL

  init(_ files: [String: String] = [:]) throws {
    folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("wflint-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files { try write(name, Array(text.utf8)) }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The executable that `swift build` puts beside the test bundle.
  static let executable: URL = {
    let bundle = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
    let beside = bundle.deletingLastPathComponent()
    let candidates = [
      beside, Bundle.main.bundleURL, beside.appendingPathComponent("../../.."),
      Bundle.main.bundleURL.appendingPathComponent(".."),
    ].map { $0.appendingPathComponent("wflint").standardizedFileURL }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? candidates[0]
  }()

  func url(_ name: String) -> URL { folder.appendingPathComponent(name) }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    let url = url(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: url(name))) }
  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: url(name).path, withDestinationPath: target)
  }

  func mode(_ name: String) throws -> Int {
    try (FileManager.default.attributesOfItem(atPath: url(name).path)[.posixPermissions] as? NSNumber)?.intValue ?? 0
  }

  /// All entries below the folder, relative and sorted.
  func entries() throws -> [String] { try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() }

  /// Runs `wflint` in this folder, or in one below it; a run that takes over a minute is ended and fails the test.
  func run(_ arguments: [String], input: String = "", in subfolder: String = "") async throws -> CommandResult {
    try await run(arguments, input: Array(input.utf8), in: subfolder)
  }

  func run(_ arguments: [String], input: [UInt8], in subfolder: String = "") async throws -> CommandResult {
    try await run(Self.executable.path, arguments, input: input, in: subfolder)
  }

  /// Runs any program in this folder.
  func run(
    _ executable: String, _ arguments: [String], input: [UInt8] = [], in subfolder: String = "", output: Int32? = nil
  ) async throws -> CommandResult {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wflint-streams-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files and not pipes: no output is too long for them.
    let streams = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
    for stream in streams { try Data(stream.lastPathComponent == "in" ? input : []).write(to: stream) }
    let spawn = Spawn(
      executable: executable, arguments: arguments, folder: (subfolder.isEmpty ? self.folder : url(subfolder)).path,
      streams: streams.map(\.path), output: output)
    let status = await spawn.run()
    return CommandResult(
      status: status, output: try Data(contentsOf: streams[1]),
      errors: String(decoding: try Data(contentsOf: streams[2]), as: UTF8.self))
  }
}

/// Texts that the tests write into their folders.
enum Texts {
  /// A workflow that nothing can be said against; `steps` are further lines below `steps:`.
  static func workflow(_ name: String = "alpha", steps: String = "") -> String {
    """
    schema: wflint/v1
    name: \(name)
    description: Builds it
    status: active
    deployment: web
    timeout: 1h
    triggers:
      - {type: manual}
    steps:
      - {id: build, name: Build, type: script, run: make, timeout: 5m}
    \(steps)
    """
  }

  /// `needs` names a step that is not there.
  static let unknownStep = workflow(
    steps: "  - {id: test, name: Test, type: script, run: make test, timeout: 5m, needs: [biuld]}\n")
  /// A call of the workflow `beta`.
  static func calling(_ other: String) -> String {
    workflow(steps: "  - {id: go, name: Go, type: call, workflow: \(other), timeout: 5m}\n")
  }
}

/// A value inside JSON; nil where the path leads nowhere.
func value(_ json: Any?, _ path: String...) -> Any? {
  var current = json
  for key in path {
    if let index = Int(key), let list = current as? [Any] {
      current = list.indices.contains(index) ? list[index] : nil
    } else {
      current = (current as? [String: Any])?[key]
    }
  }
  return current
}
