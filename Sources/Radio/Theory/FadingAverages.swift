// Error rates averaged over fading.

import Foundation
import Stochastics

extension FadingLaw {
  /// The share of wrong bits at the linear mean SNR: of ``Modulation/bitErrorRate(snr:)``, averaged over the law.
  ///
  /// Closed forms where there are any: all laws for O-QPSK, DPSK and non-coherent FSK, and for BPSK and coherent FSK over
  /// Rayleigh ½(1 − √(γ̄/(c + γ̄))) with c = 1 and 2; else by quadrature of the moment generating function.
  /// - Throws: `internal` when the quadrature fails.
  public func averageBitErrorRate(_ modulation: Modulation, meanSNR: Double) throws -> Double {
    switch (self, modulation) {
    case (.rayleigh, .bpsk), (.rayleigh, .qpsk): return Self.rayleighTail(meanSNR, 1)
    case (.rayleigh, .coherentFSK): return Self.rayleighTail(meanSNR, 2)
    default: return try modulation.averageBitErrorRate { laplaceTransform($0, meanSNR: meanSNR) }
    }
  }

  /// ½(1 − √(γ/(c + γ))), rewritten without the difference that would lose digits.
  private static func rayleighTail(_ snr: Double, _ c: Double) -> Double {
    let root = (snr / (c + snr)).squareRoot()
    return 0.5 * c / (c + snr) / (1 + root)
  }

  /// The share of packets of `bits` bits with a wrong one, when the SNR stays the same during a packet: E[PER(γ)].
  /// It is not PER(E[BER]), since wrong bits come together.
  /// - Throws: `internal` when the quadrature fails.
  public func averagePacketErrorRate(_ modulation: Modulation, meanSNR: Double, bits: Int) throws -> Double {
    func rate(_ snr: Double) -> Double {
      PacketErrors.rate(bitErrorRate: modulation.bitErrorRate(snr: snr), bits: bits)
    }
    // The packet error rate falls from 1 to 0 within a few decibels: the integral is cut there.
    var (low, high) = (1e-6, 1e6)
    while high / low > 1.01 {
      let middle = (low * high).squareRoot()
      if rate(middle) > 0.5 { low = middle } else { high = middle }
    }
    // And where the density is, which a long first interval would have between its nodes.
    let edges = ([0, low, 4 * low, 20 * low].map { $0 / meanSNR } + [1, 50]).sorted() + [.infinity]
    return try zip(edges, edges.dropFirst()).reduce(0) { sum, edge in
      let part = try Quadrature.integrate(from: edge.0, to: edge.1) { power in
        power == 0 || power > 1e6 ? 0 : rate(meanSNR * power) * powerDensity(power)
      }
      return sum + part
    }
  }
}
