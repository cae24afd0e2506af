// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import SourceText

@Suite("Globs")
struct GlobTests {
  /// pattern, texts that match, texts that do not.
  @Test(arguments: [
    ("main", ["main"], ["main2", "amain", "", "Main"]),
    ("*", ["main", ".hidden", ""], ["a/b", "/"]),
    ("a*c", ["ac", "abc", "abbc"], ["abd", "a/c", "ab/c"]),
    ("**", ["", "a", "a/b/c"], []),
    ("**/x", ["x", "a/x", "a/b/x"], ["ax", "a/bx", "x/a"]),
    ("a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["ab", "a/xb", "a/x/c"]),
    ("vendor/**", ["vendor/a", "vendor/a/b"], ["vendor", "xvendor/a"]),
    ("release/**-rc", ["release/1-rc", "release/a/b-rc", "release/-rc"], ["release/1-rc2"]),
    ("v?.?", ["v1.2", "vé.部"], ["v1.", "v/.2", "v10.2"]),
    ("v[0-9]", ["v0", "v9"], ["va", "v", "v10"]),
    ("[!a-c]x", ["dx", "部x"], ["ax", "/x", "x"]),
    ("[^a-c]x", ["dx"], ["bx"]),
    ("[]a]", ["]", "a"], ["[", ""]),
    ("[a-]", ["a", "-"], ["b"]),
    ("[\\]]", ["]"], ["\\"]),
    ("[.-0]", [".", "0"], ["/"]),
    ("{a,b}c", ["ac", "bc"], ["c", "abc", "{a,b}c"]),
    ("{,x}c", ["c", "xc"], ["xxc"]),
    ("{a,b{c,d}}", ["a", "bc", "bd"], ["b", "ac"]),
    ("{**/,}x", ["x", "a/x"], ["ax"]),
    ("{a/,b/}**/c", ["a/c", "b/x/c"], ["ac", "a/xc"]),
    ("*.{yaml,yml}", ["x.yaml", ".yml"], ["x.yam", "a/x.yml"]),
    ("a,b}", ["a,b}"], ["a", "b}"]),
    ("\\*\\{", ["*{"], ["x{", "\\*\\{"]),
    ("!main", ["main"], ["!main"]),
    ("a!b", ["a!b"], []),
  ])
  func matches(_ pattern: String, _ accepted: [String], _ refused: [String]) throws {
    let glob = try Glob(pattern)
    for text in accepted { #expect(glob.matches(text), "\(pattern) should match \(text)") }
    for text in refused { #expect(!glob.matches(text), "\(pattern) should not match \(text)") }
    #expect(glob.isNegated == pattern.hasPrefix("!"))
  }

  @Test(arguments: [
    ("", GlobError.Kind.empty, 0), ("!", .empty, 0), ("é[a", .unclosedClass, 2), ("[]", .unclosedClass, 0),
    ("[z-a]", .reversedRange, 1), ("x{a,{b}", .unclosedBrace, 1), ("a\\", .danglingEscape, 1),
    ("[\\", .unclosedClass, 0),
    (String(repeating: "{", count: 17), .tooDeep, 16), (String(repeating: "a", count: 4097), .tooLong, 0),
  ])
  func mistakes(_ pattern: String, _ kind: GlobError.Kind, _ offset: Int) {
    #expect(throws: GlobError(kind: kind, offset: offset)) { try Glob(pattern) }
  }

  @Test func lastMatchDecides() throws {
    let list = GlobList(try ["**", "!docs/**", "docs/keep.md"].map { pattern throws in try Glob(pattern) })
    #expect(list.includes("a/b"))
    #expect(!list.includes("docs/a.md"))
    #expect(list.includes("docs/keep.md"))
    #expect(!GlobList([try Glob("!a")]).includes("b"))
    #expect(!GlobList([]).includes("b"))
  }

  @Test(arguments: [
    ("a/b/*.yaml", "a/b"), ("*.yaml", ""), ("/etc/*", "/etc"), ("/*", "/"), ("a/b", "a"), ("!x/y/{a,b}", "x/y"),
    ("a/b[c]/d", "a"),
  ])
  func literalFolder(_ pattern: String, _ folder: String) throws {
    #expect(try Glob(pattern).literalFolder == folder)
  }

  /// Against a matcher that expands braces and tries everything.
  @Test func agreesWithBacktracking() throws {
    var random = GlobRandom(state: 7)
    let pieces = ["a", "b", "/", "*", "**", "?", "[ab]", "[!a]", "{a,b/}", "{c,**/}", "**/", "/**", "{a{b,[ab]*c},b*}"]
    let letters = ["a", "b", "c", "/"]
    var matched = 0
    for _ in 0..<20_000 {
      let pattern = (0...random.below(5)).map { _ in pieces[random.below(pieces.count)] }.joined()
      // Where braces part the stars from their slash, expansion makes a `**/` that is not written.
      if ["*{", "*}*", "*}/"].contains(where: pattern.contains) { continue }
      let text = (0..<random.below(7)).map { _ in letters[random.below(4)] }.joined()
      let glob = try Glob(pattern)
      let expected = GlobOracle.expand(Array(pattern)).contains { GlobOracle.matches($0[...], Array(text)[...], true) }
      #expect(glob.matches(text) == expected, "\(pattern) on \(text)")
      matched += expected ? 1 : 0
    }
    // Both answers have to be frequent for the comparison to mean something.
    #expect(matched > 2000 && matched < 18_000)
  }

  /// Patterns on which backtracking takes longer than the universe is old.
  @Test(
    .timeLimit(.minutes(20)),
    arguments: [
      String(repeating: "a*", count: 200) + "b", String(repeating: "{a,a,a}", count: 200) + "b",
      String(repeating: "**/", count: 300) + "b", String(repeating: "{a,{a,{a,a}}}*", count: 80) + "b",
    ])
  func takesNoExponentialTime(_ pattern: String) throws {
    #expect(!(try Glob(pattern).matches(String(repeating: "a", count: 500))))
  }
}

/// A small generator with a seed, so that a failure can be had again.
struct GlobRandom {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(max(1, count))) }
}

/// The obvious way to match: expands braces first, then tries every length for every star.
enum GlobOracle {
  static func expand(_ pattern: [Character]) -> [[Character]] {
    guard let open = pattern.firstIndex(of: "{") else { return [pattern] }
    var depth = 0
    var parts: [[Character]] = [[]]
    for index in open..<pattern.count {
      let character = pattern[index]
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      if depth == 0 {
        let head = Array(pattern[..<open])
        let tail = Array(pattern[(index + 1)...])
        return parts.flatMap { expand(head + $0 + tail) }
      }
      if depth == 1, character == "{" { continue }
      if depth == 1, character == "," { parts.append([]) } else { parts[parts.count - 1].append(character) }
    }
    return []
  }

  static func matches(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>, _ startsComponent: Bool) -> Bool
  {
    guard let first = pattern.first else { return text.isEmpty }
    let rest = pattern.dropFirst()
    switch first {
    case "*":
      let stars = pattern.prefix { $0 == "*" }.count
      let behind = pattern.dropFirst(stars)
      if stars > 1, startsComponent, behind.first == "/" {
        let tail = behind.dropFirst()
        return matches(tail, text, true)
          || text.indices.contains { text[$0] == "/" && matches(tail, text[($0 + 1)...], true) }
      }
      for count in 0...text.count {
        if stars == 1, text.prefix(count).contains("/") { return false }
        if matches(behind, text.dropFirst(count), false) { return true }
      }
      return false
    case "?":
      return text.first.map { $0 != "/" } == true && matches(rest, text.dropFirst(), false)
    case "[":
      let end = pattern.firstIndex(of: "]") ?? pattern.endIndex
      var members = pattern[(pattern.startIndex + 1)..<end]
      let isNegated = members.first == "!"
      if isNegated { members = members.dropFirst() }
      guard let character = text.first, character != "/", members.contains(character) != isNegated else { return false }
      return matches(pattern[(end + 1)...], text.dropFirst(), false)
    default:
      return text.first == first && matches(rest, text.dropFirst(), first == "/")
    }
  }
}
