// The CIFAR MobileNetV2 in plain Swift: slow, short, and the oracle for the fast one.

import Neural

/// A network of any ``Architecture`` in numbers of any precision, forward and backward, enterable at any cut.
public struct ReferenceNetwork<Number: BinaryFloatingPoint> {
  public let architecture: Architecture
  /// Parameters and running statistics by PyTorch's names.
  public var parameters: [String: [Number]]

  /// - Precondition: `parameters` holds every entry of ``Architecture/parameterShapes``.
  @inlinable
  public init(architecture: Architecture, parameters: [String: [Number]]) {
    for entry in architecture.parameterShapes {
      precondition(parameters[entry.name]?.count == entry.count, "\(entry.name) is missing or of another size")
    }
    (self.architecture, self.parameters) = (architecture, parameters)
  }

  /// The network of `weights`.
  @inlinable
  public init(_ weights: Weights) {
    self.init(
      architecture: weights.architecture, parameters: weights.entries.mapValues { $0.values.map { Number($0) } })
  }

  /// The way back through what was computed: each step turns the gradient by its output into that by its input and
  /// notes the gradients of its parameters.
  public struct Tape {
    @usableFromInline var steps: [(Features<Number>, inout [String: [Number]]) -> Features<Number>] = []

    @usableFromInline init() {}

    /// The gradients by the input and by every parameter passed on the way, from the gradient by the output.
    @inlinable
    public func backward(_ gradient: Features<Number>) -> (input: Features<Number>, parameters: [String: [Number]]) {
      var parameters: [String: [Number]] = [:]
      let input = run(gradient, &parameters)
      return (input, parameters)
    }

    @inlinable
    func run(_ gradient: Features<Number>, _ parameters: inout [String: [Number]]) -> Features<Number> {
      steps.reversed().reduce(gradient) { $1($0, &parameters) }
    }
  }

  /// From features at `start` to features at `end`, or to the class scores [N, classes, 1, 1] when `end` is nil.
  /// When `training`, batch normalisation uses the batch's statistics and updates the running ones.
  @inlinable
  public mutating func forward(
    _ features: Features<Number>, from start: Cut = .input, to end: Cut? = nil, training: Bool
  ) -> (output: Features<Number>, tape: Tape) {
    let cuts = architecture.cuts
    let last = end.flatMap { cuts.firstIndex(of: $0) } ?? cuts.count
    precondition(features.shape == architecture.featureShape(at: start), "features of another cut")
    var (output, tape) = (features, Tape())
    for index in cuts.firstIndex(of: start)!..<last {
      // The layers that lead to the cut after `cuts[index]`.
      switch index + 1 < cuts.count ? cuts[index + 1] : nil {
      case .stem?: stem(&output, &tape, training)
      case .block(let number)?: block(number - 1, &output, &tape, training)
      case .last?: expansion(&output, &tape, training)
      case .input?, nil: classifier(&output, &tape)
      }
    }
    return (output, tape)
  }

  /// One training pass: the mean loss of `images` and its gradient by every parameter; running statistics move.
  @inlinable
  public mutating func trainingPass(
    _ images: Features<Number>, labels: [Int], smoothing: Number = 0
  ) -> (loss: Number, scores: Features<Number>, gradients: [String: [Number]]) {
    let (scores, tape) = forward(images, training: true)
    let (loss, gradient) = scores.crossEntropy(labels: labels, smoothing: smoothing)
    return (loss, scores, tape.backward(gradient).parameters)
  }
}
