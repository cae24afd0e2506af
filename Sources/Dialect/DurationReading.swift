// SPDX-License-Identifier: Apache-2.0
import Schedule
package import WorkflowModel
package import YAMLSyntax

extension YAMLNode {
  /// A duration in milliseconds with its place; also one in another notation that is understood.
  package var locatedDuration: Located<Milliseconds>? {
    guard let node = resolved, node.kind == .scalar else { return nil }
    if let exact = node.withTextBytes({ DurationLiteral.milliseconds(ofExact: $0) }) {
      return Located(exact, node.contentRange, node.reference)
    }
    guard let text = locatedText else { return nil }
    return DurationLiteral.parse(text.value).milliseconds.map { milliseconds in text.map { _ in milliseconds } }
  }
}
