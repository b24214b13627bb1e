// The CIFAR MobileNetV2 as plain data: a list of blocks that can be cut after any of them.
// M. Sandler et al., "MobileNetV2", CVPR 2018, in the form well known for CIFAR-10: stem and stage 2 at stride 1, ReLU.

/// One inverted residual: 1×1 expansion, 3×3 depthwise, 1×1 projection, each with batch normalisation; ReLU after
/// the first two. At stride 1 the input is added, through a 1×1 convolution with batch normalisation where the
/// number of channels changes.
public struct BlockShape: Sendable, Hashable {
  public var inputChannels: Int
  public var hiddenChannels: Int
  public var outputChannels: Int
  public var stride: Int

  /// Whether the shortcut is a convolution of its own rather than the identity.
  public var hasProjectedShortcut: Bool { stride == 1 && inputChannels != outputChannels }
  /// Whether the block adds a shortcut at all.
  public var hasShortcut: Bool { stride == 1 }
}

/// The size of one image's features: channels × height × width.
public struct FeatureShape: Sendable, Hashable {
  public var channels: Int
  public var height: Int
  public var width: Int

  public init(channels: Int, height: Int, width: Int) {
    (self.channels, self.height, self.width) = (channels, height, width)
  }

  /// Elements of one image.
  public var count: Int { channels * height * width }
}

/// The layers and sizes of a CIFAR MobileNetV2 for 32 × 32 × 3 inputs.
public struct Architecture: Sendable, Hashable {
  /// Factor on every number of channels, 1 for the standard network (2,296,922 parameters with 10 classes).
  public let widthMultiplier: Double
  public let classes: Int
  public let stemChannels: Int
  public let blocks: [BlockShape]
  public let lastChannels: Int

  /// The input that every network takes.
  public static let input = FeatureShape(channels: 3, height: 32, width: 32)

  /// The network at `widthMultiplier`; numbers of channels are rounded to multiples of 4, at least 4.
  public init(widthMultiplier: Double = 1, classes: Int = 10) {
    precondition(widthMultiplier > 0 && classes > 1)
    func scaled(_ channels: Int) -> Int {
      max(4, Int((Double(channels) * widthMultiplier / 4).rounded()) * 4)
    }
    self.widthMultiplier = widthMultiplier
    self.classes = classes
    stemChannels = scaled(32)
    var blocks: [BlockShape] = []
    var channels = stemChannels
    // (expansion, output channels, blocks, stride of the first): CVPR 2018, table 2, stage 2 at stride 1.
    let stages = [
      (1, 16, 1, 1), (6, 24, 2, 1), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1),
    ]
    for (expansion, output, count, stride) in stages {
      for index in 0..<count {
        blocks.append(
          BlockShape(
            inputChannels: channels, hiddenChannels: channels * expansion, outputChannels: scaled(output),
            stride: index == 0 ? stride : 1))
        channels = scaled(output)
      }
    }
    self.blocks = blocks
    lastChannels = scaled(1280)
  }

  /// The name that weights files carry, for example `mobilenetv2-cifar w0.5 c10`.
  public var name: String { "mobilenetv2-cifar w\(widthMultiplier) c\(classes)" }

  /// The architecture of that ``name``, nil when it is none.
  public init?(name: String) {
    let parts = name.split(separator: " ")
    guard parts.count == 3, parts[0] == "mobilenetv2-cifar", parts[1].first == "w", parts[2].first == "c",
      let width = Double(parts[1].dropFirst()), width > 0.01, width <= 8,
      let classes = Int(parts[2].dropFirst()), (2...100_000).contains(classes)
    else { return nil }
    self.init(widthMultiplier: width, classes: classes)
  }

  /// Every cut, in the order of computation: `input`, `stem`, `block1` … `block17`, `last`.
  public var cuts: [Cut] { [.input, .stem] + blocks.indices.map { .block($0 + 1) } + [.last] }

  /// The size of the features at `cut`.
  /// - Precondition: `cut` is one of ``cuts``.
  public func featureShape(at cut: Cut) -> FeatureShape {
    var shape = Self.input
    if cut == .input { return shape }
    shape.channels = stemChannels
    if cut == .stem { return shape }
    var through = blocks.count
    if case .block(let number) = cut { through = number }
    precondition((1...blocks.count).contains(through), "no such block")
    for block in blocks[..<through] {
      shape.channels = block.outputChannels
      shape.height /= block.stride
      shape.width /= block.stride
    }
    if cut == .last { shape.channels = lastChannels }
    return shape
  }

  /// Multiply-accumulate operations of the convolutions from the input through `cut`, and of the whole network,
  /// its linear layer included, when `cut` is nil.
  public func multiplyAccumulates(through cut: Cut?) -> Int {
    if cut == .input { return 0 }
    var total = Self.input.channels * 9 * stemChannels * 1024
    if cut == .stem { return total }
    var area = 1024
    for (index, block) in blocks.enumerated() {
      let outputArea = area / (block.stride * block.stride)
      total += area * block.inputChannels * block.hiddenChannels
      total += outputArea * block.hiddenChannels * (9 + block.outputChannels)
      if block.hasProjectedShortcut { total += outputArea * block.inputChannels * block.outputChannels }
      area = outputArea
      if cut == .block(index + 1) { return total }
    }
    total += area * blocks[blocks.count - 1].outputChannels * lastChannels
    return cut == .last ? total : total + lastChannels * classes
  }
}
