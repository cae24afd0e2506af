// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import SourceText
import Testing

/// Hover, definitions, places and the outline of blueprints.
@Suite struct BlueprintNavigationTests {
  private static func main(_ rest: String) -> String { BlueprintCompletionTests.main(rest) }

  /// A cursor, the marked text that the answer is about, and words of the answer.
  @Test(arguments: [
    (main("«out<|>puts»: {}"), ["outputs", "shows of itself"]),
    (main("outputs: {o: {value: {get_input: «po<|>rt»}}}"), ["`port`: integer", "default `80`", "Where it listens."]),
    (main("outputs: {o: {value: {«get_<|>input»: port}}}"), ["**get_input**", "an input's name", "created"]),
    (main("outputs: {o: {value: {get_attribute: [«v<|>m», ip]}}}"), ["**vm** (node)", "`acme.Server`"]),
    (main("outputs: {o: {value: {get_property: [vm, «i<|>p»]}}}"), ["`ip`: string, required", "Its address."]),
    (
      main("  db: {type: «acme.<|>Server»}"),
      ["node type", "`types.yaml`", "derived from `cloudify.nodes.Root`", "`protected`: boolean, default `false`"]
    ),
    (main("  db: {type: «cloudify.nodes.<|>Compute»}"), ["node type", "brought along", "`os_family`"]),
    (main("  db: {type: acme.Server, properties: {«prot<|>ected»: true}}"), ["boolean", "default `false`"]),
    (main("workflows: {w: {mapping: «a<|>ws».flows.x}}"), ["**aws** (plugin", "central_deployment_agent"]),
    (main("workflows: {w: {mapping: aws.a, parameters: {p: {type: «node<|>_id»}}}}"), ["basic type"]),
    (
      main("deployment_settings: {default_schedules: {s: {workflow: «back<|>up», since: '10:00'}}}"),
      ["workflow", "aws.flows.backup", "`target`: string, required"]
    ),
  ])
  func tells(text: String, parts: [String]) throws {
    let marked = MarkedBlueprint(text, files: ["types.yaml": BlueprintCompletionTests.types])
    let result = try #require(hover(in: marked.document, at: marked.cursor))
    for part in parts { #expect(result.markdown.contains(part), "\(part) is not in \(result.markdown)") }
    #expect(result.range == marked.ranges.first)
  }

  /// The cursor stands in one of the marked places; all of them name the same thing, and nothing else does.
  @Test(arguments: [
    """
    tosca_definitions_version: cloudify_dsl_1_5
    inputs: {«port»: {}, host: {}}
    outputs: {a: {value: {get_input: «po<|>rt»}}, b: {value: {get_input: [«port», x]}}, c: {value: port}}

    """,
    """
    tosca_definitions_version: cloudify_dsl_1_5
    node_types: {t: {properties: {p: {}}}}
    relationships: {r: {}}
    node_templates:
      «vm<|>»: {type: t, properties: {p: vm}}
      db: {type: t, properties: {p: {get_attribute: ['«vm»', x]}}, relationships: [{type: r, target: «vm»}]}
    groups: {g: {members: [«vm», db]}}
    outputs: {vm: {value: {get_property: [«vm», p]}}}

    """,
    """
    tosca_definitions_version: cloudify_dsl_1_5
    node_types: {«t»: {}, u: {derived_from: «t<|>»}}
    node_templates: {t: {type: «t»}}
    workflows: {w: {mapping: p.t, availability_rules: {node_types_required: [«t»]}}}
    plugins: {p: {executor: central_deployment_agent, install: false}}

    """,
    """
    tosca_definitions_version: cloudify_dsl_1_5
    plugins: {«pl»: {executor: central_deployment_agent, install: false}}
    node_types: {t: {interfaces: {i: {a: «p<|>l».x.y, b: {implementation: «pl».pl.z}}}}}
    workflows: {w: «pl».m.f, v: {mapping: «pl».m.g}}

    """,
    """
    tosca_definitions_version: cloudify_dsl_1_5
    plugins: {pl: {executor: central_deployment_agent, install: false}}
    workflows: {«w»: pl.m.f}
    deployment_settings: {default_schedules: {w: {workflow: «<|>w», since: '10:00', count: 1}}}

    """,
  ])
  func findsAllPlaces(text: String) {
    let marked = MarkedBlueprint(text)
    let places = marked.document.occurrences(at: marked.cursor)
    #expect(places.map(\.range) == marked.ranges)
    #expect(places.count(where: \.isDeclaration) == 1)
  }

  @Test func findsTheNameInThisFile() throws {
    let marked = MarkedBlueprint(
      "tosca_definitions_version: cloudify_dsl_1_5\ninputs: {«port»: {}}\noutputs: {a: {value: {get_input: «po<|>rt»}}}\n"
    )
    let target = try #require(definitions(in: marked.document, at: marked.cursor).first)
    #expect(target.nameRange == marked.ranges.first)
    #expect(target.originRange == marked.ranges.last)
    #expect(target.range.contains(target.nameRange))
  }

  /// Names of imported files: the text there is the name.
  @Test(arguments: [
    (main("  db: {type: «acme.<|>Server»}"), "acme.Server"),
    (main("workflows: {w: «a<|>ws».flows.x}"), "aws"),
    (main("  db: {type: acme.Server, properties: {«i<|>p»: a, disk: {size: 1}}}"), "ip"),
  ])
  func findsTheNameInAnImport(text: String, name: String) throws {
    let marked = MarkedBlueprint(text, files: ["types.yaml": BlueprintCompletionTests.types])
    let found = try #require(marked.document.declarationsElsewhere(at: marked.cursor))
    let place = try #require(found.places.first)
    #expect(found.origin == marked.ranges.first)
    #expect(place.path == "/w/types.yaml")
    #expect(SourceText(BlueprintCompletionTests.types)[place.range] == name)
  }

  /// The namespace belongs to the import, and the name behind it to its file.
  @Test func namespacesAreNoPartOfNames() throws {
    let marked = MarkedBlueprint(
      "tosca_definitions_version: cloudify_dsl_1_5\nimports: [a--part.yaml]\noutputs: {o: {value: {get_input: a--«po<|>rt»}}}\n",
      files: ["part.yaml": "inputs: {port: {}}\n"])
    let found = try #require(marked.document.declarationsElsewhere(at: marked.cursor))
    #expect(found.origin == marked.ranges.first)
    #expect(found.places.map(\.path) == ["/w/part.yaml"])
  }

  @Test func importsLeadToTheirFiles() {
    let marked = MarkedBlueprint(Self.main(""), files: ["types.yaml": BlueprintCompletionTests.types])
    let found = links(of: marked.document)
    #expect(found.map(\.target) == [.file("/w/types.yaml")])
    #expect(found.map { marked.text[$0.range] } == ["types.yaml"])
  }

  @Test func outlinesShowSectionsWithTheirNames() {
    let marked = MarkedBlueprint(
      """
      tosca_definitions_version: cloudify_dsl_1_5
      inputs: {port: {type: integer}}
      node_types: {t: {derived_from: u}, u: {}}
      workflows: {w: a.b, v: {mapping: c.d}}

      """)
    let lines = symbols(of: marked.document).map { section in
      "\(section.name): "
        + section.children.map { "\($0.kind.rawValue) \($0.name) \($0.detail ?? "-")" }.joined(separator: ", ")
    }
    #expect(
      lines == [
        "tosca_definitions_version: ", "inputs: input port integer", "node_types: property t u, property u -",
        "workflows: workflow w a.b, workflow v c.d",
      ])
  }

  @Test func tokensTellNamesApart() {
    let marked = MarkedBlueprint(
      "tosca_definitions_version: cloudify_dsl_1_5\ninputs: {port: {}}\noutputs: {o: {value: {get_input: port}}}\n")
    let tokens = semanticTokens(of: marked.document).map { "\(marked.text[$0.range]) \($0.kind) \($0.isDeclaration)" }
    #expect(tokens == ["port parameter true", "o property true", "get_input function false", "port parameter false"])
  }
}
