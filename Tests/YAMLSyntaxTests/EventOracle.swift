// SPDX-License-Identifier: Apache-2.0
import CLibYAML

/// libyaml's own reading of a text, walked event by event without anything of ours: what a tree must equal.
enum EventOracle {
  /// Each document as the s-expression that `YAMLTree.dump()` writes, one a line; nil where libyaml refuses the text.
  static func dump(_ bytes: [UInt8]) -> String? {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) != 0 else { return nil }
    defer { yaml_parser_delete(&parser) }
    return bytes.withUnsafeBufferPointer { buffer -> String? in
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      var output = ""
      var documents: [String] = []
      var needsBlank = false
      func open() {
        if needsBlank { output += " " }
        needsBlank = true
      }
      while true {
        var event = yaml_event_t()
        guard yaml_parser_parse(&parser, &event) != 0 else { return nil }
        defer { yaml_event_delete(&event) }
        switch event.type {
        case YAML_STREAM_END_EVENT: return documents.joined(separator: "\n")
        case YAML_DOCUMENT_START_EVENT:
          output = ""
          needsBlank = false
        case YAML_DOCUMENT_END_EVENT: documents.append(output)
        case YAML_ALIAS_EVENT:
          open()
          output += "*" + text(event.data.alias.anchor)
        case YAML_SCALAR_EVENT:
          open()
          let scalar = event.data.scalar
          output += properties(scalar.anchor, scalar.tag)
          output += quoted(UnsafeBufferPointer(start: scalar.value, count: scalar.length), scalar.style)
        case YAML_SEQUENCE_START_EVENT:
          open()
          let start = event.data.sequence_start
          output += properties(start.anchor, start.tag) + (start.style == YAML_FLOW_SEQUENCE_STYLE ? "flow[" : "[")
          needsBlank = false
        case YAML_MAPPING_START_EVENT:
          open()
          let start = event.data.mapping_start
          output += properties(start.anchor, start.tag) + (start.style == YAML_FLOW_MAPPING_STYLE ? "flow{" : "{")
          needsBlank = false
        case YAML_SEQUENCE_END_EVENT:
          output += "]"
          needsBlank = true
        case YAML_MAPPING_END_EVENT:
          output += "}"
          needsBlank = true
        default: break
        }
      }
    }
  }

  private static func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }

  private static func properties(
    _ anchor: UnsafeMutablePointer<UInt8>?, _ tag: UnsafeMutablePointer<UInt8>?
  ) -> String {
    (anchor == nil ? "" : "&\(text(anchor)) ") + (tag == nil ? "" : "!<\(text(tag))> ")
  }

  private static func quoted(_ value: UnsafeBufferPointer<UInt8>, _ style: yaml_scalar_style_t) -> String {
    var escaped = ""
    for scalar in String(decoding: value, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\n": escaped += "\\n"
      case "\t": escaped += "\\t"
      case "\\": escaped += "\\\\"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: return "'\(escaped)'"
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return "\"\(escaped)\""
    case YAML_LITERAL_SCALAR_STYLE: return "|\(escaped)|"
    case YAML_FOLDED_SCALAR_STYLE: return ">\(escaped)>"
    default: return escaped.isEmpty ? "~" : "<\(escaped)>"
    }
  }
}
