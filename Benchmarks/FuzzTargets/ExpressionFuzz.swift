// SPDX-License-Identifier: Apache-2.0
import Expression
import SourceText

// libFuzzer's target: lexer, parser, checker and evaluator on any bytes. `Benchmarks/fuzz` builds and runs it.
//
// A run must be short, for there are to be millions: the environment is made once, and what does not hang on the tree (templates, regular
// expressions, certain faults) takes turns by the input's hash, so that the same input always takes the same way.

/// What expressions are checked and evaluated with.
enum World {
  static let inputs = CELValue.object([("x", .int(3)), ("k", .array([.string("a"), .string("é")]))])
  static let variables: [String: CELValue] = [
    "inputs": inputs, "x": .object([("a", .double(.nan)), ("b", .bytes([0, 255]))]),
    "steps": .object([("plan", .object([("outputs", .unknown("outputs"))]))]),
  ]
  static let types = TypeEnvironment([
    ("inputs", .record(RecordType("inputs", [.init("x", .int), .init("k", .list(.string))]))),
    ("steps", .map(.string, .dyn)), ("x", .dyn),
  ])
  static let environment = EvaluationEnvironment(variables: variables, costLimit: 2_000)
  static let costly = EvaluationEnvironment(variables: variables, costLimit: 50_000)
}

/// Ends the run as a finding.
func broken(_ what: String, _ bytes: [UInt8]) -> Never {
  fatalError("\(what): \(String(decoding: bytes, as: UTF8.self))")
}

/// Runs one input.
func run(_ bytes: [UInt8]) {
  var hash: UInt32 = 2_166_136_261
  for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
  let whole = TextRange(0, bytes.count)
  let parsed = ParsedExpression(parsing: bytes)
  var end = 0
  for token in parsed.tokens {
    if token.range.start < end || !whole.contains(token.range) { broken("a token's range", bytes) }
    end = token.range.end
  }
  for problem in parsed.problems where !whole.contains(problem.range) { broken("a problem's range", bytes) }
  if parsed.root == nil, parsed.problems.isEmpty { broken("neither tree nor problem", bytes) }
  parsed.visit { id, parent in
    guard let parent else { return }
    if id >= parent || !parsed[parent].range.contains(parsed[id].range) { broken("a child's place", bytes) }
  }
  // Trees of broken texts are checked too, as an editor does; but not each of them.
  if parsed.isComplete || hash & 7 == 0 {
    for problem in World.types.check(parsed).problems where !whole.contains(problem.range) {
      broken("a type problem's range", bytes)
    }
  }
  if parsed.isComplete {
    switch (hash & 15 == 0 ? World.costly : World.environment).evaluate(parsed) {
    case .success(let value): if value.celDescription.utf8.count > 40_000 { broken("the description's length", bytes) }
    case .failure(let error): if !whole.contains(error.range) { broken("an error's range", bytes) }
    }
    if hash & 15 == 1 { _ = World.environment.certainFaults(in: parsed) }
  }
  switch hash >> 8 & 31 {
  case 0:
    let template = Template(parsing: bytes)
    if template.segments.reduce(0, { $0 + $1.range.count }) != bytes.count { broken("the segments' ranges", bytes) }
  case 1:
    let text = String(decoding: bytes, as: UTF8.self)
    do { _ = try RegularExpression(text).matches(text) } catch {
      if error.offset > text.utf8.count { broken("the place in the pattern", bytes) }
    }
  case 2:
    _ = parsed.call(at: bytes.count / 2)
    _ = parsed.variablesInScope(at: bytes.count / 2)
    _ = parsed.paths
  default: break
  }
}

/// libFuzzer calls this for every input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  run(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// libFuzzer calls this once; writes the seeds instead of fuzzing where it is asked to.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(_ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutableRawPointer) -> CInt {
  Seeds.writeIfAsked()
  return 0
}
