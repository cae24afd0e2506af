// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// Times for what happens on a path through a `RunSpace`, so that the engine goes the same way.
///
/// Each thing that happens comes at the same instant as the one before, or later; what times out does so exactly at its limit.
/// These are differences of pairs of times, so the shortest paths of their graph are times that fit.
struct SpaceClock {
  /// When each thing on the path happens, milliseconds; the end of what is asked about behind the last.
  private(set) var times: [Milliseconds] = []
  private var edges: [(from: Int, to: Int, most: Milliseconds)] = []
  let space: RunSpace
  let path: [Int]
  /// The place on the path at which each instance begins to run, and at which it ends.
  private(set) var begins: [Int: Int] = [:]
  private(set) var ends: [Int: Int] = [:]

  /// The times that fit and are as late as may be, `most` at most; nil where none fit.
  init?(_ space: RunSpace, path: [Int], latest most: Milliseconds) {
    self.space = space
    self.path = path
    describe(1)
    guard solve(path.count + 1) != nil else { return nil }
    times = Array(repeating: most, count: path.count + 1)
    times[0] = 0
    for _ in times {
      var hasChanged = false
      for edge in edges where times[edge.from] + edge.most < times[edge.to] {
        times[edge.to] = times[edge.from] + edge.most
        hasChanged = true
      }
      if !hasChanged { break }
    }
    if times[0] < 0 { return nil }
  }

  /// Finds times; nil where none fit.
  init?(_ space: RunSpace, path: [Int]) {
    self.space = space
    self.path = path
    for gap in [Milliseconds(1_000), 100, 1] {
      edges = []
      describe(gap)
      if let times = solve(path.count + 1) {
        self.times = times
        return
      }
    }
    return nil
  }

  private mutating func describe(_ gap: Milliseconds) {
    let layout = space.layout
    begins = [:]
    ends = [:]
    for (number, index) in path.enumerated() {
      let state = space.state(index)
      if number > 0 {
        let before = space.state(path[number - 1])
        let action = space.actions[index]
        let isQuiet = !layout.places.indices.contains { before.code($0) == .ready }
        var isLater = false
        switch action.kind {
        case .succeed, .fail, .lapse: isLater = isQuiet && before.code(Int(action.place)) == .running
        case .expire, .cut: isLater = isQuiet
        default: break
        }
        let isOutside = action.kind == .stopOutside || action.kind == .cancelOutside
        // At least so much later, or at the very instant.
        edges.append((number, number - 1, isLater ? -gap : 0))
        if !isLater, !isOutside { edges.append((number - 1, number, 0)) }
      }
      for place in layout.places.indices where begins[place] == nil && state.code(place) != .ready {
        let hasBegun = state.has(place, SpaceState.started)
        if hasBegun { begins[place] = number }
      }
      for place in layout.places.indices where begins[place] != nil && ends[place] == nil {
        if state.code(place).isFinal { ends[place] = number }
      }
    }
    let last = path.count
    edges.append((last, last - 1, 0))
    for (place, begin) in begins { limit(place, begin, last) }
    if let limit = layout.timeout {
      if space.actions[path[last - 1]].kind == .cut {
        exactly(0, last - 1, limit)
      } else {
        edges.append((0, last, limit))
      }
    }
  }

  private mutating func exactly(_ from: Int, _ to: Int, _ span: Milliseconds) {
    edges.append((from, to, span))
    edges.append((to, from, -span))
  }

  private mutating func limit(_ place: Int, _ begin: Int, _ last: Int) {
    let info = space.layout.places[place]
    let end = ends[place] ?? last
    let action = ends[place].map { space.actions[path[$0]] }
    let isOwn = action.map { Int($0.place) == place } ?? false
    if isOwn, action?.kind == .lapse || action?.kind == .expire {
      let wait = info.timeout ?? 0
      let isTwice = info.kind == .approval && info.onTimeout == .escalate
      return exactly(begin, end, isTwice ? wait * 2 : wait)
    }
    if isOwn, action?.kind == .succeed, let span = info.span { return exactly(begin, end, span) }
    if isOwn, action?.kind == .fail, info.pauses > 0 { edges.append((end, begin, -info.pauses)) }
    // What is cut short, or still runs, would not have ended by then.
    if let timeout = info.timeout { edges.append((begin, end, isOwn ? timeout : max(0, timeout - 1))) }
    if let span = info.span, !isOwn { edges.append((begin, end, max(0, span - 1))) }
  }

  /// The earliest times that fit: minus the shortest ways to the first. Complexity: O(things · edges).
  private func solve(_ count: Int) -> [Milliseconds]? {
    var distance = Array(repeating: Milliseconds(0), count: count)
    // t[to] - t[from] <= most; the earliest solution has t[from] >= t[to] - most.
    for round in 0...count {
      var hasChanged = false
      for edge in edges where distance[edge.from] < distance[edge.to] - edge.most {
        distance[edge.from] = distance[edge.to] - edge.most
        hasChanged = true
      }
      if !hasChanged { return distance[0] == 0 ? distance : nil }
      if round == count { return nil }
    }
    return nil
  }
}

extension SpaceClock {
  /// What the world does on the path; nil where it cannot be told. Steps that the path does not reach are left to `fill`.
  func mocks(_ workflow: Workflow) -> [Mock] {
    var result: [Mock] = []
    let layout = space.layout
    let final = times[times.count - 1]
    for (place, begin) in begins.sorted(by: { $0.key < $1.key }) {
      let info = layout.places[place]
      guard let id = workflow.steps[info.step].id?.value else { continue }
      let name = info.rounds.reduce(into: id) { $0 += "[\($1)]" }
      let end = ends[place]
      let action = end.map { space.actions[path[$0]] }
      let isOwn = action.map { Int($0.place) == place } ?? false
      // What does not end by itself on the path goes on beyond it.
      let span = isOwn ? times[end ?? begin] - times[begin] : (end.map { times[$0] } ?? final) - times[begin] + 1_000
      let kind = isOwn ? action?.kind ?? .succeed : .succeed
      switch info.kind {
      case .group, .loop, .condition, .wait: continue
      case .suspend:
        guard info.span == nil else { continue }
        if kind == .lapse {
          var outcome = MockOutcome()
          outcome.status = .hangs
          result.append(Mock(name, outcome))
        } else {
          result.append(Mock(name, MockOutcome(duration: span)))
        }
      case .approval:
        switch kind {
        case .fail: result.append(Mock(name, MockOutcome(duration: span, failing: "rejected")))
        case .lapse: result.append(Mock(name, decisions: []))
        default:
          result.append(isOwn ? Mock(name, MockOutcome(duration: span)) : Mock(name, decisions: []))
        }
      case .work:
        if kind == .fail {
          var attempts = [MockOutcome(duration: max(0, span - info.pauses), failing: "failed")]
          if info.tries > 1 {
            var rest = MockOutcome(duration: 0, failing: "failed")
            rest.repetitions = info.tries - 1
            attempts.append(rest)
            result.append(Mock(name, attempts: attempts))
          } else {
            result.append(Mock(name, attempts[0]))
          }
        } else {
          result.append(Mock(name, MockOutcome(duration: span)))
        }
      }
    }
    return result
  }
}
