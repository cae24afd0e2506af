// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Expression

/// What `Benchmarks/run` measures of expressions: one of the things that are done with one, again and again.
enum ExpressionPhase: String, Choice {
  /// Text to tree.
  case parse
  /// Types of a tree.
  case check
  /// Tree to program.
  case compile
  /// A program's value.
  case evaluate
}

/// Repeats a phase and takes the time.
struct ExpressionTimer {
  let bytes: [UInt8]
  let scope: EvaluationScope
  let phase: ExpressionPhase

  private static let rounds = 20

  /// Runs the phase about `count` times and gives the nanoseconds of one: the fastest of twenty rounds, which busy machines disturb least.
  func nanoseconds(count: Int) -> Double {
    let parsed = ParsedExpression(parsing: bytes)
    let program = Program(parsed, environment: scope.environment)
    let perRound = max(1, count / Self.rounds)
    var fastest = Double.infinity
    // Of every result something is used, so that none is left out as useless.
    var used = 0
    for _ in 0..<Self.rounds {
      let start = ContinuousClock.now
      for _ in 0..<perRound {
        switch phase {
        case .parse: used &+= ParsedExpression(parsing: bytes).nodes.count
        case .check: used &+= scope.types.check(parsed).types.count
        case .compile: used &+= Program(parsed, environment: scope.environment).variables.count &+ 1
        case .evaluate:
          if case .success(let value) = program.evaluate(in: scope.environment) { used &+= value.weight }
        }
      }
      let span = (ContinuousClock.now - start).components
      fastest = min(fastest, (Double(span.seconds) * 1e9 + Double(span.attoseconds) / 1e9) / Double(perRound))
    }
    return used == 0 ? .nan : fastest
  }
}
