// The shapes that operations are made for.

internal import COneDNN

/// How activations lie in memory.
enum Layout {
  /// Element (n, y, x, c): a ``Tensor``'s.
  case channelsLast
  /// Element (n, c, y, x): what a first convolution into blocks takes.
  case channelsFirst
  /// Channels in groups of 16, the last one filled up with zeros: the fastest one in training.
  case blocked

  var dnnl: airslice_dnnl_layout {
    switch self {
    case .channelsLast: AIRSLICE_DNNL_CHANNELS_LAST
    case .channelsFirst: AIRSLICE_DNNL_CHANNELS_FIRST
    case .blocked: AIRSLICE_DNNL_BLOCKED
    }
  }
}

/// A batch of activations.
struct BatchShape: Hashable {
  var batch: Int
  var features: FeatureShape
  var layout = Layout.channelsLast

  /// Elements, those that only fill up blocks left out.
  var count: Int { batch * features.count }
  var dnnl: airslice_dnnl_shape {
    airslice_dnnl_shape(
      batch: Int32(batch), channels: Int32(features.channels), height: Int32(features.height),
      width: Int32(features.width), layout: layout.dnnl)
  }
}

/// A square convolution with "same" padding.
struct ConvolutionShape: Hashable {
  var input: BatchShape
  var outputChannels: Int
  var kernel = 1
  var stride = 1
  var isDepthwise = false
  var outputLayout = Layout.channelsLast

  var output: BatchShape {
    BatchShape(
      batch: input.batch,
      features: FeatureShape(
        channels: outputChannels, height: (input.features.height - 1) / stride + 1,
        width: (input.features.width - 1) / stride + 1), layout: outputLayout)
  }
  /// Elements of the weights.
  var weightCount: Int { outputChannels * (isDepthwise ? 1 : input.features.channels) * kernel * kernel }
  var dnnl: airslice_dnnl_convolution {
    airslice_dnnl_convolution(
      input: input.dnnl, output_layout: outputLayout.dnnl, output_channels: Int32(outputChannels),
      groups: isDepthwise ? Int32(input.features.channels) : 1, kernel: Int32(kernel), stride: Int32(stride))
  }
}
