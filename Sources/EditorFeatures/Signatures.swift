// SPDX-License-Identifier: Apache-2.0
package import Analysis
import Expression

/// The signatures of the function of an expression whose arguments the cursor stands in, complete or not.
///
/// - Parameters:
///   - offset: a byte offset of the document.
///   - linked: the workflow files of a scenario file.
package func signatures(
  in document: AnalyzedDocument, at offset: Int, linked: LinkedFiles = LinkedFiles()
) -> SignatureResult? {
  guard let cursor = ExpressionCursor(document, at: offset, linked: linked),
    let call = cursor.parsed.call(at: cursor.offset)
  else {
    return nil
  }
  let rows = FunctionChoice.rows(of: call.id, in: cursor)
  guard !rows.isEmpty else { return nil }
  func count(_ row: FunctionOverload) -> Int { row.parameters.count - (row.isReceiver ? 1 : 0) }
  func takes(_ row: FunctionOverload) -> Bool { row.isVariadic || call.argument < max(count(row), 1) }
  let fitting = cursor.checked.overloads[call.id] ?? []
  let active =
    rows.firstIndex { row in takes(row) && fitting.contains { $0 === row } } ?? rows.firstIndex(where: takes) ?? 0
  let last = count(rows[active]) - 1
  var parameter: Int?
  if call.argument <= last { parameter = call.argument } else if rows[active].isVariadic { parameter = last }
  return SignatureResult(
    signatures: rows.map { row in
      SignatureResult.Signature(
        label: row.signature, documentation: FunctionChoice.documentation(row),
        parameters: row.parameters.dropFirst(row.isReceiver ? 1 : 0).map { "\($0.name): \($0.type)" })
    }, active: active, parameter: parameter)
}
