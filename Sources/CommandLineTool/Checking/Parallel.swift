// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Work on many values at once.
enum Parallel {
  /// The results of `transform`, in the order of `values`, computed by at most `jobs` tasks.
  ///
  /// Few values are worked on in place: tasks cost more than they bring.
  static func map<Value: Sendable, Result: Sendable>(
    _ values: [Value], jobs: Int, _ transform: @escaping @Sendable (Value) -> Result
  ) async -> [Result] {
    guard jobs > 1, values.count > 8 else { return values.map(transform) }
    let chunk = max(1, min(32, values.count / (jobs * 4)))
    let next = NextIndex()
    let parts = await withTaskGroup(of: [(Int, [Result])].self) { group in
      for _ in 0..<jobs {
        group.addTask { @concurrent in
          var done: [(Int, [Result])] = []
          while let start = next.take(chunk, below: values.count) {
            done.append((start, values[start..<min(start + chunk, values.count)].map(transform)))
          }
          return done
        }
      }
      var all: [(Int, [Result])] = []
      for await part in group { all += part }
      return all
    }
    return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
  }
}

/// Hands out the starts of chunks.
private final class NextIndex: Sendable {
  private let value = Atomic(0)

  func take(_ chunk: Int, below end: Int) -> Int? {
    let start = value.add(chunk, ordering: .relaxed).oldValue
    return start < end ? start : nil
  }
}
