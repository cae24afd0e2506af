// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing
import WorkflowModel

@Suite struct ApproverGrammarTests {
  @Test("grammar/approver.ebnf says what the parser takes: its sentences, and none of what is near to them")
  func approver() throws {
    let grammar = try EBNF(named: "approver")
    #expect(grammar.loose.isEmpty)
    var generator = SplitMix(seed: 24)
    let alphabet = Array("userteamrolegroup:@/.+-_ é0Z")
    var (valid, outside) = (0, 0)
    for _ in 0..<4_000 {
      let sentence = grammar.sentence(&generator)
      for text in [
        sentence, EBNF.mutated(sentence, alphabet, &generator), EBNF.mutated(sentence, alphabet, &generator),
      ] {
        let isSentence = grammar.accepts(text, ignoringCase: false)
        var isTaken = false
        if case .valid(let principal) = Principal.parse(text) {
          isTaken = true
          #expect(principal.text == text)
        }
        #expect(isSentence == isTaken, "\(text.debugDescription): \(Principal.parse(text))")
        if isSentence { valid += 1 } else { outside += 1 }
      }
    }
    #expect(valid > 4_000 && outside > 1_000, "\(valid) \(outside)")
  }
}
