// DeepN-JPEG's table: its published points, and coefficients against libjpeg's own transform.

import Imaging
import Testing

@Suite struct DeepNTests {
  /// The values that the formula has at the ends of its pieces; the jump at T2 goes upwards, as published.
  @Test func divisors() {
    let map = DeepNParameters()
    let points: [(Double, UInt16)] = [
      (0, 255), (10, 157), (20, 60), (20.001, 59), (40, 40), (60, 20), (60.5, 58), (70, 30), (78.34, 5), (1000, 5),
    ]
    for (deviation, divisor) in points { #expect(map.divisor(deviation) == divisor, "\(deviation)") }
    var odd = map
    odd.a = 1e9
    odd.least = -3
    #expect(odd.divisor(0) == 255)
    odd.c = -1e9
    #expect(odd.divisor(100) == 1)
  }

  /// Pictures of one cosine each: all of the deviation is in its band.
  struct Cosines: Dataset {
    let name = "cosines"
    let count = 2
    let classNames = ["a"]
    let normalization = Normalization.cifar10
    /// Amplitude ±40 of horizontal frequency 2 and vertical frequency 1 in grey.
    func batch(_ range: Range<Int>) -> ImageBatch {
      let pixels = range.flatMap { image in
        (0..<3072).map { place -> UInt8 in
          let (y, x) = (place % 1024 / 32, place % 32)
          let wave = cosine(2 * x + 1, 2) * cosine(2 * y + 1, 1)
          return UInt8((128 + (image == 0 ? 40 : -40) * wave).rounded())
        }
      }
      return ImageBatch(pixels: pixels, labels: range.map { _ in 0 })
    }
    private func cosine(_ step: Int, _ frequency: Int) -> Double {
      // cos(step · frequency · π / 16), by its table of quarter waves.
      let quarter = [1, 0.980785280, 0.923879533, 0.831469612, 0.707106781, 0.555570233, 0.382683432, 0.195090322, 0]
      let angle = step * frequency % 32
      let folded = angle > 16 ? 32 - angle : angle
      return folded > 8 ? -quarter[16 - folded] : quarter[folded]
    }
  }

  @Test func aCosineIsInItsBandAlone() throws {
    let statistics = try CoefficientStatistics(of: Cosines(), images: 5, chroma: .halved)
    #expect(statistics.images == 2)
    // ¼ · Σ cos² · Σ cos² · 40 = ¼ · 4 · 4 · 40; the rest is rounding to whole pixels.
    #expect(abs(statistics.luminance[8 + 2] - 160) < 1)
    for band in 0..<64 where band != 10 { #expect(statistics.luminance[band] < 3, "\(band)") }
    #expect(statistics.chrominance.allSatisfy { $0 < 1e-3 })
  }

  /// The ten pictures of Tests/Peers/golden_pictures.py.
  struct Drawn: Dataset {
    let name = "drawn"
    let count = 10
    let classNames = ["a"]
    let normalization = Normalization.cifar10
    func batch(_ range: Range<Int>) -> ImageBatch {
      ImageBatch(pixels: range.flatMap { Goldens.drawn($0).planes }, labels: range.map { _ in 0 })
    }
  }

  @Test func deviationsAreThoseOfNumPy() throws {
    let (halved, full) = (
      try CoefficientStatistics(of: Drawn(), images: 10, chroma: .halved),
      try CoefficientStatistics(of: Drawn(), images: 10, chroma: .full)
    )
    #expect(halved.luminance == full.luminance)
    let rows = try Goldens.rows("statistics.csv")
    #expect(rows.count == 64)
    for (band, row) in rows.enumerated() {
      for (column, values) in [
        ("luminance", full.luminance), ("halved", halved.chrominance), ("full", full.chrominance),
      ] {
        let golden = Double(row[column]!)!
        #expect(abs(values[band] - golden) < 1e-5 * (golden + 0.01), "\(column) of band \(band): \(values[band])")
      }
    }
    let tables = QuantizationTables(deepN: DeepNParameters(), halved)
    #expect(tables.luminance[5] == DeepNParameters().divisor(halved.luminance[5]))
    #expect(tables.chrominance[5] == DeepNParameters().divisor(halved.chrominance[5]))
  }
}
