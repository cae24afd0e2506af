// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// Which names a workflow's expressions read.
///
/// A name counts as read wherever it stands as a word behind a dot or in quotes, so that nothing that is read is called
/// unused.
struct ExpressionReads {
  private var words: Set<String> = []
  private(set) var readsAllInputs = false
  private var wholeOutputs: Set<String> = []

  init(_ workflow: Workflow) {
    for expression in workflow.expressions { collect(expression) }
  }

  /// Whether a name is read.
  func reads(_ name: String) -> Bool { words.contains(name) }

  /// Whether an expression takes all outputs of a step at once.
  func readsAllOutputs(of step: String) -> Bool { wholeOutputs.contains(step) }

  private mutating func collect(_ expression: ExpressionSite) {
    let bytes = Array(expression.text.utf8)
    var index = 0
    var previous = ""
    while index < bytes.count {
      guard Self.isWord(bytes[index]) else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, Self.isWord(bytes[index]) { index += 1 }
      let word = String(decoding: bytes[start..<index], as: UTF8.self)
      words.insert(word)
      let next = index < bytes.count ? bytes[index] : 0
      let leadsOn = next == 0x2E || next == 0x5B
      if word == "inputs", start == 0 || bytes[start - 1] != 0x2E, !leadsOn { readsAllInputs = true }
      if word == "outputs", !leadsOn { wholeOutputs.insert(previous) }
      previous = word
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
      || byte == 0x2D
  }
}
