// SPDX-License-Identifier: Apache-2.0
import Schedule
import TestSupport
import Testing

@Suite struct GrammarTests {
  @Test("grammar/cron.ebnf says what the parser takes: its sentences, and none of what is near to them")
  func cron() throws {
    let grammar = try EBNF(named: "cron")
    #expect(grammar.loose.isEmpty)
    var generator = SplitMix(seed: 21)
    let alphabet = Array("0123456789*/-,@ LW?#HMONjanSUt\t")
    var (valid, reversed, outside) = (0, 0, 0)
    for _ in 0..<3_000 {
      let sentence = grammar.sentence(&generator)
      for text in [
        sentence, EBNF.mutated(sentence, alphabet, &generator), EBNF.mutated(sentence, alphabet, &generator),
      ] {
        let isNickname = text.contains("@")
        let isSentence = grammar.accepts(text, ignoringCase: !isNickname)
        let problems = CronExpression.parse(text).problems
        switch (isSentence, problems.isEmpty) {
        case (true, true): valid += 1
        // The grammar's comment leaves ranges that run backwards to the parser.
        case (true, false) where problems.allSatisfy { $0.kind == .reversedRange } && hasReversedRange(text):
          reversed += 1
        case (false, false): outside += 1
        case (true, false): Issue.record("the grammar takes \(text.debugDescription), the parser says \(problems)")
        case (false, true): Issue.record("the parser takes \(text.debugDescription), the grammar does not")
        }
      }
    }
    #expect(valid > 1_000 && reversed > 100 && outside > 1_000, "\(valid) \(reversed) \(outside)")
  }

  /// Whether some range's first value is greater than its last, read in the plainest way.
  private func hasReversedRange(_ text: String) -> Bool {
    let names = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
    let months = ["", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    func number(_ text: Substring) -> Int {
      Int(text) ?? names.firstIndex(of: text.uppercased()) ?? months.firstIndex(of: text.uppercased()) ?? 0
    }
    return text.split(whereSeparator: { " \t,".contains($0) }).contains { item in
      let ends = item.prefix { $0 != "/" }.split(separator: "-")
      return ends.count == 2 && number(ends[0]) > number(ends[1])
    }
  }

  @Test("grammar/duration.ebnf says what the parser takes")
  func duration() throws {
    let grammar = try EBNF(named: "duration")
    #expect(grammar.loose.isEmpty)
    var generator = SplitMix(seed: 22)
    let alphabet = Array("0123456789wdhms .,PTHM-")
    var (valid, outside) = (0, 0)
    for _ in 0..<3_000 {
      let sentence = grammar.sentence(&generator)
      for text in [
        sentence, EBNF.mutated(sentence, alphabet, &generator), EBNF.mutated(sentence, alphabet, &generator),
      ] {
        let isSentence = grammar.accepts(text, ignoringCase: false)
        var isTaken = false
        if case .valid = DurationLiteral.parse(text) { isTaken = true }
        #expect(isSentence == isTaken, "\(text.debugDescription): \(DurationLiteral.parse(text))")
        if isSentence { valid += 1 } else { outside += 1 }
      }
    }
    #expect(valid > 3_000 && outside > 1_000, "\(valid) \(outside)")
  }
}
