// SPDX-License-Identifier: Apache-2.0
import Schedule
package import WorkflowModel
package import YAMLSyntax

extension YAMLNode {
  /// A duration in milliseconds with its place; also one in another notation that is understood.
  package var locatedDuration: Located<Milliseconds>? {
    guard let text = locatedText else { return nil }
    switch DurationLiteral(parsing: text.value) {
    case .valid(let milliseconds), .acceptedWithFix(let milliseconds, _, _): return text.map { _ in milliseconds }
    case .invalid: return nil
    }
  }
}
