// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import Foundation
import SourceText
import Testing
import YAMLSyntax

/// What the fix of script-injection makes of a script: read as the shell itself would.
@Suite struct ScriptInjectionFixTests {
  private static func workflow(_ step: String) -> Fixture {
    Fixture(
      name: "a.wf.yaml",
      text: "schema: wflint/v1\nname: a\ntriggers: [{type: git_push}]\nsteps:\n\(step)")
  }

  private static func literal(_ script: String, shell: String) -> Fixture {
    let lines = script.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "      \($0)" }
    return workflow(
      "  - id: a\n    type: script\n    shell: \(shell)\n    run: |\n\(lines.joined(separator: "\n"))\n")
  }

  /// The script after all fixes; nil where no fix is offered.
  private static func mended(_ fixture: Fixture) throws -> String? {
    var fixture = fixture
    var isMended = false
    for _ in 0..<4 {
      guard let fix = fixture.findings(of: "WF603").first(where: { !$0.fixes.isEmpty })?.fixes.first else { break }
      fixture.text = try #require(SourceText(fixture.text).applying(fix.edits)).string
      isMended = true
    }
    guard isMended else { return nil }
    let analyzed = fixture.analyzed()
    #expect(analyzed.parsed.tree.problems.isEmpty && !analyzed.diagnostics.contains { $0.code == "WF603" })
    let run = analyzed.parsed.tree.documents.first?.root["steps"]?.items.first?["run"]
    return run?.text
  }

  /// By hand from the shell's quoting rules (POSIX 2.2, 2.6, 2.7.4; Bash 3.1.2).
  @Test(
    arguments: [
      ("echo ${{ trigger.branch }}", "echo \"$BRANCH\""),
      ("echo app-${{ trigger.branch }}.tgz", "echo app-\"$BRANCH\".tgz"),
      ("echo \"on ${{ trigger.branch }}\"", "echo \"on $BRANCH\""),
      ("echo \"on ${{ trigger.branch }}_x\"", "echo \"on ${BRANCH}_x\""),
      ("echo 'on ${{ trigger.branch }}'", "echo 'on '\"$BRANCH\"''"),
      ("X=${{ trigger.branch }} make", "X=\"$BRANCH\" make"),
      ("echo \"$(git log ${{ trigger.branch }})\"", "echo \"$(git log \"$BRANCH\")\""),
      ("echo \"$(git log \"${{ trigger.branch }}\")\" ${{ trigger.tag }}", "echo \"$(git log \"$BRANCH\")\" \"$TAG\""),
      ("echo \\\"${{ trigger.branch }}\\\"", "echo \\\"\"$BRANCH\"\\\""),
      ("cat <<END\n${{ trigger.branch }}'s\nEND\necho ok", "cat <<END\n$BRANCH's\nEND\necho ok"),
      ("cat <<-END > x; echo ${{ trigger.branch }}\n\ta\n\tEND", "cat <<-END > x; echo \"$BRANCH\"\n\ta\n\tEND"),
      ("echo don't # ${{ trigger.branch }}", nil),
      ("echo a # it's ${{ trigger.branch }}\necho b", "echo a # it's BRANCH\necho b"),
      ("cat <<'END'\n${{ trigger.branch }}\nEND", nil), ("echo $(( ${{ trigger.branch }} + 1 ))", nil),
      ("echo ${X:-${{ trigger.branch }}}", nil), ("echo `git log ${{ trigger.branch }}`", nil),
      ("BRANCH=x; echo ${{ trigger.branch }}", "BRANCH=x; echo \"$BRANCH_2\""),
      ("echo ${{ trigger.commit.message }} ${{ trigger.commit.message }}", "echo \"$MESSAGE\" \"$MESSAGE\""),
      ("echo ${{ trigger.branch + '-' + trigger.tag }}", "echo \"$BRANCH\""),
      ("[[ ${{ trigger.branch }} == main ]] && echo ${#A[@]}", "[[ \"$BRANCH\" == main ]] && echo ${#A[@]}"),
      ("case x in a) echo ${{ trigger.branch }};; esac", "case x in a) echo \"$BRANCH\";; esac"),
      ("cat <<< ${{ trigger.branch }}", "cat <<< \"$BRANCH\""),
    ] as [(String, String?)])
  func shellScriptsReadTheVariable(script: String, expected: String?) throws {
    for shell in ["bash", "sh"] {
      let found = try Self.mended(Self.literal(script, shell: shell))
      #expect(found == expected.map { $0 + "\n" })
    }
  }

  @Test(
    arguments: [
      ("print(\"${{ trigger.branch }}\")", "import os\nprint(os.environ[\"BRANCH\"])"),
      ("import os\nx = 'a ${{ trigger.branch }} b'", "import os\nx = ('a ' + os.environ['BRANCH'] + ' b')"),
      ("# it's\nprint('${{ trigger.branch }}')", "import os\n# it's\nprint(os.environ['BRANCH'])"),
      ("x = f'${{ trigger.branch }}'", nil), ("x = '''${{ trigger.branch }}'''", nil),
      ("x = ${{ trigger.branch }}", nil),
      ("x = 'a' '${{ trigger.branch }}'", nil), ("x = r'${{ trigger.branch }}'", nil),
    ] as [(String, String?)])
  func pythonScriptsReadTheVariable(script: String, expected: String?) throws {
    let found = try Self.mended(Self.literal(script, shell: "python"))
    #expect(found == expected.map { $0 + "\n" })
  }

  @Test(
    arguments: [
      ("console.log('${{ trigger.branch }}')", "console.log(process.env.BRANCH)"),
      ("console.log(\"a ${{ trigger.branch }}\")", "console.log((\"a \" + process.env.BRANCH))"),
      ("console.log(`a ${{ trigger.branch }} ${x}`)", "console.log(`a ${process.env.BRANCH} ${x}`)"),
      ("// it's\n/* \" */ f('${{ trigger.branch }}')", "// it's\n/* \" */ f(process.env.BRANCH)"),
      ("x = {'${{ trigger.branch }}': 1}", nil), ("x = ${{ trigger.branch }}", nil),
    ] as [(String, String?)])
  func nodeScriptsReadTheVariable(script: String, expected: String?) throws {
    let found = try Self.mended(Self.literal(script, shell: "node"))
    #expect(found == expected.map { $0 + "\n" })
  }

  /// Where the step's YAML takes the variable, in every style.
  @Test(arguments: [
    ("  - {id: a, type: script, run: \"echo ${{ trigger.branch }}\"}\n", "echo \"$BRANCH\""),
    ("  - id: a\n    type: script\n    run: echo ${{ trigger.branch }}\n", "echo \"$BRANCH\""),
    ("  - id: a\n    type: script\n    run: ${{ trigger.branch }} --now\n", "\"$BRANCH\" --now"),
    ("  - id: a\n    type: script\n    run: 'echo \"it''s ${{ trigger.branch }}\"'\n", "echo \"it's $BRANCH\""),
    (
      "  - id: a\n    type: script\n    env: {X: y}\n    run: >-\n      echo\n      ${{ trigger.branch }}\n",
      "echo \"$BRANCH\""
    ),
    ("  - id: a\n    type: script\n    env:\n      X: y\n    run: echo ${{ trigger.branch }}\n", "echo \"$BRANCH\""),
    (
      "  - id: a\n    type: script\n    env:\n      B: ${{ trigger.branch }}\n    run: echo ${{ trigger.branch }}\n",
      "echo \"$B\""
    ),
    (
      "  - id: a\n    type: script\n    env: {}\n    run: echo ${{ trigger.branch }} ${{ trigger.tag }}\n",
      "echo \"$BRANCH\" \"$TAG\""
    ),
  ])
  func everyStyleTakesTheVariable(step: String, expected: String) throws {
    #expect(try Self.mended(Self.workflow(step)) == expected)
  }
}
