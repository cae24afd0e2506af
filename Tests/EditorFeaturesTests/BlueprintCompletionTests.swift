// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import SourceText
import Testing

/// What is offered in blueprints: from the rows, and from the blueprint merged with its imports.
@Suite struct BlueprintCompletionTests {
  /// A type with properties, a plugin and a workflow of another file.
  static let types = """
    plugins: {aws: {executor: central_deployment_agent, package_name: aws, package_version: '3'}}
    data_types: {Disk: {properties: {size: {type: integer}, fast: {type: boolean, default: false}}}}
    node_types:
      acme.Server:
        derived_from: cloudify.nodes.Root
        properties:
          ip: {type: string, description: Its address.}
          disk: {type: Disk}
          protected: {type: boolean, default: false}
        interfaces:
          acme.power: {on: {implementation: aws.power.on, inputs: {delay: {type: integer, default: 5}}}, off: {}}
    relationships: {acme.in: {derived_from: cloudify.relationships.contained_in, properties: {mode: {default: x}}}}
    workflows: {backup: {mapping: aws.flows.backup, parameters: {target: {type: string}, full: {type: boolean}}}}

    """

  static func main(_ rest: String) -> String {
    """
    tosca_definitions_version: cloudify_dsl_1_5
    imports:
      - cloudify/types/types.yaml
      - types.yaml
    inputs:
      port: {type: integer, default: 80, description: Where it listens.}
      host: {}
    node_templates:
      vm: {type: acme.Server, properties: {ip: 1.2.3.4, disk: {size: 1}}}
    \(rest)
    """
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var offers: [String]
    var hides: [String] = []
    var taking: String?
    var line: String?
    var testDescription: String {
      text.split(separator: "\n").first { $0.contains("<|>") }.map(String.init) ?? text
    }

    init(_ text: String, _ offers: [String], hides: [String] = [], taking: String? = nil, line: String? = nil) {
      self.text = text
      self.offers = offers
      self.hides = hides
      self.taking = taking
      self.line = line
    }
  }

  static let cases: [Case] = [
    // Sections, and keys of rows.
    Case(main("<|>"), ["outputs", "workflows", "plugins"], hides: ["inputs", "imports"]),
    Case(main("outp<|>"), ["outputs"], hides: ["inputs"], taking: "outputs", line: "outputs: "),
    Case(main("workflows:\n  w:\n    <|>"), ["mapping", "parameters", "availability_rules"], hides: ["type"]),
    Case(
      main("workflows:\n  w:\n    mapping: aws.a\n    parameters:\n      p:\n        <|>"), ["type", "constraints"]),
    // Types.
    Case(
      main("  db:\n    type: <|>"), ["acme.Server", "cloudify.nodes.Compute"], hides: ["acme.in", "string"],
      taking: "acme.Server", line: "    type: acme.Server"),
    Case(main("  db:\n    type: acme.S<|>\n    properties: {}"), ["acme.Server"]),
    Case(
      main("  db:\n    type: acme.Server\n    relationships:\n      - type: <|>"),
      ["acme.in", "cloudify.relationships.connected_to"], hides: ["acme.Server"]),
    Case(main("  db:\n    type: acme.Server\n    relationships:\n      - target: <|>"), ["vm"], hides: ["db", "port"]),
    Case(main("node_types:\n  t:\n    derived_from: <|>"), ["acme.Server", "cloudify.nodes.Root"]),
    Case(main("node_types:\n  t:\n    properties:\n      p: {type: <|>}"), ["string", "Disk"], hides: ["acme.Server"]),
    Case(main("workflows:\n  w:\n    parameters:\n      p:\n        type: <|>"), ["operation_name", "Disk"]),
    Case(
      main("workflows:\n  w:\n    parameters:\n      p: {type: list, item_type: <|>}"), ["node_id"], hides: ["Disk"]),
    // Properties of a node's type, of its data types, of a relationship's type.
    Case(
      main("  db:\n    type: acme.Server\n    properties:\n      <|>"), ["ip", "disk", "protected", "resource_id"],
      hides: ["size", "outputs"], taking: "ip", line: "      ip: "),
    Case(main("  db:\n    type: acme.Server\n    properties:\n      ip: a\n      <|>"), ["disk"], hides: ["ip"]),
    Case(main("  db:\n    type: acme.Server\n    properties:\n      d<|>\n      ip: a"), ["disk"], hides: ["ip"]),
    Case(main("  db:\n    type: acme.Server\n    properties: {disk: {<|>}}"), ["size", "fast"], hides: ["ip"]),
    Case(main("  db:\n    type: acme.Server\n    properties:\n      protected: <|>"), ["true", "false", "get_input"]),
    Case(
      main(
        "  db:\n    type: acme.Server\n    relationships:\n      - type: acme.in\n        properties:\n          <|>"),
      ["mode", "connection_type"], hides: ["ip"]),
    // Interfaces and mappings.
    Case(
      main("  db:\n    type: acme.Server\n    interfaces:\n      <|>"), ["acme.power", "cloudify.interfaces.lifecycle"]),
    Case(main("  db:\n    type: acme.Server\n    interfaces:\n      acme.power:\n        <|>"), ["on", "off"]),
    Case(
      main(
        "  db:\n    type: acme.Server\n    interfaces:\n      acme.power:\n        on:\n          inputs:\n            <|>"
      ),
      ["delay"], hides: ["implementation"]),
    Case(
      main("  db:\n    type: acme.Server\n    interfaces: {acme.power: {off: <|>}}"), ["aws.", "aws.power.on"],
      hides: ["aws.flows.backup"]),
    Case(
      main("  db:\n    type: acme.Server\n    interfaces: {acme.power: {off: {implementation: aws<|>}}}"),
      ["aws.", "aws.power.on"]),
    Case(main("workflows:\n  w: <|>"), ["aws.", "aws.flows.backup"], hides: ["aws.power.on"]),
    Case(main("workflows:\n  w: {mapping: <|>}"), ["aws."]),
    // Functions and their arguments.
    Case(
      main("outputs:\n  o:\n    value: <|>"), ["get_input", "get_attribute", "concat"], taking: "get_input",
      line: "    value: { get_input: input }"),
    Case(
      main("outputs:\n  o: {value: {<|>}}"), ["get_input"], taking: "get_input",
      line: "  o: {value: {get_input: input}}"),
    Case(main("outputs:\n  o:\n    value: {get_input: <|>}"), ["port", "host"], hides: ["vm", "get_input"]),
    Case(main("outputs:\n  o:\n    value: {get_input: <|>"), ["port", "host"], hides: ["vm"]),
    Case(main("outputs:\n  o:\n    value:\n      get_input: po<|>"), ["port"]),
    Case(main("outputs:\n  o: {value: {get_attribute: [<|>]}}"), ["vm"], hides: ["SELF", "port"]),
    Case(main("outputs:\n  o: {value: {get_property: [vm, <|>]}}"), ["ip", "disk"], hides: ["vm"]),
    Case(main("outputs:\n  o: {value: {get_property: [vm, <|>"), ["ip", "disk"], hides: ["vm"]),
    Case(
      main("  db:\n    type: acme.Server\n    properties: {ip: {get_property: [<|>]}}"), ["SELF", "vm"]),
    Case(main("  db:\n    type: acme.Server\n    properties: {ip: {get_property: [SELF, <|>]}}"), ["protected"]),
    Case(main("outputs:\n  o: {value: {concat: [a, <|>]}}"), ["get_input"], hides: ["port"]),
    Case(main("outputs:\n  o: {value: {get_sys: [deployment, <|>]}}"), ["owner"], hides: ["tenant"]),
    // Schedules.
    Case(
      main("deployment_settings:\n  default_schedules:\n    s:\n      workflow: <|>"), ["backup", "install"],
      hides: ["vm"]),
    Case(
      main(
        "deployment_settings:\n  default_schedules:\n    s:\n      workflow: backup\n      workflow_parameters:\n        <|>"
      ),
      ["target", "full"], hides: ["workflow", "since"]),
    Case(
      main("deployment_settings:\n  default_schedules:\n    s: {workflow: backup, workflow_parameters: {full: <|>}}"),
      ["true", "false"]),
    // Constraints, groups, availability.
    Case(
      main("workflows:\n  w:\n    parameters:\n      p:\n        constraints:\n          - <|>"),
      ["in_range", "pattern"]),
    Case(main("groups:\n  g:\n    members: [<|>]"), ["vm"]),
    Case(main("groups: {g: {members: [vm]}}\npolicies:\n  p:\n    targets: [<|>]"), ["g"], hides: ["vm"]),
    Case(
      main("workflows:\n  w:\n    mapping: aws.a\n    availability_rules:\n      node_types_required: [<|>]"),
      ["acme.Server"]),
    Case(
      main("workflows:\n  w:\n    mapping: aws.a\n    availability_rules: {node_instances_active: [<|>]}"),
      ["all", "none"]),
    // Nothing in comments and texts.
    Case(main("outputs: # <|>"), []),
  ]

  @Test(arguments: cases) func offers(_ test: Case) throws {
    let marked = MarkedBlueprint(test.text, files: ["types.yaml": Self.types])
    let items = marked.completions
    let labels = items.map(\.label)
    for label in test.offers { #expect(labels.contains(label), "\(label) is not among \(labels)") }
    for label in test.hides { #expect(!labels.contains(label), "\(label) is among \(labels)") }
    if test.offers.isEmpty { #expect(labels.isEmpty, "\(labels)") }
    #expect(Set(labels).count == labels.count, "twice the same: \(labels)")
    let line = marked.text.lines.line(at: marked.cursor)
    for item in items {
      #expect(item.edit.range.touches(marked.cursor), "\(item.label)")
      #expect(marked.text.lines.line(at: item.edit.range.start) == line, "\(item.label)")
    }
    guard let taking = test.taking else { return }
    let item = try #require(items.first { $0.label == taking })
    #expect(marked.line(accepting: item) == test.line)
  }

  /// A file of inputs offers nodes of the main file that imports it.
  @Test func partsSeeTheWhole() {
    let main =
      "tosca_definitions_version: cloudify_dsl_1_5\nimports: [part.yaml]\nnode_types: {t: {}}\nnode_templates: {vm: {type: t}}\n"
    let marked = MarkedBlueprint(
      "tosca_definitions_version: cloudify_dsl_1_5\noutputs: {o: {value: {get_attribute: [<|>]}}}\n", name: "part.yaml",
      files: ["main.yaml": main], importer: "main.yaml")
    #expect(marked.completions.map(\.label).contains("vm"))
  }

  /// Wherever the cursor is, in whatever is left of a blueprint: an answer whose edits fit.
  @Test func everyPrefixGetsAnAnswer() {
    let bytes = Array(
      Self.main(
        "  db:\n    type: acme.Server\n    properties: {ip: {get_property: [vm, ip]}}\n    relationships:\n      - {type: acme.in, target: vm}\nworkflows: {w: aws.a}\n"
      ).utf8)
    for end in 0...bytes.count {
      let marked = MarkedBlueprint(
        String(decoding: bytes[..<end], as: UTF8.self) + "<|>", files: ["types.yaml": Self.types])
      for item in marked.completions {
        #expect(
          item.edit.range.touches(marked.cursor) && item.edit.range.end <= marked.text.count,
          "\(item.label) \(item.edit.range) at \(end)")
      }
      _ = hover(in: marked.document, at: marked.cursor)
      _ = definitions(in: marked.document, at: marked.cursor)
      for symbol in symbols(of: marked.document) { #expect(symbol.range.contains(symbol.nameRange)) }
    }
  }
}
