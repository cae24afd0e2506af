// SPDX-License-Identifier: Apache-2.0
import SourceText
import Testing
import YAMLSyntax

/// Exact places: nodes, comments, anchors and tags, in every encoding and with every line break.
struct RangeTests {
  @Test(arguments: [
    ("a: 1 # c\n", ["a: 1", "a", "1"]),
    ("a:\n\n  - x\n  # c\n\nb: ''\n", ["a:\n\n  - x\n  # c\n\nb: ''", "a", "- x", "x", "b", "''"]),
    ("- [a, b: c, {d: e}]\n", ["- [a, b: c, {d: e}]", "[a, b: c, {d: e}]", "a", "b: c", "b", "c", "{d: e}", "d", "e"]),
    ("a: |+\n  x\n\n\nb: >-\n  y\n", ["a: |+\n  x\n\n\nb: >-\n  y", "a", "|+\n  x", "b", ">-\n  y"]),
    ("a: &x !!map\n  b: &y c\nd: *x\n", ["a: &x !!map\n  b: &y c\nd: *x", "a", "b: &y c", "b", "c", "d", "*x"]),
    ("? a\n: b\n? [c]\n", ["? a\n: b\n? [c]", "a", "b", "[c]", "c", ""]),
    ("\"a\\n\" : 'b''c'\n", ["\"a\\n\" : 'b''c'", "\"a\\n\"", "'b''c'"]),
    ("a: b\n  c\n\n  d\n", ["a: b\n  c\n\n  d", "a", "b\n  c\n\n  d"]),
    ("ä: ö # ü\n日: [本, 語]\n", ["ä: ö # ü\n日: [本, 語]", "ä", "ö", "日", "[本, 語]", "本", "語"]),
    ("\u{FEFF}a: ä\r\nb:\r\n- c\r\n", ["a: ä\r\nb:\r\n- c", "a", "ä", "b", "- c", "c"]),
    ("a: ä\rb: c\r", ["a: ä\rb: c", "a", "ä", "b", "c"]),
    (
      "a: ä\u{85}b: c\u{2028}d: e\u{2029}f: g\n",
      ["a: ä\u{85}b: c\u{2028}d: e\u{2029}f: g", "a", "ä", "b", "c", "d", "e", "f", "g"]
    ),
    ("😀: [😀😀, x]\n", ["😀: [😀😀, x]", "😀", "[😀😀, x]", "😀😀", "x"]),
  ])
  func `Every node has exactly its own text`(_ text: String, _ expected: [String]) {
    let tree = YAMLParser.parse(SourceText(text))
    var ranges: [String] = []
    func visit(_ node: YAMLNode) {
      ranges.append(tree.source[node.range])
      for child in node.children { visit(child) }
    }
    for document in tree.documents { visit(document.root) }
    #expect(ranges == expected)
    #expect(tree.problems == [])
    #expect(TreeInvariants.breaches(tree) == [])
  }

  @Test(arguments: [
    ("a:\nb: ", [2, 5]), ("-\n- \n", [1, 3]), ("{a, b: , c: }", [2, 6, 11]), ("a: !!str\nb: &x\n", [8, 14]),
    ("? a\n? b\n", [3, 7]), ("--- \n--- # c\n", [3, 8]), ("[a: , ]", [3]),
  ])
  func `An empty value stands right behind its colon, dash or properties`(_ text: String, _ expected: [Int]) {
    let tree = YAMLParser.parse(SourceText(text))
    var offsets: [Int] = []
    for document in tree.documents {
      var stack = [document.root]
      while let node = stack.popLast() {
        if node.kind == .scalar, node.isEmpty { offsets.append(node.range.start) }
        stack.append(contentsOf: Array(node.children).reversed())
      }
    }
    #expect(offsets == expected)
  }

  @Test func `Comments are found wherever they are, and nowhere else`() {
    let text = """
      # own
      a: b#c # line
      b: "x # no" # yes
      c: | # header
        text # no
        # no
      # own 2
      d: [a, # in brackets
        b] #
      e: !t#no x
      f: plain
        more # end
      g: 'it''s # no'
      # last
      """
    let tree = YAMLParser.parse(SourceText(text))
    let expected = [
      "# own true", "# line false", "# yes false", "# header false", "# own 2 true", "# in brackets false", "# false",
      "# end false", "# last true",
    ]
    #expect(tree.comments.map { "\(tree.source[$0.range]) \($0.isOwnLine)" } == expected)
    let middle = TextRange(text.utf8.count / 3, text.utf8.count / 2)
    #expect(tree.comments(in: middle).allSatisfy { middle.contains($0.range) })
    #expect(tree.comments(in: tree.source.fullRange).count == expected.count)
  }

  @Test func `Anchors, tags and aliases`() throws {
    let text = "a: &one !!str x\nb: *one\nc: !local &two\n  - *two-no\nd: &one y\ne: *one\n"
    let tree = YAMLParser.parse(SourceText(text))
    let root = try #require(tree.documents.first?.root)
    let a = try #require(root["a"])
    let properties = try #require(a.properties)
    #expect(properties.anchor == "one")
    #expect(properties.anchorRange.map { tree.source[$0] } == "&one")
    #expect(properties.tag == "tag:yaml.org,2002:str")
    #expect(properties.tagRange.map { tree.source[$0] } == "!!str")
    #expect(root["b"]?.resolved == a)
    #expect(root["b"]?.text == "one")
    #expect(root["e"]?.resolved?.text == "y")
    #expect(root["c"]?.properties?.tagRange.map { tree.source[$0] } == "!local")
    #expect(root["c"]?.kind == .sequence)
    #expect(tree.problems.map { "\($0.kind) \(tree.source[$0.range])" } == ["alias *two-no"])
    #expect(tree.aliases.map(\.text) == ["one", "two-no", "one"])
  }

  @Test func `Documents of a stream lie edge to edge`() {
    let tree = YAMLParser.parse(SourceText("# c\na: 1\n---\nb: 2\n...\n--- >-\n  x\n"))
    #expect(tree.documents.map { tree.source[$0.range] } == ["# c\na: 1\n", "---\nb: 2\n...\n", "--- >-\n  x\n"])
    #expect(tree.dump() == "{<a> <1>}\n{<b> <2>}\n>x>")
    #expect(YAMLParser.parse(SourceText("# only\n")).documents.isEmpty)
    #expect(YAMLParser.parse(SourceText("")).documents.isEmpty)
  }

  @Test func `The smallest node at every offset is the one a search over all nodes finds`() {
    let text = "a: [b, {c: d}]\ne:\n  - f: g\n    h: |\n      i\n\n  - j\nk: \n"
    let tree = YAMLParser.parse(SourceText(text))
    for offset in 0...text.utf8.count {
      var best: YAMLNode?
      for index in 0..<tree.nodeCount {
        guard let node = tree.node(NodeID(rawValue: UInt32(index))), node.range.touches(offset) else { continue }
        if let known = best, known.range.count < node.range.count { continue }
        best = node
      }
      #expect(tree.node(at: offset) == (best ?? tree.documents.first?.root), "at \(offset)")
    }
  }

  @Test func `Paths lead to nodes and back`() throws {
    let tree = YAMLParser.parse(SourceText("a:\n  - b: 1\n    c: [x, y]\n  - *q\nd: &q {e: f}\n"))
    let root = try #require(tree.documents.first?.root)
    let y = try #require(tree.node(atPath: [.key("a"), .index(0), .key("c"), .index(1)]))
    #expect(y.text == "y")
    #expect(y.path == [.key("a"), .index(0), .key("c"), .index(1)])
    #expect(root.entry("a")?.key.path == [.key("a")])
    #expect(root.entry("a")?.key.isKey == true)
    #expect(root.path == [])
    #expect(tree.node(atPath: [.key("d"), .key("e")])?.text == "f")
    #expect(tree.node(atPath: [.key("a"), .index(7)]) == nil)
    #expect(tree.node(atPath: [.key("a"), .key("b")]) == nil)
    #expect(tree.node(atPath: [.key("d")], document: 3) == nil)
    for index in 0..<tree.nodeCount {
      let node = try #require(tree.node(NodeID(rawValue: UInt32(index))))
      #expect(
        node.isKey ? tree.node(atPath: node.path)?.enclosingEntry?.key == node : tree.node(atPath: node.path) == node)
    }
  }
}
