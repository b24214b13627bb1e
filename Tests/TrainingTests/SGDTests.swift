// Gradient descent against PyTorch's torch.optim.SGD.

import Testing
import Training

@Suite struct SGDTests {
  /// Three steps at rates 0.1, 0.05, 0.2 from p = (1, −2, 0.5, 3), with the gradient s (0.5, −1, 2, 0.25) + 0.1 p in
  /// step s = 1, 2, 3.
  private func threeSteps(_ options: SGD.Options, decayed: [Range<Int>]? = nil) -> [Float] {
    var parameters: [Float] = [1, -2, 0.5, 3]
    var optimizer = SGD(count: 4, options: options, decayed: decayed)
    for (step, rate) in [0.1, 0.05, 0.2].enumerated() {
      var gradients = zip([0.5, -1, 2, 0.25] as [Float], parameters).map { $0 * Float(step + 1) + $1 * 0.1 }
      parameters.withUnsafeMutableBufferPointer { parameters in
        gradients.withUnsafeMutableBufferPointer { optimizer.step(parameters, gradients: $0, rate: rate) }
      }
    }
    return parameters
  }

  /// Last column: PyTorch 2.13 on the same numbers.
  @Test(arguments: [
    (SGD.Options(momentum: 0.9), [0.247013986, -0.494027972, -2.2561605, 2.44080424] as [Float]),
    (SGD.Options(momentum: 0.9, nesterov: true), [-0.104364969, 0.208729938, -3.56881905, 2.1987884]),
    (SGD.Options(momentum: 0.9, weightDecay: 0.01), [0.240132853, -0.480265707, -2.25834465, 2.4192636]),
    (
      SGD.Options(momentum: 0.9, nesterov: true, weightDecay: 0.01),
      [-0.113102041, 0.226204082, -3.56956196, 2.16998744]
    ),
    (SGD.Options(momentum: 0, weightDecay: 0.01), [0.564391136, -1.12878227, -1.10916317, 2.68700075]),
  ])
  func stepsAreThoseOfPyTorch(options: SGD.Options, expected: [Float]) {
    for (value, golden) in zip(threeSteps(options), expected) { #expect(abs(value - golden) < 1e-6) }
  }

  @Test func onlyTheNamedRangesDecay() {
    let plain = threeSteps(.init(momentum: 0.9))
    let decaying = threeSteps(.init(momentum: 0.9, weightDecay: 0.01))
    let mixed = threeSteps(.init(momentum: 0.9, weightDecay: 0.01), decayed: [1..<2, 3..<4])
    #expect(mixed == [plain[0], decaying[1], plain[2], decaying[3]])
  }
}
