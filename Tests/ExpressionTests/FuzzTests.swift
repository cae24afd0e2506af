// SPDX-License-Identifier: Apache-2.0
import Expression
import Foundation
import SourceText
import TestSupport
import Testing

/// Random inputs. None may trap, hang, or leave its ranges. `WFLINT_FUZZ_COUNT` says how many, `WFLINT_FUZZ_SEED` which.
struct FuzzTests {
  static let fragments = [
    "inputs.x", "steps.plan.outputs", "1", "42u", "0x1F", "1.5", "1e308", "'a'", "\"\\u00e9\"", "r'\\d+'", "b'\\xff'",
    "'''a\nb'''",
    "true", "null", "[", "]", "{", "}", "(", ")", ",", ":", "?", ".", ".?", "[?", "+", "-", "*", "/", "%", "!", "&&",
    "||",
    "==", "!=", "<", "<=", ">", ">=", " in ", " ", "\n", "//c", "`a-b`", "if", "has(", ".all(x, ", ".exists(i, x, ",
    ".map(x, ", ".filter(x, ", "x", "cel.bind(y, ", "cel.block([", "cel.index(0)", ".transformMap(k, v, ",
    ".sortBy(x, ",
    "size(", ".size()", ".matches('", "(a|b)*c", "string(", "int(", "double(", "timestamp('2024-01-01T00:00:00Z')",
    "duration('1h')", ".getHours('UTC')", ".format([", "'%s %d %.3f %e %x'", ".replace('a', 'bb')", ".split('')",
    ".substring(1, ", ".join('-')", "math.greatest(", "math.bitShiftLeft(1, ", "lists.range(9)", "optional.of(",
    ".orValue(",
    ".optMap(x, ", "optional.none()", "9223372036854775807", "-9223372036854775808", "18446744073709551615u", "dyn(",
    "type(",
    "ip('::1')", "cidr('10.0.0.0/8')", "base64.encode(", "é", "🐱", "\u{0}", "\\", "=", "&", "and", "not ", "`", "'",
    "\"", "#",
    ".flatten()", ".distinct()", ".sort()", ".reverse()", "sets.contains(", "inputs['k']", "steps.my-step", "@",
    "{'a': 1, 2: [3]}",
  ]

  @Test func nothingTraps() throws {
    let variables = ProcessInfo.processInfo.environment
    let count = variables["WFLINT_FUZZ_COUNT"].flatMap { Int($0) } ?? 4_000
    var random = SplitMix(seed: variables["WFLINT_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1)
    let grammar = try GrammarTests.grammar()
    let start = try #require(grammar.rule("Expression"))
    var values = 0
    var slowest = Duration.zero
    for index in 0..<count {
      let bytes = index % 3 == 0 ? Self.sentence(grammar, start, &random) : Self.input(&random)
      let start = threadTime()
      switch Self.run(bytes) {
      case .value: values += 1
      case .noValue: break
      case .broken(let why): Issue.record("\(why): \(bytes) \(String(decoding: bytes, as: UTF8.self))")
      }
      let time = threadTime() - start
      if time > slowest {
        slowest = time
        if time > .seconds(2) { Issue.record("\(time): \(String(decoding: bytes, as: UTF8.self))") }
      }
    }
    print("fuzz: \(count) inputs, \(values) with a value, slowest \(slowest)")
    #expect(values > count / 200)
  }

  static let words: [String: [String]] = [
    "IDENTIFIER": [
      "x", "inputs", "steps", "size", "int", "string", "double", "dyn", "type", "a", "map", "math", "y", "has",
      "exists",
      "all", "filter", "timestamp", "duration", "matches", "contains", "split", "format", "optional", "none", "of",
      "cel",
      "bind", "value", "orValue", "transformList", "sort", "bytes", "uint", "bool", "join", "replace", "trim",
    ],
    "RESERVED": ["if"], "QUOTED": ["`a-b`"], "INT": ["0", "1", "3", "0x1F", "9223372036854775807"], "UINT": ["7u"],
    "DOUBLE": ["1.5", ".5", "1e308"],
    "STRING": ["'a'", "'(a|b)*'", "'%d'", "''", "'é'", "'2024-01-01T00:00:00Z'", "'1h'"],
    "BYTES": ["b'x'", "b'\\xff'"],
  ]

  static func sentence(_ grammar: Grammar, _ start: Grammar.Rule, _ random: inout SplitMix) -> [UInt8] {
    let depth = Int.random(in: 5...14, using: &random)
    let found = grammar.generate(start, depth: depth, &random) { name, random in
      words[name]?.randomElement(using: &random)
    }
    return Array(found.joined(separator: " ").utf8.prefix(3_000))
  }

  static func input(_ random: inout SplitMix) -> [UInt8] {
    let grammarLike = Int.random(in: 0..<4, using: &random)
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...(grammarLike == 0 ? 40 : 9), using: &random) {
      bytes += (fragments.randomElement(using: &random) ?? "").utf8
    }
    for _ in 0..<(Int.random(in: 0..<6, using: &random) / 3) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes.remove(at: place)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
      default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
      }
    }
    // Balanced, so that more of them are whole.
    if grammarLike > 1 {
      var open: [UInt8] = []
      for byte in bytes {
        switch byte {
        case 0x28: open.append(0x29)
        case 0x5B: open.append(0x5D)
        case 0x7B: open.append(0x7D)
        case 0x29, 0x5D, 0x7D: _ = open.popLast()
        default: break
        }
      }
      bytes += open.reversed()
    }
    return bytes
  }

  static let types = TypeEnvironment([
    ("inputs", .record(RecordType("inputs", [.init("x", .int), .init("k", .list(.string))]))),
    ("steps", .map(.string, .dyn)),
    ("x", .dyn),
  ])

  static let environment: EvaluationEnvironment = {
    let inputs = CELValue.object([("x", .int(3)), ("k", .array([.string("a"), .string("é")]))])
    let steps = CELValue.object([("plan", .object([("outputs", .unknown("outputs"))]))])
    return EvaluationEnvironment(
      variables: ["inputs": inputs, "steps": steps, "x": .object([("a", .double(.nan))])], costLimit: 20_000)
  }()

  enum Outcome {
    case value
    case noValue
    case broken(String)
  }

  /// Runs everything on an input.
  static func run(_ bytes: [UInt8]) -> Outcome {
    let parsed = ParsedExpression(parsing: bytes)
    let whole = TextRange(0, bytes.count)
    var broken: String?
    func check(_ holds: Bool, _ what: @autoclosure () -> String) { if !holds && broken == nil { broken = what() } }
    var end = 0
    for token in parsed.tokens {
      check(token.range.start >= end && whole.contains(token.range), "token \(token)")
      end = token.range.end
    }
    for problem in parsed.problems { check(whole.contains(problem.range), "\(problem)") }
    parsed.visit { id, parent in
      let node = parsed[id]
      check(whole.contains(node.range) && whole.contains(node.nameRange), "node \(node)")
      guard let parent else { return }
      check(parsed[parent].range.contains(node.range), "\(node.range) outside of \(parsed[parent].range)")
      check(id < parent, "child behind its parent")
    }
    check(parsed.root != nil || !parsed.problems.isEmpty, "no tree and no problem")
    let offset = bytes.count / 2
    _ = parsed.call(at: offset)
    _ = parsed.variablesInScope(at: offset)
    check(parsed.paths == parsed.pathsOfTree, "paths")
    for problem in types.check(parsed).problems {
      check(whole.contains(problem.range), "\(problem)")
      if let replacement = problem.replacement { check(whole.contains(replacement.range), "\(problem)") }
      check(!problem.message.isEmpty, "no message")
    }
    let template = Template(parsing: Array("${{".utf8) + bytes + Array("}}".utf8))
    check(template.segments.reduce(0) { $0 + $1.range.count } == bytes.count + 5, "segments")
    let text = String(decoding: bytes, as: UTF8.self)
    do {
      _ = try RegularExpression(text).matches(text)
    } catch {
      check(error.offset <= text.utf8.count, "offset of the pattern's failure")
    }
    switch environment.evaluate(parsed) {
    case .success(let value):
      check(parsed.problems.isEmpty, "a value in spite of problems")
      check(value.celDescription.utf8.count < 40_000 && value.textForm.utf8.count < 2_000_000, "too long a value")
      return broken.map { .broken($0) } ?? .value
    case .failure(let error):
      check(whole.contains(error.range), "range of the error")
      return broken.map { .broken($0) } ?? .noValue
    }
  }
}
