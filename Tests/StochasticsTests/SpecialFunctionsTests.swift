// Special functions against tabled values and identities; the two tests of fit against laws that hold and do not.

import Foundation
import Stochastics
import Testing

@Suite struct SpecialFunctionsTests {
  /// Whether `value` is `expected` to `digits` significant digits.
  private func agree(_ value: Double, _ expected: Double, digits: Int = 9) -> Bool {
    abs(value - expected) <= 0.51 * pow(10, floor(log10(abs(expected))) + 1 - Double(digits))
  }

  /// Tabled values of Q₁, and values by mpmath where the law is far from zero and narrow beside that.
  @Test(
    arguments: [
      (1, 1, 1 - 0.7328798038), (2, 1, 1 - 0.9181076964), (1, 3, 1 - 0.0437159716), (3, 3, 1 - 0.5674797623),
      (0, 1, 1 - 0.6065306597), (8000, 7990, 7.615042396e-24), (8000, 7999, 0.1586401303), (8000, 8000, 0.4999750661),
      (8000, 8001, 0.8413296234), (1e5, 1e5, 0.4999980053),
    ] as [(Double, Double, Double)])
  func marcum(_ a: Double, _ b: Double, _ expected: Double) throws {
    #expect(agree(try SpecialFunctions.marcumP1(a, b), expected))
  }

  /// P₁ = 1 − Q₁: P₁(0, b) = 1 − e^(−b²/2); P₁(a, 0) = 0; P₁(a, b) of small b is e^(−a²/2) b²/2; the symmetry
  /// P₁(a, b) + P₁(b, a) = 1 − e^(−(a²+b²)/2) I₀(ab).
  @Test func marcumIdentities() throws {
    for b in [0.01, 0.3, 5, 12, 30] {
      #expect(abs(try SpecialFunctions.marcumP1(0, b) + expm1(-b * b / 2)) < 1e-12)
      #expect(try SpecialFunctions.marcumP1(b, 0) == 0)
    }
    #expect(abs(try SpecialFunctions.marcumP1(3, 1e-3) / (exp(-4.5) * 5e-7) - 1) < 1e-5)
    #expect(abs(try SpecialFunctions.marcumP1(12, 1e-4) / (exp(-72) * 5e-9) - 1) < 1e-5)
    for (a, b) in [(0.5, 2), (3, 2.5), (10, 11), (30, 29)] as [(Double, Double)] {
      let sum = try SpecialFunctions.marcumP1(a, b) + SpecialFunctions.marcumP1(b, a)
      let expected = 1 - exp(-(a - b) * (a - b) / 2) * SpecialFunctions.scaledBesselI0(a * b)
      #expect(abs(sum - expected) < 1e-10)
    }
  }

  /// 1 − J₀ is the difference where that has its digits, and x²/4 − x⁴/64 where x is small.
  @Test func besselComplement() {
    for x in [0.3, 0.9, 1.0, 1.1, -0.5, 3, 40] {
      #expect(abs(SpecialFunctions.besselJ0Complement(x) - (1 - SpecialFunctions.besselJ0(x))) < 1e-15)
    }
    for x in [1e-2, 1e-5, 1e-9, 1e-100] {
      let expected = x * x / 4 * (1 - x * x / 16)
      #expect(abs(SpecialFunctions.besselJ0Complement(x) / expected - 1) < 1e-9)
    }
  }

  @Test func others() throws {
    #expect(agree(SpecialFunctions.gaussianTail(2.0.squareRoot()), 7.864960e-2, digits: 7))
    #expect(agree(SpecialFunctions.scaledBesselI0(1), 1.2660658777520084 / M_E, digits: 12))
    #expect(abs(try SpecialFunctions.gammaP(2, 0.2) - (1 - 1.2 * exp(-0.2))) < 1e-15)
    #expect(SpecialFunctions.binomial(16, 8) == 12870)
    #expect(SpecialFunctions.binomial(5, 0) == 1 && SpecialFunctions.binomial(5, 5) == 1)
    #expect(SpecialFunctions.binomial(40, 20) == 137_846_528_820)
  }

  @Test func quadrature() throws {
    #expect(abs(try Quadrature.integrate(from: 0, to: 1) { 1 / $0.squareRoot() } - 2) < 1e-9)
    #expect(abs(try Quadrature.integrate(from: 0, to: .infinity) { exp(-$0 * $0) } - .pi.squareRoot() / 2) < 1e-11)
    #expect(throws: (any Error).self) { try Quadrature.integrate(from: 0, to: 1) { _ in .nan } }
  }

  @Test func cholesky() throws {
    let factor = try #require(LinearAlgebra.choleskyFactor(of: [[4, 2, 0.6], [2, 2, 0.5], [0.6, 0.5, 1]]))
    let product = (0..<3).map { row in
      (0..<3).map { column in (0..<3).reduce(0.0) { $0 + factor[row][$1] * factor[column][$1] } }
    }
    for (found, expected) in zip(product.joined(), [4, 2, 0.6, 2, 2, 0.5, 0.6, 0.5, 1]) {
      #expect(abs(found - expected) < 1e-12)
    }
    #expect(factor[0][1] == 0 && factor[0][2] == 0 && factor[1][2] == 0)
    #expect(LinearAlgebra.choleskyFactor(of: [[1, 1.01], [1.01, 1]]) == nil)
    #expect(LinearAlgebra.choleskyFactor(of: [[1, 0.9, 0], [0.9, 1, 0.9], [0, 0.9, 1]]) == nil)
  }

  @Test func eigenvalues() throws {
    let (values, vectors) = try LinearAlgebra.symmetricEigenvalues(of: [[2, 1], [1, 2]])
    for (value, vector) in zip(values, vectors) {
      #expect(abs(2 * vector[0] + vector[1] - value * vector[0]) < 1e-12)
      #expect(abs(vector[0] * vector[0] + vector[1] * vector[1] - 1) < 1e-12)
    }
    #expect(Set(values.map { ($0 * 1e9).rounded() }) == [1e9, 3e9])
  }

  /// Uniform numbers pass, slightly bent ones do not; 1.358 is the distance √n D that 5 % exceed.
  @Test func kolmogorovSmirnov() {
    let generator = RandomStream(key: 71).generator()
    let samples = (0..<20_000).map { _ in generator.uniform() }
    #expect(GoodnessOfFit.kolmogorovSmirnov(samples) { $0 } > 1e-5)
    #expect(GoodnessOfFit.kolmogorovSmirnov(samples) { pow($0, 1.05) } < 1e-5)
    let even = (0..<10_000).map { (Double($0) + 0.5) / 10_000 + 0.01353 }
    #expect(abs(GoodnessOfFit.kolmogorovSmirnov(even) { min(1, $0) } - 0.05) < 0.002)
  }

  /// The 95 % quantile with four degrees of freedom is 9.487729.
  @Test func chiSquared() throws {
    let shift = (9.487729 * 1e6 / 2).squareRoot()
    let counts = [1e6 + shift, 1e6 - shift, 1e6, 1e6, 1e6].map { Int($0.rounded()) }
    #expect(abs(try GoodnessOfFit.chiSquared(counts, expected: Array(repeating: 1e6, count: 5)) - 0.05) < 1e-5)
  }
}
