// SPDX-License-Identifier: Apache-2.0

/// Turns the tree of a pattern into instructions: Thompson's construction.
struct RegexCompiler {
  private(set) var instructions: [RegexInstruction] = []
  private(set) var sets: [RegexSet] = []
  private static let limit = 20_000

  mutating func compile(_ tree: RegexNode) throws(RegularExpression.Failure) {
    try emit(tree)
    instructions.append(.match)
  }

  private mutating func add(_ instruction: RegexInstruction) throws(RegularExpression.Failure) {
    guard instructions.count < RegexCompiler.limit else {
      throw RegularExpression.Failure(
        kind: .tooLarge, message: "invalid regular expression: too large once its repetitions are written out",
        offset: 0)
    }
    instructions.append(instruction)
  }

  private mutating func emit(_ node: RegexNode) throws(RegularExpression.Failure) {
    switch node {
    case .empty: break
    case .scalar(let scalar): try add(.scalar(scalar))
    case .set(let set):
      sets.append(set)
      try add(.set(sets.count - 1))
    case .any: try add(.any)
    case .anyButNewline: try add(.anyButNewline)
    case .assert(let assertion): try add(.assert(assertion))
    case .sequence(let items): for item in items { try emit(item) }
    case .alternatives(let branches):
      var exits: [Int] = []
      for (index, branch) in branches.enumerated() {
        guard index < branches.count - 1 else {
          try emit(branch)
          break
        }
        let split = instructions.count
        try add(.jump(0))
        try emit(branch)
        exits.append(instructions.count)
        try add(.jump(0))
        instructions[split] = .split(split + 1, instructions.count)
      }
      for exit in exits { instructions[exit] = .jump(instructions.count) }
    case .repetition(let inner, let minimum, let maximum):
      for _ in 0..<minimum { try emit(inner) }
      guard let maximum else {
        let split = instructions.count
        try add(.jump(0))
        try emit(inner)
        try add(.jump(split))
        instructions[split] = .split(split + 1, instructions.count)
        return
      }
      var splits: [Int] = []
      for _ in 0..<max(0, maximum - minimum) {
        splits.append(instructions.count)
        try add(.jump(0))
        try emit(inner)
      }
      for split in splits { instructions[split] = .split(split + 1, instructions.count) }
    }
  }
}
