// SPDX-License-Identifier: Apache-2.0
import Analysis
import Diagnostics
import EditorFeatures
import Foundation
import SourceText
import TestSupport
import Testing
import WorkflowModel
import YAMLSyntax

/// Everything that is offered anywhere in the examples, in all dialects, leaves a document that is as right as before.
@Suite struct EveryActionTests {
  private struct Sample: CustomTestStringConvertible, Sendable {
    var path: String
    var text: String
    var testDescription: String { path }
  }

  private static let samples: [Sample] = {
    let folder = RepositoryPaths.root.appendingPathComponent("Examples")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let examples = names.filter { $0.hasSuffix(".yaml") && !$0.hasSuffix(".sim.yaml") }.sorted().compactMap { name in
      (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)).map {
        Sample(path: "/w/\(name)", text: $0)
      }
    }
    let runs = KubeVelaActionTests.workflows.enumerated().map {
      Sample(path: "/w/run\($0.offset).yaml", text: $0.element)
    }
    let application = KubeVelaTests.application(
      "- {name: gate, type: suspend, dependsOn: [first]}\n      - name: last\n      type: print-message-in-status\n      dependsOn: [gate, inner]\n      properties: {message: hi}"
    )
    return examples + runs + [Sample(path: "/w/app.yaml", text: application)]
  }()

  private static func analyzed(_ path: String, _ text: String) -> AnalyzedDocument {
    analyze(ParsedDocument(path: path, text: SourceText(text)), in: WorkspaceSnapshot())
  }

  /// How often each error is found.
  private static func errors(_ document: AnalyzedDocument) -> [String: Int] {
    document.diagnostics.filter { $0.severity == .error }.reduce(into: [:]) { $0[$1.code, default: 0] += 1 }
  }

  /// How often anything is found that what is added to a document must give no reason for.
  ///
  /// That an approval comes before the plan (WF511), or that a change beside it goes without one (WF516), is true where
  /// somebody asks for it there, and worth reading.
  private static func findings(_ document: AnalyzedDocument) -> [String: Int] {
    document.diagnostics.filter { $0.code != "WF511" && $0.code != "WF516" }.reduce(into: [:]) {
      $0[$1.code, default: 0] += 1
    }
  }

  /// Each step, and each with those behind it in its list.
  private static func selections(_ document: AnalyzedDocument) -> [TextRange] {
    document.models.flatMap { model in
      model.lists.flatMap { list in
        list.steps.indices.flatMap { first in
          (first..<min(first + 4, list.steps.count)).map { last in
            let start = model.steps[list.steps[first]].range.start
            return first == last
              ? TextRange(at: start) : TextRange(start, model.steps[list.steps[last]].range.end)
          }
        }
      }
    }
  }

  @Test func samplesAreThere() {
    #expect(Self.samples.count > 9)
    #expect(Self.samples.allSatisfy { !Self.analyzed($0.path, $0.text).models.isEmpty })
  }

  @Test(arguments: samples) private func leavesNoErrors(_ sample: Sample) throws {
    let document = Self.analyzed(sample.path, sample.text)
    let before = Self.errors(document)
    var titles: Set<String> = []
    for selection in Self.selections(document) {
      for action in editorActions(in: document, at: selection) {
        titles.insert(action.title)
        let text = try #require(document.parsed.text.applying(action.edits)).string
        let after = Self.analyzed(sample.path, text)
        #expect(after.parsed.tree.problems.count == document.parsed.tree.problems.count, "\(action.title)\n\(text)")
        for (code, count) in Self.errors(after) where count > before[code, default: 0] {
          let found = after.diagnostics.filter { $0.code == code }.map(\.message)
          Issue.record("\(action.title) at \(selection): \(found)\n\(text)")
        }
        if action.title.hasPrefix("Add ") {
          let known = Self.findings(document)
          for (code, count) in Self.findings(after) where count > known[code, default: 0] {
            let found = after.diagnostics.filter { $0.code == code }.map(\.message)
            Issue.record("\(action.title): \(code) \(found)\n\(text)")
          }
        }
        let kept = Set(after.models.flatMap(\.steps).compactMap { $0.id?.value })
        #expect(kept.isSuperset(of: document.models.flatMap(\.steps).compactMap { $0.id?.value }), "\(action.title)")
      }
    }
    #expect(titles.count > 1 || document.models.allSatisfy { $0.dialect == "cloudify" })
  }

  /// Where the steps of these ids stand.
  private static func place(of ids: [String], in document: AnalyzedDocument) -> TextRange? {
    let steps = document.models.flatMap(\.steps).filter { $0.id.map { ids.contains($0.value) } ?? false }
    guard let first = steps.first, let last = steps.last else { return nil }
    return first.index == last.index ? TextRange(at: first.range.start) : TextRange(first.range.start, last.range.end)
  }

  /// Turned back and forth, steps come to two texts that do not grow.
  @Test(arguments: samples) private func ordersAreStable(_ sample: Sample) throws {
    let document = Self.analyzed(sample.path, sample.text)
    let (beside, behind) = ("at one time", "one after the other")
    for selection in Self.selections(document) {
      for action in editorActions(in: document, at: selection) {
        guard let words = [beside, behind].first(where: { action.title.hasSuffix($0) }) else { continue }
        let ids = document.models.flatMap(\.steps).filter {
          selection.isEmpty ? $0.range.start == selection.start : selection.contains($0.range)
        }.compactMap { $0.id?.value }
        let once = try #require(document.parsed.text.applying(action.edits)).string
        #expect(once != sample.text, "\(action.title)")
        func turned(_ text: String, _ words: String) -> String? {
          let document = Self.analyzed(sample.path, text)
          guard let place = Self.place(of: ids, in: document) else { return nil }
          let found = editorActions(in: document, at: place).first { $0.title.hasSuffix(words) }
          return found.flatMap { document.parsed.text.applying($0.edits)?.string }
        }
        // What is so already is not offered, and not done again.
        #expect(turned(once, words) ?? once == once, "\(action.title)\n\(once)")
        let other = words == beside ? behind : beside
        guard let back = turned(once, other), let again = turned(back, words) else { continue }
        #expect(turned(again, other) == back, "\(action.title)\n\(once)")
      }
    }
  }
}
