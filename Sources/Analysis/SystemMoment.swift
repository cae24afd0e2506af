// SPDX-License-Identifier: Apache-2.0
package import Schedule

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The system's clock, for those who make a `WorkspaceSnapshot`; the analysis itself never asks it.
package enum SystemMoment {
  /// What the system takes for now, in whole seconds.
  package static func now() -> Instant {
    var time = timespec()
    guard clock_gettime(CLOCK_REALTIME, &time) == 0 else { return Instant(seconds: 0) }
    return Instant(seconds: Int64(time.tv_sec))
  }
}
