// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Diagnostics
import Expression
import Reporting
import SourceText

/// `wflint eval`: an expression's value or type.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", _superCommandName: WflintCommand.name,
    abstract: "Evaluate a CEL expression, or deduce its type.",
    discussion: """
      Values come from a YAML or JSON file of names to values, and from --let. The functions of conditions answer as they do
      where every needed step has succeeded; `now` is the present time unless it is given.

      Examples:
        wflint eval '1 + 2'
        wflint eval 'inputs.region in ["us", "eu"]' --with values.yaml
        wflint eval 'steps.plan.outputs' --with run.json --format json
        wflint eval --type 'inputs.replicas * 2' --with values.yaml
        wflint eval 'age > limit' --let 'age=duration("90m")' --let 'limit=duration("1h")'
        wflint eval -- '-1 + x' --let x=1                        what starts with - stands behind --
        wflint eval - < condition.cel                            the expression from standard input
        echo '{"expression": "x + 1", "bindings": {"x": 1}}' | wflint eval --batch

      Exit status: 0 it has a value (or type), 1 it has none, 2 a usage or file error. docs/eval.md describes --batch.
      """)

  /// How a value is printed.
  enum Format: String, Choice {
    case cel
    case json
    case text
  }

  @Argument(help: "The expression; - reads it from standard input.")
  var expression: String?

  @Option(help: "A YAML or JSON (*.json) file of names to values; - reads standard input.")
  var with: String?

  @Option(name: .customLong("let"), help: "NAME=CEL: one more value, itself an expression; may be repeated.")
  var definitions: [String] = []

  @Flag(name: .customLong("type"), help: "Print the deduced type, and evaluate nothing.")
  var onlyTypes = false

  @Option(help: "cel (a literal that gives the value back), json, or text (as an interpolation puts it into a text).")
  var format: Format = .cel

  @Flag(help: "Read a JSON request a line from standard input, and answer each with a line of JSON.")
  var batch = false

  @Option(help: "How many units an evaluation may cost: about one a node and one for 16 bytes of new text.")
  var costLimit = 1_000_000

  @Option(help: "When to colour messages: auto, always, never.")
  var color: ColorChoice = .auto

  @Option(help: .hidden)
  var measure: ExpressionPhase?

  @Option(help: .hidden)
  var `repeat` = 100_000

  func validate() throws {
    if batch, expression != nil { throw ValidationError("--batch reads its expressions from standard input") }
    if !batch, expression == nil {
      throw ValidationError("an expression is missing; one that starts with - stands behind --")
    }
    if [expression == "-", with == "-", batch].count(where: \.self) > 1 {
      throw ValidationError("only one thing can be read from standard input")
    }
    if costLimit < 1 { throw ValidationError("--cost-limit takes a whole number from 1") }
  }

  func run() throws {
    let values = try givenValues()
    guard !batch else { return try answerRequests(values) }
    let bytes = expression == "-" ? try contents(of: "-") : Array((expression ?? "").utf8)
    let scope = EvaluationScope(values, now: Clock.now, costLimit: costLimit)
    if let measure {
      let timer = ExpressionTimer(bytes: bytes, scope: scope, phase: measure)
      return Terminal.print("\(timer.nanoseconds(count: `repeat`))")
    }
    let evaluation = Evaluation(bytes, scope)
    if onlyTypes {
      guard let type = evaluation.type else {
        for problem in evaluation.problems { show(problem, "<expression>", evaluation.text) }
        throw ExitCode(1)
      }
      return Terminal.print(type)
    }
    if !evaluation.parsed.isComplete {
      for problem in evaluation.problems { show(problem, "<expression>", evaluation.text) }
      throw ExitCode(1)
    }
    let outcome = evaluation.outcome()
    guard case .value(let value) = outcome else {
      show(outcome, "<expression>", evaluation.text)
      throw ExitCode(1)
    }
    switch format {
    case .cel: Terminal.print(value.literal)
    case .json: Terminal.write(JSONValueWriter.json(value) + [0x0A])
    case .text: Terminal.print(value.textForm)
    }
  }

  // MARK: Values

  private func givenValues() throws -> [(String, CELValue)] {
    var values: [(String, CELValue)] = []
    if let with {
      let bytes = try contents(of: with)
      do throws(BoundValues.Failure) {
        values = try BoundValues.read(bytes, isJSON: with.hasSuffix(".json"))
      } catch {
        if let range = error.range, let text = error.text {
          show(.failure(kind: "", message: error.message, range: range, help: nil), with, text)
        } else {
          Terminal.warn("\(with): \(error.message)")
        }
        throw ExitCode(2)
      }
    }
    for definition in definitions {
      let parts = definition.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let name = parts.first, Self.isName(name) else {
        throw ValidationError("--let takes NAME=CEL, such as --let 'limit=duration(\"1h\")', not `\(definition)`")
      }
      let scope = EvaluationScope(values, now: Clock.now, costLimit: costLimit)
      let evaluation = Evaluation(Array(parts[1].utf8), scope)
      let outcome = evaluation.outcome()
      guard case .value(let value) = outcome else {
        show(outcome, "--let \(name)", evaluation.text)
        throw ExitCode(2)
      }
      values.append((String(name), value))
    }
    return values
  }

  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x5F
    }
  }

  private func contents(of path: String) throws -> [UInt8] {
    switch path == "-" ? FileSystem.readStandardInput() : FileSystem.contents(of: path) {
    case .success(let bytes): return bytes
    case .failure(let error):
      Terminal.warn(error.description)
      throw ExitCode(2)
    }
  }

  // MARK: Output

  private func show(_ outcome: Evaluation.Outcome, _ title: String, _ text: SourceText) {
    guard case .failure(_, let message, let range, let help) = outcome else { return }
    Terminal.writeErrors(Excerpt(title, text, range, message, help: help).rendered(Terminal.style(color, for: 2)))
  }

  private func answerRequests(_ values: [(String, CELValue)]) throws {
    let batch = BatchEvaluation(values: values, now: Clock.now, costLimit: costLimit, onlyTypes: onlyTypes)
    var tally = BatchEvaluation.Tally()
    var lines = InputLines(descriptor: 0)
    do throws(FileError) {
      while let line = try lines.next() {
        guard let answer = batch.answer(line, &tally) else { continue }
        guard Terminal.write(answer + [0x0A]) else { return }
      }
    } catch {
      Terminal.warn(error.description)
      throw ExitCode(2)
    }
    if tally.malformed > 0 { throw ExitCode(2) }
    if tally.failed > 0 { throw ExitCode(1) }
  }
}
