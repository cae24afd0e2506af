// SPDX-License-Identifier: Apache-2.0
package import Dialect

/// The step types of the native format, one file each.
package enum StepTypes {
  /// All of them, in the order of the language reference.
  package static let all: [VariantRow] = [
    infrastructure, configuration, script, http, approval, condition, notify, wait, suspend, deploy, build, promote,
    operation, call, loop, group,
  ]
}
