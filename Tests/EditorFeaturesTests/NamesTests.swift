// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import EditorFeatures
import SourceText
import Testing

/// Where things are named, and giving them other names.
@Suite struct NamesTests {
  /// The cursor stands in one of the marked places; all of them name the same thing, and nothing else does.
  @Test(arguments: [
    Marked.steps(
      "  - {id: «pl<|>an», type: script, run: make}\n  - {id: b, type: script, run: make, needs: [«plan»], if: \"steps.«plan».status == 'success' && steps['«plan»'].outputs.exit_code == 0\"}"
    ),
    Marked.steps(
      "  - {id: plan, type: script, run: make, needs: []}\n  - {id: c, type: condition, cases: [{when: \"true\", then: [«a<|>»]}], else: [b]}\n  - {id: «a», type: script, run: make}\n  - {id: b, type: script, run: make}"
    ),
    Marked.steps(
      "  - id: a\n    type: script\n    run: >-\n      echo é ${{ inputs.«region» }}\n      and ${{ inputs.«region<|>» }}",
      head: "inputs:\n  «region»: {type: string}\n  other: {type: string}\n"),
    Marked.steps(
      "  - {id: a, type: script, run: make, outputs: {«x»: string}}\n  - {id: b, type: script, run: \"${{ steps.a.outputs.«<|>x» }}\", outputs: {x: string}}"
    ),
    "a: &«one<|>» 1\nb: *«one»\nc: &two 2\nd: [*two, *«one»]\n",
  ])
  func findsAllPlaces(text: String) {
    let marked = Marked(text)
    let places = marked.document.occurrences(at: marked.cursor)
    #expect(places.map(\.range) == marked.ranges)
    #expect(places.count(where: \.isDeclaration) == 1)
  }

  /// Secrets are named by expressions too, but for a local variable of that name and what is written with escapes.
  @Test(arguments: ["«<|>KEY» ", "«KE<|>Y»"]) func secretsAreHighlighted(first: String) {
    let marked = Marked(
      Marked.steps(
        "  - {id: a, type: script, run: \"é ${{ secrets.\(first) }} ${{ secrets.OTHER }}\"}\n  - id: b\n    type: script\n    run: |\n      é ${{ secrets[\"«KEY»\"] }} ${{ [inputs].map(secrets, secrets.KEY) }} ${{ secrets[\"\\x4bEY\"] }}"
      ))
    #expect(highlights(in: marked.document, at: marked.cursor).map(\.range) == marked.ranges)
  }

  /// A workflow's name and what calls give it, in a file of one workflow or several.
  @Test(arguments: [
    "schema: wflint/v1\nname: «al<|>pha»\ntriggers:\n  - {type: workflow, workflow: «alpha»}\nsteps:\n  - {id: alpha, type: call, workflow: \"«alpha»\"}\n",
    "schema: wflint/v1\nname: «alpha»\nsteps: []\n---\nschema: wflint/v1\nname: beta\nsteps:\n  - {id: a, type: call, workflow: «alph<|>a»}\n  - {id: b, type: call, workflow: beta}\n",
    "schema: wflint-sim/v1\nworkflow: a.wf.yaml\nscenarios:\n  - {name: x, workflow: «al<|>pha»}\n  - {name: alpha, workflow: «alpha»}\n",
    Marked.steps(
      "  - {id: a, type: call, workflow: beta, inputs: {«vers<|>ion»: 1, other: 2}}\n  - {id: b, type: call, workflow: gamma, inputs: {version: 1}}\n  - {id: c, type: call, workflow: beta, inputs: {«version»: 2}}"
    ),
    "schema: wflint/v1\nname: alpha\ninputs: {«region»: {type: string}}\nsteps:\n  - {id: a, type: script, run: \"${{ inputs.«region» }}\"}\n---\nschema: wflint/v1\nname: beta\ninputs: {region: {type: string}}\nsteps:\n  - {id: a, type: call, workflow: alpha, inputs: {«regio<|>n»: us}}\n",
    "schema: wflint/v1\nname: alpha\ninputs: {«regi<|>on»: {type: string}}\nsteps:\n  - {id: a, type: call, workflow: alpha, inputs: {«region»: \"${{ inputs.«region» }}\"}}\n",
    "apiVersion: core.oam.dev/v1alpha1\nkind: Workflow\nmetadata: {name: «on<|>e»}\nsteps: []\n---\napiVersion: core.oam.dev/v1beta1\nkind: Application\nmetadata: {name: one}\nspec: {components: []}\n",
  ])
  func highlightsOfWorkflows(text: String) {
    let marked = Marked(text, name: text.contains("wflint-sim") ? "a.sim.yaml" : "a.yaml")
    let found = highlights(in: marked.document, at: marked.cursor)
    #expect(found.map(\.range) == marked.ranges)
    let declared = found.filter(\.isDeclaration).map(\.range)
    #expect(declared == (text.contains("«version»") || text.contains("wflint-sim") ? [] : [marked.ranges[0]]))
  }

  @Test(arguments: [
    ("KEY", true), ("key_2", true), ("a-b", false), ("2a", false), ("in", false), ("a.b", false), ("", false),
  ])
  func namesThatExpressionsSelect(name: String, isRight: Bool) { #expect(isSelectable(name) == isRight) }

  /// The whole file after a renaming; the analysis finds nothing new in it.
  @Test(arguments: [
    (
      Marked.steps(
        "  - {id: pl<|>an, type: script, run: make}\n  - {id: b, type: script, run: make, needs: [\"plan\"], if: \"steps.plan.status == 'success'\"}"
      ),
      Marked.steps(
        "  - {id: build, type: script, run: make}\n  - {id: b, type: script, run: make, needs: [\"build\"], if: \"steps.build.status == 'success'\"}"
      )
    ),
    (
      Marked.steps("  - {id: a, type: script, run: \"echo ${{ inputs.regi<|>on }}\"}", head: "inputs: {region: {}}\n"),
      Marked.steps("  - {id: a, type: script, run: \"echo ${{ inputs.build }}\"}", head: "inputs: {build: {}}\n")
    ),
    ("a: &one 1\nb: *o<|>ne\n", "a: &build 1\nb: *build\n"),
  ])
  func renames(text: String, expected: String) throws {
    let marked = Marked(text)
    #expect(renamable(in: marked.document, at: marked.cursor) != nil)
    let edits = try rename(in: marked.document, at: marked.cursor, to: "build")
    let result = try #require(marked.text.applying(edits))
    #expect(result.string == expected)
    let again = Marked(result.string)
    #expect(again.document.diagnostics.map(\.code) == marked.document.diagnostics.map(\.code))
  }

  @Test(arguments: [
    (Marked.steps("  - {id: <|>a, type: script}\n  - {id: b, type: script}"), "b", "is taken"),
    (Marked.steps("  - {id: <|>a, type: script}"), "my-step", "is no id"),
    (Marked.steps("  - {id: <|>a, type: script}"), "in", "is no id"),
    (Marked.steps("  - {id: a, type: scr<|>ipt}"), "b", "nothing that this file declares"),
    (Marked.steps("  - {id: a, type: script, needs: [gho<|>st]}"), "b", "nothing that this file declares"),
    ("a: &on<|>e 1\n", "two words", "is no anchor"),
  ])
  func refuses(text: String, name: String, reason: String) {
    let marked = Marked(text)
    do {
      _ = try rename(in: marked.document, at: marked.cursor, to: name)
      Issue.record("it was renamed")
    } catch {
      #expect(error.message.contains(reason))
    }
  }

  @Test func definitionsOfInputsAndOutputs() throws {
    for text in [
      Marked.steps("  - {id: a, type: script, run: \"${{ inputs.«re<|>gion» }}\"}", head: "inputs: {«region»: {}}\n"),
      Marked.steps(
        "  - {id: a, type: script, outputs: {«x»: string}}\n  - {id: b, type: script, run: \"${{ steps.a.outputs.«x<|>» }}\"}"
      ),
    ] {
      let marked = Marked(text)
      let target = try #require(definitions(in: marked.document, at: marked.cursor).first)
      #expect(target.nameRange == marked.ranges.first && target.originRange == marked.ranges.last)
    }
  }
}

/// What an editor draws and folds.
@Suite struct DrawingTests {
  @Test func foldsValuesItemsTextsAndComments() {
    let text = """
      # one
      # two
      schema: wflint/v1
      name: alpha
      steps:
        - id: a
          type: script
          run: |
            make
            make test

        - {id: b, type: wait, duration: 5m}

      """
    let lines = foldings(of: Marked(text).document)
    #expect(
      lines.map { "\($0.start)-\($0.end)\($0.isComment ? " comment" : "")" } == ["0-1 comment", "4-11", "5-9", "7-9"])
  }

  @Test(arguments: [
    Marked.steps("  - {id: a, type: script, run: make, needs: [b<|>c]}"), "a: [b, {c: \"d<|>e\"}]\n", "<|>", "x<|>",
  ])
  func selectionsGrow(text: String) {
    let marked = Marked(text)
    let ranges = selections(in: marked.document, at: marked.cursor)
    #expect(ranges.last == TextRange(0, marked.text.count))
    for (inner, outer) in zip(ranges, ranges.dropFirst()) {
      #expect(outer.contains(inner) && outer != inner, "\(inner) \(outer)")
    }
    for range in ranges { #expect(range.touches(marked.cursor)) }
  }

  @Test func selectionsStopAtEveryLevel() {
    let marked = Marked("a: [b, {c: \"d<|>e\"}]\n")
    let texts = selections(in: marked.document, at: marked.cursor).map { marked.document.text($0) }
    #expect(
      texts == [
        "de", "\"de\"", "c: \"de\"", "{c: \"de\"}", "[b, {c: \"de\"}]", "a: [b, {c: \"de\"}]", marked.text.string,
      ])
  }

  @Test func linksToURLsAndWorkflows() {
    let marked = Marked(
      Marked.steps(
        "  - {id: a, type: http, url: «https://example.com/x»}\n  - {id: b, type: http, url: \"https://${{ inputs.h }}/\"}\n  - {id: c, type: call, workflow: «other»}\n  - {id: d, type: call, workflow: ghost}"
      ), others: ["schema: wflint/v1\nname: other\nsteps: []\n"])
    let found = links(of: marked.document)
    #expect(found.map(\.range) == marked.ranges)
    #expect(found.map(\.target) == [.url("https://example.com/x"), .file("o0.wf.yaml")])
  }

  @Test func notesSayWhatTheFileDoesNot() {
    let marked = Marked(
      """
      schema: wflint/v1
      name: alpha
      triggers:
        - {type: schedule, cron: "0 3 * * *"<|>, timezone: UTC}
      steps:
        - {id: a, type: script}
        - {id: b, type: approval, approvers: [team:platform]}
        - {id: c, type: script, needs: []}

      """, configuration: "directory: {teams: {platform: [ann, ben]}}\n")
    let notes = inlayHints(of: marked.document, in: TextRange(0, marked.text.count)).filter { $0.kind != .defaults }
    #expect(notes.map(\.text).dropFirst() == ["after a", "1 of 2 people"])
    #expect(notes.first?.offset == marked.cursor)
    #expect(notes.first?.text.contains("03:00") == true, "\(notes.first?.text ?? "")")
    #expect(inlayHints(of: marked.document, in: TextRange(0, 10)).isEmpty)
  }

  /// Each token as its text and kind.
  @Test func tokensNameTheParts() {
    let text = Marked.steps(
      "  - {id: a, type: wait, duration: 5m}\n  - {id: b, type: script, run: make, if: \"steps.a.status == 'success' && true\"}"
    )
    let document = Marked(text).document
    let tokens = semanticTokens(of: document).map { "\(document.text($0.range)) \($0.kind.name)" }
    #expect(
      tokens == [
        "manual type", "a function", "wait type", "5m number", "b function", "script type", "steps variable",
        "a function", "status property", "== operator", "'success' string", "&& operator", "true keyword",
      ])
  }

  /// In every example, in order and never over each other.
  @Test(arguments: ["multi-region-deploy", "production-deploy", "environment-promotion"])
  func tokensAreOrdered(name: String) throws {
    let document = try Marked.example(name).document
    let tokens = semanticTokens(of: document)
    #expect(tokens.count > 10)
    for (left, right) in zip(tokens, tokens.dropFirst()) { #expect(left.range.end <= right.range.start) }
  }

  /// What other files and the directory know by name.
  @Test func namesOfOtherThingsAreTokens() {
    let marked = Marked(
      Marked.steps(
        "  - {id: a, type: call, workflow: kid, inputs: {size: 1}}\n  - {id: b, type: deploy, targets: [eu], environment: live}\n  - {id: c, type: iac, action: plan, project: shop}\n"
      ))
    let tokens = semanticTokens(of: marked.document).map { "\(marked.document.text($0.range)) \($0.kind.name)" }
    for token in ["kid function", "size parameter", "eu enumMember", "live enumMember", "shop enumMember"] {
      #expect(tokens.contains(token), "\(token) in \(tokens)")
    }
    let scenario = Marked(
      "schema: wflint-sim/v1\nmocks: {a: {duration: 12s, attempts: [{duration: 5s}, {duration: {lognormal: {p50: 7s, p95: 8s}}}], decisions: [{by: ann, after: 9s}], outputs: {duration: 33s}}}\nscenarios: [{name: x, workflow: kid, trigger: {actor: ben}, expect: {duration: {max: 5m}}}]\n",
      name: "/w/a.sim.yaml")
    let values = semanticTokens(of: scenario.document).map { "\(scenario.document.text($0.range)) \($0.kind.name)" }
    for token in ["12s", "5s", "7s", "8s", "9s", "5m"] { #expect(values.contains("\(token) number"), "\(values)") }
    for token in ["ann enumMember", "ben enumMember", "kid function"] { #expect(values.contains(token), "\(values)") }
    // What a step leaves behind is no duration, whatever it is called.
    #expect(!values.contains("33s number"))
  }
}
