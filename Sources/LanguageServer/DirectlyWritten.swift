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
