// SPDX-License-Identifier: Apache-2.0

/// How a server runs, besides what its client says.
package struct ServerOptions: Sendable {
  /// What it calls itself.
  package var name = "wflint"
  /// Its version.
  package var version: String?
  /// Time.
  package var clock = ServerClock.continuous
  /// How long edits must rest before findings are computed, where an edit comes before the one before it is answered.
  /// Any other edit is answered at once.
  package var debounce: Duration = .milliseconds(20)
  /// Edits that follow each other faster than this are a burst, whether they are answered or not.
  package var burstInterval: Duration = .milliseconds(2)
  /// How long the first findings wait for the files of the open folders to be read.
  package var indexGrace: Duration = .milliseconds(200)
  /// How long everything must rest before an edit's effects on other documents are computed.
  package var relatedDelay: Duration = .milliseconds(150)
  /// How long events of watched files are gathered: switching a branch brings thousands.
  package var watchedFilesDelay: Duration = .milliseconds(100)
  /// How long a client that pulls findings has time to pull those of files that are not open, before they are pushed.
  package var workspacePullGrace: Duration = .seconds(2)
  /// How often changes on disk are looked for, where the client cannot tell of them.
  package var filePollInterval: Duration = .seconds(2)
  /// How often the client's process is looked for.
  package var clientPollInterval: Duration = .seconds(3)
  /// The client's process, where it was named before `initialize`.
  package var clientProcessID: Int?
  /// The files whose changes on disk matter, as globs.
  package var watchedGlobs = ["**/*.{yaml,yml,cue}"]
  /// The section of the client's settings that is ours.
  package var configurationSection = "wflint"
  /// Whether logs go to standard error as well as to the client.
  package var logsToStandardError = true

  /// The usual options.
  package init() {}
}
