// SPDX-License-Identifier: Apache-2.0
import Analysis
import EditorFeatures
import SourceText
import Testing

/// What hovers and hints add to what a file says: times, gates, people, defaults.
@Suite struct HoverFactsTests {
  static let configuration = """
    directory:
      users: [ann, ben, cid]
      teams: {sre: [ann, ben]}
      roles: {lead: [ann]}
      environments: {staging: {}, live: {protected: true}}
      projects: {shop: {environment: live}}
      channels: ["#ops"]

    """

  private func markdown(_ text: String, others: [String] = []) throws -> String {
    let marked = Marked(text, configuration: Self.configuration, others: others)
    return try #require(hover(in: marked.document, at: marked.cursor)).markdown
  }

  /// The documents are looked at on Thursday, 2026-01-01 at 00:00 UTC, which is 01:00 in Berlin.
  @Test func cronsAreToldWithTimesAndClockChanges() throws {
    let told = try markdown(
      "schema: wflint/v1\nname: a\ntriggers:\n  - {type: schedule, cron: \"30 <|>2 * * *\", timezone: Europe/Berlin}\n")
    #expect(
      told == """
        **at 02:30 every day** (Europe/Berlin)

        Next:

        - Thu 2026-01-01 02:30 (Europe/Berlin)
        - Fri 2026-01-02 02:30 (Europe/Berlin)
        - Sat 2026-01-03 02:30 (Europe/Berlin)
        - Sun 2026-01-04 02:30 (Europe/Berlin)
        - Mon 2026-01-05 02:30 (Europe/Berlin)

        When the clocks change:

        - Sun 2026-03-29: 02:30 is skipped; the clocks go from 02:00 to 03:00
        - Sun 2026-10-25: 02:30 fires twice; the clocks go from 03:00 to 02:00
        """)
    let utc = try markdown("schema: wflint/v1\nname: a\ntriggers:\n  - {type: schedule, cron: \"0 12 30 2 <|>*\"}\n")
    #expect(utc.hasSuffix("(UTC)\n\nIt never fires."), "\(utc)")
    let zone = try markdown(
      "schema: wflint/v1\nname: a\ntriggers:\n  - {type: schedule, cron: \"0 9 * * *\", timezone: Asia/Ko<|>lkata}\n")
    #expect(zone == "**Asia/Kolkata**, UTC+05:30\n\nIts clocks never change.")
  }

  /// a takes 10 s; then b 20 s and c 5 s at one time; then d 1 s: c may end 15 s later, the others not.
  @Test(arguments: [
    ("a", "starts with the run at the earliest; on the critical path"),
    ("b", "starts 10s after the run at the earliest; on the critical path"),
    ("c", "starts 10s after the run at the earliest; may end 15s later without delaying the run"),
    ("d", "starts 30s after the run at the earliest; on the critical path"),
    ("inner", "starts 32s after the run at the earliest; may end 2s later without delaying the run"),
    ("long", "starts 31s after the run at the earliest; on the critical path"),
    ("rest", "starts 35s after the run at the earliest; on the critical path"),
  ])
  func stepsStartAndMayWait(step: String, line: String) throws {
    var text = Marked.steps(
      """
        - {id: a, type: script, run: x, expect_duration: 10s}
        - {id: b, type: script, run: x, expect_duration: 20s, needs: [a]}
        - {id: c, type: script, run: x, expect_duration: 5s, needs: [a]}
        - {id: d, type: script, run: x, expect_duration: 1s, needs: [b, c]}
        - id: both
          type: group
          needs: [d]
          steps:
            - {id: long, type: wait, duration: 4s}
            - {id: before, type: script, run: x, expect_duration: 1s}
            - {id: inner, type: script, run: x, expect_duration: 1s, needs: [before]}
        - {id: rest, type: script, run: x, expect_duration: 1s, needs: [both]}
      """)
    text = text.replacing("id: \(step),", with: "id: <|>\(step),")
    let told = try markdown(text)
    #expect(told.contains("- " + line), "\(told)")
  }

  @Test func approvalsNameWhatTheyGate() throws {
    let steps = """
        - {id: plan, type: iac, project: shop, action: plan}
        - {id: ask, type: approval, approvers: [team:sre]}
        - {id: apply, type: iac, project: shop, action: apply, plan: plan}
        - {id: other, type: iac, project: web, action: apply, needs: [plan]}
      """
    let ask = try markdown(Marked.steps(steps.replacing("id: ask", with: "id: <|>ask")))
    #expect(ask.contains("- gates `apply`\n"), "\(ask)")
    #expect(
      try markdown(Marked.steps(steps.replacing("id: apply", with: "id: <|>apply"))).contains("only behind an approval")
    )
    #expect(try !markdown(Marked.steps(steps.replacing("id: other", with: "id: <|>other"))).contains("approval"))
  }

  @Test(arguments: [
    ("approvers: [\"user:a<|>nn\"]", "the user `ann`: `team:sre`, `role:lead`"),
    ("approvers: [\"role:le<|>ad\"]", "the role `lead`: `ann`"),
    ("approvers: [\"team:n<|>one\"]", "the team `none`; the directory does not know it"),
    ("environment: li<|>ve", "the environment `live`, protected"),
    ("environment: stag<|>ing", "the environment `staging`, not protected"),
    ("environment: el<|>se", "the environment `else`, not protected; the directory does not know it"),
  ])
  func peopleAndThingsAreTold(field: String, expected: String) throws {
    #expect(try markdown(Marked.steps("  - {id: x, type: approval, \(field)}")) == expected)
  }

  @Test func inputsWorkflowsAndFieldsAreTold() throws {
    let input = try markdown(
      Marked.steps(
        "  - {id: x, type: script, run: x}",
        head: "inputs:\n  si<|>ze: {type: string, options: [s, l], default: s, description: How big.}\n"))
    #expect(input == "input `size`: string, default `s`\n\nHow big.\n\nOne of `s`, `l`")
    let other = try markdown(
      Marked.steps("  - {id: x, type: call, workflow: be<|>ta}"),
      others: ["schema: wflint/v1\nname: beta\ninputs:\n  n: {type: integer, required: true}\nsteps: []\n"])
    #expect(other.contains("**beta**") && other.contains("- `n`: integer, required"), "\(other)")
    let project = try markdown(Marked.steps("  - {id: x, type: iac, action: plan, project: sh<|>op}"))
    #expect(project == "the project `shop` in `live`")
    let url = try markdown(Marked.steps("  - {id: x, type: http, url: \"https<|>://x\"}"))
    #expect(url.contains("`url`") && url.contains("*an http step*"), "\(url)")
  }

  @Test func inputsOfCallsAndAliasesAreTold() throws {
    let input = try markdown(
      Marked.steps("  - {id: x, type: call, workflow: beta, inputs: {<|>n: 1}}"),
      others: ["schema: wflint/v1\nname: beta\ninputs:\n  n: {type: integer, required: true}\nsteps: []\n"])
    #expect(input == "input `n`: integer, required\n\n*an input of the workflow `beta`*")
    let flow = try markdown(
      Marked.steps(
        "  - {id: a, type: approval, approvers: &people [\"user:ann\", \"user:ben\"]}\n  - {id: b, type: approval, approvers: *peo<|>ple}"
      ))
    #expect(flow.hasSuffix("`*people`, line 8\n\n```yaml\n[\"user:ann\", \"user:ben\"]\n```"), "\(flow)")
    #expect(flow.hasPrefix("the user `ann`") && flow.contains("the user `ben`"), "\(flow)")
    let block = try markdown(
      Marked.steps(
        "  - id: a\n    type: script\n    retry: &often\n      attempts: 3\n      delay: 5s\n  - {id: b, type: script, retry: *<|>often}"
      ))
    #expect(block.hasSuffix("```yaml\nattempts: 3\ndelay: 5s\n```"), "\(block)")
    let long = try markdown(
      "schema: wflint/v1\nname: a\ndescription: &text |\n" + (1...40).map { "  line \($0)\n" }.joined()
        + "steps: [{id: a, type: script, run: *te<|>xt}]\n")
    #expect(long.contains("line 19\n…\n```") && !long.contains("line 20"), "\(long)")
  }

  /// Steps of other dialects have names in place of ids; what is native alone is not told of them.
  @Test func stepsOfOtherDialectsAreTold() throws {
    let text = """
      apiVersion: core.oam.dev/v1alpha1
      kind: Workflow
      metadata: {name: w}
      steps:
        - {name: fir<|>st, type: suspend}
        - {name: second, type: suspend}

      """
    let told = try markdown(text)
    #expect(told.hasPrefix("**first** (`first`, suspend)") && told.contains("waited for by `second`"), "\(told)")
    let marked = Marked(text)
    let notes = inlayHints(of: marked.document, in: TextRange(0, marked.text.count))
    #expect(notes.map(\.kind) == [.order] && notes.map(\.text) == ["after first"])
    let kinds = codeLenses(of: marked.document).map(\.kind)
    #expect(kinds.contains(.dryRun) && kinds.contains(.graph))
  }

  /// Everything that the configuration names: what it is, and what comes of it.
  @Test(arguments: [
    ("directory: {users: [an<|>n], teams: {sre: [ann]}}", "the user `ann`: `team:sre`"),
    ("directory: {users: [ann], teams: {sre: [a<|>nn]}}", "the user `ann`: `team:sre`"),
    ("directory: {secrets: [KE<|>Y]}", "the secret `KEY`"),
    ("directory: {channels: [\"#o<|>ps\"]}", "the channel `#ops`"),
    (
      "directory: {targets: {eu: {environment: li<|>ve}}}",
      "the environment `live`, not protected"
    ),
    ("rules: {unused<|>-input: off}", "# WF215 unused-input\n"),
    ("per_file: {\"a/**\": {WF2<|>15: off}}", "# WF215 unused-input\n"),
    (
      "rules: {WF215: o<|>ff}",
      "`unused-input` (WF215) does not run; unless said it is a warning\n\nA workflow declares an input that nothing reads."
    ),
    (
      "per_file: {\"a/*\": {unused-input: err<|>or}}",
      "`unused-input` (WF215) is an error in the files that `a/*` matches; unless said it is a warning\n\n"
    ),
    (
      "per_file: {\"a/<|>*.yaml\": {unused-input: off}}",
      "the files that `a/*.yaml` matches, seen from this file's folder\n\n- `*`: any text without a slash\n\nSeverities"
    ),
    (
      "exclude: [\"ven<|>dor/**\"]",
      "the files that `vendor/**` matches, seen from this file's folder\n\n- `**`: any text, folders too\n\nGlobs of"
    ),
    ("exclude: vend<|>or", "the files that `vendor` matches, seen from this file's folder\n\nGlobs of"),
    ("exclude: [\"a[\"<|>]", "`a[` is no glob and matches nothing: "),
    ("import_folders: [.<|>./lib]", "the folder `/lib`\n\nFolders besides the importing"),
    ("definition_folders: [d<|>efs]", "the folder `/w/defs`\n\nFolders besides those"),
    (
      "step_types: {ter<|>ra: {description: Runs it., fields: {dir: {required: true}}}}",
      "**terra**: Runs it.\n\n- `dir` (required): "
    ),
    ("step_types: {terra: {fields: {d<|>ir: {type: integer, description: Where.}}}}", "`dir`: whole number\n\nWhere."),
    ("step_types: {terra: {fields: {dir: {options: [a, <|>b]}}}}", "`dir`: `a` | `b`"),
    (
      "step_types: {terra: {outputs: {pl<|>an: integer}}}",
      "output `plan`: int\n\n*what every step of the type `terra` leaves behind*"
    ),
  ])
  func configurationsAreTold(text: String, beginning: String) throws {
    let marked = Marked(text, name: "/w/.wflint.yaml")
    let told = try #require(hover(in: marked.document, at: marked.cursor))
    #expect(told.markdown.hasPrefix(beginning), "\(told.markdown)")
    let range = try #require(told.range)
    #expect(range.touches(marked.cursor))
  }

  /// An output tells its type and whose it is, where it is declared, read and mocked.
  @Test func outputsAreTold() throws {
    let declared = "output `version`: string\n\n*an output of the step `build`, declared in line 11*"
    let steps = """
        - id: build
          type: script
          run: x
          outputs: {<|>version: string}
        - {id: b, type: script, run: "${{ steps.build.outputs.version }} ${{ steps.build.outputs.exit_code }}"}

      """
    #expect(try markdown(Marked.steps(steps)) == declared)
    let plain = steps.replacing("<|>", with: "")
    let read = try markdown(Marked.steps(plain.replacing("outputs.version", with: "outputs.ver<|>sion")))
    #expect(
      read == "`steps.build.outputs.version: string`\n\n*an output of the step `build`, declared in line 11*", "\(read)"
    )
    let own = try markdown(Marked.steps(plain.replacing("exit_code", with: "exit<|>_code")))
    #expect(own.hasSuffix("\n\n*an output of the step `build`, as of every script step*"), "\(own)")

    let workflow = ParsedDocument(path: "/w/a.wf.yaml", text: SourceText(Marked.steps(plain)))
    func inScenario(_ text: String) throws -> String {
      let marked = Marked("schema: wflint-sim/v1\nworkflow: a.wf.yaml\n" + text, name: "/w/a.sim.yaml")
      return try #require(
        hover(in: marked.document, at: marked.cursor, linked: LinkedFiles(workflows: [workflow]))
      ).markdown
    }
    #expect(try inScenario("mocks: {build: {outputs: {ver<|>sion: 1}}}\n") == declared + "\n\n*in `a.wf.yaml`*")
    let mocked = try inScenario(
      "scenarios:\n  - {name: x, mocks: {build: {attempts: [{outputs: {exit_<|>code: 1}}]}}}\n")
    #expect(mocked.hasPrefix("output `exit_code`: int\n\n") && mocked.hasSuffix("*in `a.wf.yaml`*"), "\(mocked)")
    let checked = try inScenario(
      "scenarios:\n  - {name: x, expect: {check: [\"steps.build.outputs.vers<|>ion == '1'\"]}}\n")
    #expect(checked.hasSuffix("*an output of the step `build`, declared in line 11*"), "\(checked)")

    // Another dialect's outputs have the types of a template that only a cluster knows.
    let run = KubeVelaActionTests.run(
      "- {name: get, type: request, outputs: [{name: body, valueFrom: response.body}]}\n")
    let mocks = Marked(
      "schema: wflint-sim/v1\nworkflow: run.yaml\nmocks: {get: {outputs: {bo<|>dy: x}}}\n", name: "/w/run.sim.yaml")
    let files = LinkedFiles(workflows: [ParsedDocument(path: "/w/run.yaml", text: SourceText(run))])
    #expect(
      hover(in: mocks.document, at: mocks.cursor, linked: files)?.markdown
        == "output `body`\n\n*an output of the step `get`, declared in line 7*\n\n*in `run.yaml`*")
  }

  /// A variable tells its value, the types in it, and who reads it.
  @Test func variablesAreTold() throws {
    let head =
      "inputs: {region: {type: string}, size: {type: integer}}\nenv: {<|>REGION: \"${{ inputs.region }}\", OTHER: b}\n"
    let steps = """
        - id: a
          type: script
          run: |
            echo "$REGION" ${REGION:-x}
            echo \\$REGION $REGIONS $$REGION ${{ env.REGION }}
        - {id: b, type: script, shell: python, run: "print('$REGION')"}
        - {id: c, type: script, run: echo $REGION, env: {REGION: us, COUNT: "n ${{ inputs.size }}"}}

      """
    let whole = try markdown(Marked.steps(steps, head: head))
    #expect(
      whole == """
        variable `REGION` of the workflow: `${{ inputs.region }}`

        - `inputs.region`: string

        - the script of `a` names it in line 13
        - `env.REGION` in line 14
        """, "\(whole)")
    let plain = head.replacing("<|>", with: "")
    let own = try markdown(Marked.steps(steps.replacing("{REGION: us", with: "{RE<|>GION: us"), head: plain))
    #expect(own == "variable `REGION` of the step `c`: `us`\n\n- the script of `c` names it in line 16", "\(own)")
    let count = try markdown(Marked.steps(steps.replacing("COUNT:", with: "COU<|>NT:"), head: plain))
    #expect(count == "variable `COUNT` of the step `c`: `n ${{ inputs.size }}`\n\n- `inputs.size`: int", "\(count)")
  }

  /// Each note with the text that it stands behind.
  @Test func hintsSayWhatHoldsByDefault() {
    let marked = Marked(
      """
      schema: wflint/v1
      name: alpha
      triggers:
        - {type: webhook, path: /x}
      steps:
        - {id: a, type: http, url: "https://x", retry: {attempts: 3, delay: 1s}}
        - {id: b, type: approval, approvers: [team:sre], required_approvals: 2, timeout: 1h, allow_self_approval: false}
        - {id: c, type: http, method: GET, url: "https://x", expect: 200}

      """, configuration: Self.configuration)
    let notes = inlayHints(of: marked.document, in: TextRange(0, marked.text.count)).map { note in
      let line = marked.text[TextRange(max(0, note.offset - 6), note.offset)]
      return "\(line.split(whereSeparator: { ": ,".contains($0) }).last ?? "")|\(note.kind.rawValue)|\(note.text)"
    }
    #expect(
      notes == [
        "alpha|defaults|status: draft, on_failure: stop", "ebhook|defaults|method: POST",
        "http|defaults|method: GET, expect: 2xx", "3|defaults|backoff: constant",
        "b|order|after a", "proval|defaults|on_timeout: reject", "2|quorum|of 2 people", "c|order|after b",
      ])
  }

  /// What is wrong is told where the right thing would be.
  @Test(arguments: [
    ("triggers: [{type: schedule, cron: \"0 0 12 <|>* * ?\", timezone: UTC}]", ["No schedule:", "- "]),
    (
      "triggers: [{type: schedule, cron: \"0 9 * * *\", timezone: Europe/Berl<|>}]",
      ["No time zone: ", "Europe/Berlin"]
    ),
  ])
  func mistakesAreTold(line: String, words: [String]) {
    let marked = Marked("schema: wflint/v1\nname: a\n\(line)\nsteps: []\n")
    let text = hover(in: marked.document, at: marked.cursor)?.markdown ?? ""
    for word in words { #expect(text.contains(word), "\(text)") }
  }

  @Test(arguments: [(1, "1 try: the first and no retry"), (2, "2 tries: the first and 1 retry"), (6, "and 5 retries")])
  func triesAreCounted(tries: Int, words: String) {
    let marked = Marked(Marked.steps("  - {id: a, type: script, run: x, retry: {attempts: \(tries)<|>}}\n"))
    #expect(hover(in: marked.document, at: marked.cursor)?.markdown.contains(words) == true)
  }

  @Test func unknownGroupsAreTold() {
    let marked = Marked(
      Marked.steps("  - {id: a, type: approval, timeout: 1h, approvers: [\"team:nobo<|>dy\", \"role:x\"]}\n"),
      configuration: "directory: {teams: {platform: [ann]}}\n")
    let text = hover(in: marked.document, at: marked.cursor)?.markdown
    #expect(text == "the team `nobody`; the directory does not know it")
  }
}
