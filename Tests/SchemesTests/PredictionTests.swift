// The class of the highest score, total for every bit pattern.

import Neural
import Schemes
import Testing

@Suite struct PredictionTests {
  func predicted(_ scores: [Float]) -> Int {
    let shape = FeatureShape(channels: scores.count, height: 1, width: 1)
    return Tensor(count: 1, shape: shape, values: scores).predictedClasses()[0]
  }

  @Test func highestScoreWins() {
    #expect(predicted([1, 3, 2]) == 1)
    #expect(predicted([-3, -2, -1]) == 2)
    #expect(predicted([-.infinity, .infinity, 5]) == 1)
  }

  @Test func tiesGoToTheLowerClass() {
    #expect(predicted([2, 2, 2]) == 0)
    #expect(predicted([0, -0.0]) == 0)
    #expect(predicted([1, 5, 5]) == 1)
  }

  @Test func notANumberIsLowest() {
    #expect(predicted([.nan, -.infinity, .nan]) == 1)
    #expect(predicted([.nan, 1, 2]) == 2)
    #expect(predicted([1, .nan, 0]) == 0)
    #expect(predicted([.nan, .nan, .nan]) == 0)
    #expect(predicted([-.nan, .signalingNaN, -7]) == 2)
  }
}
