// Draws one synthetic picture: background, clutter, the object, strokes across it, light, noise.

import Stochastics

/// Paints one picture with random numbers of its own.
struct SyntheticPainter {
  private static let side = 32
  private static let area = side * side

  private let random: RandomGenerator
  private let noise: RandomStream

  /// A painter of the one picture that `stream` stands for.
  init(_ stream: RandomStream) {
    random = stream.generator()
    noise = stream.substream("noise")
  }

  /// Writes the picture of class `label` as three planes of bytes.
  func paint(label: Int, into output: UnsafeMutableBufferPointer<UInt8>) {
    withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: Self.area) { canvas in
      paintBackground(canvas)
      for _ in 0..<2 + random.integer(below: 3) { paintClutter(canvas) }
      paintObject(label, canvas)
      for _ in 0..<1 + random.integer(below: 2) { paintStroke(canvas) }
      expose(canvas, into: output)
    }
  }

  // MARK: Parts of the picture

  /// Two colours blending across the picture, half the time with a pattern of low contrast.
  private func paintBackground(_ canvas: UnsafeMutableBufferPointer<SIMD4<Float>>) {
    let (first, second) = (colour(0.05...0.6), colour(0.05...0.6))
    let ramp = Frame(centre: (15.5, 15.5), turn: turn(), half: (44, 44))
    let pattern = randomTexture(strength: random.integer(below: 2) == 0 ? uniform(0.15...0.5) : 0)
    for y in 0..<Self.side {
      for x in 0..<Self.side {
        let along = ramp.local(Float(x), Float(y)).0 + 0.5
        let share = min(max(along, 0), 1)
        canvas[y * Self.side + x] = pattern.shade(first + (second - first) * share, second, Float(x), Float(y))
      }
    }
  }

  /// A small plain or patterned outline anywhere.
  private func paintClutter(_ canvas: UnsafeMutableBufferPointer<SIMD4<Float>>) {
    let size = uniform(2...4.5)
    let frame = Frame(centre: (uniform(0...31), uniform(0...31)), turn: turn(), half: (size, size))
    let outline = Shape.allCases[random.integer(below: Shape.allCases.count)]
    let pattern = randomTexture(strength: random.integer(below: 2) == 0 ? uniform(0.3...1) : 0)
    fill(canvas, outline, frame, pattern, colour(0.05...0.95), colour(0.05...0.95))
  }

  /// The object that makes the class: outline label / 2 with pattern label % 2.
  private func paintObject(_ label: Int, _ canvas: UnsafeMutableBufferPointer<SIMD4<Float>>) {
    let size = uniform(7...12)
    let reach = 16 - size * 0.8
    let stretch = uniform(0.8...1.25)
    let frame = Frame(
      centre: (15.5 + uniform(-reach...reach), 15.5 + uniform(-reach...reach)), turn: turn(),
      half: (size * stretch, size / stretch))
    var pattern = randomTexture(strength: uniform(0.35...1))
    pattern.texture = Texture.allCases[label % 2]
    let first = colour(0.4...1)
    fill(canvas, Shape.allCases[label / 2], frame, pattern, first, first * uniform(0.1...0.5))
  }

  /// A thin bar across the picture, in front of everything.
  private func paintStroke(_ canvas: UnsafeMutableBufferPointer<SIMD4<Float>>) {
    let frame = Frame(
      centre: (uniform(4...27), uniform(4...27)), turn: turn(),
      half: (uniform(6...16), uniform(0.6...1.4)))
    let paint = colour(0.05...0.95)
    fill(canvas, .square, frame, randomTexture(strength: 0), paint, paint)
  }

  /// Light from one side, overall brightness, noise; cut off to bytes.
  private func expose(
    _ canvas: UnsafeMutableBufferPointer<SIMD4<Float>>, into output: UnsafeMutableBufferPointer<UInt8>
  ) {
    let gain = uniform(0.7...1.15)
    let light = Frame(centre: (15.5, 15.5), turn: turn(), half: (32, 32))
    let slope = uniform(0...0.6)
    // A sum of four uniform bytes has standard deviation 147.8 and mean 510: near enough to a normal law for noise.
    let spread = uniform(4...32) / 147.8
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 3 * Self.area) { words in
      noise.fill(words, from: 0)
      for y in 0..<Self.side {
        for x in 0..<Self.side {
          let position = y * Self.side + x
          let lit = canvas[position] * (255 * gain * (1 + slope * light.local(Float(x), Float(y)).0))
          for channel in 0..<3 {
            let word = words[channel * Self.area + position]
            let sum = (word & 255) + (word >> 8 & 255) + (word >> 16 & 255) + (word >> 24)
            let value = lit[channel] + (Float(sum) - 510) * spread
            output[channel * Self.area + position] = UInt8(min(max(value, 0), 255))
          }
        }
      }
    }
  }

  // MARK: Painting

  /// Covers `outline` in `frame` with `first` and `second` colour after `pattern`, with smooth borders.
  private func fill(
    _ canvas: UnsafeMutableBufferPointer<SIMD4<Float>>, _ outline: Shape, _ frame: Frame, _ pattern: Pattern,
    _ first: SIMD4<Float>, _ second: SIMD4<Float>
  ) {
    let reach = frame.reach
    let rows = max(0, Int(frame.y - reach))...max(0, min(Self.side - 1, Int(frame.y + reach) + 1))
    let columns = max(0, Int(frame.x - reach))...max(0, min(Self.side - 1, Int(frame.x + reach) + 1))
    for y in rows {
      for x in columns {
        let (u, v) = frame.local(Float(x), Float(y))
        let cover = min(max(0.5 - outline.distance(u, v) * frame.scale, 0), 1)
        if cover == 0 { continue }
        let position = y * Self.side + x
        let paint = pattern.shade(first, second, Float(x), Float(y))
        canvas[position] += (paint - canvas[position]) * cover
      }
    }
  }

  private func uniform(_ range: ClosedRange<Float>) -> Float {
    range.lowerBound + (range.upperBound - range.lowerBound) * Float(random.uniform())
  }

  /// A direction, uniform over the circle. Made without sine and cosine, whose last bit depends on the machine: the
  /// same picture is the same bytes everywhere.
  private func turn() -> (Float, Float) {
    while true {
      let (x, y) = (uniform(-1...1), uniform(-1...1))
      let square = x * x + y * y
      if square > 0.01 && square < 1 { return (x / square.squareRoot(), y / square.squareRoot()) }
    }
  }

  private func colour(_ range: ClosedRange<Float>) -> SIMD4<Float> {
    SIMD4(uniform(range), uniform(range), uniform(range), 0)
  }

  private func randomTexture(strength: Float) -> Pattern {
    let period = uniform(3.5...6.5)
    return Pattern(
      texture: Texture.allCases[random.integer(below: 2)],
      frame: Frame(
        centre: (uniform(0...6), uniform(0...6)), turn: turn(), half: (period, period)),
      strength: strength)
  }
}

/// A position, turn and scale in the picture.
private struct Frame {
  let x: Float
  let y: Float
  /// Half the smaller extent [pixels].
  let scale: Float
  private let alongX: (Float, Float)
  private let alongY: (Float, Float)
  /// No point of an outline of radius 1.2 lies further from the centre [pixels].
  let reach: Float

  /// A frame in which the unit vectors are `half` pixels long, turned by `turn` (a unit vector).
  init(centre: (Float, Float), turn: (Float, Float), half: (Float, Float)) {
    (x, y) = centre
    scale = min(half.0, half.1)
    alongX = (turn.0 / half.0, turn.1 / half.0)
    alongY = (-turn.1 / half.1, turn.0 / half.1)
    reach = 1.2 * max(half.0, half.1) + 1
  }

  /// The pixel's place in the frame, in units of its scale.
  @inline(__always)
  func local(_ pixelX: Float, _ pixelY: Float) -> (Float, Float) {
    let (dx, dy) = (pixelX - x, pixelY - y)
    return (dx * alongX.0 + dy * alongX.1, dx * alongY.0 + dy * alongY.1)
  }
}

/// A texture laid over the picture.
private struct Pattern {
  var texture: Texture
  let frame: Frame
  /// How far the pattern goes from the first colour to the second, 0 to 1.
  let strength: Float

  /// The colour at a pixel, between `first` and `second`.
  @inline(__always)
  func shade(_ first: SIMD4<Float>, _ second: SIMD4<Float>, _ x: Float, _ y: Float) -> SIMD4<Float> {
    if strength == 0 { return first }
    let (u, v) = frame.local(x, y)
    return first + (second - first) * (strength * texture.value(u, v))
  }
}
