// SPDX-License-Identifier: Apache-2.0
import Expression
import Dialect
import ScenarioFiles
import Simulation
import SourceText
import Testing
import WorkflowModel
import YAMLSyntax

/// Scenario files: text in, the engine's model and what is wrong out.
@Suite struct ScenarioReaderTests {
  private func read(_ text: String) throws -> (ScenarioReader, SourceText) {
    let source = SourceText(text)
    let document = try #require(YAMLParser.parse(source).documents.first)
    return (ScenarioReader(document.root), source)
  }

  @Test func readsWhatTheWorldDoes() throws {
    let (reader, _) = try read(
      """
      schema: wflint-sim/v1
      workflow: a.wf.yaml
      clock: {start: 2026-11-20T09:00:00Z}
      seed: 42
      defaults: {unmocked: success, duration: 2s}
      mocks:
        plan: {duration: 12s, outputs: {n: 3}}
        gate: {decisions: []}
      scenarios:
        - name: one
          trigger: {type: git_push, branch: main, actor: ann}
          mocks: {gate: {decisions: [{after: 4m32s, by: ann, decision: reject}]}}
          events: [{at: 30s, pause: run}, {at: 50s, resume: run}]
          expect: {status: failed, duration: {max: 10m}, never: [apply], order: [plan, gate]}
        - name: many
          sample: {runs: 100}
          arrivals: [{at: 0s, trigger: {type: manual}}, {at: 10s, trigger: {type: manual}}]
      coverage: {steps: 100, branches: 80}
      prove: [{requires: {step: apply, granted: gate}}, exclusive_state, {ends_within: 3h}]

      """)
    #expect(reader.problems.isEmpty)
    let suite = reader.suite
    #expect(suite.workflows.map(\.value) == ["a.wf.yaml"])
    #expect(suite.base.start == 1_795_165_200_000)
    #expect(suite.base.seed == 42 && suite.base.unmocked == .success)
    #expect(suite.scenarios.map(\.name) == ["one", "many"])
    #expect(suite.requiredStepCoverage == 100 && suite.requiredBranchCoverage == 80)
    #expect(suite.properties.count == 3)
    let one = suite.scenarios[0]
    #expect(one.trigger?.type == "git_push" && one.trigger?.branch == "main" && one.trigger?.actor == "ann")
    #expect(one.events.count == 2 && one.expectations.count == 4)
    // A scenario's own mock wins step by step.
    #expect(one.mocks.map(\.step).sorted() == ["gate", "plan"])
    #expect(suite.scenarios[1].sampleRuns == 100 && suite.scenarios[1].arrivals.count == 2)
  }

  /// Incidents and messages are events too, and what is written of them is read back to the same.
  @Test func incidentsAndMessagesAreEvents() throws {
    let (reader, _) = try read(
      """
      schema: wflint-sim/v1
      workflow: a.wf.yaml
      scenarios:
        - name: one
          events:
            - {at: 30s, incident: {severity: critical, namespace: prod, labels: {app: api}}}
            - {at: 1m, message: {body: {version: 3}, headers: {x-source: ci}}, by: ann}
            - {at: 2m, cancel: run}

      """)
    #expect(reader.problems.isEmpty, "\(reader.problems)")
    let scenario = reader.suite.scenarios[0]
    #expect(scenario.events.count == 1 && scenario.occurrences.count == 2)
    #expect(scenario.occurrences[0].trigger?.incident.map(\.name) == ["severity", "namespace", "labels", "event"])
    #expect(scenario.occurrences[1].trigger?.type == "webhook" && scenario.occurrences[1].trigger?.actor == "ann")
    let (again, _) = try read(ScenarioWriter.text([scenario], workflows: ["a.wf.yaml"]))
    #expect(again.problems.isEmpty, "\(again.problems)")
    #expect(again.suite.scenarios[0].occurrences.count == 2)
    #expect(again.suite.scenarios[0].occurrences[1].trigger?.body?.asMap?.keys.count == 1)
  }

  /// Each mistake with the text that is reported.
  @Test(arguments: [
    ("scenarios: [{name: a, events: [{at: 1s, incident: {severty: high}}]}]", "severty"),
    ("scenarios: [{name: a, events: [{at: 1s, incident: {event: closed}}]}]", "closed"),
    ("scenarios: [{name: a, trigger: {type: push}}]", "push"),
    ("scenarios: [{name: a, mocks: {x: {duration: soon}}}]", "soon"),
    ("scenarios: [{name: a, expct: {}}]", "expct"),
    ("scenarios: [{name: a, expect: {status: great}}]", "great"),
    ("clock: {start: yesterday}\nscenarios: [{name: a}]", "yesterday"),
    ("scenarios: [{name: a, events: [{at: 1s, stop: run}]}]", "stop"),
    ("scenarios: [{name: a, expect: {reason: timedout}}]", "timedout"),
    ("scenarios: [{name: a, expect: {runs: {succes: 1}}}]", "succes"),
    ("scenarios: [{name: a, expect: {percentile: {95: 3s}}}]", "95"),
    ("scenarios: [{name: a, expect: {steps: {x: {reason: slow}}}}]", "slow"),
    ("scenarios: [{name: a}]\nprove: [sometimes]", "sometimes"),
    ("scenarios: [{name: a}]\nprove: [{always_runs: a, unless: [gone]}]", "{always_runs: a, unless: [gone]}"),
    ("defaults: {unmocked: maybe}\nscenarios: [{name: a}]", "maybe"),
  ])
  func saysWhatIsWrong(body: String, marked: String) throws {
    let (reader, text) = try read("schema: wflint-sim/v1\nworkflow: a.wf.yaml\n\(body)\n")
    let places = reader.problems.map { String(text[$0.range]) }
    #expect(places.contains(marked), "\(places)")
  }
}
