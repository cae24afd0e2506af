// SPDX-License-Identifier: Apache-2.0

/// One thing that the product refuses, crashes on, or silently gets wrong, with the rule that says so and a blueprint that
/// shows it.
struct CoverageRow: Sendable, CustomTestStringConvertible {
  var name: String
  var rules: [String]
  var text: String
  var others: [String: String]

  init(_ name: String, _ rules: String..., text: String, others: [String: String] = [:]) {
    self.name = name
    self.rules = rules
    self.text = text
    self.others = others
  }

  var testDescription: String { name }
}

private let v5 = "tosca_definitions_version: cloudify_dsl_1_5\n"
private let types = "imports: [cloudify/types/types.yaml]\n"
private let plugin = "plugins: {p: {executor: central_deployment_agent, install: false}}\n"
private let hosted = "plugins: {p: {executor: host_agent, install: false}}\n"
private let node = "node_types: {t: {properties: {a: {default: 1}}}}\n"

private func schedule(_ body: String) -> String {
  v5 + plugin + "workflows: {w: p.m.f}\ndeployment_settings: {default_schedules: {s: {workflow: w, \(body)}}}\n"
}

private func parameter(_ body: String, version: String = v5) -> String {
  version + plugin + "workflows: {w: {mapping: p.m.f, parameters: {a: \(body)}}}\n"
}

private func scaled(_ properties: String, targets: String = "[g]", groups: String = "{g: {members: [n]}}") -> String {
  v5 + node + "node_templates: {n: {type: t}, m: {type: t}}\ngroups: \(groups)\n"
    + "policies: {p: {type: cloudify.policies.scaling, targets: \(targets), properties: {\(properties)}}}\n"
}

private func output(_ value: String) -> String {
  v5 + node + "node_templates: {n: {type: t}}\noutputs: {o: {value: \(value)}}\n"
}

extension CoverageRow {
  /// The codes of the parser's errors.
  static let codes: [CoverageRow] = [
    CoverageRow("code -1", "WF001", text: v5 + "inputs: {a: [}\n"),
    CoverageRow("code 1: wrong type", "WF104", text: v5 + "inputs: []\n"),
    CoverageRow("code 1: unknown key", "WF101", text: v5 + "input: {}\n"),
    CoverageRow("code 1: missing key", "WF102", text: v5 + "outputs: {a: {description: x}}\n"),
    CoverageRow("code 1: key is no text", "WF104", text: v5 + "inputs: {1: {}}\n"),
    CoverageRow("code 1: empty group", "CF143", text: v5 + "groups: {g: {members: []}}\n"),
    CoverageRow(
      "code 1: negative instances", "CF147",
      text: v5 + node + "node_templates: {n: {type: t, instances: {deploy: -1}}}\n"),
    CoverageRow(
      "code 1: label", "CF163", text: v5 + "blueprint_labels: {a: {values: [{get_input: x}]}}\ninputs: {x: {}}\n"),
    CoverageRow("code 1: weekday", "CF173", text: schedule("since: '10:00', weekdays: [xx]")),
    CoverageRow(
      "code 1: get_attribute in a schedule", "CF187",
      text: schedule("since: '10:00', count: 1, workflow_parameters: {a: {get_attribute: [n, a]}}")),
    CoverageRow("code 2", "CF106", text: v5 + "imports: [a.yaml, a.yaml]\n", others: ["a.yaml": "inputs: {}"]),
    CoverageRow(
      "code 3", "CF114", text: v5 + "imports: [a.yaml]\npolicies: {}\n", others: ["a.yaml": "policies: {}"]),
    CoverageRow(
      "code 4", "CF113", text: v5 + "imports: [a.yaml]\nnode_types: {t: {}}\n",
      others: ["a.yaml": "node_types: {t: {}}"]),
    CoverageRow("code 7", "CF120", text: v5 + types + "node_templates: {n: {type: x}}\n"),
    CoverageRow(
      "code 10", "CF121", text: v5 + plugin + node + "node_templates: {n: {type: t, interfaces: {i: {o: q.m.f}}}}\n"),
    CoverageRow("code 13", "CF107", text: v5 + "imports: [none.yaml]\n"),
    CoverageRow("code 18", "CF130", text: v5 + "plugins: {p: {executor: nowhere, install: false}}\n"),
    CoverageRow(
      "code 19", "CF118",
      text: v5 + plugin + node
        + "relationships: {r: {}}\nnode_templates: {n: {type: t, relationships: [{type: r, target: m, source_interfaces: {i: {o: q.f}}}]}, m: {type: t}}\n"
    ),
    CoverageRow("code 21", "CF122", text: v5 + plugin + "workflows: {w: q.m.f}\n"),
    CoverageRow(
      "code 23", "CF131",
      text: v5 + node
        + "relationships: {r: {}}\nnode_templates: {n: {type: t, relationships: [{type: r, target: n}]}}\n"),
    CoverageRow(
      "code 24", "CF133",
      text: v5 + types + hosted + "node_templates: {n: {type: cloudify.nodes.Root, interfaces: {i: {o: p.m.f}}}}\n"),
    CoverageRow(
      "code 25", "CF131",
      text: v5 + node
        + "relationships: {r: {}}\nnode_templates: {n: {type: t, relationships: [{type: r, target: x}]}}\n"),
    CoverageRow(
      "code 26", "CF132",
      text: v5 + node + "node_templates: {n: {type: t, relationships: [{type: x, target: m}]}, m: {type: t}}\n"),
    CoverageRow("code 27", "CF101", text: "tosca_definitions_version:\ninputs: {}\n"),
    CoverageRow(
      "code 28: import", "CF108", text: "tosca_definitions_version: cloudify_dsl_1_3\nimports: [a.yaml]\n",
      others: ["a.yaml": v5]),
    CoverageRow(
      "code 28: executor", "CF130",
      text: v5 + plugin + node
        + "node_templates: {n: {type: t, interfaces: {i: {o: {implementation: p.f, executor: x}}}}}\n"),
    CoverageRow("code 29", "CF102", text: "tosca_definitions_version: cloudify_dsl_1_6\n"),
    CoverageRow("code 40", "CF143", text: v5 + "groups: {g: {members: [x]}}\n"),
    CoverageRow(
      "code 41", "CF144",
      text: v5 + node + "node_templates: {n: {type: t}}\ngroups: {g: {members: [n], policies: {p: {type: x}}}}\n"),
    CoverageRow(
      "code 42", "CF144",
      text: v5 + node
        + "policy_types: {x: {source: a}}\nnode_templates: {n: {type: t}}\ngroups: {g: {members: [n], policies: {p: {type: x, triggers: {r: {type: y}}}}}}\n"
    ),
    CoverageRow("code 50", "CF142", text: v5 + "plugins: {p: {executor: central_deployment_agent}}\n"),
    CoverageRow(
      "code 60", "CF127", text: v5 + types + "workflows: {w: {mapping: a.py, parameters: {script_path: {}}}}\n",
      others: ["a.py": ""]),
    CoverageRow("code 61", "CF128", text: v5 + "workflows: {w: a.py}\n", others: ["a.py": ""]),
    CoverageRow(
      "code 91", "CF123",
      text: v5
        + "plugins: {p: {executor: central_deployment_agent, install: false}, p.q: {executor: central_deployment_agent, install: false}}\nworkflows: {w: p.q.f}\n"
    ),
    CoverageRow("code 100", "CF136", text: v5 + "node_types: {a: {derived_from: b}, b: {derived_from: a}}\n"),
    CoverageRow("code 102", "CF103", text: "tosca_definitions_version: cloudify_dsl_1_1\ndescription: x\n"),
    CoverageRow("code 103: type", "CF135", text: v5 + "inputs: {a: {type: x}}\n"),
    CoverageRow("code 103: parent", "CF134", text: v5 + types + "node_types: {a: {derived_from: x}}\n"),
    CoverageRow("code 103: constraint", "CF149", text: parameter("{constraints: [{x: 1}]}")),
    CoverageRow(
      "code 103: availability", "CF157",
      text: v5 + plugin + "workflows: {w: {mapping: p.f, availability_rules: {node_instances_active: [some]}}}\n"),
    CoverageRow("code 104", "CF137", text: v5 + "data_types: {string: {}}\n"),
    CoverageRow("code 105", "CF138", text: parameter("{type: integer, default: x}")),
    CoverageRow("code 106", "CF139", text: v5 + node + "node_templates: {n: {type: t, properties: {x: 1}}}\n"),
    CoverageRow(
      "code 107: property", "CF140",
      text: v5 + "node_types: {t: {properties: {a: {}}}}\nnode_templates: {n: {type: t}}\n"),
    CoverageRow(
      "code 107: operation input", "CF140",
      text: v5 + plugin
        + "node_types: {t: {interfaces: {i: {o: {implementation: p.f, inputs: {a: {}}}}}}}\nnode_templates: {n: {type: t, interfaces: {i: {o: {inputs: {}}}}}}\n"
    ),
    CoverageRow("code 108", "CF104", text: v5 + "description: é\n"),
    CoverageRow(
      "code 112", "CF141",
      text: v5 + types
        + "node_templates: {n: {type: cloudify.nodes.Root, relationships: [{type: cloudify.relationships.contained_in, target: a}, {type: cloudify.relationships.contained_in, target: b}]}, a: {type: cloudify.nodes.Root}, b: {type: cloudify.nodes.Root}}\n"
    ),
    CoverageRow("code 200", "CF145", text: scaled("", groups: "{g: {members: [n, h]}, h: {members: [g]}}")),
    CoverageRow(
      "code 201", "CF145", text: scaled("", targets: "[g, h]", groups: "{g: {members: [n]}, h: {members: [n]}}")),
    CoverageRow(
      "code 202", "CF145",
      text: v5 + types
        + "node_templates: {a: {type: cloudify.nodes.Root}, b: {type: cloudify.nodes.Root}, n: {type: cloudify.nodes.Root, relationships: [{type: cloudify.relationships.contained_in, target: a}]}, m: {type: cloudify.nodes.Root, relationships: [{type: cloudify.relationships.contained_in, target: b}]}}\ngroups: {g: {members: [n, m]}}\npolicies: {p: {type: cloudify.policies.scaling, targets: [g]}}\n"
    ),
    CoverageRow("code 204", "CF146", text: scaled("", targets: "[x]")),
    CoverageRow("code 205", "CF146", text: scaled("", targets: "[n]")),
    CoverageRow("code 206", "CF144", text: v5 + "policies: {p: {type: x, targets: [g]}}\ngroups: {g: {members: []}}\n"),
    CoverageRow("code 207", "CF147", text: scaled("default_instances: 1, min_instances: 2")),
    CoverageRow("code 208", "CF147", text: scaled("max_instances: many")),
    CoverageRow("code 209", "CF147", text: scaled("min_instances: -1")),
    CoverageRow("code 210", "CF147", text: scaled("default_instances: {a: 1}")),
    CoverageRow(
      "code 211", "CF148",
      text: v5 + node
        + "node_templates: {n: {type: t, instances: {deploy: 1}, capabilities: {scalable: {properties: {default_instances: 1}}}}}\n"
    ),
    CoverageRow("code 212: argument", "CF150", text: parameter("{constraints: [{equal: a}]}")),
    CoverageRow(
      "code 212: namespace", "CF109", text: v5 + "imports: [a--b--c.yaml]\n", others: ["c.yaml": "inputs: {}"]),
    CoverageRow(
      "code 213: constraints", "CF153",
      text: v5 + "inputs: {a: {default: {get_secret: x}, constraints: [{max_length: 3}]}}\n"),
    CoverageRow("code 213: blueprint", "CF109", text: v5 + "imports: ['blueprint:a']\n"),
    CoverageRow("code 214: namespace", "CF109", text: v5 + "imports: [a--cloudify/types/types.yaml]\n"),
    CoverageRow("code 215: hidden", "CF154", text: v5 + "inputs: {a: {hidden: true}}\n"),
    CoverageRow(
      "code 215: operation", "CF161",
      text: v5 + types
        + "node_templates: {n: {type: cloudify.nodes.Root, relationships: [{type: cloudify.relationships.depends_on_lifecycle_operation, target: m, properties: {operation: ''}}]}, m: {type: cloudify.nodes.Root}}\n"
    ),
    CoverageRow("code 216: display", "CF155", text: v5 + "inputs: {a: {type: string, display: {rows: 2}}}\n"),
    CoverageRow(
      "code 216: operation", "CF161",
      text: v5 + types
        + "node_templates: {n: {type: cloudify.nodes.Root, relationships: [{type: cloudify.relationships.depends_on_lifecycle_operation, target: m, properties: {operation: fly}}]}, m: {type: cloudify.nodes.Root}}\n"
    ),
    CoverageRow("code 217", "CF156", text: v5 + "inputs: {a: {type: list, item_type: x}}\n"),
    CoverageRow("code 218", "CF156", text: v5 + "inputs: {a: {type: string, item_type: string}}\n"),
    CoverageRow(
      "code 219", "CF162",
      text: v5
        + "inputs: {a: {}}\nnode_types: {t: {properties: {use_external_resource: {}}}}\nnode_templates: {n: {type: t, properties: {use_external_resource: {get_input: a}}}}\n"
    ),
    CoverageRow(
      "code 220", "CF110", text: v5 + "imports: [{a.yaml: {x: {y: 1}}}]\n",
      others: ["a.yaml": "plugins: {p: {executor: central_deployment_agent, install: false, properties: {x: {}}}}"]),
    CoverageRow(
      "code 221", "CF110", text: v5 + "imports: [{a.yaml: {z: 1}}]\n",
      others: ["a.yaml": "plugins: {p: {executor: central_deployment_agent, install: false, properties: {x: {}}}}"]),
  ]

  /// Errors that are no errors of the language, but of the parser's own language.
  static let crashes: [CoverageRow] = [
    CoverageRow("crash: unknown input", "CF165", text: output("{get_input: x}")),
    CoverageRow("crash: unknown node", "CF166", text: output("{get_attribute: [x, y]}")),
    CoverageRow("crash: arguments", "CF164", text: output("{get_attribute: x}")),
    CoverageRow("crash: scope", "CF167", text: output("{get_property: [SELF, a]}")),
    CoverageRow("crash: unknown property", "CF168", text: output("{get_property: [n, x]}")),
    CoverageRow("crash: system property", "CF164", text: output("{get_sys: [deployment, x]}")),
    CoverageRow(
      "crash: SELF in capabilities", "CF167", text: v5 + "capabilities: {c: {value: {get_attribute: [SELF, a]}}}\n"),
    CoverageRow(
      "crash: default against constraint", "CF151",
      text: v5 + "inputs: {a: {default: abc, constraints: [{max_length: 1}]}}\n"),
    CoverageRow("crash: time", "CF172", text: schedule("since: tomorrow, count: 1")),
    CoverageRow("crash: time zone", "CF174", text: schedule("since: '10:00', count: 1, timezone: Nowhere/City")),
    CoverageRow(
      "crash: retries", "CF160",
      text: v5 + plugin + node
        + "node_templates: {n: {type: t, interfaces: {i: {o: {implementation: p.f, max_retries: -2}}}}}\n"),
    CoverageRow("crash: empty mapping", "CF124", text: v5 + "workflows: {w: {mapping: ''}}\n"),
    CoverageRow(
      "crash: short and long form", "CF115", text: v5 + plugin + "imports: [a.yaml]\nworkflows: {w: p.m.f}\n",
      others: ["a.yaml": "workflows: {w: {mapping: p.m.g}}"]),
    CoverageRow("crash: second document", "CF105", text: v5 + "---\ninputs: {}\n"),
    CoverageRow("crash: tab", "WF001", text: v5 + "inputs:\n\ta: {}\n"),
  ]

  /// What authors get wrong and the parser takes.
  static let mistakes: [CoverageRow] = [
    CoverageRow(
      "schedule: unknown workflow", "CF175",
      text: v5 + types + "deployment_settings: {default_schedules: {s: {workflow: x, since: '10:00', count: 1}}}\n"),
    CoverageRow("schedule: count", "CF176", text: schedule("since: '10:00', count: 2")),
    CoverageRow(
      "schedule: weekday prefix", "CF189", text: schedule("since: '10:00', weekdays: [9mo], recurrence: 1 month")),
    CoverageRow(
      "schedule: parameters", "CF192", text: schedule("since: '10:00', count: 1, workflow_parameters: {x: 1}")),
    CoverageRow(
      "get_property in a circle", "CF171",
      text: v5 + node + "node_templates: {n: {type: t, properties: {a: {get_property: [SELF, a]}}}}\n"),
    CoverageRow(
      "early function of late argument", "CF190",
      text: v5 + node + "node_templates: {n: {type: t, properties: {a: {get_input: [{get_attribute: [n, a]}]}}}}\n"),
    CoverageRow("blank in a mapping", "CF125", text: v5 + plugin + "workflows: {w: 'p.m.f '}\n"),
    CoverageRow("colon in a mapping", "CF126", text: v5 + types + plugin + "workflows: {w: 'p.m:f'}\n"),
    CoverageRow("shell script as workflow", "CF129", text: v5 + types + "workflows: {w: a.sh}\n", others: ["a.sh": ""]),
    CoverageRow("missing scripts", "CF191", text: v5 + types + "workflows: {w: a.py}\n"),
    CoverageRow(
      "parameter default against constraint", "CF185", text: parameter("{default: 5, constraints: [{less_than: 3}]}")),
    CoverageRow("unknown input in a parameter default", "CF186", text: parameter("{default: {get_input: x}}")),
    CoverageRow(
      "required node type", "CF159",
      text: v5 + types + plugin + "workflows: {w: {mapping: p.f, availability_rules: {node_types_required: [x]}}}\n"),
    CoverageRow(
      "never available", "CF158",
      text: v5 + plugin + "workflows: {w: {mapping: p.f, availability_rules: {node_instances_active: []}}}\n"),
    CoverageRow("misspelt function", "CF169", text: output("{get_atribute: [n, a]}")),
    CoverageRow("function with another key", "CF170", text: output("{get_attribute: [n, a], x: 1}")),
    CoverageRow(
      "operation input of another type", "CF194",
      text: v5 + plugin
        + "node_types: {t: {interfaces: {i: {o: {implementation: p.f, inputs: {a: {type: integer, default: 1}}}}}}}\nnode_templates: {n: {type: t, interfaces: {i: {o: {inputs: {a: x}}}}}}\n"
    ),
    CoverageRow(
      "unknown operation", "CF193",
      text: v5 + types
        + "node_templates: {n: {type: cloudify.nodes.Root}}\ndeployment_settings: {default_schedules: {s: {workflow: execute_operation, since: '10:00', count: 1, workflow_parameters: {operation: a.b}}}}\n"
    ),
    CoverageRow("duplicate key", "WF003", text: v5 + "inputs: {a: {}}\ninputs: {b: {}}\n"),
    CoverageRow("unused input", "CF180", text: v5 + node + "inputs: {x: {}}\nnode_templates: {n: {type: t}}\n"),
    CoverageRow("unused plugin", "CF181", text: v5 + node + plugin + "node_templates: {n: {type: t}}\n"),
    CoverageRow(
      "until before since", "CF177", text: schedule("since: '2030-02-01 10:00', until: '2030-01-01 10:00', count: 1")),
    CoverageRow("negative slip", "CF179", text: schedule("since: '10:00', count: 1, slip: -1")),
    CoverageRow(
      "contradicting constraints", "CF184", text: parameter("{constraints: [{less_than: 3}, {greater_than: 5}]}")),
    CoverageRow("stop_after_fail", "CF178", text: schedule("since: '10:00', count: 1, stop_after_fail: true")),
    CoverageRow("required with default", "CF182", text: parameter("{default: 1, required: true}")),
    CoverageRow(
      "overrides a built-in workflow", "CF117", text: v5 + types + plugin + "workflows: {install: {mapping: p.m.f}}\n"),
    CoverageRow(
      "cloudify. is replaced", "CF116", text: v5 + types + "node_types: {cloudify.nodes.Tier: {}}\n"),
    CoverageRow("host_agent plugin for a workflow", "CF183", text: v5 + hosted + "workflows: {w: p.m.f}\n"),
    CoverageRow("unquoted time", "WF104", text: schedule("since: 18:00, count: 1")),
    CoverageRow(
      "package_version is no text", "WF104",
      text: v5 + "plugins: {p: {executor: central_deployment_agent, package_name: p, package_version: 1.2}}\n"),
    CoverageRow(
      "item of a default", "CF152", text: parameter("{type: list, item_type: integer, default: [a]}")),
    CoverageRow("since adds no time", "CF188", text: schedule("since: +soon, count: 1")),
    CoverageRow(
      "availability version", "CF103",
      text: "tosca_definitions_version: cloudify_dsl_1_3\n" + plugin
        + "workflows: {w: {mapping: p.f, availability_rules: {available: true}}}\n"),
    CoverageRow(
      "is_cascading", "WF104", text: v5 + plugin + "workflows: {w: {mapping: p.f, is_cascading: maybe}}\n"),
  ]

  /// What the documentation says and the product does not do.
  static let contradictions: [CoverageRow] = [
    CoverageRow("docs 1: constraints as mapping", "WF104", text: parameter("{constraints: {max_length: 3}}")),
    CoverageRow(
      "docs 3: dry_run", "WF101", text: schedule("since: '10:00', count: 1, execution_arguments: {dry_run: true}")),
    CoverageRow("docs 4: stop_after_fail", "CF178", text: schedule("since: '10:00', count: 1, stop_after_fail: true")),
    CoverageRow("docs 7: namespace on types", "CF109", text: v5 + "imports: [a--cloudify/types/types.yaml]\n"),
    CoverageRow("docs 12: equal takes a number", "CF150", text: parameter("{constraints: [{equal: a}]}")),
    CoverageRow("docs 15: weekdays as text", "WF104", text: schedule("since: '10:00', weekdays: 'mo, tu'")),
  ]

  /// What the documentation says to be wrong, or to be needed, and is right.
  static let accepted: [CoverageRow] = [
    CoverageRow("docs 2: mapping without parameters", text: v5 + plugin + "workflows: {w: {mapping: p.m.f}}\n"),
    CoverageRow(
      "docs 5: imports in a circle", text: v5 + "imports: [a.yaml]\n", others: ["a.yaml": "imports: [main.yaml]\n"]),
    CoverageRow(
      "docs 6: groups of an import", text: v5 + node + "imports: [a.yaml]\nnode_templates: {n: {type: t}}\n",
      others: ["a.yaml": "groups: {g: {members: [n]}}\n"]),
    CoverageRow(
      "docs 8: a mapping is overridden", text: v5 + plugin + "imports: [a.yaml]\nworkflows: {w: {mapping: p.m.f}}\n",
      others: ["a.yaml": "workflows: {w: {mapping: p.m.g}}"]),
    CoverageRow("docs 9: cloudify_dsl_1_5", text: v5 + "inputs: {a: {type: operation_name}}\n"),
  ]
}
