// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import KubeVelaDialect

/// Expectations as Go's documentation of `time.ParseDuration` has them.
@Suite struct GoDurationTests {
  @Test(arguments: [
    ("1h30m", 5_400_000), ("300ms", 300), ("-1.5h", -5_400_000), ("0", 0), ("+5s", 5000), (".5s", 500),
    ("1h1h", 7_200_000),
    ("1500us", 1), ("1µs", 0),
  ])
  func reads(_ text: String, _ milliseconds: Int64) {
    #expect(GoDuration.milliseconds(text) == milliseconds)
  }

  @Test(arguments: ["", "1", "1d", "1min", "1 s", "s", ".s", "-", "1h ", "1.2.3s", "3000000h", "invalid-timeout"])
  func refuses(_ text: String) {
    #expect(GoDuration.milliseconds(text) == nil)
  }

  @Test(arguments: [("1d", "24h"), ("1min", "1m"), ("1 h", "1h"), ("2weeks", "336h")])
  func findsWhatWasMeant(_ text: String, _ meant: String) {
    #expect(GoDuration.meant(by: text) == meant)
    #expect(GoDuration.milliseconds(meant) != nil)
  }
}
