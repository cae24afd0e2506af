// SPDX-License-Identifier: Apache-2.0
import Expression
import Simulation
import WorkflowModel

/// Two versions of a file, and what differs.
struct ComparedFile {
  let old: String
  let new: String
  private(set) var changes: [(workflow: String, change: WorkflowChange)] = []

  init(_ pair: (old: WorkflowVersion, new: WorkflowVersion)) {
    old = pair.old.name
    new = pair.new.name
    var rest = pair.old.workflows
    for workflow in pair.new.workflows {
      let name = workflow.name?.value ?? ""
      // A file with one workflow may rename it.
      let place =
        rest.firstIndex { $0.name?.value == name } ?? (rest.count == 1 && pair.new.workflows.count == 1 ? 0 : nil)
      guard let place else {
        changes.append((name, WorkflowChange(.changed, .content, "the workflow is new")))
        continue
      }
      let before = rest.remove(at: place)
      changes += WorkflowComparison(before, workflow, directory: pair.new.directory).changes.map { (name, $0) }
    }
    for workflow in rest {
      changes.append((workflow.name?.value ?? "", WorkflowChange(.changed, .content, "the workflow is gone")))
    }
  }

  private static func counts(_ files: [ComparedFile]) -> String {
    let all = files.flatMap(\.changes)
    guard !all.isEmpty else { return "nothing changes for operators" }
    return WorkflowChange.Effect.allCases.compactMap { effect in
      let count = all.count { $0.change.effect == effect }
      return count == 0 ? nil : "\(count) \(effect.rawValue)"
    }.joined(separator: ", ")
  }

  static func text(_ files: [ComparedFile]) -> String {
    var lines: [String] = []
    for file in files where !file.changes.isEmpty {
      lines.append("\(file.old) → \(file.new)")
      lines += file.changes.map { "  \($0.change.effect.rawValue): \($0.change.text)" }
      lines.append("")
    }
    return (lines + [counts(files)]).joined(separator: "\n")
  }

  static func markdown(_ files: [ComparedFile]) -> String {
    var lines: [String] = []
    for file in files where !file.changes.isEmpty {
      lines += ["### `\(file.new)`", "", "| effect | about | change |", "|---|---|---|"]
      lines += file.changes.map { item in
        let mark = item.change.effect == .weakened ? "**weakened**" : item.change.effect.rawValue
        let text = item.change.text.map { $0 == "|" ? "\\|" : $0.isNewline ? " " : String($0) }.joined()
        return "| \(mark) | \(item.change.topic.rawValue) | \(text) |"
      }
      lines.append("")
    }
    return (lines + [counts(files)]).joined(separator: "\n")
  }

  /// `{"version": 1, "files": [{"old", "new", "changes": [{"workflow", "effect", "topic", "text"}]}], "weakened"}`.
  static func json(_ files: [ComparedFile]) -> CELValue {
    .object([
      ("version", .int(1)),
      (
        "files",
        .array(
          files.map { file in
            .object([
              ("old", .string(file.old)), ("new", .string(file.new)),
              (
                "changes",
                .array(
                  file.changes.map { item in
                    .object([
                      ("workflow", .string(item.workflow)), ("effect", .string(item.change.effect.rawValue)),
                      ("topic", .string(item.change.topic.rawValue)), ("text", .string(item.change.text)),
                    ])
                  })
              ),
            ])
          })
      ), ("weakened", .bool(files.contains { $0.changes.contains { $0.change.effect == .weakened } })),
    ])
  }
}
