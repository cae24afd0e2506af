// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText
import Testing

/// Types and problems in a typed context.
struct CheckerTests {
  static let environment: TypeEnvironment = {
    let summary = RecordType("plan_summary", [.init("add", .int), .init("destroy", .int)])
    let outputs = RecordType("outputs of plan", [.init("plan_summary", .record(summary)), .init("version", .string)])
    let step = RecordType(
      "step plan", [.init("status", .string), .init("outputs", .record(outputs)), .init("duration", .duration)])
    let steps = RecordType(
      "steps", [.init("plan", .record(step)), .init("my-step", .record(step)), .init("my-long-step2", .int)])
    let inputs = RecordType(
      "inputs",
      [
        .init("region", .string, options: [.string("us"), .string("eu")]), .init("count", .int),
        .init("ratio", .double),
        .init("names", .list(.string)), .init("labels", .map(.string, .string)), .init("flag", .bool),
      ])
    let host = FunctionOverload(
      "success", parameters: [], result: .bool, documentation: "Whether all went well.", example: "success()")
    return TypeEnvironment(
      [
        ("inputs", .record(inputs)), ("steps", .record(steps)), ("now", .timestamp),
        ("body", .dyn), ("open", .record(RecordType("open", [.init("a", .int)], isOpen: true))),
      ], catalog: .standard.adding([host]))
  }()

  @Test(arguments: [
    ("inputs.region", "string"), ("inputs['count']", "int"), ("inputs.?region", "optional(string)"),
    ("steps.plan.outputs.plan_summary.destroy == 0", "bool"), ("inputs.names.map(n, size(n))", "list(int)"),
    ("inputs.names.filter(n, n != '')", "list(string)"), ("[1, 2.0]", "list(dyn)"), ("{'a': 1}", "map(string, int)"),
    ("inputs.labels.transformMap(k, v, size(v))", "map(string, int)"), ("body.x.y", "dyn"), ("open.b", "dyn"),
    ("success() ? 1 : 2", "int"), ("now - now", "duration"), ("inputs.region == null", "bool"),
    ("cel.bind(x, inputs.count, x + 1)", "int"), ("inputs.labels[?'a'].orValue('b')", "string"),
    ("math.greatest(1, 2)", "int"), ("math.greatest(1, 2.5)", "dyn"), ("type(1) == int", "bool"),
    ("inputs.exists(k, k == 'a')", "bool"), ("inputs.names.first()", "optional(string)"),
    ("optional.none().or(optional.of(1))", "optional(int)"),
    ("inputs.?labels.?a.orValue('')", "string"), ("inputs.names.sortBy(n, size(n))", "list(string)"),
    ("[[1]].map(x, x[0])", "list(int)"), ("now.getHours('UTC')", "int"), ("string", "type(string)"),
    ("1 < 2.5", "bool"),
  ])
  func types(_ text: String, _ expected: String) {
    let result = Self.environment.check(ParsedExpression(parsing: text))
    #expect(result.problems.map(\.message) == [], "\(text)")
    #expect(result.type.description == expected, "\(text)")
  }

  /// The expression, the text at fault, the message, and the expression with the replacement made.
  @Test(arguments: [
    ("input.region", "input", "`input` is not defined here; did you mean `inputs`?", "inputs.region"),
    ("inputs.regoin", "regoin", "`inputs` has no field `regoin`; did you mean `region`?", "inputs.region"),
    (
      "inputs['regoin']", "'regoin'", "`inputs` has no field `regoin`; did you mean `\"region\"`?", "inputs[\"region\"]"
    ),
    (
      "inputs.count + 1.5", "inputs.count + 1.5",
      "`+` does not take `int` and `double`; did you mean `double(inputs.count)`?", "double(inputs.count) + 1.5"
    ),
    (
      "inputs.ratio * 2", "inputs.ratio * 2", "`*` does not take `double` and `int`; did you mean `2.0`?",
      "inputs.ratio * 2.0"
    ),
    (
      "'n' + inputs.count", "'n' + inputs.count",
      "`+` does not take `string` and `int`; did you mean `string(inputs.count)`?", "'n' + string(inputs.count)"
    ),
    (
      "inputs.ratio == 1", "inputs.ratio == 1", "`==` does not take `double` and `int`; did you mean `1.0`?",
      "inputs.ratio == 1.0"
    ),
    (
      "inputs.count == '3'", "inputs.count == '3'", "a `int` never equals a `string`; did you mean `3`?",
      "inputs.count == 3"
    ),
    (
      "inputs.region == 'ue'", "'ue'", "`region` is never \"ue\"; it is one of \"us\", \"eu\"; did you mean `\"us\"`?",
      "inputs.region == \"us\""
    ),
    ("inputs.region in ['us', 'xx']", "'xx'", "`region` is never \"xx\"; it is one of \"us\", \"eu\"", ""),
    (
      "steps.my-step.status == 'success'", "steps.my-step.status",
      "this subtracts; a name with a hyphen is written in brackets: `[\"my-step\"]`",
      "steps[\"my-step\"].status == 'success'"
    ),
    (
      "steps.my-long-step2", "steps.my-long-step2",
      "this subtracts; a name with a hyphen is written in brackets: `[\"my-long-step2\"]`", "steps[\"my-long-step2\"]"
    ),
    (
      "inputs.regionn.startsWith('a')", "regionn", "`inputs` has no field `regionn`; did you mean `region`?",
      "inputs.region.startsWith('a')"
    ),
    (
      "inputs.region.startWith('a')", "startWith", "there is no function `startWith`; did you mean `startsWith`?",
      "inputs.region.startsWith('a')"
    ),
    ("startsWith(inputs.region, 'a')", "startsWith", "`startsWith` is called on a value: `x.startsWith(…)`", ""),
    ("inputs.region.startsWith()", "startsWith", "`startsWith` takes 1 argument, not 0", ""),
    ("inputs.names.all(n)", "all", "`all` takes 2 or 3 arguments, not 1", ""),
    ("inputs.names.contains('a')", "contains", "`contains` of `list(string)` does not take (`string`)", ""),
    ("inputs.count && true", "inputs.count", "a condition must be a bool; this is `int`", ""),
    ("inputs.count ? 1 : 2", "inputs.count", "a condition must be a bool; this is `int`", ""),
    ("true ? 1 : 'a'", "'a'", "the two results of `?:` have different types: `int` and `string`", ""),
    (
      "inputs.region.matches('a(?=b)')", "'a(?=b)'",
      "invalid regular expression: look-around `(?=` does not exist in RE2", ""
    ),
    ("inputs.count.exists(x, true)", "inputs.count", "`exists` goes over a list or map; this is `int`", ""),
    ("inputs.count.foo", "foo", "a value of type `int` has no field `foo`", ""),
    ("inputs.count[0]", "inputs.count", "a value of type `int` cannot be indexed", ""),
    ("inputs.names['a']", "inputs.names['a']", "a `list(string)` cannot be indexed with a `string`", ""),
    ("1 in inputs.names", "1 in inputs.names", "a `int` never equals a `string`", ""),
    (
      "math.great(1)", "math.great", "there is no function `math.great`; did you mean `math.greatest`?",
      "math.greatest(1)"
    ),
    ("sucess()", "sucess", "there is no function `sucess`; did you mean `success`?", "success()"),
    ("!inputs.region", "inputs.region", "a condition must be a bool; this is `string`", ""),
    ("-inputs.region", "-inputs.region", "`-` does not take `string`", ""),
  ])
  func problems(_ text: String, _ place: String, _ message: String, _ fixed: String) throws {
    let parsed = ParsedExpression(parsing: text)
    let result = Self.environment.check(parsed)
    #expect(result.problems.map(\.message) == [message], "\(text)")
    let problem = try #require(result.problems.first)
    #expect(parsed.text(problem.range) == place)
    guard let replacement = problem.replacement else {
      #expect(fixed.isEmpty)
      return
    }
    let result2 =
      parsed.text(TextRange(0, replacement.range.start)) + replacement.text
      + parsed.text(TextRange(replacement.range.end, parsed.bytes.count))
    #expect(result2 == fixed)
    #expect(Self.environment.check(ParsedExpression(parsing: result2)).problems.isEmpty)
  }

  @Test(arguments: [
    "inputs.count-1 > 0", "inputs.count - inputs.count == 0", "[1].all(x, inputs.count-x > 0)", "steps.plan.",
    "inputs.region == ", "f(", "inputs.x.y.z",
  ])
  func noSecondProblemAndNoFalseHyphen(_ text: String) {
    let result = Self.environment.check(ParsedExpression(parsing: text))
    #expect(result.problems.count <= 1)
    #expect(!result.problems.contains { if case .hyphenSubtraction = $0.kind { true } else { false } })
  }

  @Test func theFieldOfASelectionIsKnown() throws {
    let parsed = ParsedExpression(parsing: "steps.plan.outputs.version == inputs['region']")
    let result = Self.environment.check(parsed)
    let found = parsed.nodes.indices.compactMap { result.fields[ExpressionID($0)]?.name }
    #expect(Set(found) == ["steps", "plan", "outputs", "version", "inputs", "region"])
  }

  /// A type is a tree, though the expression shares its parts: what would double without end is `dyn` somewhere.
  @Test func typesAreBounded() {
    var doubled = "x29"
    var nested = "x29"
    for index in (0..<30).reversed() {
      let before = index == 0 ? "1" : "x\(index - 1)"
      doubled = "cel.bind(x\(index), {\(before): \(before)}, \(doubled))"
      nested = "cel.bind(x\(index), [[\(before)]], \(nested))"
    }
    for text in [doubled, nested] {
      let result = TypeEnvironment().check(ParsedExpression(parsing: text))
      #expect(result.problems.isEmpty)
      #expect(result.type.description.utf8.count < 3_000)
    }
    #expect(
      TypeEnvironment().check(ParsedExpression(parsing: "[[[[[[1]]]]]]")).type.description.hasSuffix("(int))))))"))
  }

  /// A unification that fails half-way teaches nothing: the second row is tried as if the first had not been.
  @Test(arguments: [
    ("[[], 1].map(x, x)", "list(dyn)"), ("[[], [1]].map(x, x)", "list(list(int))"),
    ("[{}, {1: 'a'}]", "list(map(int, string))"),
    ("[[[]], [['a']], [[]]]", "list(list(list(string)))"), ("[optional.none(), optional.of(1)]", "list(optional(int))"),
    ("cel.bind(x, [], x + [1] + x)", "list(int)"),
  ])
  func parametersAreFound(_ text: String, _ expected: String) {
    let result = TypeEnvironment().check(ParsedExpression(parsing: text))
    #expect(result.type.description == expected)
  }
}
