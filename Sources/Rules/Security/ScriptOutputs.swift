// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

/// What a script surely hands on of the data that it is given: `echo "name=$VALUE"` and `echo $VALUE`.
///
/// A script may do anything with its data, so only the plainest forms count.
struct ScriptOutputs {
  private var outputs: [String: DataFlow.Origin] = [:]
  /// Where data that it prints as it is comes from.
  private(set) var printed: DataFlow.Origin?

  /// Whether it hands nothing on.
  var isEmpty: Bool { outputs.isEmpty && printed == nil }

  /// Where an output's data comes from.
  func output(_ name: String) -> DataFlow.Origin? { outputs[name] }

  /// Reads a script's lines that print something. Complexity: O(length · variables).
  init(
    _ script: TemplateText, isShell: Bool, variables: [String: DataFlow.Origin],
    origin: (Int) -> DataFlow.Origin?
  ) {
    // Interpolations become a mark and their number, so that lines can be read as bytes.
    var text: [UInt8] = []
    var marks: [Int: DataFlow.Origin] = [:]
    for segment in script.segments {
      switch segment {
      case .literal(let literal): text.append(contentsOf: literal.utf8)
      case .expression(let index):
        if let found = origin(index) { marks[text.count] = found }
        text.append(0)
      }
    }
    guard !marks.isEmpty || isShell && !variables.isEmpty else { return }
    var start = 0
    while start <= text.count {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.count
      readLine(text, start, end, marks, isShell ? variables : [:])
      start = end + 1
    }
  }

  private mutating func readLine(
    _ text: [UInt8], _ start: Int, _ end: Int, _ marks: [Int: DataFlow.Origin], _ variables: [String: DataFlow.Origin]
  ) {
    var position = start
    while position < end, text[position] == 0x20 || text[position] == 0x09 { position += 1 }
    let line = text[position..<end]
    let word: Int
    if line.starts(with: "echo ".utf8) {
      word = 5
    } else if line.starts(with: "printf ".utf8) {
      word = 7
    } else if line.starts(with: "print(".utf8) {
      word = 6
    } else if line.starts(with: "console.log(".utf8) {
      word = 12
    } else {
      return
    }
    // What goes through a pipe, a file or another command comes out as something else.
    guard !line.contains(UInt8(ascii: "|")), !line.contains(UInt8(ascii: ">")), !line.contains(UInt8(ascii: "`")),
      !holds(line, "$(")
    else { return }
    position += word
    while position < end, [0x20, 0x22, 0x27].contains(text[position]) { position += 1 }
    let nameStart = position
    while position < end, Self.isNameByte(text[position]) { position += 1 }
    if position > nameStart, position < end, text[position] == UInt8(ascii: "=") {
      let name = String(decoding: text[nameStart..<position], as: UTF8.self)
      if let found = data(text, position + 1, end, marks, variables), outputs[name] == nil { outputs[name] = found }
    } else if printed == nil {
      printed = data(text, nameStart, end, marks, variables)
    }
  }

  /// The first such data in a part of a line.
  private func data(
    _ text: [UInt8], _ start: Int, _ end: Int, _ marks: [Int: DataFlow.Origin], _ variables: [String: DataFlow.Origin]
  ) -> DataFlow.Origin? {
    var position = start
    var isSingleQuoted = start > 0 && text[start - 1] == 0x27
    while position < end {
      if let found = marks[position] { return found }
      if text[position] == 0x27 { isSingleQuoted.toggle() }
      guard text[position] == UInt8(ascii: "$"), !isSingleQuoted, !variables.isEmpty else {
        position += 1
        continue
      }
      var nameStart = position + 1
      let isBraced = nameStart < end && text[nameStart] == UInt8(ascii: "{")
      if isBraced { nameStart += 1 }
      position = nameStart
      while position < end, Self.isNameByte(text[position]) { position += 1 }
      // `${NAME#…}` and the like take parts of it.
      if isBraced, position >= end || text[position] != UInt8(ascii: "}") { continue }
      if let found = variables[String(decoding: text[nameStart..<position], as: UTF8.self)] { return found }
    }
    return nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
  }

  private func holds(_ line: ArraySlice<UInt8>, _ text: StaticString) -> Bool {
    text.withUTF8Buffer { wanted in
      line.indices.contains { line[$0...].starts(with: wanted) }
    }
  }
}
