// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// `wflint graph`: drawings as text, pictures that are well-formed, notations with everything escaped.
@Suite struct GraphTests {
  private static func example(_ name: String) -> String {
    RepositoryPaths.root.appendingPathComponent("Examples/\(name).wf.yaml").path
  }

  /// The product documentation's own pictures, in boxes of the least width.
  @Test func drawsThePipeline() async throws {
    let result = try await Sandbox().run(["graph", Self.example("production-deploy")])
    #expect(result.status == 0 && result.errors == "")
    #expect(
      result.text == """
        ┌──────┐    ┌──────────┐    ┌───────┐    ┌──────┐    ┌────────┐
        │ Plan │───▶│ Approval │───▶│ Apply │───▶│ Test │───▶│ Notify │
        └──────┘    └──────────┘    └───────┘    └──────┘    └────────┘

        """)
  }

  @Test func drawsParallelSteps() async throws {
    let result = try await Sandbox().run(["graph", Self.example("multi-region-deploy")])
    #expect(
      result.text == """
                        ┌──────────┐
                   ┌───▶│ Apply US │───┐
        ┌──────┐   │    └──────────┘   │    ┌────────┐
        │ Plan │───┤                   ├───▶│ Verify │
        └──────┘   │    ┌──────────┐   │    └────────┘
                   └───▶│ Apply EU │───┘
                        └──────────┘

        """)
  }

  /// Wider than the terminal: the chain goes on below; every row fits.
  @Test func foldsWhatIsTooWide() async throws {
    let result = try await Sandbox().run(["graph", Self.example("production-deploy"), "--width", "45"])
    #expect(result.lines.count == 6)
    #expect(result.lines.allSatisfy { $0.count <= 45 })
    #expect(result.lines[4].contains("──▶│ Test │───▶│ Notify │") || result.text.contains("─▶│ Apply │"))
  }

  private static let hostile = """
    schema: wflint/v1
    name: x<y>&"z"
    steps:
      - {id: a, name: "<b>\\"&'` ]--> #x; \\\\ ${{ x }}\\u0001", type: script, run: make, if: 1 == 1}
      - {id: b, name: 日本語 😀, type: approval, approvers: ["team:a"], needs: [a]}
      - id: c
        type: condition
        needs: [a]
        cases: [{when: 'inputs.x < 1 && "a" > "b"', then: [d]}]
        else: [e]
      - {id: d, type: group, steps: [{id: f, type: script, run: x}, {id: g, type: loop, over: "[1]", steps: [{id: h, type: script, run: x}]}]}
      - {id: e, type: notify, slack: {channel: "#x", message: hi}}
      - {id: i, type: script, run: x, needs: [a, b, d, e, nothing]}
    """

  @Test(arguments: ["svg", "html", "mermaid", "dot", "text"], ["auto", "light", "dark"])
  func escapesEverything(format: String, theme: String) async throws {
    let sandbox = try Sandbox(["a.wf.yaml": Self.hostile])
    let result = try await sandbox.run(["graph", "a.wf.yaml", "--format", format, "--theme", theme])
    #expect(result.status == 0 && result.errors == "", "\(result.errors)")
    let text = result.text
    switch format {
    case "svg":
      let parser = XMLParser(data: result.output)
      #expect(parser.parse(), "\(parser.parserError.map(String.init(describing:)) ?? "")")
      #expect(!text.contains("<b>") && text.contains("&lt;b&gt;"))
      #expect(text.contains("prefers-color-scheme") == (theme == "auto"))
    case "html":
      #expect(!text.contains("<b>") && !text.contains("src=") && !text.contains("href=") && !text.contains("url("))
      #expect(text.hasPrefix("<!doctype html>") && text.contains("</svg>"))
      // The drawing inside is a document of its own.
      let start = try #require(text.range(of: "<svg")), end = try #require(text.range(of: "</svg>"))
      #expect(XMLParser(data: Data(text[start.lowerBound..<end.upperBound].utf8)).parse())
    case "mermaid":
      #expect(text.hasPrefix("flowchart LR\n") && !text.contains("<b>"))
      #expect(text.split(separator: "\n").count { $0.contains("subgraph ") } == 2)
      #expect(text.split(separator: "\n").count { $0.trimmingCharacters(in: .whitespaces) == "end" } == 2)
      for line in text.split(separator: "\n") { #expect(line.count { $0 == "\"" } % 2 == 0, "\(line)") }
    case "dot":
      #expect(text.hasPrefix("digraph ") && text.hasSuffix("}\n"))
      #expect(text.count { $0 == "{" } >= 3)
    default:
      #expect(!text.contains("\u{1}"))
      #expect(text.contains("日本語 😀") && text.contains("d (group)") && text.contains("g (loop)"))
    }
    for label in ["日本語", "h", "e"] { #expect(text.contains(label)) }
  }

  /// A chain, a fan and a mesh of 5, 50 and 500 steps: no two boxes overlap, no box leaves the picture.
  @Test(arguments: [5, 50, 500], ["chain", "fan", "mesh"]) func boxesStandApart(count: Int, shape: String) async throws
  {
    var random = SplitMix(seed: 7)
    var lines = ["schema: wflint/v1", "name: large", "steps:"]
    for index in 0..<count {
      let needs: [Int]
      switch shape {
      case "chain": needs = index == 0 ? [] : [index - 1]
      case "fan": needs = index == 0 ? [] : index == count - 1 ? Array(1..<index) : [0]
      default:
        needs = Array(Set((0..<3).map { _ in Int.random(in: max(0, index - 8)...max(0, index - 1), using: &random) }))
          .filter { $0 < index }.sorted()
      }
      let list = needs.map { "s\($0)" }.joined(separator: ", ")
      lines.append("  - {id: s\(index), name: Step \(index), type: script, run: make, needs: [\(list)]}")
    }
    let sandbox = try Sandbox(["a.wf.yaml": lines.joined(separator: "\n")])
    let result = try await sandbox.run(["graph", "a.wf.yaml", "--format", "svg"])
    #expect(result.status == 0)
    let reader = RectangleReader()
    let parser = XMLParser(data: result.output)
    parser.delegate = reader
    #expect(parser.parse())
    #expect(reader.boxes.count == count)
    #expect(reader.size.0 > 0 && reader.size.0 < 2_000 && reader.size.1 < 32_767, "\(reader.size)")
    let sorted = reader.boxes.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    for (place, box) in sorted.enumerated() {
      #expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= reader.size.0 && box.y + box.height <= reader.size.1)
      for other in sorted[(place + 1)...].prefix(while: { $0.x < box.x + box.width }) {
        #expect(other.y >= box.y + box.height || box.y >= other.y + other.height, "\(box) overlaps \(other)")
      }
    }
    let text = try await sandbox.run(["graph", "a.wf.yaml", "--format", "text", "--width", "100"])
    #expect(text.status == 0)
    for index in 0..<count { #expect(text.text.contains("│ Step \(index) │"), "step \(index)") }
  }

  @Test(arguments: [
    (["none.wf.yaml"], "cannot read none.wf.yaml: no such file"), (["plain.yaml"], "plain.yaml: holds no workflow"),
    (["a.wf.yaml", "--workflow", "b"], "no workflow is called `b`; there is alpha"),
    (["a.wf.yaml", "--format", "png"], "format"), ([], "file"),
  ])
  func refuses(arguments: [String], message: String) async throws {
    let sandbox = try Sandbox(["plain.yaml": "a: 1\n", "a.wf.yaml": Texts.workflow()])
    let result = try await sandbox.run(["graph"] + arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  /// Broken files and cycles are drawn as far as they go.
  @Test(arguments: [
    "schema: wflint/v1\nname: x\nsteps:\n  - {id: a, type: script, needs: [b]}\n  - {id: b, type: script, needs: [a]}\n",
    "schema: wflint/v1\nsteps:\n  - id: a\n  -\n  - {id: b", "schema: wflint/v1\nname: x\nsteps: []\n",
  ])
  func brokenFilesAreDrawn(text: String) async throws {
    let sandbox = try Sandbox()
    for format in ["text", "svg", "html", "mermaid", "dot"] {
      let result = try await sandbox.run(["graph", "-", "--format", format], input: text)
      #expect(result.status == 0 && result.errors == "", "\(format): \(result.errors)")
      if text.contains("needs: [b]"), format == "text" { #expect(result.text.contains("also: ")) }
    }
  }
}

/// Collects the boxes of a picture.
private final class RectangleReader: NSObject, XMLParserDelegate {
  var boxes: [(x: Int, y: Int, width: Int, height: Int)] = []
  var size = (0, 0)

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    func number(_ key: String) -> Int { attributes[key].flatMap { Int($0) } ?? -1 }
    if name == "svg" { size = (number("width"), number("height")) }
    if name == "rect", attributes["class"]?.hasPrefix("box") == true {
      boxes.append((number("x"), number("y"), number("width"), number("height")))
    }
  }
}
