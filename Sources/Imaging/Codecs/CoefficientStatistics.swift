// How strong the coefficients of JPEG's transform are over a data set, band by band.

import Core
import Foundation

/// Standard deviations of the 64 coefficients over all blocks of many images, rows of rising vertical frequency.
///
/// The transform is the orthonormal 8 × 8 DCT, F(v,u) = ¼ C(u) C(v) Σ f(y,x) cos((2x+1)uπ/16) cos((2y+1)vπ/16) with
/// C(0) = 1/√2 and else 1, the scale that quantisation tables are in; of luminance and of the two chrominances together
/// after JFIF's conversion to YCbCr, chrominance after it was halved where it will be. The deviation is that over the data
/// set (divisor n): it is not taken of each image and averaged.
package struct CoefficientStatistics: Sendable, Hashable {
  package let luminance: [Double]
  package let chrominance: [Double]
  /// Images looked at.
  package let images: Int

  /// Of the first `images` images of `dataset`.
  /// - Precondition: there is one at least.
  package init(of dataset: any Dataset, images: Int, chroma: JPEGSettings.Chroma) throws {
    let images = min(images, dataset.count)
    precondition(images > 0, "statistics of something")
    var (luminance, chrominance) = (BandSums(), BandSums())
    for start in stride(from: 0, to: images, by: 256) {
      let batch = try dataset.batch(start..<min(start + 256, images))
      for index in 0..<batch.count {
        let planes = ColourPlanes(batch.picture(index), chroma: chroma)
        luminance.add(planes.luminance)
        for plane in planes.chrominance { chrominance.add(plane) }
      }
    }
    (self.luminance, self.chrominance) = (luminance.deviations, chrominance.deviations)
    self.images = images
  }

  /// - Precondition: each has 64 entries.
  package init(luminance: [Double], chrominance: [Double], images: Int) {
    precondition(luminance.count == 64 && chrominance.count == 64, "an 8 × 8 transform")
    (self.luminance, self.chrominance, self.images) = (luminance, chrominance, images)
  }
}

/// A plane of samples.
private struct Plane {
  var width: Int
  var samples: [Double]
}

/// A picture's Y, Cb and Cr (ITU-T T.871), without the offset of the latter, which no deviation sees.
private struct ColourPlanes {
  let luminance: Plane
  let chrominance: [Plane]

  init(_ picture: Picture, chroma: JPEGSettings.Chroma) {
    func plane(_ red: Double, _ green: Double, _ blue: Double) -> Plane {
      let samples = stride(from: 0, to: picture.pixels.count, by: 3).map {
        red * Double(picture.pixels[$0]) + green * Double(picture.pixels[$0 + 1]) + blue
          * Double(picture.pixels[$0 + 2])
      }
      return Plane(width: picture.width, samples: samples)
    }
    luminance = plane(0.299, 0.587, 0.114)
    let full = [plane(-0.168736, -0.331264, 0.5), plane(0.5, -0.418688, -0.081312)]
    chrominance = chroma == .full ? full : full.map(\.halved)
  }
}

extension Plane {
  /// Means of two by two samples.
  fileprivate var halved: Plane {
    let height = samples.count / width
    return Plane(
      width: width / 2,
      samples: (0..<height / 2 * (width / 2)).map { position in
        let corner = position / (width / 2) * 2 * width + position % (width / 2) * 2
        return (samples[corner] + samples[corner + 1] + samples[corner + width] + samples[corner + width + 1]) / 4
      })
  }
}

/// Sums over blocks.
private struct BandSums {
  private var blocks = 0.0
  private var sums = [Double](repeating: 0, count: 64)
  private var squares = [Double](repeating: 0, count: 64)

  /// Row u holds ½ C(u) cos((2x+1)uπ/16).
  private static let basis = (0..<64).map { place in
    let (u, x) = (Double(place / 8), Double(place % 8))
    return cos((2 * x + 1) * u * .pi / 16) / (u == 0 ? 8.0.squareRoot() : 2)
  }

  mutating func add(_ plane: Plane) {
    let height = plane.samples.count / plane.width
    for top in stride(from: 0, through: height - 8, by: 8) {
      for left in stride(from: 0, through: plane.width - 8, by: 8) { add(plane, top: top, left: left) }
    }
  }

  private mutating func add(_ plane: Plane, top: Int, left: Int) {
    blocks += 1
    let basis = Self.basis
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 64) { rows in
      for y in 0..<8 {
        for u in 0..<8 {
          let start = (top + y) * plane.width + left
          rows[y * 8 + u] = (0..<8).reduce(0) { $0 + basis[u * 8 + $1] * plane.samples[start + $1] }
        }
      }
      for v in 0..<8 {
        for u in 0..<8 {
          let coefficient = (0..<8).reduce(0) { $0 + basis[v * 8 + $1] * rows[$1 * 8 + u] }
          sums[v * 8 + u] += coefficient
          squares[v * 8 + u] += coefficient * coefficient
        }
      }
    }
  }

  var deviations: [Double] {
    zip(sums, squares).map { sum, square in max(0, square / blocks - (sum / blocks) * (sum / blocks)).squareRoot() }
  }
}
