// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// One call of `wflint eval` with what it prints.
private struct Case: Sendable, CustomTestStringConvertible {
  var arguments: [String]
  var input: String
  var status: Int32
  var output: String
  var errors: [String]

  init(_ arguments: String..., input: String = "", status: Int32 = 0, output: String = "", errors: [String] = []) {
    self.arguments = arguments
    self.input = input
    self.status = status
    self.output = output
    self.errors = errors
  }

  var testDescription: String { (["wflint eval"] + arguments).joined(separator: " ") }
}

/// `wflint eval` as a user has it: output, messages and exit status.
@Suite struct EvaluateTests {
  private static let cases: [Case] = [
    Case("1 + 2", output: "3"),
    Case("[1, 2.0, 3u, 'a', b'\\xff', null]", output: #"[1, 2.0, 3u, "a", b"\xff", null]"#),
    Case("{'a': duration('90m')}", output: #"{"a": duration("5400s")}"#),
    Case("{'a': duration('90m'), 2: 1.0}", "--format", "json", output: #"{"a":"5400s","2":1.0}"#),
    Case("double('NaN')", "--format", "json", output: #""NaN""#),
    Case("'say \"hi\"\\n'", "--format", "json", output: #""say \"hi\"\n""#),
    Case("'say \"hi\"'", "--format", "text", output: #"say "hi""#),
    Case("inputs.region in ['us', 'eu']", "--with", "values.yaml", output: "true"),
    Case("inputs.replicas / 2", "--with", "values.yaml", output: "1"),
    Case("inputs.share * 2.0", "--with", "values.yaml", output: "1.0"),
    Case("inputs.region + numbers[1]", "--with", "values.json", output: #""us€😀""#),
    Case("copy.region", "--with", "values.yaml", output: #""eu""#),
    Case("age > limit", "--let", "age=duration('90m')", "--let", "limit=duration('1h')", output: "true"),
    Case("b", "--let", "a=1", "--let", "b=a + 1", output: "2"),
    Case("inputs", "--with", "values.yaml", "--let", "inputs=1 == 1", output: "true"),
    Case("--let", "x=1", "--", "-1 + x", output: "0"),
    Case("-", input: "1 +\n 2", output: "3"),
    Case("1 + x", "--with", "-", input: "x: 41", output: "42"),
    Case("success() && always() && !failure() && !cancelled()", output: "true"),
    Case("now > timestamp('2020-01-01T00:00:00Z')", output: "true"),
    Case("timestamp('2026-07-01T12:00:00Z').getHours('Europe/Berlin')", output: "14"),
    // Types.
    Case("--type", "1 + 2", output: "int"),
    Case("--type", "inputs", "--with", "values.yaml", output: "{region: string, replicas: int, share: double}"),
    Case("--type", "[inputs.replicas].map(x, string(x))", "--with", "values.yaml", output: "list(string)"),
    Case("--type", "{'a': optional.of(1)}", output: "map(string, optional(int))"),
    Case(
      "--type", "inputs.regoin", "--with", "values.yaml", status: 1,
      errors: ["<expression>:1:8: error:", "`inputs` has no field `regoin`; did you mean `region`?", "^^^^^^"]),
    Case(
      "--type", "1 + 'a'", status: 1, errors: ["`+` does not take `int` and `string`", "   1 | 1 + 'a'", "^"]),
    // What has no value.
    Case("1 + ", status: 1, errors: ["<expression>:1:4: error:", "is missing at the end", "   1 | 1 +"]),
    Case("a = 1", status: 1, errors: ["`==`", "   1 | a = 1\n     |   ^\n", "help: write `==`"]),
    Case(
      "1 + 2 / 0", status: 1,
      errors: ["<expression>:1:5: error: divide by zero", "   1 | 1 + 2 / 0\n     |     ^^^^^\n"]),
    Case("'€' + 1", status: 1, errors: ["<expression>:1:1: error: no such overload"]),
    Case("'€€' == 'a' || 1 / 0 > 0", status: 1, errors: ["error: divide by zero", "\n     |                ^^^^^\n"]),
    Case(
      "inputs.regoin == 'us'", "--with", "values.yaml", status: 1,
      errors: ["no such key: 'regoin'", "help: did you mean `region`?"]),
    Case("nope", status: 1, errors: ["undeclared reference to 'nope'"]),
    Case("lists.range(2000).map(x, lists.range(2000)) == []", status: 1, errors: ["costs more than its limit"]),
    Case("[1, 2, 3].all(x, x > 0)", "--cost-limit", "5", status: 1, errors: ["costs more than its limit"]),
    Case("", status: 1, errors: ["there is no expression here"]),
    // Wrong usage.
    Case(status: 2, errors: ["an expression is missing"]),
    Case("1", "--batch", status: 2, errors: ["--batch reads"]),
    Case("-", "--with", "-", status: 2, errors: ["only one thing"]),
    Case("1", "--format", "yaml", status: 2, errors: ["format"]),
    Case("1", "--cost-limit", "0", status: 2, errors: ["--cost-limit"]),
    Case("1", "--let", "1=2", status: 2, errors: ["NAME=CEL"]),
    Case("1", "--let", "x=1 +", status: 2, errors: ["--let x:1:", "missing"]),
    Case("1", "--with", "none.yaml", status: 2, errors: ["cannot read none.yaml: no such file"]),
    Case("1", "--with", "torn.yaml", status: 2, errors: ["torn.yaml:1:"]),
    Case("1", "--with", "torn.json", status: 2, errors: ["torn.json:1:6: error:"]),
    Case("1", "--with", "list.yaml", status: 2, errors: ["list.yaml: the values must be a mapping"]),
  ]

  private static let files = [
    "values.yaml": """
    inputs: &inputs {region: us, replicas: 3, share: 0.5}
    copy:
      <<: *inputs
      region: eu
    """,
    "values.json":
      #"{"inputs": {"region": "us"}, "numbers": [1, "\u20ac\ud83d\ude00", 2.5e1, -0, {}, [], true, null]}"#,
    "torn.yaml": "a: [1", "torn.json": #"{"a":"#, "list.yaml": "[1]",
  ]

  @Test(arguments: Self.cases.indices) func answers(_ index: Int) async throws {
    let call = Self.cases[index]
    let result = try await Sandbox(Self.files).run(["eval"] + call.arguments, input: call.input)
    #expect(result.status == call.status, "\(call.testDescription): \(result.text)\(result.errors)")
    #expect(result.text == (call.output.isEmpty ? "" : call.output + "\n"), "\(call.testDescription)")
    for part in call.errors {
      #expect(result.errors.contains(part), "\(call.testDescription): \(part) not in \(result.errors)")
    }
    if call.errors.isEmpty { #expect(result.errors == "", "\(call.testDescription)") }
  }

  /// A literal gives its value back: twice through the command.
  @Test(arguments: [
    "[1, 2.0, 3u, 'a\\n\\u00e9\\'\"', b'\\x00a', null, true]",
    "{'a': {1: duration('1h'), true: timestamp('2026-01-01T00:00:00Z')}}",
    "optional.of([optional.none()])", "type(1)", "ip('10.0.0.1')", "1e300 * 10.0", "double('-Infinity')",
    "'\u{7}\u{0}\u{7F}'",
    "b'" + String(repeating: "a", count: 3_000) + "'", "'" + String(repeating: "é", count: 3_000) + "'",
  ])
  func literalsReadBack(expression: String) async throws {
    let sandbox = try Sandbox()
    let first = try await sandbox.run(["eval", "-"], input: expression)
    #expect(first.status == 0, "\(first.errors)")
    let second = try await sandbox.run(["eval", "-"], input: first.text)
    #expect(second.status == 0, "\(second.errors)")
    #expect(first.text == second.text)
    let same = try await sandbox.run(["eval", "-"], input: "(\(expression)) == \(first.text)")
    #expect(same.text == "true\n", "\(same.errors)")
  }

  // MARK: Batches

  /// The pages' example, and each key of requests and answers.
  @Test func batches() async throws {
    let requests = [
      #"{"expression": "x + 1", "bindings": {"x": 1}}"#,
      #"{"id": 7, "expression": "1 / 0"}"#,
      "",
      #"{"id": {"n": [1.50, "é\u0000"]}, "expression": "a > b ? 1u : 2u", "let": {"a": "duration('2h')", "b": "a - duration('1h')"}}"#,
      #"{"expression": "1 +"}"#,
      #"{"expression": "true || 1 + 'a'"}"#,
      #"{"expression": "base.region", "bindings": {"x": 1}}"#,
      #"{"expression": "[1, 2, 3].all(x, x > 0)", "cost_limit": 3}"#,
      #"{"expresion": "1"}"#, "[1]", #"{"expression": 1}"#, "{", #"{"id": 1, "expression": "x", "let": {"x": "1 +"}}"#,
      #"{"expression": "'é' + 1"}"#,
    ]
    let result = try await Sandbox(["base.yaml": "base: {region: us}"]).run(
      ["eval", "--batch", "--with", "base.yaml"], input: requests.joined(separator: "\n"))
    #expect(result.status == 2)
    #expect(result.errors == "")
    let lines = result.lines.map(String.init)
    #expect(lines.count == requests.count - 1)
    let expected: [(Int, String)] = [
      (0, #"{"value":2,"literal":"2","type":"int"}"#),
      (
        1,
        #"{"id":7,"error":{"kind":"divisionByZero","message":"divide by zero","range":{"start":{"line":1,"column":1,"offset":0},"end":{"line":1,"column":6,"offset":5}}},"type":"int"}"#
      ),
      (2, #"{"id":{"n":[1.5,"é\u0000"]},"value":1,"literal":"1u","type":"uint"}"#),
      (5, #"{"value":"us","literal":"\"us\"","type":"string"}"#),
    ]
    for (index, line) in expected { #expect(lines[index] == line) }
    let answers = try lines.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) }
    #expect(value(answers[3], "error", "kind") as? String == "syntax")
    #expect((value(answers[3], "problems") as? [Any])?.count == 1)
    #expect(value(answers[3], "type") is NSNull)
    #expect(value(answers[4], "value") as? Bool == true)
    #expect(value(answers[4], "type") is NSNull)
    #expect(value(answers[4], "problems", "0", "kind") as? String == "type")
    #expect(value(answers[6], "error", "kind") as? String == "costLimit")
    for index in 7...11 { #expect(value(answers[index], "error", "kind") as? String == "request", "\(lines[index])") }
    #expect((value(answers[7], "error", "message") as? String)?.contains("did you mean `expression`?") == true)
    #expect(value(answers[11], "id") as? Int == 1)
    // Columns are scalars, offsets bytes.
    #expect(value(answers[12], "error", "range", "end", "column") as? Int == 8)
    #expect(value(answers[12], "error", "range", "end", "offset") as? Int == 8)
  }

  private static let ends: [([String], Int32)] = [
    ([#"{"expression": "1"}"#], 0), ([#"{"expression": "1"}"#, #"{"expression": "nope"}"#], 1), ([], 0),
    ([#"{"expression": "1"}"#, "nonsense"], 2),
  ]

  @Test(arguments: ends)
  func batchesEndAsTheyShould(requests: [String], status: Int32) async throws {
    let result = try await Sandbox().run(["eval", "--batch"], input: requests.joined(separator: "\r\n"))
    #expect(result.status == status)
    #expect(result.lines.count == requests.count)
  }

  @Test func batchesGiveTypes() async throws {
    let requests = [#"{"expression": "x + 1", "bindings": {"x": 1}}"#, #"{"expression": "1 + 'a'"}"#]
    let result = try await Sandbox().run(["eval", "--batch", "--type"], input: requests.joined(separator: "\n"))
    #expect(result.status == 1)
    #expect(result.lines.first == #"{"type":"int"}"#)
    let second = try JSONSerialization.jsonObject(with: Data((result.lines.last ?? "").utf8))
    #expect(value(second, "type") is NSNull)
    #expect((value(second, "problems") as? [Any])?.count == 1)
  }

  /// What the benchmarks ask for.
  @Test(arguments: ["parse", "check", "compile", "evaluate"]) func phasesAreMeasured(phase: String) async throws {
    let result = try await Sandbox().run(["eval", "1 + 2 == 3", "--measure", phase, "--repeat", "40"])
    #expect(result.status == 0)
    let time = try #require(Double(result.text.dropLast()))
    #expect(time > 0 && time < 1e9)
  }
}
