// Codes against what textbooks promise of them.

import Core
import Radio
import Stochastics
import Testing

@Suite struct CodingTests {
  static let codes = ErrorCorrection.allCases.filter { $0 != .none }
  static let convolutional = codes.filter { $0.rawValue.hasPrefix("convolutional") }

  private func random(_ count: Int, key: UInt64 = 1) -> [UInt8] {
    let generator = RandomStream(key: key).generator()
    return (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
  }

  private func coder(_ code: ErrorCorrection, interleaved: Bool = false) throws -> any ErrorCorrectionCoder {
    try #require(try code.makeCoder(isInterleaved: interleaved))
  }

  private func flip(_ bits: some Sequence<Int>, in octets: [UInt8]) -> [UInt8] {
    var octets = octets
    for bit in bits { octets[bit / 8] ^= 1 << UInt8(bit % 8) }
    return octets
  }

  @Test(arguments: codes, [false, true]) func roundTrips(_ code: ErrorCorrection, _ interleaved: Bool) throws {
    let coder = try coder(code, interleaved: interleaved)
    for count in [1, 2, 3, 5, 7, 8, 9, 16, 64, 125, 127, 222, 223, 224, 500] {
      let message = random(count, key: UInt64(count))
      let encoded = coder.encode(message)
      #expect(encoded.count == code.encodedBytes(of: count) && encoded.count > count)
      let decoded = coder.decode(encoded, count: count)
      #expect(decoded.message == message && decoded.succeeded)
    }
  }

  @Test func lengths() {
    let lengths: [(ErrorCorrection, Int, Int)] = [
      (.none, 127, 127), (.hamming, 8, 14), (.secded, 64, 72), (.golay, 120, 240), (.reedSolomon, 223, 255),
      (.reedSolomon, 127, 159), (.reedSolomon, 446, 510), (.convolutional1of2, 127, 256),
      (.convolutional2of3, 127, 192), (.convolutional3of4, 127, 171), (.convolutional5of6, 127, 154),
      (.convolutional7of8, 127, 146),
    ]
    for (code, count, encoded) in lengths { #expect(code.encodedBytes(of: count) == encoded, "\(code)") }
  }

  /// Every pattern of as many errors as a codeword stands, in each codeword of a message; one more is not always stood.
  @Test func hammingCorrectsOneOfSeven() throws {
    let coder = try coder(.hamming)
    let message = random(4)
    let encoded = coder.encode(message)
    #expect(encoded.count == 7)
    // Eight codewords of seven bits fill the seven bytes.
    for bit in 0..<56 { #expect(coder.decode(flip([bit], in: encoded), count: 4).message == message) }
    let failures = (1..<56).count { coder.decode(flip([0, $0], in: encoded), count: 4).message != message }
    // A second error within the codeword of the first one: six places.
    #expect(failures == 6)
  }

  @Test func secdedCorrectsOneOfSeventyTwo() throws {
    let coder = try coder(.secded)
    let message = random(8)
    let encoded = coder.encode(message)
    #expect(encoded.count == 9)
    for bit in 0..<72 { #expect(coder.decode(flip([bit], in: encoded), count: 8).message == message) }
    // Two errors are noticed and left: the message never gets a third wrong bit.
    for second in 1..<72 {
      let decoded = coder.decode(flip([0, second], in: encoded), count: 8).message
      let wrong = zip(decoded, message).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
      #expect(wrong <= 2)
    }
  }

  @Test func golayCorrectsThreeOfTwentyFour() throws {
    let coder = try coder(.golay)
    let message = random(3)
    let encoded = coder.encode(message)
    // Two codewords of 24 bits; all 2,024 triples of the first.
    for first in 0..<22 {
      for second in first + 1..<23 {
        for third in second + 1..<24 {
          #expect(coder.decode(flip([first, second, third], in: encoded), count: 3).message == message)
        }
      }
    }
    // Four errors are beyond any decoder of distance 8.
    let failures = (3..<24).count { coder.decode(flip([0, 1, 2, $0], in: encoded), count: 3).message != message }
    #expect(failures > 0)
  }

  @Test(arguments: [223, 100, 300]) func reedSolomonCorrectsSixteenBytes(_ count: Int) throws {
    let coder = try coder(.reedSolomon)
    let message = random(count)
    let encoded = coder.encode(message)
    let generator = RandomStream(key: 9).generator()
    for _ in 0..<50 {
      let places = generator.permutation(min(count, 223) + 32).prefix(17)
      var damaged = encoded
      for place in places.dropLast() { damaged[place] ^= UInt8(1 + generator.integer(below: 255)) }
      let decoded = coder.decode(damaged, count: count)
      #expect(decoded.message == message && decoded.succeeded)
      // The seventeenth is too much, and known to be (with probability of about 1 − 1/16!).
      damaged[places.last ?? 0] ^= 0x55
      #expect(!coder.decode(damaged, count: count).succeeded)
    }
  }

  /// Free distances, found as the least weight of the code of any single burst of up to 16 bits: 10, 6, 5, 4, 3.
  @Test(arguments: zip(convolutional, [10, 6, 5, 4, 3])) func freeDistance(_ code: ErrorCorrection, _ distance: Int)
    throws
  {
    let coder = try coder(code)
    var least = Int.max
    for burst in stride(from: UInt32(1), to: 1 << 13, by: 2) {
      // The burst begins at each phase of the puncturing.
      for shift in 0..<7 {
        var message = [UInt8](repeating: 0, count: 3)
        for bit in 0..<13 where burst >> UInt32(bit) & 1 == 1 {
          message[(bit + shift) / 8] |= 0x80 >> UInt8((bit + shift) % 8)
        }
        least = min(least, coder.encode(message).reduce(0) { $0 + $1.nonzeroBitCount })
      }
    }
    #expect(least == distance)
  }

  /// Rate 1/2 corrects four wrong bits of any 60, far from each other or not.
  @Test func viterbiCorrectsFourErrors() throws {
    let coder = try coder(.convolutional1of2)
    let message = random(40)
    let encoded = coder.encode(message)
    let generator = RandomStream(key: 4).generator()
    for _ in 0..<300 {
      let start = generator.integer(below: 8 * encoded.count - 90)
      let bits = generator.permutation(60).prefix(4).map { start + $0 }
      #expect(coder.decode(flip(bits, in: encoded), count: 40).message == message)
    }
  }

  /// A burst of 20 bits breaks Golay codewords and, spread by the interleaver, breaks hardly any.
  @Test func interleavingStandsBursts() throws {
    let (plain, interleaved) = (try coder(.golay), try coder(.golay, interleaved: true))
    let message = random(120)
    var broken = (plain: 0, interleaved: 0)
    for start in stride(from: 0, to: 1900, by: 20) {
      let burst = start..<start + 20
      broken.plain += plain.decode(flip(burst, in: plain.encode(message)), count: 120).message == message ? 0 : 1
      broken.interleaved +=
        interleaved.decode(flip(burst, in: interleaved.encode(message)), count: 120).message == message ? 0 : 1
    }
    #expect(broken.plain > 60)
    #expect(broken.interleaved < 5)
  }

  /// Codewords broken by independent wrong bits at rate p: P(more than t of n) = 1 − Σ C(n, k) p^k (1 − p)^(n−k), within
  /// the exact 99.99 % interval.
  @Test(arguments: [(ErrorCorrection.hamming, 7, 1, 28), (.golay, 24, 3, 3)])
  func codewordErrorRate(_ code: ErrorCorrection, _ length: Int, _ corrected: Int, _ bits: Int) throws {
    let coder = try coder(code)
    for (rate, key) in [(0.005, 1), (0.02, 2), (0.05, 3), (0.1, 4)] {
      let process = try #require(
        BitFlipChannel(rate: rate).makeProcess(RandomStream(key: UInt64(key))) as? any BitChannelProcess)
      let message = random(12_000, key: UInt64(key))
      var encoded = coder.encode(message)
      _ = encoded.withUnsafeMutableBytes { process.damage($0, firstByte: 0, start: .zero, end: .zero) }
      let decoded = coder.decode(encoded, count: message.count).message
      // Four message bits a codeword, or twelve.
      let wrong = zip(message, decoded).map { $0 ^ $1 }
      let broken =
        code == .hamming
        ? wrong.reduce(0) { $0 + ($1 & 0xF != 0 ? 1 : 0) + ($1 >> 4 != 0 ? 1 : 0) }
        : (0..<wrong.count / 3).reduce(0) { sum, group in
          let (a, b, c) = (wrong[3 * group], wrong[3 * group + 1], wrong[3 * group + 2])
          return sum + (a != 0 || b >> 4 != 0 ? 1 : 0) + (b & 0xF != 0 || c != 0 ? 1 : 0)
        }
      let trials = code == .hamming ? 2 * wrong.count : 2 * wrong.count / 3
      var (term, within) = (1.0, 0.0)
      for _ in 0..<length { term *= 1 - rate }
      for count in 0...corrected {
        within += term
        term *= rate / (1 - rate) * Double(length - count) / Double(count + 1)
      }
      let interval = try Intervals.clopperPearson(successes: broken, trials: trials, confidence: 0.9999)
      #expect(interval.low < 1 - within && 1 - within < interval.high, "\(code) at \(rate): \(broken) of \(trials)")
    }
  }

  /// Rate 1/2 with hard decisions at p = 0.03: below the union bound Σ β_d P_d with the weights 36, 211, 1404, 11633,
  /// 77433 of d = 10, 12, … 18 (Proakis), and not far below it.
  @Test func viterbiErrorRate() throws {
    let coder = try coder(.convolutional1of2)
    let rate = 0.03
    let process = try #require(
      BitFlipChannel(rate: rate).makeProcess(RandomStream(key: 7)) as? any BitChannelProcess)
    let message = random(100_000)
    var encoded = coder.encode(message)
    _ = encoded.withUnsafeMutableBytes { process.damage($0, firstByte: 0, start: .zero, end: .zero) }
    let decoded = coder.decode(encoded, count: message.count).message
    let wrong = zip(message, decoded).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
    func pairwise(_ distance: Int) -> Double {
      var sum = 0.0
      for count in distance / 2...distance {
        var term = count == distance / 2 ? 0.5 : 1.0
        for place in 0..<distance {
          term *= place < count ? rate * Double(distance - place) / Double(place + 1) : 1 - rate
        }
        sum += term
      }
      return sum
    }
    let weights = [36.0, 211, 1404, 11633, 77433]
    let bound = weights.enumerated().reduce(0) { $0 + $1.element * pairwise(10 + 2 * $1.offset) }
    let measured = Double(wrong) / Double(8 * message.count)
    #expect(measured < bound && measured > bound / 6, "\(measured), bound \(bound)")
  }

  /// Whatever comes in, something comes out, of the right length.
  @Test(arguments: codes) func noiseIsNoError(_ code: ErrorCorrection) throws {
    let coder = try coder(code, interleaved: true)
    for key in 1..<30 {
      let noise = random(code.encodedBytes(of: 61), key: UInt64(key))
      #expect(coder.decode(noise, count: 61).message.count == 61)
    }
  }
}
