// SPDX-License-Identifier: Apache-2.0

extension LSP {
  /// Documentation as the protocol's `string | MarkupContent`: plain for clients that name no format that they show.
  package enum Documentation: Codable, Hashable, Sendable {
    /// A text alone.
    case text(String)
    /// A text with its language.
    case markup(MarkupContent)

    /// Reads either form.
    package init(from decoder: any Decoder) throws {
      if let text = try? decoder.singleValueContainer().decode(String.self) {
        self = .text(text)
      } else {
        self = .markup(try MarkupContent(from: decoder))
      }
    }

    /// Writes the form that it has.
    package func encode(to encoder: any Encoder) throws {
      switch self {
      case .text(let text):
        var container = encoder.singleValueContainer()
        try container.encode(text)
      case .markup(let content): try content.encode(to: encoder)
      }
    }
  }

  /// A parameter's label: its text, or where that stands in the signature's label.
  package enum ParameterLabel: Codable, Hashable, Sendable {
    /// Its text inside the signature's label.
    case text(String)
    /// Its place in the signature's label: half-open, in UTF-16 units whatever the session's encoding.
    case place(Int, Int)

    /// Reads either form.
    package init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self = .text(text)
        return
      }
      let numbers = try container.decode([Int].self)
      guard numbers.count == 2 else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a text or two numbers")
      }
      self = .place(numbers[0], numbers[1])
    }

    /// Writes the form that it has.
    package func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .place(let start, let end): try container.encode([start, end])
      }
    }
  }

  /// The edit of a completion: in place of one range, or of one of two as the client chooses.
  package enum CompletionEdit: Codable, Hashable, Sendable {
    /// In place of one range.
    case replace(TextEdit)
    /// In place of what is before the cursor, or of the whole word.
    case insertOrReplace(newText: String, insert: Range, replace: Range)

    private enum CodingKeys: String, CodingKey {
      case newText, insert, replace, range
    }

    /// Reads either form.
    package init(from decoder: any Decoder) throws {
      let members = try decoder.container(keyedBy: CodingKeys.self)
      if let range = try? members.decode(Range.self, forKey: .range) {
        self = .replace(TextEdit(range: range, newText: try members.decode(String.self, forKey: .newText)))
        return
      }
      self = .insertOrReplace(
        newText: try members.decode(String.self, forKey: .newText),
        insert: try members.decode(Range.self, forKey: .insert),
        replace: try members.decode(Range.self, forKey: .replace))
    }

    /// Writes the form that it has.
    package func encode(to encoder: any Encoder) throws {
      switch self {
      case .replace(let edit): try edit.encode(to: encoder)
      case .insertOrReplace(let newText, let insert, let replace):
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(newText, forKey: .newText)
        try members.encode(insert, forKey: .insert)
        try members.encode(replace, forKey: .replace)
      }
    }
  }
}
