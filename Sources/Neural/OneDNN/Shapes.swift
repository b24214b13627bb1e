// The shapes that operations are made for.

internal import COneDNN

/// How activations lie in memory.
package enum Layout {
  /// Element (n, y, x, c): a ``Tensor``'s.
  case channelsLast
  /// Element (n, c, y, x): what a first convolution into blocks takes.
  case channelsFirst
  /// Channels in groups of 16, the last one filled up with zeros.
  case blocked

  /// The fastest one in training: blocks where a vector holds one, else oneDNN has only plain loops for them.
  static let forTraining: Layout = airslice_dnnl_has_vectors_of_16() != 0 ? .blocked : .channelsLast
  /// The one in which a first convolution takes images, to leave this one.
  var ofImages: Layout { self == .blocked ? .channelsFirst : self }

  var dnnl: airslice_dnnl_layout {
    switch self {
    case .channelsLast: AIRSLICE_DNNL_CHANNELS_LAST
    case .channelsFirst: AIRSLICE_DNNL_CHANNELS_FIRST
    case .blocked: AIRSLICE_DNNL_BLOCKED
    }
  }
}

/// A batch of activations.
package struct BatchShape: Hashable {
  package var batch: Int
  package var features: FeatureShape
  package var layout: Layout

  package init(batch: Int, features: FeatureShape, layout: Layout = .channelsLast) {
    (self.batch, self.features, self.layout) = (batch, features, layout)
  }

  /// Elements, those that only fill up blocks left out.
  package var count: Int { batch * features.count }
  var dnnl: airslice_dnnl_shape {
    airslice_dnnl_shape(
      batch: Int32(batch), channels: Int32(features.channels), height: Int32(features.height),
      width: Int32(features.width), layout: layout.dnnl)
  }
}

/// A square convolution with "same" padding.
package struct ConvolutionShape: Hashable {
  package var input: BatchShape
  package var outputChannels: Int
  package var kernel: Int
  package var stride: Int
  package var isDepthwise: Bool
  package var outputLayout: Layout

  package init(
    input: BatchShape, outputChannels: Int, kernel: Int = 1, stride: Int = 1, isDepthwise: Bool = false,
    outputLayout: Layout = .channelsLast
  ) {
    (self.input, self.outputChannels, self.kernel, self.stride) = (input, outputChannels, kernel, stride)
    (self.isDepthwise, self.outputLayout) = (isDepthwise, outputLayout)
  }

  package var output: BatchShape {
    BatchShape(
      batch: input.batch,
      features: FeatureShape(
        channels: outputChannels, height: (input.features.height - 1) / stride + 1,
        width: (input.features.width - 1) / stride + 1), layout: outputLayout)
  }
  var dnnl: airslice_dnnl_convolution {
    airslice_dnnl_convolution(
      input: input.dnnl, output_layout: outputLayout.dnnl, output_channels: Int32(outputChannels),
      groups: isDepthwise ? Int32(input.features.channels) : 1, kernel: Int32(kernel), stride: Int32(stride))
  }
}
