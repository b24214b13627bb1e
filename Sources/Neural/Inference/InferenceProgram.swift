// A network for inference with everything bound: batch normalisation folded, ReLU and residual sums fused.

import Core

/// All layers for micro-batches of one size, to be run between any two cuts. Belongs to one thread at a time.
///
/// Features between layers lie in one of two buffers; a layer with an identity shortcut adds to its input in place.
final class InferenceProgram {
  /// One layer: reads the buffer of its own cut and leaves its result in that of the next.
  private struct Step {
    var operations: [Operation]
    var output: Buffer
  }
  private let microBatch: Int
  private let cuts: [Cut]
  private let shapes: [FeatureShape]
  private let steps: [Step]
  private let input: Buffer

  /// Prepares the operations for `microBatch` images at a time.
  init(_ weights: Weights, microBatch: Int) throws {
    let architecture = weights.architecture
    let context = try Context(threads: 1)
    let builder = InferenceBuilder(weights: weights, context: context, microBatch: microBatch)
    input = builder.buffer(0)
    var current = 0
    var shape = BatchShape(batch: microBatch, features: Architecture.input)
    var shapes = [shape.features]
    steps = try architecture.layers(from: .input, to: nil).map { layer in
      let operations: [Operation]
      switch layer {
      case .units(let units, let shortcut):
        let target: Int
        if case .identity = shortcut { target = current } else { target = 1 - current }
        (operations, shape) = try builder.operations(
          units, shortcut: shortcut, from: builder.buffer(current), to: builder.buffer(target), shape)
        current = target
      case .classifier(_, let classes):
        (operations, shape) = try builder.classifier(
          classes: classes, from: builder.buffer(current), to: builder.buffer(1 - current), shape)
        current = 1 - current
      }
      shapes.append(shape.features)
      return Step(operations: operations, output: builder.buffer(current))
    }
    (self.microBatch, cuts, self.shapes) = (microBatch, architecture.cuts, shapes)
  }

  /// Runs `tensor` from the cut `start` to the cut `end`, to the scores when `end` is nil, a micro-batch at a time;
  /// the last one is filled up with zeros, so that no result depends on how many images there are.
  /// - Precondition: `tensor` has the shape of the features at `start`.
  func run(_ tensor: Tensor, from start: Cut, to end: Cut?) throws -> Tensor {
    guard let first = cuts.firstIndex(of: start), let last = end.map({ cuts.firstIndex(of: $0) }) ?? cuts.count,
      first <= last
    else { preconditionFailure("no such cut") }
    precondition(tensor.shape == shapes[first], "features of another shape")
    if first == last { return tensor }
    let source = first == 0 ? input : steps[first - 1].output
    let result = steps[last - 1].output
    let (inputCount, outputCount) = (shapes[first].count, shapes[last].count)
    let values = try [Float](unsafeUninitializedCapacity: tensor.count * outputCount) { values, count in
      try tensor.values.withUnsafeBufferPointer { given in
        for image in stride(from: 0, to: tensor.count, by: microBatch) {
          let images = min(microBatch, tensor.count - image)
          let filled = images * inputCount
          _ = source.floats.update(fromContentsOf: given[image * inputCount..<image * inputCount + filled])
          source.floats[filled..<microBatch * inputCount].update(repeating: 0)
          for step in steps[first..<last] { for operation in step.operations { try operation.run() } }
          let target = UnsafeMutableBufferPointer(
            rebasing: values[image * outputCount..<(image + images) * outputCount])
          _ = target.initialize(fromContentsOf: result.floats[..<(images * outputCount)])
          count += images * outputCount
        }
      }
    }
    return Tensor(count: tensor.count, shape: shapes[last], values: values)
  }
}
