// SPDX-License-Identifier: Apache-2.0
import WorkflowModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Draws that depend on nothing but their key: (seed, run, step, attempt, purpose).
///
/// Adding a step, or drawing in another order or on another thread, changes no other draw. The mixing is that of
/// SplitMix64's finaliser.
struct KeyedRandom {
  /// What a draw decides.
  enum Purpose: UInt64 {
    case duration = 1
    case failure = 2
  }

  private var state: UInt64

  /// The stream of draws of a key.
  init(seed: UInt64, run: UInt64, step: UInt64, attempt: UInt64, purpose: Purpose) {
    var hash = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15)
    hash = Self.mix(hash ^ run &* 0xD1B5_4A32_D192_ED03)
    hash = Self.mix(hash ^ step)
    hash = Self.mix(hash ^ (attempt &* 0xAEF1_7502_108E_F2D9 &+ purpose.rawValue))
    state = hash
  }

  /// A well-spread hash of a name.
  static func key(of name: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return mix(hash)
  }

  /// The key of an instance of a loop's round.
  @inline(__always)
  static func key(_ step: UInt64, round: Int32) -> UInt64 {
    mix(step &+ UInt64(truncatingIfNeeded: round) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
  }

  @inline(__always)
  static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed &>> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed &>> 31)
  }

  /// The next 64 random bits.
  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// A number in the open interval 0 to 1.
  mutating func uniform() -> Double { (Double(bits() &>> 11) + 0.5) * 0x1p-53 }

  /// A number of the standard normal distribution (Box and Muller).
  mutating func normal() -> Double {
    let radius = (-2 * log(uniform())).squareRoot()
    return radius * cos(2 * Double.pi * uniform())
  }

  /// A number of the gamma distribution with scale 1 (Marsaglia and Tsang); 0 for a shape that is not positive.
  mutating func gamma(_ shape: Double) -> Double {
    guard shape > 0, shape.isFinite else { return 0 }
    if shape < 1 { return gamma(shape + 1) * pow(uniform(), 1 / shape) }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    for _ in 0..<1_000 {
      let x = normal()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      if log(uniform()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
    }
    return d
  }

  /// A span of a distribution, milliseconds, rounded to the nearest.
  mutating func draw(_ distribution: Distribution) -> Milliseconds {
    switch distribution {
    case .fixed(let span): return min(max(0, span), Distribution.longest)
    case .uniform(let minimum, let maximum):
      return span(Double(minimum) + uniform() * (Double(maximum) - Double(minimum)))
    case .triangular(let minimum, let mode, let maximum):
      let (low, middle, high) = (Double(minimum), Double(mode), Double(maximum))
      guard high > low else { return span(low) }
      let draw = uniform()
      let cut = (middle - low) / (high - low)
      return span(
        draw < cut
          ? low + (draw * (high - low) * (middle - low)).squareRoot()
          : high - ((1 - draw) * (high - low) * (high - middle)).squareRoot())
    case .normal(let mean, let deviation): return span(Double(mean) + normal() * Double(deviation))
    case .lognormal(let p50, let p95):
      guard p50 > 0 else { return 0 }
      // 1.6448536… is the 95th percentile of the standard normal distribution.
      let sigma = max(0, log(Double(max(p50, p95)) / Double(p50)) / 1.644_853_626_951_472_2)
      return span(Double(p50) * exp(sigma * normal()))
    case .exponential(let mean): return span(-Double(mean) * log(uniform()))
    case .gamma(let shape, let scale): return span(gamma(shape) * Double(scale))
    case .weibull(let shape, let scale):
      guard shape > 0 else { return 0 }
      return span(Double(scale) * pow(-log(uniform()), 1 / shape))
    case .empirical(let spans):
      guard !spans.isEmpty else { return 0 }
      let place = Int(bits() % UInt64(spans.count))
      return min(max(0, spans[place]), Distribution.longest)
    }
  }

  private func span(_ value: Double) -> Milliseconds {
    guard value > 0 else { return 0 }
    guard value < Double(Distribution.longest) else { return Distribution.longest }
    return Milliseconds(value.rounded())
  }
}
