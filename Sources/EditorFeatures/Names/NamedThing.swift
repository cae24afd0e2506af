// SPDX-License-Identifier: Apache-2.0
package import Dialect
package import SourceText
package import YAMLSyntax

/// Something that a document declares and names elsewhere.
package enum NamedThing: Hashable, Sendable {
  /// A step of a workflow, by its id.
  case step(workflow: Int, id: String)
  /// An input of a workflow.
  case input(workflow: Int, name: String)
  /// An output that a step declares.
  case output(workflow: Int, step: String, name: String)
  /// An output of a workflow.
  case result(workflow: Int, name: String)
  /// An output of the workflow of a name, which another file declares.
  case calledOutput(workflow: String, name: String)
  /// A name of one of the dialect's own kinds.
  case named(workflow: Int, kind: String, name: String)
  /// An anchor, by the node that it marks.
  case anchor(NodeID)
  /// An entry of the workspace's directory; only where it is highlighted.
  case entry(DirectoryEntry)
  /// A workflow, by its name; only where it is highlighted.
  case workflow(String)
  /// An input of the workflow of a name, which another file declares; only where it is highlighted.
  case calledInput(workflow: String, name: String)
  /// Something that this file or one that it is linked with declares.
  case declared(DeclaredName)

  /// Whether it is an anchor.
  var isAnchor: Bool { if case .anchor = self { true } else { false } }

  /// The declared name that it is; nil for others.
  package var declaredName: DeclaredName? { if case .declared(let name) = self { name } else { nil } }
}

/// A place where a thing is named.
package struct Occurrence: Hashable, Sendable {
  /// The thing.
  package var thing: NamedThing
  /// The name's own text, without quotes, `&` and `*`; half-open byte offsets.
  package var range: TextRange
  /// Whether the thing is declared here.
  package var isDeclaration: Bool

  /// Whether the name itself stands here; not where an alias stands for it.
  package var isWritten: Bool

  /// Makes an occurrence.
  package init(_ thing: NamedThing, _ range: TextRange, isDeclaration: Bool = false, isWritten: Bool = true) {
    self.thing = thing
    self.range = range
    self.isDeclaration = isDeclaration
    self.isWritten = isWritten
  }
}
