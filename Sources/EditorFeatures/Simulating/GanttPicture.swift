// SPDX-License-Identifier: Apache-2.0
package import Simulation
import WorkflowModel

/// A simulated run as a Gantt chart: a row a step, its bar coloured by what became of it; one SVG that loads nothing.
package struct GanttPicture {
  private let result: SimulationResult
  private let run: RunRecord
  private let theme: GraphTheme

  private static let margin = 24
  private static let chartWidth = 860
  private static let (labelUnit, smallUnit) = (7.5, 6.2)

  /// A chart of one run.
  package init(_ result: SimulationResult, _ run: RunRecord, theme: GraphTheme = .auto) {
    self.result = result
    self.run = run
    self.theme = theme
  }

  /// The chart as a file of its own.
  package var svg: String { document(isInline: false) }

  // MARK: Drawing

  /// The chart; within a page its style leaves the page's own alone.
  func document(isInline: Bool) -> String {
    let origin = run.startedAt ?? run.createdAt
    let last = run.steps.compactMap { $0.endedAt ?? $0.startedAt }.max() ?? origin
    let span = max(1, max(last, run.endedAt ?? last) - origin)
    let rowHeight = run.steps.count > 120 ? 18 : 26
    let depths = depths()
    let labels = run.steps.map { result.displayName(of: $0) }
    let widest = zip(labels, depths).map { GraphPicture.textWidth($0, Self.labelUnit) + Double($1 * 14) }.max() ?? 0
    let labelWidth = min(300, max(80, Int(widest) + 12))
    let left = Self.margin + labelWidth
    let top = Self.margin + 56
    let width = left + Self.chartWidth + 110
    let height = top + max(1, run.steps.count) * rowHeight + Self.margin
    func x(_ time: Milliseconds) -> Double {
      Double(left) + Double(min(max(0, time - origin), span)) * Double(Self.chartWidth) / Double(span)
    }
    var body: [String] = []
    let title = "\(result.workflow(of: run).name?.value ?? "workflow"): \(run.state.text)"
    let total = run.duration.map { " in \(DurationText.short($0))" } ?? ""
    body.append(
      "<text class=\"title\" x=\"\(Self.margin)\" y=\"\(Self.margin + 14)\">\(GraphPicture.escaped(title + total))</text>"
    )
    for tick in Self.ticks(span) {
      let place = Self.number(x(origin + tick))
      body.append("<path class=\"grid\" d=\"M\(place) \(top - 6)V\(height - Self.margin)\"/>")
      body.append(
        "<text class=\"tick\" text-anchor=\"middle\" x=\"\(place)\" y=\"\(top - 12)\">\(Self.stamp(tick, span))</text>")
    }
    let critical = Set(result.criticalPath(of: run).map(\.instance))
    for (place, record) in run.steps.enumerated() {
      let y = top + place * rowHeight
      let middle = y + rowHeight / 2
      let indent = depths[place] * 14
      let label = GraphPicture.fitted(labels[place], Double(labelWidth - indent - 10), Self.labelUnit)
      let isCritical = critical.contains(record.instance)
      body.append("<g><title>\(GraphPicture.escaped(result.explanation(of: record, in: run)))</title>")
      if place % 2 == 1 {
        body.append(
          "<rect class=\"band\" x=\"\(Self.margin - 6)\" y=\"\(y)\" width=\"\(width - 2 * Self.margin + 12)\" height=\"\(rowHeight)\"/>"
        )
      }
      body.append(
        "<text class=\"\(isCritical ? "name critical" : "name")\" x=\"\(Self.margin + indent)\" y=\"\(middle + 4)\">\(GraphPicture.escaped(label))</text>"
      )
      body.append(bar(record, y: y, rowHeight, x, origin + span, left: left, isCritical: isCritical))
      body.append("</g>")
    }
    let style = Self.style(theme, isInline ? "svg.gantt" : "svg")
    return
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"gantt\" width=\"\(width)\" height=\"\(height)\" viewBox=\"0 0 \(width) \(height)\" role=\"img\" aria-label=\"\(GraphPicture.escaped(title))\">\n"
      + "<style>\n\(style)\n</style>\n<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n"
      + body.joined(separator: "\n") + "\n</svg>"
  }

  private func bar(
    _ record: StepRecord, y: Int, _ rowHeight: Int, _ x: (Milliseconds) -> Double, _ end: Milliseconds, left: Int,
    isCritical: Bool
  ) -> String {
    let middle = y + rowHeight / 2
    guard let start = record.startedAt else {
      let place = record.endedAt.map(x) ?? Double(left)
      let reason = record.reason == .none ? record.state.text : "\(record.state.text): \(Self.words(record.reason))"
      let isLate = place > Double(left + Self.chartWidth - 200)
      return
        "<path class=\"none\" d=\"M\(Self.number(place - 3)) \(middle)h6\"/><text class=\"note\"\(isLate ? " text-anchor=\"end\"" : "") x=\"\(Self.number(isLate ? place - 8 : place + 8))\" y=\"\(middle + 4)\">\(reason)</text>"
    }
    let from = x(start)
    let to = x(record.endedAt ?? end)
    let isNest: Bool
    var isWait = false
    switch result.step(of: record).action {
    case .group, .loop: isNest = true
    case .approval, .wait, .suspend:
      isNest = false
      isWait = true
    default: isNest = false
    }
    let height = isNest ? 4 : rowHeight - (rowHeight > 20 ? 10 : 6)
    let kind = isNest ? "nest" : isWait && record.state == .success ? "waited" : record.state.text
    let mark = isCritical ? " path" : ""
    var text = DurationText.short(record.duration ?? 0)
    if record.attempts > 1 { text += ", \(record.attempts) attempts" }
    if record.state != .success { text += ", \(record.endedAt == nil ? "never ended" : Self.words(record.reason))" }
    let wide = GraphPicture.textWidth(text, Self.smallUnit)
    // Behind the bar, or before it where the picture ends.
    let isLate = to + wide + 8 > Double(left + Self.chartWidth + 104)
    let anchor = isLate ? " text-anchor=\"end\"" : ""
    let place = isLate ? from - 6 : to + 6
    return
      "<rect class=\"bar \(kind)\(mark)\" x=\"\(Self.number(from))\" y=\"\(middle - height / 2)\" width=\"\(Self.number(max(2, to - from)))\" height=\"\(height)\" rx=\"\(isNest ? 1 : 3)\"/><text class=\"note\"\(anchor) x=\"\(Self.number(place))\" y=\"\(middle + 4)\">\(text)</text>"
  }

  private func depths() -> [Int] {
    var depth: [Int: Int] = [:]
    return run.steps.map { record in
      let own = record.owner.map { (depth[$0] ?? 0) + 1 } ?? 0
      depth[record.instance] = own
      return own
    }
  }

  private static func words(_ reason: Reason) -> String {
    reason.text.split(separator: "_").joined(separator: " ")
  }

  /// Round times for the axis: at most ten.
  static func ticks(_ span: Milliseconds) -> [Milliseconds] {
    let second: Milliseconds = 1_000
    var steps: [Milliseconds] = [1, 2, 5, 10, 20, 50, 100, 200, 500]
    steps += [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200].map {
      $0 * second
    }
    var step = steps.first { span / $0 <= 9 } ?? 86_400 * second
    while span / step > 9, step < Milliseconds.max / 4 { step *= 2 }
    return (0...Int(span / step)).map { Milliseconds($0) * step }
  }

  private static func stamp(_ time: Milliseconds, _ span: Milliseconds) -> String {
    span < 10_000 && time % 1_000 != 0 ? "\(time) ms" : DurationText.stamp(time)
  }

  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }

  // MARK: Style

  private struct Palette {
    var ground, text, muted, faint, band, success, failed, cancelled, waited, path: String
  }

  private static let light = Palette(
    ground: "#ffffff", text: "#0f172a", muted: "#475569", faint: "#dbe2ea", band: "#f4f7fa", success: "#10936a",
    failed: "#d92626", cancelled: "#7b8794", waited: "#e0a224", path: "#1d4ed8")
  private static let dark = Palette(
    ground: "#0b1220", text: "#e8eef7", muted: "#a5b4c8", faint: "#26344a", band: "#111b2d", success: "#2fbf8f",
    failed: "#f26d6d", cancelled: "#7b8ba3", waited: "#d9a531", path: "#7fb0ff")

  private static func rules(_ colours: Palette, _ selector: String) -> String {
    [
      ".ground { fill: \(colours.ground); }",
      ".title { font: 600 15px \(GraphPicture.sans); fill: \(colours.text); }",
      ".name { font: 400 13px \(GraphPicture.sans); fill: \(colours.text); }", ".critical { font-weight: 700; }",
      ".tick, \(selector) .note { font: 400 11px \(GraphPicture.sans); fill: \(colours.muted); }",
      ".grid { stroke: \(colours.faint); stroke-width: 1; }", ".band { fill: \(colours.band); }",
      ".none { stroke: \(colours.muted); stroke-width: 1.5; stroke-dasharray: 2 2; }",
      ".bar { fill: \(colours.cancelled); }", ".bar.success { fill: \(colours.success); }",
      ".bar.failed { fill: \(colours.failed); }", ".bar.waited, \(selector) .bar.waiting { fill: \(colours.waited); }",
      ".bar.nest { fill: \(colours.muted); }", ".bar.path { stroke: \(colours.path); stroke-width: 2; }",
    ].map { "\(selector) \($0)" }.joined(separator: "\n")
  }

  private static func style(_ theme: GraphTheme, _ selector: String) -> String {
    switch theme {
    case .light: rules(light, selector)
    case .dark: rules(dark, selector)
    case .auto:
      "\(rules(light, selector))\n@media (prefers-color-scheme: dark) {\n\(rules(dark, selector))\n}"
    }
  }
}
