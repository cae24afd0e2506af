// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// The words that an option takes.
///
/// The parser's own way to list the cases of an enumeration asks the runtime about each type again and again, which
/// took an eighth of the time that checking a small file takes.
protocol Choice: ExpressibleByArgument, CaseIterable, RawRepresentable where RawValue == String {}

extension Choice {
  init?(argument: String) { self.init(rawValue: argument) }

  var defaultValueDescription: String { rawValue }

  static var allValueStrings: [String] { allCases.map { $0.rawValue } }

  static var allValueDescriptions: [String: String] { [:] }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
