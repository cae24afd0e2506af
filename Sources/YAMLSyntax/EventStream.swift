// SPDX-License-Identifier: Apache-2.0
import CLibYAML

/// Where and why libyaml gave up.
struct StreamFailure {
  /// What it found wrong.
  var problem: String
  /// What it was doing.
  var context: String
  /// The byte offset of the problem.
  var problemOffset: Int
  /// The byte offset of the construct that it was reading, where it says so.
  var contextOffset: Int?
}

/// A libyaml parser over bytes that outlive it.
///
/// The one place that owns C memory: the parser and the current event, both freed with this value.
struct EventStream: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  /// The current event; its strings live until the next one.
  let event: UnsafeMutablePointer<yaml_event_t>
  private var holdsEvent = false

  /// Starts a parser behind `base`, or returns nil where memory runs out.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, base: Int) {
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    event.initialize(to: yaml_event_t())
    guard yaml_parser_initialize(parser) != 0 else {
      parser.deallocate()
      event.deallocate()
      return nil
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    // A text without a byte may come without an address.
    if let start = bytes.baseAddress, bytes.count > base {
      yaml_parser_set_input_string(parser, start + base, bytes.count - base)
    } else {
      yaml_parser_set_input_string(parser, "", 0)
    }
  }

  deinit {
    if holdsEvent { yaml_event_delete(event) }
    yaml_parser_delete(parser)
    parser.deallocate()
    event.deallocate()
  }

  /// Reads the next event into `event`; false where libyaml refuses the text.
  @inline(__always)
  mutating func advance() -> Bool {
    if holdsEvent { yaml_event_delete(event) }
    holdsEvent = yaml_parser_parse(parser, event) != 0
    return holdsEvent
  }

  /// Why `advance` failed.
  func failure(_ marks: MarkMap, in bytes: UnsafeBufferPointer<UInt8>) -> StreamFailure {
    let state = parser.pointee
    var result = StreamFailure(problem: "", context: "", problemOffset: 0, contextOffset: nil)
    if let problem = state.problem { result.problem = String(cString: problem) }
    result.problemOffset = marks.offset(Int(state.problem_mark.index), in: bytes)
    if state.error == YAML_READER_ERROR {
      result.problemOffset = min(marks.base + Int(state.problem_offset), bytes.count)
    }
    if let context = state.context {
      result.context = String(cString: context)
      result.contextOffset = marks.offset(Int(state.context_mark.index), in: bytes)
    }
    return result
  }
}
