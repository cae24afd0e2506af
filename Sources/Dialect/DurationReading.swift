// SPDX-License-Identifier: Apache-2.0
import Schedule
package import WorkflowModel
package import YAMLSyntax

extension YAMLNode {
  /// A duration in milliseconds with its place; also one in another notation that is understood.
  package var locatedDuration: Located<Milliseconds>? {
    guard let text = locatedText else { return nil }
    return DurationLiteral.parse(text.value).milliseconds.map { milliseconds in text.map { _ in milliseconds } }
  }
}
