// Scaling against the plainest way there is: every pixel repeated until squares of it can be averaged.

import Imaging
import Testing

@Suite struct CentredSquareTests {
  /// A picture without any order.
  private func picture(_ width: Int, _ height: Int) -> Picture {
    var state: UInt32 = 12_345
    return Picture(
      width: width, height: height,
      pixels: (0..<3 * width * height).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return UInt8(state >> 24)
      })
  }

  /// The mean over `extent` × `extent` squares of the picture with each pixel repeated 32 × 32 times.
  private func oracle(_ picture: Picture) -> [UInt8] {
    let extent = min(picture.width, picture.height)
    let (left, top) = ((picture.width - extent) / 2, (picture.height - extent) / 2)
    var output: [UInt8] = []
    for y in 0..<32 {
      for x in 0..<32 {
        for channel in 0..<3 {
          var sum = 0
          for v in y * extent..<(y + 1) * extent {
            for u in x * extent..<(x + 1) * extent {
              sum += Int(picture.pixels[3 * ((top + v / 32) * picture.width + left + u / 32) + channel])
            }
          }
          output.append(UInt8((2 * sum + extent * extent) / (2 * extent * extent)))
        }
      }
    }
    return output
  }

  @Test(arguments: [(32, 32), (64, 64), (48, 48), (33, 33), (7, 5), (1, 1), (50, 37), (31, 64), (100, 20)])
  func meansOfAreas(width: Int, height: Int) {
    let picture = picture(width, height)
    let scaled = picture.centredSquare(side: 32)
    #expect(scaled.width == 32 && scaled.height == 32)
    #expect(scaled.pixels == oracle(picture))
    if width == 32 && height == 32 { #expect(scaled == picture) }
  }

  /// What lies beside the square in the middle is cut off; an odd pixel more goes at the right and the bottom.
  @Test func middle() {
    for (width, height) in [(35, 32), (32, 35)] {
      let pixels = (0..<width * height).flatMap { index -> [UInt8] in
        let along = width > height ? index % width : index / width
        return (1...32).contains(along) ? [10, 20, 30] : [255, 255, 255]
      }
      let scaled = Picture(width: width, height: height, pixels: pixels).centredSquare(side: 32)
      #expect(scaled.pixels == Array(repeatElement([10, 20, 30], count: 1024).joined()))
    }
  }

  /// Sums of a large picture fit their numbers.
  @Test func large() {
    let white = Picture(width: 3_000, height: 3_000, pixels: Array(repeating: 255, count: 27_000_000))
    #expect(white.centredSquare(side: 32).pixels.allSatisfy { $0 == 255 })
  }
}
