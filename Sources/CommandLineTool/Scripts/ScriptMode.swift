// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Whether scripts inside workflows are handed to the tools of their languages.
enum ScriptMode: String, Choice {
  /// To those that are installed, where the scripts are not too many.
  case auto
  /// To all; one that is missing is a failure.
  case on
  /// To none.
  case off
}
