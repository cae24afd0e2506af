// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Finds `git push` in the text of a shell script, and what it pushes.
struct PushCommand {
  /// What a command pushes.
  enum Target: Hashable {
    /// The branch that is checked out, which is the one that started the run.
    case currentBranch
    /// A branch of this name.
    case branch(String)
    /// All tags, or a tag.
    case tag(String?)
  }

  /// The command, byte offsets into the script.
  let range: TextRange
  /// What is certainly pushed; nothing where variables say.
  let targets: [Target]

  /// All pushes of a script, in order; none of a script that clones, since it may push there. Complexity: O(bytes).
  static func all(in script: String) -> [PushCommand] {
    guard script.containsBytes(of: "push"), !script.containsBytes(of: "git clone") else { return [] }
    let bytes = Array(script.utf8)
    var result: [PushCommand] = []
    var start = 0
    while start < bytes.count {
      var end = start
      // A command ends with the line or an operator; a backslash takes the line break away.
      while end < bytes.count, !isSeparator(bytes, end) { end += 1 }
      if let command = command(bytes, start, end) { result.append(command) }
      start = end + 1
    }
    return result
  }

  private static func isSeparator(_ bytes: [UInt8], _ index: Int) -> Bool {
    switch bytes[index] {
    case 0x3B, 0x7C, 0x26: true
    case 0x0A: index == 0 || bytes[index - 1] != 0x5C
    default: false
    }
  }

  private static func command(_ bytes: [UInt8], _ start: Int, _ end: Int) -> PushCommand? {
    var words: [(text: String, range: TextRange)] = []
    var index = start
    while index < end {
      guard !isBlank(bytes[index]) else {
        index += 1
        continue
      }
      // A comment ends the command.
      if bytes[index] == 0x23 { break }
      let first = index
      while index < end, !isBlank(bytes[index]) { index += 1 }
      let raw = bytes[first..<index].filter { $0 != 0x22 && $0 != 0x27 }
      if raw != [0x5C] { words.append((String(decoding: raw, as: UTF8.self), TextRange(first, index))) }
    }
    // Words that may stand in front of a command.
    var place = 0
    while place < words.count, ["then", "do", "else", "if", "!", "{", "(", "sudo"].contains(words[place].text) {
      place += 1
    }
    guard place < words.count, words[place].text == "git" else { return nil }
    let firstWord = place
    place += 1
    while place < words.count, words[place].text.hasPrefix("-") {
      // Another folder may hold another repository.
      if words[place].text == "-C" { return nil }
      place += words[place].text == "-c" ? 2 : 1
    }
    guard place < words.count, words[place].text == "push", let last = words.last else { return nil }
    let range = TextRange(words[firstWord].range.start, last.range.end)
    return PushCommand(range: range, targets: targets(words.dropFirst(place + 1).map(\.text)))
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  private static func targets(_ arguments: [String]) -> [Target] {
    var places: [String] = []
    var tags = false
    var takesValue = false
    for argument in arguments {
      if takesValue {
        takesValue = false
        continue
      }
      // What is behind a redirection or bracket is none of the command's business.
      if argument.hasPrefix(">") || argument.hasPrefix("2>") || argument.hasPrefix("<")
        || [")", "}"].contains(argument)
      {
        break
      }
      guard argument.hasPrefix("-") else {
        places.append(argument)
        continue
      }
      switch argument {
      case "-n", "--dry-run", "-d", "--delete", "--prune": return []
      case "--tags": tags = true
      case "--all", "--mirror", "--branches": return []
      case "-o", "--push-option", "--repo", "--receive-pack", "--exec": takesValue = true
      default: break
      }
    }
    // Another remote is another repository.
    guard places.first == nil || places.first == "origin" else { return [] }
    let specs = places.dropFirst()
    if specs.isEmpty { return tags ? [.tag(nil)] : [.currentBranch] }
    if specs.first == "tag" { return specs.dropFirst().first.flatMap { $0.contains("$") ? nil : [.tag($0)] } ?? [] }
    var result: [Target] = tags ? [.tag(nil)] : []
    for spec in specs {
      let sides = spec.split(separator: ":", omittingEmptySubsequences: false)
      // `:branch` deletes.
      guard let target = sides.last, sides.count < 2 || !sides[0].isEmpty else { continue }
      var name = String(target)
      if name.hasPrefix("+") { name.removeFirst() }
      if name == "HEAD" || name == "@" {
        result.append(.currentBranch)
      } else if name.contains("$") || name.isEmpty {
        continue
      } else if name.hasPrefix("refs/tags/") {
        result.append(.tag(String(name.dropFirst(10))))
      } else {
        result.append(.branch(name.hasPrefix("refs/heads/") ? String(name.dropFirst(11)) : name))
      }
    }
    return result
  }
}
