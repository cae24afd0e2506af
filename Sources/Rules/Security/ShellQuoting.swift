// SPDX-License-Identifier: Apache-2.0

/// Reads a Bash or POSIX shell script just far enough to know in which quotes its interpolations stand.
///
/// Where that is not sure (arithmetic, parameter expansions, quoted here-documents, backquotes) the place is left out.
struct ShellQuoting {
  /// Where a piece of a script stands.
  enum Place {
    /// Outside of quotes.
    case bare
    /// Within double quotes, or a here-document that expands variables.
    case double
    /// Within single quotes.
    case single
    /// In a comment.
    case comment
  }

  private enum Frame {
    case bare
    case command(depth: Int)
    case double
    case opaque(close: UInt8, depth: Int)
  }

  private let bytes: [UInt8]
  private let pieces: [Int: Int]
  private var frames: [Frame] = [.bare]
  private var hereDocuments: [(word: [UInt8], expands: Bool, stripsTabs: Bool)] = []
  private var position = 0
  private var found: [Int: Place] = [:]

  /// The places of the pieces of a script, by their start; empty where the script's quotes do not pair up.
  ///
  /// `pieces` has the end of each interpolation by its start, byte offsets. Complexity: O(n).
  static func places(of pieces: [Int: Int], in script: [UInt8]) -> [Int: Place] {
    var reader = ShellQuoting(bytes: script, pieces: pieces)
    return reader.read() ? reader.found : [:]
  }

  private init(bytes: [UInt8], pieces: [Int: Int]) {
    self.bytes = bytes
    self.pieces = pieces
  }

  private func at(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  private mutating func read() -> Bool {
    while position < bytes.count {
      guard frames.count < 200 else { return false }
      if let end = pieces[position] {
        note(end)
        continue
      }
      switch frames[frames.count - 1] {
      case .double: readQuoted()
      case .opaque(let close, let depth): readOpaque(close, depth)
      case .bare, .command: if !readBare() { return false }
      }
    }
    return frames.count == 1 && hereDocuments.isEmpty
  }

  private mutating func note(_ end: Int) {
    switch frames[frames.count - 1] {
    case .bare, .command: found[position] = .bare
    case .double: found[position] = .double
    case .opaque: break
    }
    position = end
  }

  // MARK: Quotes

  private mutating func readQuoted() {
    switch at(position) {
    case UInt8(ascii: "\\"): position += 2
    case UInt8(ascii: "\""):
      frames.removeLast()
      position += 1
    case UInt8(ascii: "$"): readDollar()
    case UInt8(ascii: "`"):
      frames.append(.opaque(close: UInt8(ascii: "`"), depth: 1))
      position += 1
    default: position += 1
    }
  }

  private mutating func readOpaque(_ close: UInt8, _ depth: Int) {
    let byte = at(position)
    if byte == UInt8(ascii: "\\") {
      position += 2
      return
    }
    let open: UInt8 =
      close == UInt8(ascii: "}") ? UInt8(ascii: "{") : close == UInt8(ascii: ")") ? UInt8(ascii: "(") : 0
    frames.removeLast()
    if byte == close {
      if depth > 1 { frames.append(.opaque(close: close, depth: depth - 1)) }
    } else {
      frames.append(.opaque(close: close, depth: byte == open && open != 0 ? depth + 1 : depth))
    }
    position += 1
  }

  private mutating func readDollar() {
    switch at(position + 1) {
    case UInt8(ascii: "(") where at(position + 2) == UInt8(ascii: "("):
      frames.append(.opaque(close: UInt8(ascii: ")"), depth: 2))
      position += 3
    case UInt8(ascii: "("):
      frames.append(.command(depth: 1))
      position += 2
    case UInt8(ascii: "{"):
      frames.append(.opaque(close: UInt8(ascii: "}"), depth: 1))
      position += 2
    default: position += 1
    }
  }

  // MARK: Outside of quotes

  private mutating func readBare() -> Bool {
    switch at(position) {
    case UInt8(ascii: "\\"): position += 2
    case UInt8(ascii: "'"): return readSingle()
    case UInt8(ascii: "\""):
      frames.append(.double)
      position += 1
    case UInt8(ascii: "`"):
      frames.append(.opaque(close: UInt8(ascii: "`"), depth: 1))
      position += 1
    case UInt8(ascii: "$") where at(position + 1) == UInt8(ascii: "'"):
      frames.append(.opaque(close: UInt8(ascii: "'"), depth: 1))
      position += 2
    case UInt8(ascii: "$"): readDollar()
    case UInt8(ascii: "("): count(1)
    case UInt8(ascii: ")"): count(-1)
    case UInt8(ascii: "#") where isWordStart: readComment()
    case UInt8(ascii: "<") where at(position + 1) == UInt8(ascii: "<"):
      guard at(position + 2) == UInt8(ascii: "<") else {
        return readHereDocumentStart()
      }
      position += 3
    case 0x0A:
      position += 1
      return readHereDocuments()
    default: position += 1
    }
    return true
  }

  private var isWordStart: Bool {
    position == 0 || [0x20, 0x09, 0x0A, 0x3B, 0x28, 0x29, 0x26, 0x7C].contains(bytes[position - 1])
  }

  private mutating func count(_ change: Int) {
    position += 1
    guard case .command(let depth) = frames[frames.count - 1] else { return }
    frames.removeLast()
    if depth + change > 0 { frames.append(.command(depth: depth + change)) }
  }

  private mutating func readSingle() -> Bool {
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "'") {
      if let end = pieces[position] {
        found[position] = .single
        position = end
      } else {
        position += 1
      }
    }
    position += 1
    return position <= bytes.count
  }

  private mutating func readComment() {
    while position < bytes.count, bytes[position] != 0x0A {
      if let end = pieces[position] {
        found[position] = .comment
        position = end
      } else {
        position += 1
      }
    }
  }

  // MARK: Here-documents

  private mutating func readHereDocumentStart() -> Bool {
    position += 2
    let stripsTabs = at(position) == UInt8(ascii: "-")
    if stripsTabs { position += 1 }
    while at(position) == 0x20 || at(position) == 0x09 { position += 1 }
    var word: [UInt8] = []
    var expands = true
    var quote: UInt8 = 0
    while position < bytes.count {
      let byte = bytes[position]
      if quote != 0 {
        if byte == quote { quote = 0 } else { word.append(byte) }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
        expands = false
      } else if byte == UInt8(ascii: "\\") {
        expands = false
      } else if byte <= 0x20
        || [
          UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: ">"),
          UInt8(ascii: "<"), UInt8(ascii: ")"),
        ].contains(byte)
      {
        break
      } else {
        word.append(byte)
      }
      position += 1
    }
    guard !word.isEmpty, quote == 0 else { return false }
    hereDocuments.append((word, expands, stripsTabs))
    return true
  }

  private mutating func readHereDocuments() -> Bool {
    for document in hereDocuments {
      var isClosed = false
      while position < bytes.count, !isClosed {
        let start = position
        while position < bytes.count, bytes[position] != 0x0A {
          if let end = pieces[position] {
            // In a document that does not expand, no variable would be read.
            if document.expands { found[position] = .double }
            position = end
          } else {
            position += 1
          }
        }
        var line = bytes[start..<min(position, bytes.count)]
        if document.stripsTabs { line = line.drop { $0 == 0x09 } }
        isClosed = line.elementsEqual(document.word)
        position += 1
      }
      guard isClosed else { return false }
    }
    hereDocuments = []
    return true
  }
}
