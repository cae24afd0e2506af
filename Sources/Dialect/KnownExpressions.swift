// SPDX-License-Identifier: Apache-2.0
import Expression
import WorkflowModel

/// Expressions that were parsed already: those of the document before an edit, and those before in the document. What is
/// written twice is parsed once.
struct KnownExpressions {
  private let earlier: [ExpressionSite]
  /// The one that comes next where the edit left the expressions alone.
  private var next = 0
  /// By their texts, as soon as one was not where it was expected.
  private var byText: [String: ExpressionSite]?
  private var added: [ExpressionSite] = []

  /// Takes the expressions of the document before an edit, in their order.
  init(_ earlier: [ExpressionSite]) { self.earlier = earlier }

  /// An expression of this text; nil where there was none. Complexity: O(length of the text), once O(expressions).
  mutating func expression(of bytes: ArraySlice<UInt8>) -> ExpressionSite? {
    // Most edits change no expression, or one: then the others stand in the order that they had.
    for step in [0, 1, -1] {
      let place = next + step
      guard earlier.indices.contains(place), earlier[place].text.utf8.elementsEqual(bytes) else { continue }
      next = place + 1
      return earlier[place]
    }
    if byText == nil {
      byText = Dictionary(minimumCapacity: earlier.count)
      for site in earlier + added { byText?[site.text] = site }
    }
    next += 1
    return byText?[String(decoding: bytes, as: UTF8.self)]
  }

  /// Adds one that was parsed.
  mutating func add(_ site: ExpressionSite) {
    if byText == nil { added.append(site) } else { byText?[site.text] = site }
  }
}
