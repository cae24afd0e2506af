// SPDX-License-Identifier: Apache-2.0
import SourceText
import YAMLSyntax

/// What holds for the tree of any text, valid or not. Each breach is a sentence.
enum TreeInvariants {
  static func breaches(_ tree: YAMLTree) -> [String] {
    var result: [String] = []
    let count = tree.source.count
    var end = 0
    for (number, document) in tree.documents.enumerated() {
      if document.range.start != end {
        result.append("document \(number) starts at \(document.range.start), not \(end)")
      }
      end = document.range.end
      if !document.range.contains(document.root.range) {
        result.append("root \(document.root.range) leaves its document")
      }
      if document.root.parent != nil { result.append("a root has a parent") }
      walk(document.root, &result)
    }
    if !tree.documents.isEmpty, end != count, !tree.problems.contains(where: { $0.message.contains("not analysed") }) {
      result.append("the documents end at \(end) of \(count)")
    }
    var last = 0
    for comment in tree.comments {
      if comment.range.start < last || comment.range.end > count {
        result.append("comment \(comment.range) is out of order")
      }
      last = comment.range.end
    }
    for problem in tree.problems {
      for range in [problem.range, problem.related ?? problem.range] + problem.repair.map(\.range)
      where range.end > count {
        result.append("problem range \(range) leaves the text")
      }
      if !problem.repair.isEmpty, tree.source.applying(problem.repair) == nil {
        result.append("the repair of \(problem) does not apply")
      }
    }
    return result
  }

  private static func walk(_ root: YAMLNode, _ result: inout [String]) {
    var stack = [root]
    while let node = stack.popLast() {
      if node.range.end > node.tree.source.count { result.append("\(node.range) leaves the text") }
      var last = node.range.start
      var count = 0
      for child in node.children {
        count += 1
        if child.range.start < last { result.append("\(child.range) starts before its sibling's end \(last)") }
        if !node.range.contains(child.range) { result.append("\(child.range) leaves its parent \(node.range)") }
        if child.parent != node { result.append("\(child.range) has another parent") }
        last = child.range.end
        stack.append(child)
      }
      if node.kind == .mapping, count % 2 != 0 { result.append("a mapping at \(node.range) has a key without a value") }
      if node.kind == .mapping || node.kind == .sequence {
        let expected = node.kind == .mapping ? count / 2 : count
        if node.count != expected { result.append("a collection of \(expected) counts \(node.count)") }
      }
      if node.kind == .scalar { scalar(node, &result) }
    }
  }

  private static func scalar(_ node: YAMLNode, _ result: inout [String]) {
    guard let map = node.scalarMap() else {
      result.append("a scalar has no map")
      return
    }
    if !map.decoded.elementsEqual(node.textBytes) { result.append("the map at \(node.range) holds another text") }
    var last = map.sourceStart
    for offset in 0...map.decoded.count {
      let source = map.sourceOffset(ofDecoded: offset)
      if source < last || source > max(map.sourceEnd, node.range.end) {
        result.append("decoded \(offset) of \(node.range) maps to \(source), behind \(last)")
        break
      }
      last = source
      let back = map.decodedOffset(ofSource: source)
      if back > offset { result.append("source \(source) of \(node.range) maps to \(back), not \(offset)") }
    }
  }
}
