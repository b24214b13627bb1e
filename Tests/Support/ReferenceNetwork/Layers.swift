// The layers by PyTorch's names: how parameters, operators and the way back are put together.

import Neural

extension ReferenceNetwork {
  /// relu(bn1(conv1(x))).
  @inlinable
  mutating func stem(_ features: inout Features<Number>, _ tape: inout Tape, _ training: Bool) {
    convolve(
      "conv1",
      Convolution(inputChannels: features.shape.channels, outputChannels: architecture.stemChannels, kernel: 3),
      &features, &tape)
    normalise("bn1", &features, &tape, training)
    rectify(&features, &tape)
  }

  /// bn3(conv3(relu(bn2(conv2(relu(bn1(conv1(x)))))))), at stride 1 plus the shortcut; no ReLU after.
  @inlinable
  mutating func block(_ index: Int, _ features: inout Features<Number>, _ tape: inout Tape, _ training: Bool) {
    let (shape, name) = (architecture.blocks[index], "layers.\(index)")
    var (main, mainTape, shortcut, shortcutTape) = (features, Tape(), features, Tape())
    convolve(
      "\(name).conv1", Convolution(inputChannels: shape.inputChannels, outputChannels: shape.hiddenChannels), &main,
      &mainTape)
    normalise("\(name).bn1", &main, &mainTape, training)
    rectify(&main, &mainTape)
    convolve(
      "\(name).conv2",
      Convolution(
        inputChannels: shape.hiddenChannels, outputChannels: shape.hiddenChannels, kernel: 3, stride: shape.stride,
        groups: shape.hiddenChannels), &main, &mainTape)
    normalise("\(name).bn2", &main, &mainTape, training)
    rectify(&main, &mainTape)
    convolve(
      "\(name).conv3", Convolution(inputChannels: shape.hiddenChannels, outputChannels: shape.outputChannels), &main,
      &mainTape)
    normalise("\(name).bn3", &main, &mainTape, training)
    if shape.hasProjectedShortcut {
      convolve(
        "\(name).shortcut.0", Convolution(inputChannels: shape.inputChannels, outputChannels: shape.outputChannels),
        &shortcut, &shortcutTape)
      normalise("\(name).shortcut.1", &shortcut, &shortcutTape, training)
    }
    let hasShortcut = shape.hasShortcut
    features = hasShortcut ? main + shortcut : main
    tape.steps.append { [mainTape, shortcutTape] gradient, parameters in
      let throughMain = mainTape.run(gradient, &parameters)
      return hasShortcut ? throughMain + shortcutTape.run(gradient, &parameters) : throughMain
    }
  }

  /// relu(bn2(conv2(x))).
  @inlinable
  mutating func expansion(_ features: inout Features<Number>, _ tape: inout Tape, _ training: Bool) {
    convolve(
      "conv2", Convolution(inputChannels: features.shape.channels, outputChannels: architecture.lastChannels),
      &features,
      &tape)
    normalise("bn2", &features, &tape, training)
    rectify(&features, &tape)
  }

  /// linear(mean over positions): a 1×1 convolution of the one position that is left, and a bias.
  @inlinable
  func classifier(_ features: inout Features<Number>, _ tape: inout Tape) {
    let shape = features.shape
    features = features.globalAverage()
    tape.steps.append { gradient, _ in gradient.spread(over: shape) }
    convolve(
      "linear", Convolution(inputChannels: shape.channels, outputChannels: architecture.classes), &features, &tape)
    features = features.adding(bias: parameters["linear.bias"]!)
    tape.steps.append { [classes = architecture.classes] gradient, parameters in
      parameters["linear.bias"] = (0..<classes).map { channel in
        stride(from: channel, to: gradient.values.count, by: classes).reduce(0) { $0 + gradient.values[$1] }
      }
      return gradient
    }
  }

  @inlinable
  func convolve(
    _ name: String, _ convolution: Convolution, _ features: inout Features<Number>, _ tape: inout Tape
  ) {
    let (key, input) = ("\(name).weight", features)
    let weights = parameters[key]!
    features = convolution.forward(input, weights: weights)
    tape.steps.append { gradient, parameters in
      let gradients = convolution.backward(gradient, input: input, weights: weights)
      parameters[key] = gradients.weights
      return gradients.input
    }
  }

  @inlinable
  mutating func normalise(
    _ name: String, _ features: inout Features<Number>, _ tape: inout Tape, _ training: Bool
  ) {
    let input = features
    var normalisation = BatchNormalisation(
      scale: parameters["\(name).weight"]!, shift: parameters["\(name).bias"]!,
      runningMean: parameters["\(name).running_mean"]!, runningVariance: parameters["\(name).running_var"]!)
    let (output, statistics) = normalisation.forward(input, training: training)
    features = output
    parameters["\(name).running_mean"] = normalisation.runningMean
    parameters["\(name).running_var"] = normalisation.runningVariance
    tape.steps.append { [normalisation] gradient, parameters in
      let gradients = normalisation.backward(gradient, input: input, statistics: statistics)
      parameters["\(name).weight"] = gradients.scale
      parameters["\(name).bias"] = gradients.shift
      return gradients.input
    }
  }

  @inlinable
  func rectify(_ features: inout Features<Number>, _ tape: inout Tape) {
    let output = features.rectified()
    features = output
    tape.steps.append { gradient, _ in gradient.throughRectifier(output: output) }
  }
}
