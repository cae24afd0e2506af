// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Synchronization

/// Work on many values at once.
enum Parallel {
  /// The results of `transform`, in the order of `values`, computed by at most `jobs` threads, this one among them.
  ///
  /// Up to `inPlace` values are worked on in place: threads cost more than they bring.
  static func map<Value: Sendable, Result: Sendable>(
    _ values: [Value], jobs: Int, inPlace: Int = 8, _ transform: @escaping @Sendable (Value) -> Result
  ) -> [Result] {
    guard jobs > 1, values.count > inPlace else { return values.map(transform) }
    let work = SharedWork(values, chunk: max(1, min(4, values.count / (jobs * 4))), transform)
    let others = DispatchGroup()
    for _ in 1..<jobs { DispatchQueue.global().async(group: others) { work.run() } }
    work.run()
    others.wait()
    return work.results
  }
}

/// Values that several threads take by chunks.
private final class SharedWork<Value: Sendable, Result: Sendable>: Sendable {
  private let values: [Value]
  private let chunk: Int
  private let transform: @Sendable (Value) -> Result
  private let next = Atomic(0)
  private let parts = Mutex<[(start: Int, results: [Result])]>([])

  init(_ values: [Value], chunk: Int, _ transform: @escaping @Sendable (Value) -> Result) {
    self.values = values
    self.chunk = chunk
    self.transform = transform
  }

  /// Takes chunks until none is left.
  func run() {
    while true {
      let start = next.add(chunk, ordering: .relaxed).oldValue
      guard start < values.count else { return }
      let results = values[start..<min(start + chunk, values.count)].map(transform)
      parts.withLock { $0.append((start, results)) }
    }
  }

  /// The results in the order of the values.
  var results: [Result] {
    parts.withLock { $0 }.sorted { $0.start < $1.start }.flatMap(\.results)
  }
}
