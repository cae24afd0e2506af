// SPDX-License-Identifier: Apache-2.0

/// The states of a node instance (`docs/cloudify.md`).
package enum NodeInstanceState: String, Hashable, Sendable, CaseIterable {
  /// Nothing was done for it.
  case uninitialized
  /// Its installation has begun.
  case initializing
  /// It is being created.
  case creating
  /// It is created.
  case created
  /// It is being configured.
  case configuring
  /// It is configured.
  case configured
  /// It is being started.
  case starting
  /// It is started.
  case started
  /// It is being stopped.
  case stopping
  /// It is stopped.
  case stopped
  /// It is being deleted.
  case deleting
  /// It is deleted.
  case deleted
}
