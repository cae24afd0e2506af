// SPDX-License-Identifier: Apache-2.0
import EditorFeatures
import SourceText
import Testing

/// A workflow with something to read in each root, and a last step that reads it.
enum Reading {
  static let head = """
    inputs:
      region: {type: string, options: [us, eu], description: Where it goes}
      count: {type: integer}
      tags: {type: list}
    env: {CI: "1"}

    """

  /// The fields of the last step, as they stand behind four blanks.
  static func step(_ field: String) -> String {
    Marked.steps(
      """
        - {id: plan, type: iac, project: web, action: plan}
        - {id: build, type: build, app: api}
        - id: last
          type: script
          \(field)
        - {id: after, type: script, run: make}

      """, head: head)
  }

  static func webhook(_ field: String) -> String {
    """
    schema: wflint/v1
    name: alpha
    triggers:
      - type: webhook
        auth: {scheme: bearer, secret: HOOK}
        payload: {ref: string, size: integer}
        \(field)
    steps:
      - {id: a, type: script, run: make}

    """
  }
}

@Suite struct ExpressionCompletionTests {
  static let cases: [CompletionCase] = [
    // Roots, functions and words.
    CompletionCase(
      text: Reading.step("if: <|>"),
      offers: [
        "inputs", "steps", "env", "secrets", "trigger", "run", "workflow", "now", "success", "size", "has", "true",
      ],
      hides: ["body", "headers", "incident", "startsWith", "all", "_+_", "item"], taking: "steps", line: "    if: steps"
    ),
    CompletionCase(text: Reading.step("if:<|>"), offers: ["inputs"], taking: "inputs", line: "    if: inputs"),
    CompletionCase(
      text: Reading.step("if: al<|>"), offers: ["always"], taking: "always", line: "    if: always()"),
    CompletionCase(
      text: Reading.step("if: si<|>(inputs.tags) > 1"), offers: ["size"], taking: "size",
      line: "    if: size(inputs.tags) > 1"),
    CompletionCase(
      text: Reading.step("if: success() && <|>"), offers: ["inputs", "failure"], taking: "inputs",
      line: "    if: success() && inputs"),
    CompletionCase(text: Reading.step("if: inputs.region <|>"), offers: ["in"], hides: ["inputs", "region"]),
    // Members, in all five styles.
    CompletionCase(
      text: Reading.step("if: inputs.<|>"), offers: ["region", "count", "tags"],
      hides: ["inputs", "plan", "startsWith"],
      first: ["region", "count", "tags"], taking: "region", line: "    if: inputs.region"),
    CompletionCase(
      text: Reading.step("if: inputs.re<|>gion == 'us'"), offers: ["region"], taking: "count",
      line: "    if: inputs.count == 'us'"),
    CompletionCase(
      text: Reading.step("if: \"steps.<|> == 'success'\""), offers: ["plan", "build"], hides: ["last", "after"],
      taking: "plan", line: "    if: \"steps.plan == 'success'\""),
    CompletionCase(
      text: Reading.step("if: 'é' + steps.<|>"), offers: ["plan", "build"], hides: ["last"]),
    CompletionCase(
      text: Reading.step("if: '\"é\" == steps.plan.<|>'"), offers: ["status", "outputs", "duration", "attempts"],
      taking: "status", line: "    if: '\"é\" == steps.plan.status'"),
    CompletionCase(
      text: Reading.step("if: |\n      success() &&\n        steps.plan.outputs.<|>\n"),
      offers: ["plan_summary", "status"],
      hides: ["stdout"], taking: "plan_summary", line: "        steps.plan.outputs.plan_summary"),
    CompletionCase(
      text: Reading.step("if: >-\n      success() &&\n      steps.plan.outputs.plan_summary.<|>\n      > 1\n"),
      offers: ["add", "change", "destroy"], taking: "add", line: "      steps.plan.outputs.plan_summary.add"),
    // Interpolations, open and closed.
    CompletionCase(
      text: Reading.step("run: echo ${{ inputs.<|> }}"), offers: ["region"], taking: "region",
      line: "    run: echo ${{ inputs.region }}"),
    CompletionCase(
      text: Reading.step("run: \"echo ${{ 1 }} ${{ steps.build.outputs.<|>\""), offers: ["release"], taking: "release",
      line: "    run: \"echo ${{ 1 }} ${{ steps.build.outputs.release\""),
    CompletionCase(
      text: Reading.step("run: |\n      echo ${{ inputs.<|>\n      echo ${{ inputs.count }}\n"),
      offers: ["region", "count"], taking: "count", line: "      echo ${{ inputs.count"),
    CompletionCase(text: Reading.step("run: |\n      echo ${{ <|> }}\n"), offers: ["inputs", "env"], hides: ["run:"]),
    CompletionCase(text: Reading.step("run: echo <|> ${{ inputs.region }}"), offers: []),
    // Functions of a type.
    CompletionCase(
      text: Reading.step("if: inputs.region.<|>"), offers: ["startsWith", "matches", "contains"],
      hides: ["all", "map", "getHours", "region"], taking: "startsWith", line: "    if: inputs.region.startsWith("),
    CompletionCase(
      text: Reading.step("if: inputs.tags.<|>"), offers: ["all", "exists", "map", "filter"],
      hides: ["startsWith", "getHours"]),
    CompletionCase(
      text: Reading.step("if: now.get<|>"), offers: ["getHours", "getDayOfWeek"], hides: ["startsWith", "all"]),
    CompletionCase(text: Reading.step("if: math.<|>"), offers: ["greatest", "least"], hides: ["math.greatest"]),
    // Variables of macros.
    CompletionCase(
      text: Reading.step("if: inputs.tags.exists(tag, <|>)"), offers: ["tag", "inputs"], taking: "tag",
      line: "    if: inputs.tags.exists(tag, tag)"),
    // Values that are listed.
    CompletionCase(
      text: Reading.step("if: inputs.region == <|>"), offers: ["'us'", "'eu'", "inputs"], first: ["'eu'", "'us'"],
      taking: "'us'", line: "    if: inputs.region == 'us'"),
    CompletionCase(
      text: Reading.step("if: 'inputs.region != <|>'"), offers: ["\"us\""], taking: "\"us\"",
      line: "    if: 'inputs.region != \"us\"'"),
    CompletionCase(
      text: Reading.step("if: \"inputs.region == 'u<|>'\""), offers: ["us", "eu"], hides: ["inputs"], taking: "us",
      line: "    if: \"inputs.region == 'us'\""),
    CompletionCase(
      text: Reading.step("if: inputs.region == 'e<|>"), offers: ["us", "eu"], taking: "eu",
      line: "    if: inputs.region == 'eu'"),
    CompletionCase(
      text: Reading.step("if: inputs.region in ['us', <|>]"), offers: ["'eu'"], taking: "'eu'",
      line: "    if: inputs.region in ['us', 'eu']"),
    CompletionCase(
      text: Reading.step("if: steps.plan.status == <|> && success()"), offers: ["'success'", "'failed'", "'skipped'"]),
    CompletionCase(
      text: Reading.step("if: steps['<|>'].status == 'success'"), offers: ["plan", "build"],
      hides: ["last", "success"],
      taking: "build", line: "    if: steps['build'].status == 'success'"),
    // Texts and numbers of which nothing is known.
    CompletionCase(text: Reading.step("if: inputs.region.startsWith('u<|>')"), offers: []),
    CompletionCase(text: Reading.step("if: inputs.count == 12<|>"), offers: []),
    // Triggers.
    CompletionCase(
      text: Reading.webhook("filter: <|>"), offers: ["body", "headers", "trigger"],
      hides: ["steps", "inputs", "incident"]),
    CompletionCase(
      text: Reading.webhook("filter: body.<|>"), offers: ["ref", "size"], taking: "ref", line: "    filter: body.ref"),
    CompletionCase(text: Reading.webhook("inputs: {ref: body.<|>}"), offers: ["ref", "size"]),
    // Loops.
    CompletionCase(
      text: Marked.steps(
        """
          - id: each
            type: loop
            over: "['a']"
            as: target
            steps:
              - id: one
                type: script
                run: echo ${{ <|> }}
        """), offers: ["target", "inputs"], hides: ["item"]),
  ]

  @Test(arguments: cases, ["\n", "\r\n"]) func offers(_ test: CompletionCase, lineBreak: String) throws {
    try CompletionTests().offers(test, lineBreak: lineBreak)
  }

  /// Wherever an expression ends: answers whose edits fit the line, and no trap.
  @Test(arguments: [
    "if: inputs.tags.exists(t, t == steps[\"plan\"].outputs.plan_summary.add) && math.greatest(1, [2][0]) > 1.5",
    "run: \"é ${{ inputs.?region.orValue('x') }} ${{ {'a': 1}.map(k, k) }}\"",
    "if: >-\n      steps.plan.status\n      == 'success' ? true : size(inputs.region) in [1, 2u]",
  ]) func everyPrefixGetsAnAnswer(field: String) {
    let bytes = Array(field.utf8)
    for end in 0...bytes.count where end == bytes.count || bytes[end] & 0xC0 != 0x80 {
      let marked = Marked(Reading.step(String(decoding: bytes[..<end], as: UTF8.self) + "<|>"))
      for item in marked.completions {
        #expect(item.edit.range.touches(marked.cursor), "\(item.label) at \(end)")
        #expect(marked.accepting(item) != nil)
      }
      _ = hover(in: marked.document, at: marked.cursor)
      if let help = signatures(in: marked.document, at: marked.cursor) {
        #expect(help.signatures.indices.contains(help.active))
        if let parameter = help.parameter {
          #expect(help.signatures[help.active].parameters.indices.contains(parameter))
        }
        for signature in help.signatures {
          for parameter in signature.parameters { #expect(signature.label.contains(parameter)) }
        }
      }
    }
  }
}

@Suite struct ExpressionHoverTests {
  @Test(arguments: [
    (
      Reading.step("if: «inputs.reg<|>ion» == 'us'"),
      ["`inputs.region: string`", "Where it goes", "`\"us\"`, `\"eu\"`"]
    ),
    (Reading.step("if: «inputs['cou<|>nt']» > 1"), ["inputs['count']: int"]),
    (Reading.step("if: «in<|>puts».count > 1"), ["The run's inputs", "- `region`: string"]),
    (Reading.step("if: «inputs.count =<|>= 1»"), ["inputs.count == 1: bool"]),
    (Reading.step("if: \"inputs.region.«starts<|>With»('é')\""), ["string.startsWith(", "-> bool", "For example"]),
    (Reading.step("if: inputs.tags.«exi<|>sts»(t, t == 'a')"), ["exists", "Whether the test holds"]),
    (Reading.step("if: inputs.tags.exists(t, «t<|>» == 'a')"), ["`t: dyn`", "A variable of the macro"]),
    (Reading.step("if: inputs.count > «60 <|>* 60»"), ["60 * 60: int", "always `3600`"]),
    (Reading.step("if: inputs.region == «size<|>»('abc')"), ["Here it is `3`"]),
    (Reading.step("run: echo ${{ «steps.plan.outputs.plan_summary.ad<|>d» }}"), ["plan_summary.add: int"]),
    (Reading.step("if: >-\n      success()\n      && «now.<|>getHours()» > 8"), ["getHours"]),
    (Reading.step("if: «alw<|>ays»()"), ["always()", "whatever happened before"]),
    // The half that is right is told in an expression that is not.
    (Reading.step("if: «inputs.cou<|>nt» >"), ["inputs.count: int"]),
    (Reading.webhook("filter: «body.si<|>ze» > 1"), ["body.size: int"]),
  ]) func tells(text: String, parts: [String]) throws {
    let marked = Marked(text)
    let result = try #require(hover(in: marked.document, at: marked.cursor))
    for part in parts { #expect(result.markdown.contains(part), "\(part) is not in \(result.markdown)") }
    if !text.contains("getHours") { #expect(result.range == marked.ranges.first) }
  }

  @Test(arguments: [
    Reading.step("if: inputs.zz<|>z == 1"), Reading.step("run: ec<|>ho ${{ inputs.region }}"), Reading.step("if: <|>"),
  ]) func saysNothingElsewhere(text: String) {
    let marked = Marked(text)
    #expect(hover(in: marked.document, at: marked.cursor) == nil)
  }
}

@Suite struct SignatureTests {
  struct Case: Sendable {
    var text: String
    /// A part of the active signature; nil where there is no help.
    var active: String?
    var parameter: Int?
  }

  @Test(arguments: [
    Case(text: Reading.step("if: inputs.region.startsWith(<|>)"), active: "string.startsWith(", parameter: 0),
    Case(text: Reading.step("if: inputs.region.startsWith(<|>"), active: "string.startsWith(", parameter: 0),
    Case(text: Reading.step("if: inputs.region.replace('a', <|>"), active: "string.replace(", parameter: 1),
    Case(text: Reading.step("if: inputs.region.replace('a', 'b', <|>"), active: "string.replace(", parameter: 2),
    Case(text: Reading.step("if: inputs.tags.exists(<|>"), active: "list(T).exists(x: T", parameter: 0),
    Case(text: Reading.step("if: inputs.tags.exists(t, <|>)"), active: "list(T).exists(x: T, test", parameter: 1),
    Case(text: Reading.step("if: inputs.tags.exists(i, t, <|>)"), active: "exists(i: int", parameter: 2),
    Case(text: Reading.step("if: has(<|>)"), active: "has(field", parameter: 0),
    Case(text: Reading.step("if: math.greatest(1, <|>)"), active: "math.greatest("),
    Case(text: Reading.step("run: \"é ${{ inputs.region.startsWith(size(<|> }}\""), active: "size(", parameter: 0),
    Case(text: Reading.step("if: >-\n      success() &&\n      has(<|>)\n"), active: "has(field", parameter: 0),
    Case(text: Reading.step("if: always(<|>)"), active: "always() -> bool"),
    Case(text: Reading.step("if: size(inputs.region)<|>")),
    Case(text: Reading.step("if: (<|>1)")),
    Case(text: Reading.step("if: zzz(<|>)")),
    Case(text: Reading.step("run: size(<|>)")),
  ]) func helps(test: Case) throws {
    let marked = Marked(test.text)
    let result = signatures(in: marked.document, at: marked.cursor)
    guard let active = test.active else { return #expect(result == nil) }
    let help = try #require(result)
    #expect(help.signatures[help.active].label.contains(active), "\(help.signatures.map(\.label))")
    if let parameter = test.parameter { #expect(help.parameter == parameter) }
  }
}
