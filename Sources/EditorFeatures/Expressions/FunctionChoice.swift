// SPDX-License-Identifier: Apache-2.0
import Expression

/// Which rows of the catalog a place has, told by the type of what stands before the dot.
enum FunctionChoice {
  /// Whether a function on a value of type `target` may be called on a value of type `type`: by the outermost type
  /// alone, so that nothing is kept back that might fit.
  static func accepts(_ target: CELType?, _ type: CELType) -> Bool {
    guard let target else { return false }
    switch (target, type) {
    case (_, .dyn), (.dyn, _), (.parameter, _): return true
    case (_, .error): return false
    case (.list, .list), (.map, .map), (.map, .record), (.optional, .optional), (.type, .type): return true
    // The macros over lists go over the keys of a map too.
    case (.list, .map), (.list, .record): return false
    default: return target == type
    }
  }

  /// The rows that can be called on a value of a type, in the catalog's order.
  static func methods(on type: CELType, in catalog: FunctionCatalog) -> [FunctionOverload] {
    catalog.overloads.filter { row in
      guard row.isReceiver, !row.isOperator, let target = row.parameters.first?.type else { return false }
      if accepts(target, type) { return true }
      return row.macro != nil && isLoop(row.macro) && accepts(.map(.dyn, .dyn), type)
    }
  }

  private static func isLoop(_ macro: Macro?) -> Bool {
    switch macro {
    case .all, .exists, .existsOne, .map, .filter, .transformList, .transformMap, .transformMapEntry: true
    default: false
    }
  }

  /// The rows of a call that is being written, those for its target's type first of all.
  static func rows(of id: ExpressionID, in cursor: ExpressionCursor) -> [FunctionOverload] {
    let parsed = cursor.parsed
    let catalog = cursor.environment.catalog
    let written = parsed.text(parsed[id].nameRange)
    var target: ExpressionID?
    switch parsed[id].kind {
    case .call(_, let operand, _): target = operand
    case .macro(let call):
      target = call.target
      if call.macro == .bind || call.macro == .block { return catalog.rows(named: "cel." + written) }
    default: return []
    }
    guard let target else { return catalog.rows(named: written).filter { !$0.isReceiver } }
    if let space = parsed.qualifiedName(of: target), catalog.contains("\(space).\(written)") {
      return catalog.rows(named: "\(space).\(written)")
    }
    let rows = catalog.rows(named: written).filter(\.isReceiver)
    let type = cursor.meaning(of: target).type
    let fitting = rows.filter { row in methods(on: type, in: catalog).contains { $0 === row } }
    return fitting.isEmpty ? rows : fitting
  }

  /// A function for people: what it does, and an example.
  static func documentation(_ row: FunctionOverload) -> String {
    "\(row.documentation)\n\n```cel\n\(row.example)\n```"
  }
}
