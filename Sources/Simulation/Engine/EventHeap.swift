// SPDX-License-Identifier: Apache-2.0

/// Something that is going to happen.
struct KernelEvent {
  /// What is going to happen; the raw value is no order.
  enum Kind: UInt8 {
    /// An event of the scenario; the payload is its index.
    case external
    /// A vote; the target is an instance, the payload the decision's index in its mock.
    case decision
    /// A run comes; the payload is its index in the list of arrivals.
    case arrival
    /// A try, a wait or a container ends; the target is an instance.
    case completion
    /// A rollback ends; the target is a run.
    case rollbackDone
    /// A step's time is up; the target is an instance.
    case timeout
    /// A run's time is up; the target is a run.
    case runTimeout
    /// The next try; the target is an instance.
    case retry
    /// A step may start; the target is an instance.
    case start
    /// A queued run may start; the target is a run.
    case runStart
  }

  /// The classes of one instant, in their order: what comes from outside, completions, timeouts, retries, starts.
  enum Class: UInt64 {
    case outside = 0
    case completion = 1
    case timeout = 2
    case retry = 3
    case start = 4
  }

  /// When, milliseconds after the clock's start.
  var time: Int64
  /// Class (3 bits), declaration (29 bits), sequence (32 bits): the order inside one instant.
  var order: UInt64
  /// An instance or a run.
  var target: Int32
  /// What the kind says.
  var payload: Int32
  /// The target's generation when this was planned; an event of an older generation is void.
  var generation: UInt32
  /// What is going to happen.
  var kind: Kind

  @inline(__always)
  static func < (left: KernelEvent, right: KernelEvent) -> Bool {
    left.time != right.time ? left.time < right.time : left.order < right.order
  }
}

/// A binary heap of events by time, class, declaration and sequence.
struct EventHeap {
  private var storage: ContiguousArray<KernelEvent> = []
  private var sequence: UInt64 = 0

  /// How many events are planned.
  var count: Int { storage.count }

  /// Forgets everything and keeps the memory.
  mutating func removeAll() {
    storage.removeAll(keepingCapacity: true)
    sequence = 0
  }

  /// Plans an event. `declaration` is clamped to 29 bits. Complexity: O(log n).
  @inline(__always)
  mutating func push(
    _ kind: KernelEvent.Kind, at time: Int64, _ order: KernelEvent.Class, declaration: Int, target: Int32,
    payload: Int32 = -1, generation: UInt32 = 0
  ) {
    let place = UInt64(truncatingIfNeeded: min(max(0, declaration), 0x1FFF_FFFF))
    sequence &+= 1
    let event = KernelEvent(
      time: time, order: order.rawValue &<< 61 | place &<< 32 | (sequence & 0xFFFF_FFFF), target: target,
      payload: payload, generation: generation, kind: kind)
    storage.append(event)
    let last = storage.count - 1
    storage.withUnsafeMutableBufferPointer { heap in
      var index = last
      while index > 0 {
        let parent = (index - 1) >> 1
        if !(event < heap[parent]) { break }
        heap[index] = heap[parent]
        index = parent
      }
      heap[index] = event
    }
  }

  /// Takes the first event. Complexity: O(log n).
  @inline(__always)
  mutating func pop() -> KernelEvent? {
    guard let last = storage.popLast() else { return nil }
    let count = storage.count
    guard count > 0 else { return last }
    return storage.withUnsafeMutableBufferPointer { heap in
      let first = heap[0]
      var index = 0
      while true {
        var child = 2 * index + 1
        if child >= count { break }
        if child + 1 < count, heap[child + 1] < heap[child] { child += 1 }
        if !(heap[child] < last) { break }
        heap[index] = heap[child]
        index = child
      }
      heap[index] = last
      return first
    }
  }
}
