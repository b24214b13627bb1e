// Units and their shortcut in training.

/// Units one after the other, plus a shortcut around them.
final class TrainingLayer {
  let output: Buffer
  let outputShape: BatchShape
  private let units: [TrainingUnit]
  private let projection: TrainingUnit?
  private let sum: Operation?
  private let gradientSum: Operation?

  /// Reads `input` of `shape`. The backward pass takes the gradient by the output from `gradients.output` and leaves
  /// there the one by the input, if `needsInputGradient`.
  init(
    _ list: [ConvolutionUnit], shortcut: Layer.Shortcut, _ context: Context, _ store: ParameterStore, input: Buffer,
    shape: BatchShape, precision: Precision, statistics: BatchStatistics, gradients: GradientBuffers,
    needsInputGradient: Bool
  ) throws {
    var hasShortcut = true
    if case .none = shortcut { hasShortcut = false }
    var units: [TrainingUnit] = []
    var (source, sourceShape) = (input, shape)
    for (index, unit) in list.enumerated() {
      // The last unit's gradient is the layer's; the first one leaves its own there, unless a shortcut's is to be added.
      let gradientOfInput = index > 0 || hasShortcut ? gradients.between : gradients.output
      units.append(
        try TrainingUnit(
          unit, context, store, input: source, shape: unit.shape(for: sourceShape, .forTraining), precision: precision,
          statistics: statistics, gradients: gradients,
          gradientOfOutput: index == list.count - 1 ? gradients.output : gradients.between,
          gradientOfInput: index > 0 || needsInputGradient ? gradientOfInput : nil))
      (source, sourceShape) = (units[index].output, units[index].shape.output)
    }
    self.units = units
    outputShape = sourceShape

    var around: Buffer?
    var gradientAround: Buffer?
    switch shortcut {
    case .none: projection = nil
    case .identity:
      projection = nil
      (around, gradientAround) = (input, gradients.output)
    case .projection(let unit):
      let made = try TrainingUnit(
        unit, context, store, input: input, shape: unit.shape(for: shape, .forTraining), precision: precision,
        statistics: statistics, gradients: gradients, gradientOfOutput: gradients.output,
        gradientOfInput: gradients.shortcut)
      projection = made
      (around, gradientAround) = (made.output, gradients.shortcut)
    }
    guard let around, let gradientAround else {
      (output, sum, gradientSum) = (source, nil, nil)
      return
    }
    // The sum overwrites the last unit's output: its backward pass does not read it, having no ReLU.
    output = source
    sum = try Operation.add(context, sourceShape, precision).bind(.source, around)
      .bind(.secondSource, source).bind(.destination, source)
    gradientSum = try Operation.add(context, shape, precision).bind(.source, gradientAround)
      .bind(.secondSource, gradients.between).bind(.destination, gradients.output)
  }

  private var all: [TrainingUnit] { units + (projection.map { [$0] } ?? []) }

  func pack() throws { for unit in all { try unit.pack() } }

  func forward() throws {
    for unit in all { try unit.forward() }
    try sum?.run()
  }

  func backward() throws {
    for unit in units.reversed() { try unit.backward() }
    try projection?.backward()
    try gradientSum?.run()
  }

  func updateStatistics(momentum: Float) { for unit in all { unit.updateStatistics(momentum: momentum) } }
}
