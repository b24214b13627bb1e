// The network as a list of layers between two cuts: what inference and training both walk.

/// A convolution with the batch normalisation behind it, by PyTorch's names.
struct ConvolutionUnit {
  var convolution: String
  var normalization: String
  var outputChannels: Int
  var kernel = 1
  var stride = 1
  var isDepthwise = false
  var hasRelu: Bool

  func shape(for input: BatchShape, _ layout: Layout) -> ConvolutionShape {
    ConvolutionShape(
      input: input, outputChannels: outputChannels, kernel: kernel, stride: stride, isDepthwise: isDepthwise,
      outputLayout: layout)
  }
}

/// What stands between two neighbouring cuts.
enum Layer {
  /// Units one after the other, plus a shortcut around them.
  case units([ConvolutionUnit], shortcut: Shortcut)
  /// The mean over the picture, then the linear layer.
  case classifier(features: Int, classes: Int)

  enum Shortcut {
    case none
    case identity
    case projection(ConvolutionUnit)
  }
}

extension Architecture {
  /// What the network computes between the cuts `start` and `end`, to the scores when `end` is nil.
  func layers(from start: Cut, to end: Cut?) -> [Layer] {
    let first = cuts.firstIndex(of: start)
    let last = end.map { cuts.firstIndex(of: $0) } ?? cuts.count
    guard let first, let last, first <= last else { preconditionFailure("no such cut") }
    return Array(layers[first..<last])
  }

  /// Every layer; the one at i leads from cut i to the next.
  private var layers: [Layer] {
    let stem = ConvolutionUnit(
      convolution: "conv1", normalization: "bn1", outputChannels: stemChannels, kernel: 3, hasRelu: true)
    let last = ConvolutionUnit(
      convolution: "conv2", normalization: "bn2", outputChannels: lastChannels, hasRelu: true)
    return [.units([stem], shortcut: .none)] + blocks.enumerated().map { layer(of: $1, name: "layers.\($0)") }
      + [.units([last], shortcut: .none), .classifier(features: lastChannels, classes: classes)]
  }

  private func layer(of block: BlockShape, name: String) -> Layer {
    let units = [
      ConvolutionUnit(
        convolution: "\(name).conv1", normalization: "\(name).bn1", outputChannels: block.hiddenChannels, hasRelu: true),
      ConvolutionUnit(
        convolution: "\(name).conv2", normalization: "\(name).bn2", outputChannels: block.hiddenChannels, kernel: 3,
        stride: block.stride, isDepthwise: true, hasRelu: true),
      ConvolutionUnit(
        convolution: "\(name).conv3", normalization: "\(name).bn3", outputChannels: block.outputChannels, hasRelu: false
      ),
    ]
    if !block.hasShortcut { return .units(units, shortcut: .none) }
    if !block.hasProjectedShortcut { return .units(units, shortcut: .identity) }
    return .units(
      units,
      shortcut: .projection(
        ConvolutionUnit(
          convolution: "\(name).shortcut.0", normalization: "\(name).shortcut.1", outputChannels: block.outputChannels,
          hasRelu: false)))
  }
}
