// Crop and flip against a plain reference that really pads, cuts out and mirrors.

import Imaging
import Testing

@Suite struct AugmentationTests {
  /// Pads the planes with `padding` zeros on each side, cuts out 32 × 32 at (row, column), mirrors.
  private func reference(
    _ image: [UInt8], padding: Int, row: Int, column: Int, mirrored: Bool
  ) -> [UInt8] {
    let side = 32 + 2 * padding
    var output: [UInt8] = []
    for plane in 0..<3 {
      var padded = [[UInt8]](repeating: [UInt8](repeating: 0, count: side), count: side)
      for y in 0..<32 {
        for x in 0..<32 { padded[y + padding][x + padding] = image[plane * 1024 + y * 32 + x] }
      }
      for y in row..<row + 32 {
        let line = Array(padded[y][column..<column + 32])
        output += mirrored ? line.reversed() : line
      }
    }
    return output
  }

  @Test func everyCropAndFlipIsThatOfTheReference() {
    let image = SyntheticDataset(split: .train).batch(7..<8).pixels
    for row in 0...8 {
      for column in 0...8 {
        for mirrored in [false, true] {
          var output: [UInt8] = [1, 2, 3]
          // A window that starts at `column` of the padded picture shows it moved right by 4 - column.
          Augmentation.append(
            image[...], changed: .init(right: 4 - column, down: 4 - row, mirrored: mirrored), to: &output)
          #expect(
            output.dropFirst(3)
              == reference(
                image, padding: 4, row: row, column: column, mirrored: mirrored)[...])
        }
      }
    }
  }

  @Test func changesDependOnSeedEpochAndImageAlone() {
    let augmentation = Augmentation()
    let change = augmentation.change(seed: 1, epoch: 2, image: 3)
    #expect(augmentation.change(seed: 1, epoch: 2, image: 3) == change)
    var different = 0
    for image in 0..<100
    where
      augmentation.change(seed: 1, epoch: 2, image: image) != augmentation.change(seed: 1, epoch: 3, image: image)
    {
      different += 1
    }
    #expect(different > 90)
  }

  /// Each of 81 shifts and 2 directions equally often: chi-squared with 161 degrees of freedom stays below 240 but for
  /// 1 seed in 20,000.
  @Test func changesAreUniform() {
    let augmentation = Augmentation()
    var counts = [Int](repeating: 0, count: 162)
    for image in 0..<16_200 {
      let change = augmentation.change(seed: 5, epoch: 0, image: image)
      counts[((change.right + 4) * 9 + change.down + 4) * 2 + (change.mirrored ? 1 : 0)] += 1
    }
    let statistic = counts.reduce(0.0) { $0 + (Double($1) - 100) * (Double($1) - 100) / 100 }
    #expect(statistic < 240)
  }

  /// A square of 16 with any of 32 × 32 centres, cut off at the edges: whole with probability (17/32)², and a row is
  /// covered 8 … 16 times. Nothing else of the picture changes, and shifts and mirrors stay what they are without it.
  @Test func aSquareIsCovered() {
    let (plain, covering) = (Augmentation(), Augmentation(cutout: 16))
    let image = [UInt8](repeating: 200, count: ImageBatch.imageBytes)
    var whole = 0
    for number in 0..<2_000 {
      let change = covering.change(seed: 3, epoch: 1, image: number)
      let (rows, columns) = (change.coveredRows, change.coveredColumns)
      #expect((8...16).contains(rows.count) && (8...16).contains(columns.count))
      #expect(rows.lowerBound >= 0 && rows.upperBound <= 32 && columns.lowerBound >= 0 && columns.upperBound <= 32)
      if rows.count == 16 && columns.count == 16 { whole += 1 }
      if number < 20 {
        var unmoved = change
        (unmoved.right, unmoved.down) = (0, 0)
        var output: [UInt8] = []
        Augmentation.append(image[...], changed: unmoved, to: &output)
        for place in output.indices {
          let isCovered = rows.contains(place / 32 % 32) && columns.contains(place % 32)
          #expect(output[place] == (isCovered ? 128 : 200))
        }
      }
      let same = plain.change(seed: 3, epoch: 1, image: number)
      #expect((same.right, same.down, same.mirrored) == (change.right, change.down, change.mirrored))
    }
    // 2,000 · 0.2822 = 564 with a standard deviation of 20: five of them.
    #expect(abs(whole - 564) < 101)
  }

  @Test func withoutCropAndFlipNothingChanges() {
    let change = Augmentation.none.change(seed: 9, epoch: 4, image: 77)
    #expect(change == .init(right: 0, down: 0, mirrored: false))
  }
}
