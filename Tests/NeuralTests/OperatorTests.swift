// Every fast operator, forward and backward, against the reference on equal inputs: 1e-5 of a tensor's scale in
// float32, 1e-2 in bfloat16.

import COneDNN
import Neural
import ReferenceNetwork
import Testing

/// One convolution to compare.
struct ConvolutionCase: Sendable, CustomTestStringConvertible {
  var inputs: Int
  var outputs: Int
  var kernel = 1
  var stride = 1
  var groups = 1
  var batch = 2
  var size: Int

  var shape: FeatureShape { FeatureShape(channels: inputs, height: size, width: size) }
  var convolution: Convolution {
    Convolution(inputChannels: inputs, outputChannels: outputs, kernel: kernel, stride: stride, groups: groups)
  }
  func dnnl(_ input: Layout, _ output: Layout) -> airslice_dnnl_convolution {
    airslice_dnnl_convolution(
      input: shape.dnnl(batch, input), output_layout: output.dnnl, output_channels: Int32(outputs),
      groups: Int32(groups), kernel: Int32(kernel),
      stride: Int32(stride))
  }
  var testDescription: String { "\(inputs)→\(outputs) \(kernel)×\(kernel)/\(stride) g\(groups) n\(batch) \(size)²" }

  /// The kinds that the network has, at its own and at awkward sizes.
  static let all = [
    ConvolutionCase(inputs: 3, outputs: 32, kernel: 3, size: 16),
    ConvolutionCase(inputs: 5, outputs: 7, kernel: 3, stride: 2, batch: 3, size: 9),
    ConvolutionCase(inputs: 16, outputs: 96, size: 8),
    ConvolutionCase(inputs: 5, outputs: 7, batch: 3, size: 7),
    ConvolutionCase(inputs: 24, outputs: 17, batch: 1, size: 5),
    ConvolutionCase(inputs: 144, outputs: 144, kernel: 3, groups: 144, batch: 1, size: 8),
    ConvolutionCase(inputs: 48, outputs: 48, kernel: 3, stride: 2, groups: 48, size: 16),
    ConvolutionCase(inputs: 13, outputs: 13, kernel: 3, groups: 13, batch: 3, size: 7),
    ConvolutionCase(inputs: 13, outputs: 13, kernel: 3, stride: 2, groups: 13, batch: 1, size: 7),
    ConvolutionCase(inputs: 320, outputs: 80, batch: 3, size: 4),
    ConvolutionCase(inputs: 160, outputs: 10, batch: 5, size: 1),
  ]
}

@Suite struct OperatorTests {
  @Test(arguments: ConvolutionCase.all, Accuracy.supported)
  func convolutionAndItsGradients(_ sample: ConvolutionCase, _ accuracy: Accuracy) throws {
    var generator = SplitMix64(seed: 11)
    let (convolution, context) = (sample.convolution, try ShimContext(threads: 2))
    let input = randomFeatures(sample.batch, sample.shape, accuracy, &generator)
    let weights = randomNumbers(convolution.weightCount, accuracy, &generator)
    let outputShape = convolution.outputShape(sample.shape)
    let gradient = randomFeatures(sample.batch, outputShape, accuracy, &generator)
    let expected = convolution.forward(input, weights: weights)
    let expectedGradients = convolution.backward(gradient, input: input, weights: weights)

    // In training the pictures come channels first and everything else is blocked, or channels last where a 1 × 1
    // convolution is done in tiles.
    for outside in sample.kernel == 1 ? [Layout.blocked, .channelsLast] : [.blocked] {
      let inside = sample.inputs == 3 ? Layout.channelsFirst : outside
      var description = sample.dnnl(inside, outside)
      let forward = try ShimOperation(context) {
        airslice_dnnl_convolution_forward(&$0, $1, &description, accuracy.type, Int32(AIRSLICE_DNNL_FOR_TRAINING))
      }
      forward.set(AIRSLICE_DNNL_SOURCE, input, accuracy, inside)
      try forward.pack(weights)
      _ = forward.buffer(AIRSLICE_DNNL_DESTINATION)
      forward.run()
      let output = forward.features(AIRSLICE_DNNL_DESTINATION, sample.batch, outputShape, accuracy, outside)
      #expect(relativeDifference(output.values, expected.values) < accuracy.tolerance)

      let byData = try ShimOperation(context) {
        airslice_dnnl_convolution_backward_data(&$0, $1, &description, accuracy.type, forward.handle)
      }
      byData.set(AIRSLICE_DNNL_GRADIENT_OF_DESTINATION, gradient, accuracy, outside)
      try byData.pack(weights)
      _ = byData.buffer(AIRSLICE_DNNL_GRADIENT_OF_SOURCE)
      byData.run()
      let inputGradient = byData.features(
        AIRSLICE_DNNL_GRADIENT_OF_SOURCE, sample.batch, sample.shape, accuracy, inside)
      #expect(relativeDifference(inputGradient.values, expectedGradients.input.values) < accuracy.tolerance)

      let byWeights = try ShimOperation(context) {
        airslice_dnnl_convolution_backward_weights(&$0, $1, &description, accuracy.type, 0, forward.handle)
      }
      byWeights.share(AIRSLICE_DNNL_SOURCE, with: forward)
      byWeights.share(AIRSLICE_DNNL_GRADIENT_OF_DESTINATION, with: byData)
      _ = byWeights.buffer(AIRSLICE_DNNL_GRADIENT_OF_WEIGHTS)
      byWeights.run()
      let weightGradient = try byWeights.unpackedGradient(weights.count)
      #expect(relativeDifference(weightGradient, expectedGradients.weights) < accuracy.tolerance)

      // The same as a product of matrices, which leaves it in PyTorch's order.
      if sample.kernel > 1 || outside == .blocked { continue }
      let product = try ShimOperation(context) {
        airslice_dnnl_product_over_rows(
          &$0, $1, Int32(sample.batch * sample.size * sample.size), Int32(sample.outputs), Int32(sample.inputs),
          accuracy.type)
      }
      product.share(AIRSLICE_DNNL_SOURCE, with: byData, AIRSLICE_DNNL_GRADIENT_OF_DESTINATION)
      product.share(AIRSLICE_DNNL_WEIGHTS, with: forward, AIRSLICE_DNNL_SOURCE)
      _ = product.buffer(AIRSLICE_DNNL_DESTINATION)
      product.run()
      let sums = product.numbers(AIRSLICE_DNNL_DESTINATION, weights.count).map(Double.init)
      #expect(relativeDifference(sums, expectedGradients.weights) < accuracy.tolerance)
    }
  }

  @Test(arguments: ConvolutionCase.all, Accuracy.supported)
  func convolutionWithWhatIsFusedIntoIt(_ sample: ConvolutionCase, _ accuracy: Accuracy) throws {
    var generator = SplitMix64(seed: 12)
    let (convolution, context) = (sample.convolution, try ShimContext())
    let input = randomFeatures(sample.batch, sample.shape, accuracy, &generator)
    let weights = randomNumbers(convolution.weightCount, accuracy, &generator)
    let bias = randomNumbers(sample.outputs, .float32, &generator)
    let outputShape = convolution.outputShape(sample.shape)
    let before = randomFeatures(sample.batch, outputShape, accuracy, &generator)
    var biased = convolution.forward(input, weights: weights)
    let area = outputShape.height * outputShape.width
    for place in biased.values.indices { biased.values[place] += bias[place / area % sample.outputs] }

    let (relu, accumulate) = (AIRSLICE_DNNL_WITH_RELU, AIRSLICE_DNNL_ACCUMULATE)
    for (flags, expected) in [(relu, biased.rectified()), (accumulate, biased + before)] {
      var description = sample.dnnl(.channelsLast, .channelsLast)
      let operation = try ShimOperation(context) {
        airslice_dnnl_convolution_forward(
          &$0, $1, &description, accuracy.type, Int32(AIRSLICE_DNNL_WITH_BIAS | flags))
      }
      operation.set(AIRSLICE_DNNL_SOURCE, input, accuracy, .channelsLast)
      try operation.pack(weights)
      operation.set(AIRSLICE_DNNL_BIAS, bias.map { Float($0) })
      operation.set(AIRSLICE_DNNL_DESTINATION, before, accuracy, .channelsLast)
      operation.run()
      let output = operation.features(AIRSLICE_DNNL_DESTINATION, sample.batch, outputShape, accuracy, .channelsLast)
      #expect(relativeDifference(output.values, expected.values) < accuracy.tolerance)
    }
  }

  @Test func linearLayerAndItsGradients() throws {
    // The classifier: a 1×1 convolution of one position with a bias; gradients of weights and bias.
    var generator = SplitMix64(seed: 13)
    let sample = ConvolutionCase(inputs: 40, outputs: 7, batch: 6, size: 1)
    let (convolution, context) = (sample.convolution, try ShimContext())
    let input = randomFeatures(sample.batch, sample.shape, .float32, &generator)
    let weights = randomNumbers(convolution.weightCount, .float32, &generator)
    let bias = randomNumbers(sample.outputs, .float32, &generator)
    let outputShape = convolution.outputShape(sample.shape)
    let gradient = randomFeatures(sample.batch, outputShape, .float32, &generator)
    var description = sample.dnnl(.channelsLast, .channelsLast)
    let flags = Int32(AIRSLICE_DNNL_FOR_TRAINING | AIRSLICE_DNNL_WITH_BIAS)
    let forward = try ShimOperation(context) {
      airslice_dnnl_convolution_forward(&$0, $1, &description, AIRSLICE_DNNL_FLOAT32, flags)
    }
    forward.set(AIRSLICE_DNNL_SOURCE, input, .float32, .channelsLast)
    try forward.pack(weights)
    forward.set(AIRSLICE_DNNL_BIAS, bias.map { Float($0) })
    _ = forward.buffer(AIRSLICE_DNNL_DESTINATION)
    forward.run()
    let output = forward.features(AIRSLICE_DNNL_DESTINATION, sample.batch, outputShape, .float32, .channelsLast)
    let expected = convolution.forward(input, weights: weights).adding(bias: bias)
    #expect(relativeDifference(output.values, expected.values) < 1e-5)

    let byWeights = try ShimOperation(context) {
      airslice_dnnl_convolution_backward_weights(
        &$0, $1, &description, AIRSLICE_DNNL_FLOAT32, Int32(AIRSLICE_DNNL_WITH_BIAS), forward.handle)
    }
    byWeights.share(AIRSLICE_DNNL_SOURCE, with: forward)
    byWeights.set(AIRSLICE_DNNL_GRADIENT_OF_DESTINATION, gradient, .float32, .channelsLast)
    _ = byWeights.buffer(AIRSLICE_DNNL_GRADIENT_OF_WEIGHTS)
    _ = byWeights.buffer(AIRSLICE_DNNL_GRADIENT_OF_BIAS)
    byWeights.run()
    let expectedWeights = convolution.backward(gradient, input: input, weights: weights).weights
    #expect(relativeDifference(try byWeights.unpackedGradient(weights.count), expectedWeights) < 1e-5)
    let biasGradient = byWeights.numbers(AIRSLICE_DNNL_GRADIENT_OF_BIAS, sample.outputs).map(Double.init)
    let expectedBias = (0..<sample.outputs).map { channel in
      (0..<sample.batch).reduce(0) { $0 + gradient.values[$1 * sample.outputs + channel] }
    }
    #expect(relativeDifference(biasGradient, expectedBias) < 1e-5)
  }

  @Test(
    arguments: [(5, 7, 3), (24, 8, 2), (16, 4, 1), (129, 2, 4)] as [(Int, Int, Int)], Accuracy.supported)
  func batchNormalisationAndItsGradients(_ sizes: (channels: Int, size: Int, batch: Int), _ accuracy: Accuracy) throws {
    let shape = FeatureShape(channels: sizes.channels, height: sizes.size, width: sizes.size)
    for relu in [false, true] {
      var generator = SplitMix64(seed: 14)
      let context = try ShimContext(threads: 2)
      let input = randomFeatures(sizes.batch, shape, accuracy, &generator)
      let gradient = randomFeatures(sizes.batch, shape, accuracy, &generator)
      let scale = randomNumbers(sizes.channels, .float32, &generator)
      let shift = randomNumbers(sizes.channels, .float32, &generator)
      var reference = BatchNormalisation(
        scale: scale, shift: shift, runningMean: scale.map { _ in 0 }, runningVariance: scale.map { _ in 1 })
      let (normalised, statistics) = reference.forward(input, training: true)
      let expected = relu ? normalised.rectified() : normalised
      let before = relu ? gradient.throughRectifier(output: expected) : gradient
      let expectedGradients = reference.backward(before, input: input, statistics: statistics)

      var description = shape.dnnl(sizes.batch, .blocked)
      let flags = Int32(AIRSLICE_DNNL_FOR_TRAINING | (relu ? AIRSLICE_DNNL_WITH_RELU : 0))
      let forward = try ShimOperation(context) {
        airslice_dnnl_batch_normalization_forward(&$0, $1, &description, accuracy.type, 1e-5, flags)
      }
      forward.set(AIRSLICE_DNNL_SOURCE, input, accuracy, .blocked)
      forward.set(AIRSLICE_DNNL_SCALE, scale.map { Float($0) })
      forward.set(AIRSLICE_DNNL_SHIFT, shift.map { Float($0) })
      for role in [AIRSLICE_DNNL_DESTINATION, AIRSLICE_DNNL_MEAN, AIRSLICE_DNNL_VARIANCE] { _ = forward.buffer(role) }
      if relu { _ = forward.buffer(AIRSLICE_DNNL_WORKSPACE) }
      forward.run()
      let output = forward.features(AIRSLICE_DNNL_DESTINATION, sizes.batch, shape, accuracy, .blocked)
      #expect(relativeDifference(output.values, expected.values) < accuracy.tolerance)
      let mean = forward.numbers(AIRSLICE_DNNL_MEAN, sizes.channels).map(Double.init)
      #expect(largestDifference(mean, statistics.mean) < 1e-5)
      let variance = forward.numbers(AIRSLICE_DNNL_VARIANCE, sizes.channels).map(Double.init)
      let expectedVariance = statistics.inverseDeviation.map { 1 / ($0 * $0) - 1e-5 }
      #expect(relativeDifference(variance, expectedVariance) < 1e-5)

      let backward = try ShimOperation(context) {
        airslice_dnnl_batch_normalization_backward(
          &$0, $1, &description, accuracy.type, 1e-5, flags, forward.handle)
      }
      for role in [AIRSLICE_DNNL_SOURCE, AIRSLICE_DNNL_MEAN, AIRSLICE_DNNL_VARIANCE, AIRSLICE_DNNL_SCALE] {
        backward.share(role, with: forward)
      }
      backward.share(AIRSLICE_DNNL_SHIFT, with: forward)
      if relu { backward.share(AIRSLICE_DNNL_WORKSPACE, with: forward) }
      backward.set(AIRSLICE_DNNL_GRADIENT_OF_DESTINATION, gradient, accuracy, .blocked)
      let (scaleRole, shiftRole) = (AIRSLICE_DNNL_GRADIENT_OF_SCALE, AIRSLICE_DNNL_GRADIENT_OF_SHIFT)
      for role in [AIRSLICE_DNNL_GRADIENT_OF_SOURCE, scaleRole, shiftRole] { _ = backward.buffer(role) }
      backward.run()
      let inputGradient = backward.features(AIRSLICE_DNNL_GRADIENT_OF_SOURCE, sizes.batch, shape, accuracy, .blocked)
      #expect(relativeDifference(inputGradient.values, expectedGradients.input.values) < accuracy.tolerance)
      let scaleGradient = backward.numbers(scaleRole, sizes.channels).map(Double.init)
      #expect(relativeDifference(scaleGradient, expectedGradients.scale) < accuracy.tolerance)
      let shiftGradient = backward.numbers(shiftRole, sizes.channels).map(Double.init)
      #expect(relativeDifference(shiftGradient, expectedGradients.shift) < accuracy.tolerance)
    }
  }

  @Test(arguments: Accuracy.supported, [Layout.channelsLast, .blocked])
  func averagePoolingAndItsGradient(_ accuracy: Accuracy, _ layout: Layout) throws {
    for (channels, batch) in [(1280, 2), (5, 3)] {
      var generator = SplitMix64(seed: 15)
      let context = try ShimContext()
      let shape = FeatureShape(channels: channels, height: 4, width: 4)
      let pooled = FeatureShape(channels: channels, height: 1, width: 1)
      let input = randomFeatures(batch, shape, accuracy, &generator)
      let gradient = randomFeatures(batch, pooled, accuracy, &generator)
      var description = shape.dnnl(batch, layout)
      let forward = try ShimOperation(context) {
        airslice_dnnl_average_pooling_forward(&$0, $1, &description, accuracy.type)
      }
      forward.set(AIRSLICE_DNNL_SOURCE, input, accuracy, layout)
      _ = forward.buffer(AIRSLICE_DNNL_DESTINATION)
      forward.run()
      let output = forward.features(AIRSLICE_DNNL_DESTINATION, batch, pooled, accuracy, layout)
      #expect(relativeDifference(output.values, input.globalAverage().values) < accuracy.tolerance)
      let backward = try ShimOperation(context) {
        airslice_dnnl_average_pooling_backward(&$0, $1, &description, accuracy.type, forward.handle)
      }
      backward.set(AIRSLICE_DNNL_GRADIENT_OF_DESTINATION, gradient, accuracy, layout)
      _ = backward.buffer(AIRSLICE_DNNL_GRADIENT_OF_SOURCE)
      backward.run()
      let inputGradient = backward.features(AIRSLICE_DNNL_GRADIENT_OF_SOURCE, batch, shape, accuracy, layout)
      #expect(relativeDifference(inputGradient.values, gradient.spread(over: shape).values) < accuracy.tolerance)
    }
  }

  @Test(arguments: Accuracy.supported, Layout.allCases) func sumInPlace(_ accuracy: Accuracy, _ layout: Layout) throws {
    var generator = SplitMix64(seed: 16)
    let context = try ShimContext()
    let shape = FeatureShape(channels: 7, height: 5, width: 5)
    let left = randomFeatures(3, shape, accuracy, &generator)
    let right = randomFeatures(3, shape, accuracy, &generator)
    var description = shape.dnnl(3, layout)
    let sum = try ShimOperation(context) { airslice_dnnl_add(&$0, $1, &description, accuracy.type) }
    sum.set(AIRSLICE_DNNL_SOURCE, left, accuracy, layout)
    sum.set(AIRSLICE_DNNL_SECOND_SOURCE, right, accuracy, layout)
    sum.share(AIRSLICE_DNNL_DESTINATION, with: sum, AIRSLICE_DNNL_SECOND_SOURCE)
    sum.run()
    let total = sum.features(AIRSLICE_DNNL_SECOND_SOURCE, 3, shape, accuracy, layout)
    #expect(relativeDifference(total.values, (left + right).values) < accuracy.tolerance)
  }

  /// Exact both ways, the numbers being ones that both types have.
  @Test(arguments: Accuracy.supported, Layout.allCases)
  func conversionsOfTypeAndLayout(_ accuracy: Accuracy, _ layout: Layout) throws {
    var generator = SplitMix64(seed: 17)
    let context = try ShimContext()
    let shape = FeatureShape(channels: 19, height: 3, width: 2)
    let features = randomFeatures(2, shape, .bfloat16, &generator)
    for (from, before, to, after) in [
      (Accuracy.float32, Layout.channelsLast, accuracy, layout), (accuracy, layout, .float32, .channelsLast),
    ] {
      var description = shape.dnnl(2, before)
      let conversion = try ShimOperation(context) {
        airslice_dnnl_convert(&$0, $1, &description, from.type, after.dnnl, to.type)
      }
      conversion.set(AIRSLICE_DNNL_SOURCE, features, from, before)
      _ = conversion.buffer(AIRSLICE_DNNL_DESTINATION)
      conversion.run()
      #expect(conversion.features(AIRSLICE_DNNL_DESTINATION, 2, shape, to, after) == features)
    }
  }
}
