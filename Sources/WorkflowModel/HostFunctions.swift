// SPDX-License-Identifier: Apache-2.0
package import Expression

/// The functions that conditions have beside CEL's own (`language.md` §5).
package enum HostFunctions {
  /// Each name with what it says.
  package static let all: [(name: String, documentation: String)] = [
    ("always", "Whether the step runs, whatever happened before: always true."),
    ("success", "Whether no step before this one failed or was cancelled."),
    ("failure", "Whether a step before this one failed."),
    ("cancelled", "Whether the run, or a step before this one, was cancelled."),
  ]

  /// The standard functions and these.
  package static let catalog = FunctionCatalog.standard.adding(
    all.map {
      FunctionOverload($0.name, parameters: [], result: .bool, documentation: $0.documentation, example: "\($0.name)()")
    })
}
