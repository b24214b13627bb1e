// Scores: right ones counted, the same on any number of threads.

import Imaging
import Neural
import Testing
import Training

@Suite struct EvaluationTests {
  @Test func correctImagesAreCountedOnAnyNumberOfThreads() throws {
    let architecture = Architecture(widthMultiplier: 0.125)
    let network = try SplitNetwork(architecture.initialWeights(seed: 1))
    let dataset = FewImages(450)
    let batch = dataset.batch(0..<450)
    let input = Tensor(
      count: 450, shape: Architecture.input, values: dataset.normalization.channelsLast(batch.pixels))
    let scores = try network.scores(of: input, at: .input).values
    var expected = 0
    for image in 0..<450 {
      let row = Array(scores[image * 10..<(image + 1) * 10])
      if row.firstIndex(of: row.max()!) == Int(batch.labels[image]) { expected += 1 }
    }
    for threads in [1, 3] {
      let evaluation = try Evaluation(
        of: network, on: dataset, normalization: dataset.normalization, threads: threads)
      #expect(evaluation.correct == expected && evaluation.count == 450)
    }
  }
}
