// Convolution as its definition has it. One walk over all products serves forward and both backward passes, so that
// they can only be wrong together; PyTorch's float64 values then settle whether they are right.

import Neural

/// A convolution without bias: square kernels, zero padding, as many groups as wanted; weights [output channels,
/// input channels / groups, kernel, kernel].
public struct Convolution: Sendable {
  public var inputChannels: Int
  public var outputChannels: Int
  public var kernel: Int
  public var stride: Int
  public var groups: Int
  /// Rows and columns of zeros around the input: what keeps the size at stride 1.
  public var padding: Int { kernel / 2 }

  public init(inputChannels: Int, outputChannels: Int, kernel: Int = 1, stride: Int = 1, groups: Int = 1) {
    precondition(inputChannels % groups == 0 && outputChannels % groups == 0, "whole groups")
    (self.inputChannels, self.outputChannels) = (inputChannels, outputChannels)
    (self.kernel, self.stride, self.groups) = (kernel, stride, groups)
  }

  /// Elements of the weights.
  public var weightCount: Int { outputChannels * inputChannels / groups * kernel * kernel }

  /// The size of the output for an input of `shape`.
  public func outputShape(_ shape: FeatureShape) -> FeatureShape {
    precondition(shape.channels == inputChannels, "the input has other channels")
    return FeatureShape(
      channels: outputChannels, height: (shape.height + 2 * padding - kernel) / stride + 1,
      width: (shape.width + 2 * padding - kernel) / stride + 1)
  }

  /// output(o) = Σ input(i) · weights(w) over all products (i, w, o).
  @inlinable
  public func forward<Number: BinaryFloatingPoint>(_ input: Features<Number>, weights: [Number]) -> Features<Number> {
    precondition(weights.count == weightCount, "weights of another shape")
    var output = Features<Number>(zeros: input.count, shape: outputShape(input.shape))
    output.values.withUnsafeMutableBufferPointer { output in
      input.values.withUnsafeBufferPointer { input_ in
        weights.withUnsafeBufferPointer { weights in
          forEachProduct(input.count, input.shape) { output[$2] += input_[$0] * weights[$1] }
        }
      }
    }
    return output
  }

  /// ∂L/∂input(i) = Σ ∂L/∂output(o) · weights(w) and ∂L/∂weights(w) = Σ ∂L/∂output(o) · input(i).
  @inlinable
  public func backward<Number: BinaryFloatingPoint>(
    _ outputGradient: Features<Number>, input: Features<Number>, weights: [Number]
  ) -> (input: Features<Number>, weights: [Number]) {
    precondition(outputGradient.shape == outputShape(input.shape), "a gradient of another shape")
    var inputGradient = Features<Number>(zeros: input.count, shape: input.shape)
    var weightGradient = [Number](repeating: 0, count: weights.count)
    inputGradient.values.withUnsafeMutableBufferPointer { inputGradient in
      weightGradient.withUnsafeMutableBufferPointer { weightGradient in
        outputGradient.values.withUnsafeBufferPointer { outputGradient in
          input.values.withUnsafeBufferPointer { input_ in
            weights.withUnsafeBufferPointer { weights in
              forEachProduct(input.count, input.shape) {
                inputGradient[$0] += outputGradient[$2] * weights[$1]
                weightGradient[$1] += outputGradient[$2] * input_[$0]
              }
            }
          }
        }
      }
    }
    return (inputGradient, weightGradient)
  }

  /// Calls `body` with the places in input, weights and output of every product, those with padding left out.
  @inlinable @inline(__always)
  func forEachProduct(_ count: Int, _ shape: FeatureShape, _ body: (_ input: Int, _ weight: Int, _ output: Int) -> Void)
  {
    let output = outputShape(shape)
    let (groupInputs, groupOutputs) = (inputChannels / groups, outputChannels / groups)
    for image in 0..<count {
      for outputChannel in 0..<outputChannels {
        let firstInput = outputChannel / groupOutputs * groupInputs
        for groupInput in 0..<groupInputs {
          let inputPlane = (image * inputChannels + firstInput + groupInput) * shape.height
          let outputPlane = (image * outputChannels + outputChannel) * output.height
          for kernelY in 0..<kernel {
            for kernelX in 0..<kernel {
              let weight = ((outputChannel * groupInputs + groupInput) * kernel + kernelY) * kernel + kernelX
              for outputY in 0..<output.height {
                let inputY = outputY * stride + kernelY - padding
                if inputY < 0 || inputY >= shape.height { continue }
                for outputX in 0..<output.width {
                  let inputX = outputX * stride + kernelX - padding
                  if inputX < 0 || inputX >= shape.width { continue }
                  body(
                    (inputPlane + inputY) * shape.width + inputX, weight,
                    (outputPlane + outputY) * output.width + outputX)
                }
              }
            }
          }
        }
      }
    }
  }
}
