// SPDX-License-Identifier: Apache-2.0

/// Finds the names of all zones of a database directory.
enum TimeZoneIndex {
  /// The names, in no order; nil where the directory has none. Reads `tzdata.zi` (every name), else walks the directory,
  /// else takes the tables for people, which leave the aliases out.
  static func names(in directory: String) -> [String]? {
    if let source = DirectoryReader.contents("\(directory)/tzdata.zi") {
      let names = fromSource(source)
      if !names.isEmpty { return names }
    }
    var walked: [String] = []
    walk(directory, "", 0, &walked)
    if !walked.isEmpty { return walked }
    for table in ["zone1970.tab", "zone.tab"] {
      guard let bytes = DirectoryReader.contents("\(directory)/\(table)") else { continue }
      let names = fromTable(bytes)
      if !names.isEmpty { return names }
    }
    return nil
  }

  /// `Z NAME …` is a zone, `L TARGET NAME` an alias.
  static func fromSource(_ bytes: [UInt8]) -> [String] {
    var names: [String] = []
    for line in bytes.split(separator: 0x0A) {
      guard let kind = line.first, kind == 0x5A || kind == 0x4C else { continue }
      let words = line.split(separator: 0x20, maxSplits: 3)
      let index = kind == 0x5A ? 1 : 2
      guard words.count > index, words[0].count == 1 else { continue }
      let name = ASCII.text(words[index])
      if isListed(name) { names.append(name) }
    }
    return names
  }

  /// The third column of a table separated by tabs.
  static func fromTable(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0x0A).compactMap { line in
      let columns = line.split(separator: 0x09)
      guard line.first != 0x23, columns.count > 2 else { return nil }
      let name = ASCII.text(columns[2])
      return isListed(name) ? name : nil
    }
  }

  private static func isListed(_ name: String) -> Bool { name != "Factory" && TimeZoneNames.isWellFormed(name) }

  private static func walk(_ root: String, _ folder: String, _ depth: Int, _ names: inout [String]) {
    guard depth < 4 else { return }
    for entry in DirectoryReader.entries(folder.isEmpty ? root : "\(root)/\(folder)") where names.count < 5_000 {
      let name = folder.isEmpty ? entry : "\(folder)/\(entry)"
      guard isListed(name) else { continue }
      let path = "\(root)/\(name)"
      if DirectoryReader.isDirectory(path) {
        walk(root, name, depth + 1, &names)
      } else if DirectoryReader.contents(path)?.starts(with: [0x54, 0x5A, 0x69, 0x66]) ?? false {
        names.append(name)
      }
    }
  }
}
