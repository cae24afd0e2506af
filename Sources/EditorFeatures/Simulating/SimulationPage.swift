// SPDX-License-Identifier: Apache-2.0
package import Simulation
import WorkflowModel

/// Simulated runs as one HTML page that loads nothing: the graph, and of each run a Gantt chart, what became of each step
/// and why, and its trace.
package struct SimulationPage {
  /// A scenario with what it came to.
  package struct Part {
    /// The scenario's name; nil for a dry run.
    package var title: String?
    /// What it came to.
    package var result: SimulationResult
    /// What is said of it besides: expectations that did not come true, warnings.
    package var notes: [String]
    /// Lines about many sampled runs; empty without a sample.
    package var sample: [String]

    /// Makes a part.
    package init(title: String? = nil, _ result: SimulationResult, notes: [String] = [], sample: [String] = []) {
      self.title = title
      self.result = result
      self.notes = notes
      self.sample = sample
    }
  }

  private let parts: [Part]
  private let theme: GraphTheme

  /// A page of scenarios.
  package init(_ parts: [Part], theme: GraphTheme = .auto) {
    self.parts = parts
    self.theme = theme
  }

  /// The page. Complexity: O(steps and events of all runs).
  package var html: String {
    let title = parts.first?.result.plan.workflows.first?.name?.value ?? "workflow"
    var body: [String] = ["<h1>\(Self.escaped(title))</h1>"]
    var drawn: Set<Int> = []
    for part in parts {
      for run in part.result.runs {
        let workflow = part.result.trace.runs[run.run].workflow
        guard drawn.insert(workflow).inserted else { continue }
        let graph = GraphPicture(StepGraph(part.result.plan.workflows[workflow]), theme: theme)
        body.append("<figure class=\"graph\">\n\(graph.document(isInline: true))\n</figure>")
      }
    }
    for part in parts { body += section(part) }
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(Self.escaped(title)), simulated</title>
      <style>
      \(GraphPicture.variables(theme, selector: ":root"))
      \(Self.style)
      </style>
      </head>
      <body>
      \(body.joined(separator: "\n"))
      </body>
      </html>

      """
  }

  private static let style = """
    body { margin: 0; padding: 24px; background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
    h1 { font-size: 22px; margin: 0 0 16px; overflow-wrap: anywhere; }
    h2 { font-size: 18px; margin: 32px 0 8px; overflow-wrap: anywhere; }
    h3 { font-size: 15px; margin: 20px 0 8px; color: var(--muted); overflow-wrap: anywhere; }
    figure { margin: 0 0 16px; overflow: auto; border: 1px solid var(--line); border-radius: 8px; }
    figure svg { display: block; max-width: none; }
    table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; padding: 5px 14px 5px 0; border-bottom: 1px solid var(--faint); overflow-wrap: anywhere; vertical-align: top; }
    th { color: var(--muted); font-weight: 600; }
    td.number { white-space: nowrap; font-variant-numeric: tabular-nums; }
    .success { color: var(--message); } .failed { color: var(--bad); } .waiting { color: var(--gate); }
    .cancelled, .skipped, .pending { color: var(--muted); }
    details { margin: 2px 0; } summary { cursor: pointer; } ol { margin: 6px 0 8px; padding-left: 24px; color: var(--muted); }
    pre { white-space: pre-wrap; padding: 12px; border: 1px solid var(--faint); border-radius: 8px; }
    :root { --bad: #b91c1c; } @media (prefers-color-scheme: dark) { :root { --bad: #f87171; } }
    """

  private static func escaped(_ text: String) -> String { GraphPicture.escaped(text) }

  private func section(_ part: Part) -> [String] {
    var lines: [String] = []
    if let title = part.title { lines.append("<h2>\(Self.escaped(title))</h2>") }
    let notes = part.notes + part.sample
    if !notes.isEmpty { lines.append("<pre>\(Self.escaped(notes.joined(separator: "\n")))</pre>") }
    var events: [Int: [TraceEvent]] = [:]
    for event in part.result.trace.events where event.instance >= 0 {
      events[Int(event.instance), default: []].append(event)
    }
    for run in part.result.runs {
      let id = part.result.trace.runs[run.run].id
      let duration = run.duration.map { " in \(DurationText.short($0))" } ?? ""
      lines.append(
        "<h3>\(Self.escaped(id)): <span class=\"\(run.state.text)\">\(run.state.text)\(duration)</span></h3>")
      guard !run.steps.isEmpty else { continue }
      lines.append("<figure>\n\(GanttPicture(part.result, run, theme: theme).document(isInline: true))\n</figure>")
      lines.append(
        "<table>\n<thead><tr><th>step</th><th>status</th><th>start</th><th>took</th><th>why, and its trace</th></tr></thead>\n<tbody>"
      )
      lines += run.steps.map { row($0, run, part.result, events[$0.instance] ?? []) }
      lines.append("</tbody>\n</table>")
    }
    return lines
  }

  private func row(_ record: StepRecord, _ run: RunRecord, _ result: SimulationResult, _ events: [TraceEvent]) -> String
  {
    let origin = run.startedAt ?? run.createdAt
    let start = record.startedAt.map { DurationText.stamp($0 - origin) } ?? ""
    let took = record.hasStarted ? record.duration.map(DurationText.short) ?? "" : ""
    let steps = events.map {
      "<li>\(DurationText.stamp($0.time - origin)) \(Self.escaped(Self.words($0, result)))</li>"
    }
    let detail = result.detail(of: record).map { "<li>\(Self.escaped($0))</li>" } ?? ""
    return
      "<tr><td>\(Self.escaped(result.displayName(of: record)))</td><td class=\"\(record.state.text)\">\(record.state.text)</td><td class=\"number\">\(start)</td><td class=\"number\">\(took)</td><td><details><summary>\(Self.escaped(result.explanation(of: record, in: run)))</summary><ol>\(steps.joined())\(detail)</ol></details></td></tr>"
  }

  /// An event in words.
  static func words(_ event: TraceEvent, _ result: SimulationResult) -> String {
    let trace = result.trace
    let message = trace.message(event.detail).map { ": \($0)" } ?? ""
    let reason = event.reason.text.split(separator: "_").joined(separator: " ")
    switch event.kind {
    case .stepReady: return "ready"
    case .stepStarted: return event.detail > 1 ? "started, attempt \(event.detail)" : "started"
    case .stepWaiting: return event.reason == .retryDelay ? "waits for its next attempt" : "waits"
    case .attemptFailed: return "attempt failed\(message)"
    case .stepEnded: return "\(event.stepState?.text ?? "ended"), \(reason)\(message)"
    case .stepReset: return "set back to run again"
    case .decision, .decisionIgnored:
      guard event.detail >= 0, Int(event.detail) < trace.votes.count else { return "a vote" }
      let vote = trace.votes[Int(event.detail)]
      let comment = vote.comment.map { ": \($0)" } ?? ""
      let effect = event.kind == .decision ? "" : ", which does not count"
      return "\(vote.person) says \(vote.verdict == .approve ? "yes" : "no")\(effect)\(comment)"
    case .escalated: return "others are asked"
    case .branchChosen: return event.detail < 0 ? "no branch" : "branch \(event.detail + 1)"
    case .notified: return "sent\(message)"
    case .assumed: return "its condition is not known and taken for true"
    default: return "\(event.kind)"
    }
  }
}
