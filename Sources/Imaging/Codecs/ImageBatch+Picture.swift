// Between data sets' images, which are in planes, and pictures, whose pixels lie together.

extension ImageBatch {
  /// The image at `index` of the batch.
  package func picture(_ index: Int) -> Picture {
    let area = Self.imageBytes / 3
    let planes = pixels[index * Self.imageBytes..<(index + 1) * Self.imageBytes]
    let together = [UInt8](unsafeUninitializedCapacity: Self.imageBytes) { together, count in
      planes.withUnsafeBufferPointer { planes in
        for position in 0..<area {
          for channel in 0..<3 { together[3 * position + channel] = planes[channel * area + position] }
        }
      }
      count = Self.imageBytes
    }
    return Picture(width: 32, height: 32, pixels: together)
  }
}

extension Picture {
  /// The pixels as three planes: red, green, blue.
  package var planes: [UInt8] {
    let area = width * height
    return [UInt8](unsafeUninitializedCapacity: pixels.count) { planes, count in
      pixels.withUnsafeBufferPointer { pixels in
        for position in 0..<area {
          for channel in 0..<3 { planes[channel * area + position] = pixels[3 * position + channel] }
        }
      }
      count = pixels.count
    }
  }
}
