// SPDX-License-Identifier: Apache-2.0
import Dialect
import Expression
import Schedule
import SourceText

/// `wflint eval --batch`: a request a line, an answer a line, in order. The shape is in `docs/eval.md`.
struct BatchEvaluation {
  /// Values that every request has unless it gives its own.
  let values: [(String, CELValue)]
  let now: Instant
  let costLimit: Int
  /// Whether only types are asked for.
  let onlyTypes: Bool

  /// What a run of requests came to.
  struct Tally {
    /// Requests without a value.
    var failed = 0
    /// Lines that are no request.
    var malformed = 0
  }

  private static let keys = ["id", "expression", "bindings", "let", "cost_limit"]

  /// A request that could not be read.
  private struct Refusal: Error {
    var message: String
  }

  /// Answers one line; nil for a blank one.
  func answer(_ line: ArraySlice<UInt8>, _ tally: inout Tally) -> [UInt8]? {
    guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { return nil }
    var identity: CELValue?
    do throws(Refusal) {
      let request = try request(line)
      identity = request[field: "id"]
      return try evaluate(request, identity, &tally)
    } catch {
      tally.malformed += 1
      var fields = identity.map { [("id", $0)] } ?? []
      fields.append(("error", .object([("kind", .string("request")), ("message", .string(error.message))])))
      return JSONValueWriter.json(.object(fields))
    }
  }

  private func request(_ line: ArraySlice<UInt8>) throws(Refusal) -> CELMap {
    let value: CELValue
    do throws(JSONValueReader.Failure) {
      value = try JSONValueReader.read(line)
    } catch {
      throw Refusal(message: "\(error.message) (byte \(error.offset))")
    }
    guard let map = value.asMap else { throw Refusal(message: "a request is a JSON object with `expression`") }
    return map
  }

  private func evaluate(_ request: CELMap, _ identity: CELValue?, _ tally: inout Tally) throws(Refusal) -> [UInt8] {
    for key in request.keys.compactMap(\.asString) where !Self.keys.contains(key) {
      let hint = NearestName.of(key, among: Self.keys).map { "; did you mean `\($0)`?" }
      throw Refusal(message: "a request has no key `\(key)`\(hint ?? "")")
    }
    guard let expression = request[field: "expression"]?.asString else {
      throw Refusal(message: "a request needs `expression`, a string")
    }
    var limit = costLimit
    if let given = request[field: "cost_limit"] {
      guard let number = given.asInt, number > 0 else {
        throw Refusal(message: "`cost_limit` must be a whole number from 1")
      }
      limit = Int(clamping: number)
    }
    var all = values
    if let bindings = request[field: "bindings"] {
      guard let map = bindings.asMap else { throw Refusal(message: "`bindings` must be an object of names to values") }
      for (key, value) in zip(map.keys, map.values) { all.append((key.textForm, value)) }
    }
    if let definitions = request[field: "let"] {
      guard let map = definitions.asMap else {
        throw Refusal(message: "`let` must be an object of names to expressions")
      }
      for (key, value) in zip(map.keys, map.values) {
        guard let text = value.asString else { throw Refusal(message: "`let.\(key.textForm)` must be a string of CEL") }
        let scope = EvaluationScope(all, now: now, costLimit: limit)
        switch Evaluation(Array(text.utf8), scope).outcome() {
        case .value(let value): all.append((key.textForm, value))
        case .failure(_, let message, _, _): throw Refusal(message: "`let.\(key.textForm)`: \(message)")
        }
      }
    }
    let scope = EvaluationScope(all, now: now, costLimit: limit)
    return answer(Evaluation(Array(expression.utf8), scope), identity, &tally)
  }

  private func answer(_ evaluation: Evaluation, _ identity: CELValue?, _ tally: inout Tally) -> [UInt8] {
    var fields = identity.map { [("id", $0)] } ?? []
    let type = evaluation.type
    let problems = evaluation.problems.map { object($0, evaluation.text) }
    if onlyTypes {
      if type == nil { tally.failed += 1 }
      fields.append(("type", type.map { .string($0) } ?? .null))
    } else {
      let outcome = evaluation.outcome()
      if case .value(let value) = outcome {
        fields.append(("value", value))
        fields.append(("literal", .string(value.literal)))
      } else {
        tally.failed += 1
        fields.append(("error", object(outcome, evaluation.text)))
      }
      fields.append(("type", type.map { .string($0) } ?? .null))
    }
    if !problems.isEmpty { fields.append(("problems", .array(problems))) }
    return JSONValueWriter.json(.object(fields))
  }

  /// A failure as JSON, with its range as reports have ranges.
  private func object(_ outcome: Evaluation.Outcome, _ text: SourceText) -> CELValue {
    guard case .failure(let kind, let message, let range, let help) = outcome else { return .null }
    func place(_ offset: Int) -> CELValue {
      let place = text.position(of: offset, unit: .utf32)
      return .object([
        ("line", .int(Int64(place.line) + 1)), ("column", .int(Int64(place.column) + 1)),
        ("offset", .int(Int64(offset))),
      ])
    }
    var fields: [(String, CELValue)] = [
      ("kind", .string(kind)), ("message", .string(message)),
      ("range", .object([("start", place(range.start)), ("end", place(range.end))])),
    ]
    if let help { fields.append(("help", .string(help))) }
    return .object(fields)
  }
}
