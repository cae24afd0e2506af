// SPDX-License-Identifier: Apache-2.0
import CommandLineTool
import Foundation
import Testing

@Suite("Files", .serialized)
struct FileSystemTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func kind(_ body: () throws(FileError) -> Void) -> FileError.Kind? {
    do throws(FileError) {
      try body()
      return nil
    } catch {
      return error.kind
    }
  }

  private func readKind(_ name: String, limit: Int = 1000) -> FileError.Kind? {
    kind { () throws(FileError) in _ = try FileSystem.read(folder.at(name), limit: limit) }
  }

  @Test(arguments: [0, 1, 511, 512, 513, 65_535, 65_536, 65_537, 300_000])
  func reads(_ size: Int) throws {
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try Data(bytes).write(to: URL(fileURLWithPath: folder.at("f")))
    #expect(try FileSystem.read(folder.at("f"), limit: size) == bytes)
    if size > 0 { #expect(readKind("f", limit: size - 1) == .tooLarge(limit: size - 1)) }
  }

  /// A file that is written to while it is read is read again; one that never rests is refused.
  @Test func readsNoHalfOfAChange() throws {
    try folder.write("old", to: "f")
    var rounds = 0
    let bytes = try FileSystem.read(folder.at("f"), limit: 1000) {
      rounds += 1
      if rounds == 1 { _ = try? folder.write("new text", to: "f") }
    }
    #expect(rounds == 2 && bytes == Array("new text".utf8))
    let restless = kind { () throws(FileError) in
      _ = try FileSystem.read(folder.at("f"), limit: 1000) {
        rounds += 1
        _ = try? folder.write(String(repeating: "x", count: rounds), to: "f")
      }
    }
    #expect(restless == .changed)
  }

  @Test func refusesWhatIsNoFile() throws {
    try folder.write("x", to: "file")
    try folder.link("loop", to: "loop")
    try folder.link("dangling", to: "nowhere")
    try folder.link("good", to: "file")
    #expect(mkfifo(folder.at("pipe"), 0o600) == 0)
    #expect(readKind("") == .isFolder)
    #expect(readKind("nothing") == .notFound)
    #expect(readKind("file/below") == .notFound)
    #expect(readKind("loop") == .linkLoop)
    #expect(readKind("dangling") == .notFound)
    #expect(readKind("pipe") == .isSpecial("a pipe"))
    #expect(readKind("fi\u{0}le") == .notFound)
    #expect(readKind("good") == nil)
    #expect(kind { () throws(FileError) in _ = try FileSystem.read("/dev/zero", limit: 10) } == .isSpecial("a device"))
    #expect(kind { () throws(FileError) in _ = try FileSystem.read("", limit: 10) } == .notFound)
    #expect(
      FileError(.permissionDenied, .read, path: "a.yaml").description == "cannot read a.yaml: permission denied")
    #expect(FileError(number: ENOSPC, .write, path: "a").description == "cannot write a: No space left on device")
  }

  /// A file without a size, as those of /proc, is read to its end.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status")))
  func readsPastTheSizeThatIsTold() throws {
    let bytes = try FileSystem.read("/proc/self/status", limit: 1 << 20)
    #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("Name:"))
  }

  @Test(.enabled(if: geteuid() != 0, "nothing is forbidden to root"))
  func refusesWhatIsForbidden() throws {
    try folder.write("x", to: "f")
    chmod(folder.at("f"), 0)
    #expect(readKind("f") == .permissionDenied)
    chmod(folder.at("f"), 0o444)
    #expect(kind { () throws(FileError) in try FileSystem.write([], to: folder.at("f")) } == .permissionDenied)
    #expect(try folder.text("f") == "x")
  }

  @Test(arguments: [mode_t(0o644), 0o600, 0o755, 0o4711])
  func writesAndKeepsTheMode(_ mode: mode_t) throws {
    try folder.write("old", to: "f.yaml")
    chmod(folder.at("f.yaml"), mode)
    try FileSystem.write(Array("new contents".utf8), to: folder.at("f.yaml"))
    #expect(try folder.text("f.yaml") == "new contents")
    var status = stat()
    #expect(stat(folder.at("f.yaml"), &status) == 0 && status.st_mode & 0o7777 == mode)
    #expect(try folder.names() == ["f.yaml"])
  }

  @Test func writesNewFilesAndThroughLinks() throws {
    try FileSystem.write([0x61], to: folder.at("new"))
    #expect(try folder.text("new") == "a")
    try folder.write("old", to: "sub/target")
    try folder.link("one", to: "two")
    try folder.link("two", to: "sub/target")
    try FileSystem.write([0x62], to: folder.at("one"))
    #expect(try folder.text("sub/target") == "b")
    #expect(try FileSystem.kind(of: folder.at("one"), followingLinks: false) == .link)
    try folder.link("dangling", to: "sub/made")
    try FileSystem.write([0x63], to: folder.at("dangling"))
    #expect(try folder.text("sub/made") == "c")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.at("sub")).sorted() == ["made", "target"])
    let long = String(repeating: "é", count: 127)
    try FileSystem.write([0x64], to: folder.at(long))
    #expect(try folder.text(long) == "d")
  }

  /// Whatever fails, the old contents stay and nothing is left over.
  @Test func failuresLoseNothing() throws {
    try folder.write("old", to: "f")
    try folder.write("", to: "sub/x")
    try folder.link("loop", to: "loop")
    let changed = kind { () throws(FileError) in
      try FileSystem.write([1], to: folder.at("f"), expecting: Array("other".utf8))
    }
    #expect(changed == .changed)
    let grown = kind { () throws(FileError) in
      try FileSystem.write([1], to: folder.at("f"), expecting: Array("ol".utf8))
    }
    #expect(grown == .changed)
    for (name, expected) in [
      ("sub", FileError.Kind.isFolder), ("loop", .linkLoop), ("nowhere/f", .notFound), ("f/x", .notFound),
      ("", .isFolder),
    ] {
      #expect(kind { () throws(FileError) in try FileSystem.write([1], to: folder.at(name)) } == expected, "\(name)")
    }
    #expect(try folder.text("f") == "old")
    #expect(try folder.names() == ["f", "loop", "sub"])
    try FileSystem.write([0x6E], to: folder.at("f"), expecting: Array("old".utf8))
    #expect(try folder.text("f") == "n")
  }

  /// A full disk: the limit on the size of files stands in for it.
  @Test func aFullDiskLosesNothing() throws {
    try folder.write("old", to: "f")
    let before = signal(SIGXFSZ, SIG_IGN)
    var old = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &old)
    var small = rlimit(rlim_cur: 64 << 20, rlim_max: old.rlim_max)
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &small)
    defer {
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &old)
      signal(SIGXFSZ, before)
    }
    let bytes = [UInt8](repeating: 0x61, count: (64 << 20) + 1)
    #expect(kind { () throws(FileError) in try FileSystem.write(bytes, to: folder.at("f")) } == .system(EFBIG))
    #expect(try folder.text("f") == "old")
    #expect(try folder.names() == ["f"])
  }

  @Test func closedPipesAreTold() throws {
    FileSystem.ignoreBrokenPipes()
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    #expect(kind { () throws(FileError) in try FileSystem.writeAll([1], to: ends[1], path: "output") } == .closedPipe)
    close(ends[1])
  }

  /// More than a pipe holds, through one that does not block, to a reader on another thread.
  @Test func writesAllAndReadsAll() async throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let (input, output) = (ends[0], ends[1])
    async let read = Task.detached { try FileSystem.readAll(descriptor: input, limit: 1 << 21, path: "-") }.value
    let writer = Thread {
      try? FileSystem.writeAll(bytes, to: output, path: "output")
      close(output)
    }
    writer.start()
    #expect(try await read == bytes)
    close(input)
  }

  @Test func listsInOrder() throws {
    for name in ["b", "a", "B", "é", ".h", "10", "9"] { try folder.write("", to: name) }
    try folder.write("", to: "sub/x")
    try folder.link("link", to: "sub")
    let name = folder.path + "/bad"
    var bytes = Array(name.utf8CString)
    bytes[bytes.count - 2] = CChar(bitPattern: 0xFF)
    close(open(bytes, O_CREAT | O_WRONLY, 0o600))
    let listing = try FileSystem.list(folder.path)
    #expect(listing.entries.map(\.name) == [".h", "10", "9", "B", "a", "b", "link", "sub", "é"])
    #expect(listing.entries.first { $0.name == "link" }?.kind == .link)
    #expect(listing.entries.first { $0.name == "sub" }?.kind == .folder)
    #expect(listing.undecodableNames == ["ba\u{FFFD}"])
    #expect(kind { () throws(FileError) in _ = try FileSystem.list(folder.at("a")) } == .notFound)
    #expect(kind { () throws(FileError) in _ = try FileSystem.list(folder.at("link"), followingLink: false) } != nil)
    #expect(try FileSystem.list(folder.at("link")).entries.map(\.name) == ["x"])
  }

  @Test(arguments: [
    ("", "."), (".", "."), ("./", "."), ("a", "a"), ("./a/./b//c/", "a/b/c"), ("/", "/"), ("//a/", "/a"),
    ("../x", "../x"), ("a/../b", "a/../b"),
  ])
  func cleans(_ path: String, _ expected: String) { #expect(PathText.cleaned(path) == expected) }

  @Test(arguments: [
    ("a/b", "/w", "/w/a/b"), ("../b", "/w", "/b"), ("../../../b", "/w", "/b"), ("/x/./y/../z", "/w", "/x/z"),
    (".", "/w", "/w"),
    ("", "/", "/"),
  ])
  func absolute(_ path: String, _ folder: String, _ expected: String) {
    #expect(PathText.absolute(path, from: folder) == expected)
  }

  @Test(arguments: [
    ("/w/a/b", "/w", "a/b"), ("/w", "/w", "."), ("/wx/a", "/w", "/wx/a"), ("/a", "/", "a"),
  ])
  func shown(_ path: String, _ folder: String, _ expected: String) {
    #expect(PathText.shown(path, from: folder) == expected)
  }

  @Test(arguments: [
    ("a.yaml", true), ("a.yml", true), ("A.YAML", true), (".yml", true), ("yaml", false), ("a.yaml.bak", false),
    ("a.xyml", false), ("a-yml", false),
  ])
  func yaml(_ name: String, _ expected: Bool) { #expect(PathText.isYAML(name) == expected) }

  @Test func partsOfPaths() {
    #expect(PathText.folder("a/b/c") == "a/b" && PathText.folder("a") == "." && PathText.folder("/a") == "/")
    #expect(PathText.name("a/b/") == "b" && PathText.joined(".", "a") == "a" && PathText.joined("/", "a") == "/a")
    #expect(PathText.contains("/a", "/a/b") && !PathText.contains("/a", "/ab") && PathText.contains("/", "/x"))
  }
}
