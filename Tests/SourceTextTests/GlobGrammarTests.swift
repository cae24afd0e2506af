// SPDX-License-Identifier: Apache-2.0
import SourceText
import TestSupport
import Testing

@Suite struct GlobGrammarTests {
  @Test("grammar/glob.ebnf says what the parser takes: its sentences, and none of what is near to them")
  func glob() throws {
    let grammar = try EBNF(named: "glob")
    #expect(grammar.loose.isEmpty)
    var generator = SplitMix(seed: 23)
    let alphabet = Array("ab/*?[]{}!^-\\,é")
    var (valid, beyond, outside) = (0, 0, 0)
    for _ in 0..<4_000 {
      let sentence = grammar.sentence(&generator)
      for text in [
        sentence, EBNF.mutated(sentence, alphabet, &generator), EBNF.mutated(sentence, alphabet, &generator),
      ] {
        let isSentence = grammar.accepts(text, ignoringCase: false)
        do throws(GlobError) {
          _ = try Glob(text)
          #expect(isSentence, "the parser takes \(text.debugDescription), the grammar does not")
          valid += 1
        } catch {
          switch error.kind {
          // Beyond the grammar, as its comment says; what comes behind the place was not read.
          case .reversedRange, .tooDeep, .tooLong: beyond += 1
          case .empty, .unclosedClass, .unclosedBrace, .danglingEscape:
            #expect(!isSentence, "the grammar takes \(text.debugDescription), the parser says \(error)")
            outside += 1
          }
        }
      }
    }
    #expect(valid > 4_000 && beyond > 20 && outside > 1_000, "\(valid) \(beyond) \(outside)")
  }
}
