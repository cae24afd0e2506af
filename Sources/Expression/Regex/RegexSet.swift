// SPDX-License-Identifier: Apache-2.0

/// A set of code points.
struct RegexSet: Sendable {
  var ranges: [ClosedRange<UInt32>] = []
  var classes: [(category: UnicodeClass, isNegated: Bool)] = []
  var isNegated = false
  var ignoresCase = false

  func contains(_ scalar: UInt32) -> Bool {
    if has(scalar) { return !isNegated }
    if ignoresCase {
      for variant in RegexSet.variants(scalar) where has(variant) { return !isNegated }
    }
    return isNegated
  }

  private func has(_ scalar: UInt32) -> Bool {
    for range in ranges where range.contains(scalar) { return true }
    for (category, isNegated) in classes where category.contains(scalar) != isNegated { return true }
    return false
  }

  /// The other cases of a code point.
  static func variants(_ scalar: UInt32) -> [UInt32] {
    if scalar < 0x80 {
      let byte = UInt8(truncatingIfNeeded: scalar)
      guard (byte | 0x20) &- 0x61 < 26 else { return [] }
      switch byte | 0x20 {
      case 0x6B: return [scalar ^ 0x20, 0x212A]
      case 0x73: return [scalar ^ 0x20, 0x17F]
      default: return [scalar ^ 0x20]
      }
    }
    guard let character = Unicode.Scalar(scalar) else { return [] }
    var found: [UInt32] = []
    let properties = character.properties
    for mapping in [properties.lowercaseMapping, properties.uppercaseMapping, properties.titlecaseMapping] {
      let scalars = mapping.unicodeScalars
      guard scalars.count == 1, let first = scalars.first, first.value != scalar else { continue }
      found.append(first.value)
      // A letter may have a third form, as σ, ς and Σ.
      let back = first.properties.lowercaseMapping.unicodeScalars
      if back.count == 1, let other = back.first, other.value != scalar { found.append(other.value) }
    }
    return found
  }

  static let digits: [ClosedRange<UInt32>] = [0x30...0x39]
  static let spaces: [ClosedRange<UInt32>] = [0x09...0x0A, 0x0C...0x0D, 0x20...0x20]
  static let words: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]

  /// The code points that are in none of the ranges.
  static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var output: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { output.append(next...(range.lowerBound - 1)) }
      next = max(next, range.upperBound &+ 1)
    }
    if next <= 0x10_FFFF { output.append(next...0x10_FFFF) }
    return output
  }

  /// The classes in `[[:name:]]`.
  static let named: [String: [ClosedRange<UInt32>]] = [
    "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A], "alpha": [0x41...0x5A, 0x61...0x7A], "ascii": [0...0x7F],
    "blank": [0x09...0x09, 0x20...0x20], "cntrl": [0...0x1F, 0x7F...0x7F], "digit": [0x30...0x39],
    "graph": [0x21...0x7E], "lower": [0x61...0x7A], "print": [0x20...0x7E],
    "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E], "space": [0x09...0x0D, 0x20...0x20],
    "upper": [0x41...0x5A], "word": words, "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
  ]
}

/// A class of `\p{…}`.
enum UnicodeClass: Sendable {
  case any
  case categories(Set<Unicode.GeneralCategory>)
  case script([ClosedRange<UInt32>])

  func contains(_ scalar: UInt32) -> Bool {
    switch self {
    case .any: true
    case .categories(let categories):
      Unicode.Scalar(scalar).map { categories.contains($0.properties.generalCategory) } ?? false
    case .script(let ranges): ranges.contains { $0.contains(scalar) }
    }
  }

  /// The class of a name: a general category, or one of the scripts that are met in practice.
  init?(_ name: String) {
    if name == "Any" {
      self = .any
    } else if let categories = UnicodeClass.categories[name] {
      self = .categories(categories)
    } else if let ranges = UnicodeClass.scripts[name] {
      self = .script(ranges)
    } else {
      return nil
    }
  }

  private static let categories: [String: Set<Unicode.GeneralCategory>] = {
    var table: [String: Set<Unicode.GeneralCategory>] = [
      "Lu": [.uppercaseLetter], "Ll": [.lowercaseLetter], "Lt": [.titlecaseLetter], "Lm": [.modifierLetter],
      "Lo": [.otherLetter], "Mn": [.nonspacingMark], "Mc": [.spacingMark], "Me": [.enclosingMark],
      "Nd": [.decimalNumber], "Nl": [.letterNumber], "No": [.otherNumber], "Pc": [.connectorPunctuation],
      "Pd": [.dashPunctuation], "Ps": [.openPunctuation], "Pe": [.closePunctuation], "Pi": [.initialPunctuation],
      "Pf": [.finalPunctuation], "Po": [.otherPunctuation], "Sm": [.mathSymbol], "Sc": [.currencySymbol],
      "Sk": [.modifierSymbol], "So": [.otherSymbol], "Zs": [.spaceSeparator], "Zl": [.lineSeparator],
      "Zp": [.paragraphSeparator], "Cc": [.control], "Cf": [.format], "Cs": [.surrogate], "Co": [.privateUse],
    ]
    for (name, members) in table { table[String(name.prefix(1)), default: []].formUnion(members) }
    return table
  }()

  private static let scripts: [String: [ClosedRange<UInt32>]] = [
    "Latin": [
      0x41...0x5A, 0x61...0x7A, 0xAA...0xAA, 0xBA...0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2B8, 0x1E00...0x1EFF,
      0x2C60...0x2C7F, 0xA722...0xA787, 0xFF21...0xFF3A, 0xFF41...0xFF5A,
    ],
    "Greek": [
      0x370...0x373, 0x375...0x377, 0x37A...0x37D, 0x37F...0x37F, 0x384...0x384, 0x386...0x386, 0x388...0x3E1,
      0x3F0...0x3FF, 0x1F00...0x1FFE,
    ],
    "Cyrillic": [0x400...0x484, 0x487...0x52F, 0x1C80...0x1C88, 0x1D2B...0x1D2B, 0x2DE0...0x2DFF, 0xA640...0xA69F],
    "Han": [
      0x2E80...0x2FD5, 0x3005...0x3005, 0x3007...0x3007, 0x3021...0x3029, 0x3038...0x303B, 0x3400...0x4DBF,
      0x4E00...0x9FFF, 0xF900...0xFAD9, 0x20000...0x323AF,
    ],
    "Hiragana": [0x3041...0x3096, 0x309D...0x309F], "Katakana": [0x30A1...0x30FA, 0x30FD...0x30FF, 0x31F0...0x31FF],
    "Hebrew": [0x591...0x5F4, 0xFB1D...0xFB4F], "Arabic": [0x600...0x604, 0x606...0x6FF, 0x750...0x77F],
    "Thai": [0xE01...0xE3A, 0xE40...0xE5B], "Devanagari": [0x900...0x950, 0x955...0x97F],
    "Hangul": [0x1100...0x11FF, 0x3131...0x318E, 0xAC00...0xD7A3],
  ]
}
