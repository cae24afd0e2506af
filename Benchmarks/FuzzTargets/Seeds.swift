// SPDX-License-Identifier: Apache-2.0
import Expression
import Foundation

/// What the fuzzer starts from: sentences of the grammar, the examples of all functions, and a dictionary of words.
enum Seeds {
  /// Where `WFLINT_FUZZ_SEEDS` names a folder, writes `dictionary` and `corpus/` into it and ends the process.
  /// `WFLINT_FUZZ_GRAMMAR` is the grammar's file.
  static func writeIfAsked() {
    let variables = ProcessInfo.processInfo.environment
    guard let folder = variables["WFLINT_FUZZ_SEEDS"], let file = variables["WFLINT_FUZZ_GRAMMAR"] else { return }
    do {
      let grammar = try Grammar(String(contentsOfFile: file, encoding: .utf8))
      try FileManager.default.createDirectory(atPath: folder + "/corpus", withIntermediateDirectories: true)
      try dictionary(grammar).write(toFile: folder + "/dictionary", atomically: true, encoding: .utf8)
      for (index, text) in corpus(grammar).enumerated() {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/corpus/seed-\(index)"))
      }
      exit(0)
    } catch {
      print(error)
      exit(1)
    }
  }

  static let words: [String: [String]] = [
    "IDENTIFIER": ["x", "inputs", "steps", "a", "k", "v", "i"]
      + FunctionCatalog.standard.names.filter { !$0.contains(".") },
    "RESERVED": ["if"], "QUOTED": ["`a-b`"], "INT": ["0", "1", "3", "0x1F", "9223372036854775807"], "UINT": ["7u"],
    "DOUBLE": ["1.5", ".5", "1e308"],
    "STRING": [
      "'a'", "'(a|b)*'", "'%d'", "''", "'é'", "'2024-01-01T00:00:00Z'", "'1h'", "'UTC'",
      "'::1'", "'10.0.0.0/8'",
    ],
    "BYTES": ["b'x'", "b'\\xff'"],
  ]

  private static func dictionary(_ grammar: Grammar) -> String {
    var entries: Set<String> = [
      "//c\n", "inputs.k", "steps.plan.outputs", "x.a", "${{", "}}", ".?", "[?", "cel.index(0)", "'''", "\\x", "\\u",
    ]
    func collect(_ rule: Grammar.Rule) {
      switch rule {
      case .terminal(let text): entries.insert(text)
      case .sequence(let rules), .choice(let rules): rules.forEach(collect)
      case .optional(let rule), .repetition(let rule): collect(rule)
      case .range, .words, .name: break
      }
    }
    for production in grammar.productions { collect(production.rule) }
    entries.formUnion(words.values.joined())
    for row in FunctionCatalog.standard.overloads where !row.isOperator {
      entries.insert(row.isReceiver ? ".\(row.name)(" : "\(row.name)(")
    }
    return entries.sorted().map { "\"" + escaped($0) + "\"\n" }.joined()
  }

  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      0x20 <= byte && byte < 0x7F && byte != 0x22 && byte != 0x5C
        ? String(UnicodeScalar(byte)) : "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  private static func corpus(_ grammar: Grammar) -> [String] {
    var texts = FunctionCatalog.standard.overloads.map(\.example)
    var random = SplitMix(seed: 1)
    guard let start = grammar.rule("Expression") else { return texts }
    for _ in 0..<3_000 {
      let depth = Int.random(in: 5...12, using: &random)
      let sentence = grammar.generate(start, depth: depth, &random) { name, random in
        words[name]?.randomElement(using: &random)
      }
      let text = sentence.joined(separator: " ")
      if text.utf8.count <= 128 { texts.append(text) }
    }
    return Array(Set(texts)).sorted()
  }
}
