// SPDX-License-Identifier: Apache-2.0
import Analysis
import EditorFeatures
import Foundation
import SourceText
import Testing

/// What stands in a file as an alias of text that is written elsewhere.
@Suite struct AliasTests {
  private static let directory = "directory:\n  users: [ann, ben]\n  teams: {sre: [ann, ben]}\n"

  private func markdown(_ text: String) throws -> String {
    let marked = Marked(text, configuration: Self.directory)
    return try #require(hover(in: marked.document, at: marked.cursor)).markdown
  }

  private static func workflow(trigger: String = "", step: String) -> String {
    """
    schema: wflint/v1
    name: alpha
    x-parts: {cron: &c "0 9 * * 1-5", duration: &d 90s, who: &w ["team:sre", "user:ann"], if: &f steps.a.status == 'success'}
    triggers:
      - {type: manual}
    \(trigger)
    steps:
      - {id: &i a, type: script, run: x, outputs: {n: integer}}
      \(step)
    """
  }

  @Test(arguments: [
    (workflow(step: "- {id: b, type: wait, duration: *<|>d}"), ["1 minute 30 seconds", "`*d`, line 3"]),
    (
      workflow(step: "- {id: b, type: approval, approvers: *<|>w}"),
      ["the team `sre`", "the user `ann`", "`*w`, line 3"]
    ),
    (workflow(step: "- {id: b, type: script, run: x, needs: [*<|>i]}"), ["**a** (`a`, script)", "`*i`, line 8"]),
    (workflow(step: "- {id: b, type: script, run: x, if: *<|>f}"), [": bool`", "`*f`, line 3"]),
    (
      workflow(
        trigger:
          "  - {type: schedule, timezone: America/New_York, cron: *<|>c}\n  - {type: schedule, timezone: Asia/Tokyo, cron: *c}",
        step: ""), ["America/New_York", "`*c`, line 3"]
    ),
    (
      workflow(
        trigger:
          "  - {type: schedule, timezone: America/New_York, cron: *c}\n  - {type: schedule, timezone: Asia/Tokyo, cron: *<|>c}",
        step: ""), ["Asia/Tokyo", "`*c`, line 3"]
    ),
  ])
  func tellsWhatTheTextTells(text: String, parts: [String]) throws {
    let told = try markdown(text)
    for part in parts { #expect(told.contains(part), "\(told)") }
  }

  /// Each trigger's note and lens stand where its schedule is written.
  @Test func notesStandAtTheAlias() {
    let marked = Marked(
      Self.workflow(
        trigger:
          "  - {type: schedule, timezone: America/New_York, cron: «*c»}\n  - {type: schedule, timezone: Asia/Tokyo, cron: «*c»}",
        step: ""))
    let notes = inlayHints(of: marked.document, in: TextRange(0, marked.text.count)).filter { $0.kind == .cron }
    #expect(notes.map(\.offset) == marked.ranges.map(\.end))
    #expect(
      notes.compactMap { tooltip(of: $0, in: marked.document) }.map { $0.contains("Asia/Tokyo") } == [false, true])
    let lenses = codeLenses(of: marked.document).filter { marked.ranges.contains($0.range) }
    #expect(lenses.map(\.range) == marked.ranges && Set(lenses.map(\.kind)).count == 2)
  }

  @Test func aliasesOfAStepAreReferences() throws {
    let marked = Marked(
      Self.workflow(
        step: "- {id: b, type: script, run: *x, needs: [«*i»]}\n  - {id: c, type: script, run: *i, needs: [«a»]}"))
    let place = try #require(marked.text.string.range(of: "&i a"))
    let offset = marked.text.string.utf8.distance(from: marked.text.string.startIndex, to: place.upperBound) - 1
    let found = references(in: marked.document, at: offset)
    // The condition below the anchor reads it, too.
    #expect(found.filter { marked.ranges.contains($0.range) }.map(\.range) == marked.ranges)
    #expect(found.map(\.isWritten).filter { !$0 }.count == 1)
    #expect(highlights(in: marked.document, at: offset).map(\.range) == found.map(\.range))
    // What is renamed is the text that the alias stands for.
    let edits = try rename(in: marked.document, at: offset, to: "first")
    let result = try #require(marked.text.applying(edits)).string
    #expect(result.contains("id: &i first") && result.contains("needs: [*i]") && result.contains("needs: [first]"))
  }
}
