// SPDX-License-Identifier: Apache-2.0
package import JSONRPC
package import LanguageServerProtocol

/// Positions and ranges are most of what an answer holds: an outline of 2,000 steps has 8,000 of them.
extension LSP.Position: DirectlyWritten {
  package func write(to writer: StreamingWriter) {
    writer.append("{\"line\":")
    writer.append(line)
    writer.append(",\"character\":")
    writer.append(character)
    writer.append("}")
  }
}

extension LSP.Range: DirectlyWritten {
  package func write(to writer: StreamingWriter) {
    writer.append("{\"start\":")
    start.write(to: writer)
    writer.append(",\"end\":")
    end.write(to: writer)
    writer.append("}")
  }
}

extension LSP.TextEdit: DirectlyWritten {
  package func write(to writer: StreamingWriter) {
    writer.append("{\"range\":")
    range.write(to: writer)
    writer.append(",\"newText\":", text: newText)
    writer.append("}")
  }
}

extension LSP.CompletionEdit: DirectlyWritten {
  package func write(to writer: StreamingWriter) {
    switch self {
    case .replace(let edit): edit.write(to: writer)
    case .insertOrReplace(let newText, let insert, let replace):
      writer.append("{\"newText\":", text: newText)
      writer.append(",\"insert\":")
      insert.write(to: writer)
      writer.append(",\"replace\":")
      replace.write(to: writer)
      writer.append("}")
    }
  }
}

/// A list has up to hundreds, and comes with every letter.
extension LSP.CompletionItem: DirectlyWritten {
  package func write(to writer: StreamingWriter) throws {
    writer.append("{\"label\":", text: label)
    try writer.append(",\"labelDetails\":", value: labelDetails)
    if let kind {
      writer.append(",\"kind\":")
      writer.append(kind.rawValue)
    }
    try writer.append(",\"tags\":", value: tags)
    writer.append(",\"detail\":", text: detail)
    try writer.append(",\"documentation\":", value: documentation)
    try writer.append(",\"deprecated\":", value: deprecated)
    try writer.append(",\"preselect\":", value: preselect)
    writer.append(",\"sortText\":", text: sortText)
    writer.append(",\"filterText\":", text: filterText)
    writer.append(",\"insertText\":", text: insertText)
    if let insertTextFormat {
      writer.append(",\"insertTextFormat\":")
      writer.append(insertTextFormat.rawValue)
    }
    try writer.append(",\"insertTextMode\":", value: insertTextMode)
    if let textEdit {
      writer.append(",\"textEdit\":")
      textEdit.write(to: writer)
    }
    writer.append(",\"textEditText\":", text: textEditText)
    try writer.append(",\"additionalTextEdits\":", value: additionalTextEdits)
    try writer.append(",\"commitCharacters\":", value: commitCharacters)
    try writer.append(",\"command\":", value: command)
    try writer.append(",\"data\":", value: data)
    writer.append("}")
  }
}
