// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// Counts of resources that a plan or an apply speaks of.
struct ResourceCounts: Hashable {
  var add: Int64 = 0
  var change: Int64 = 0
  var destroy: Int64 = 0

  init() {}

  /// Reads `plan_summary`; nil where the outputs have none.
  init?(_ outputs: CELValue?) {
    guard let summary = outputs?.asMap?[field: "plan_summary"]?.asMap else { return nil }
    add = summary[field: "add"]?.asInt ?? 0
    change = summary[field: "change"]?.asInt ?? 0
    destroy = summary[field: "destroy"]?.asInt ?? 0
  }

  /// All resources; clamped where the sum is too large.
  var total: Int64 { Self.sum(Self.sum(add, change), destroy) }

  static func sum(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }

  mutating func add(_ other: ResourceCounts) {
    add = Self.sum(add, other.add)
    change = Self.sum(change, other.change)
    destroy = Self.sum(destroy, other.destroy)
  }
}

extension SimulationResult {
  /// What one line says of a step that has ended, from its type and outputs; nil for nothing.
  package func detail(of record: StepRecord) -> String? {
    switch record.state {
    case .success: return successDetail(record)
    case .failed: return failureDetail(record)
    case .skipped, .cancelled: return ReasonText.sentence(record, self)
    case .pending, .waiting, .running: return nil
    }
  }

  private func successDetail(_ record: StepRecord) -> String? {
    switch step(of: record).action {
    case .infrastructure(let action):
      guard let counts = counts(of: record, action)?.counts else { return nil }
      return action.verb?.value == .plan
        ? "\(counts.add) to add, \(counts.change) to change, \(counts.destroy) to destroy"
        : "\(counts.add) added, \(counts.change) changed, \(counts.destroy) destroyed"
    case .approval:
      let people = record.outputs?.asMap?[field: "approvers"]?.asList?.compactMap(\.asString) ?? []
      if record.reason == .approvedOnTimeout { return "Approved because nobody answered in time" }
      return people.isEmpty ? nil : "Approved by \(Self.list(people))"
    case .http:
      guard let code = record.outputs?.asMap?[field: "status_code"]?.asInt else { return nil }
      return HTTPStatus.line(code)
    case .notify(let action):
      guard let destination = action.destination?.value.text else { return nil }
      switch action.channel?.value {
      case .email: return "Mail sent to \(destination)"
      case .webhook: return "Posted to \(destination)"
      default: return "Message sent to \(destination)"
      }
    case .condition:
      guard let branch = record.outputs?.asMap?[field: "branch"]?.asString else { return nil }
      return "Branch \(branch)"
    case .build:
      return record.outputs?.asMap?[field: "release"]?.asString.map { "Release \($0)" }
    case .deploy:
      return record.outputs?.asMap?[field: "revision"]?.asString.map { "Revision \($0)" }
    case .configuration:
      guard let outputs = record.outputs?.asMap, let changed = outputs[field: "changed"]?.asInt else { return nil }
      return "\(changed) changed, \(outputs[field: "failed"]?.asInt ?? 0) failed"
    case .script:
      return record.outputs?.asMap?[field: "exit_code"]?.asInt.map { "Exit status \($0)" }
    case .loop:
      guard let count = record.outputs?.asMap?[field: "results"]?.asList?.count else { return nil }
      return counted(count, "round")
    default: return nil
    }
  }

  private func failureDetail(_ record: StepRecord) -> String? {
    if let message = record.message { return message }
    if case .approval = step(of: record).action, record.reason == .rejected {
      let people = record.outputs?.asMap?[field: "approvers"]?.asList?.compactMap(\.asString) ?? []
      let comment = record.outputs?.asMap?[field: "comment"]?.asString ?? ""
      guard !people.isEmpty else { return nil }
      return "Rejected by \(Self.list(people))" + (comment.isEmpty ? "" : ": \(comment)")
    }
    return ReasonText.sentence(record, self)
  }

  /// What an iac step planned or changed, and the instance whose outputs say so: its own, or those of the plan that it
  /// applies.
  func counts(of record: StepRecord, _ action: InfrastructureAction) -> (counts: ResourceCounts, source: Int)? {
    if let own = ResourceCounts(record.outputs) { return (own, record.instance) }
    guard action.verb?.value != .plan else { return nil }
    let run = runs[Int(trace.instances[record.instance].run)]
    var found: StepRecord?
    for other in run.steps where other.state == .success && other.instance != record.instance {
      guard case .infrastructure(let plan) = step(of: other).action, plan.verb?.value == .plan,
        let ended = other.endedAt, ended <= record.startedAt ?? .max
      else { continue }
      if let wanted = action.plan?.target {
        if other.step == wanted { found = other }
      } else if plan.project?.value == action.project?.value, plan.workspace?.value == action.workspace?.value,
        ended >= found?.endedAt ?? 0
      {
        found = other
      }
    }
    guard let found, let counts = ResourceCounts(found.outputs) else { return nil }
    return (counts, found.instance)
  }

  static func list(_ people: [String]) -> String {
    guard people.count > 1, let last = people.last else { return people.first ?? "" }
    return people.dropLast().joined(separator: ", ") + " and " + last
  }
}

/// The names of HTTP's status codes (RFC 9110 and those registered since).
enum HTTPStatus {
  static func line(_ code: Int64) -> String { names[code].map { "HTTP \(code) \($0)" } ?? "HTTP \(code)" }

  private static let names: [Int64: String] = [
    200: "OK", 201: "Created", 202: "Accepted", 203: "Non-Authoritative Information", 204: "No Content",
    205: "Reset Content", 206: "Partial Content", 301: "Moved Permanently", 302: "Found", 303: "See Other",
    304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request",
    401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 408: "Request Timeout",
    409: "Conflict", 410: "Gone", 412: "Precondition Failed", 413: "Content Too Large", 415: "Unsupported Media Type",
    418: "(Unused)", 422: "Unprocessable Content", 423: "Locked", 425: "Too Early", 429: "Too Many Requests",
    500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable",
    504: "Gateway Timeout",
  ]
}
