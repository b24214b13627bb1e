// The learning rate against its closed form.

import Foundation
import Testing
import Training

@Suite struct CosineScheduleTests {
  @Test func withoutWarmUpItIsHalfACosine() {
    let schedule = CosineSchedule(initialRate: 0.01, totalSteps: 1_000)
    #expect(schedule.rate(at: 0) == 0.01)
    #expect(abs(schedule.rate(at: 500) - 0.005) < 1e-15)
    #expect(abs(schedule.rate(at: 250) - 0.01 * (2 + 2.0.squareRoot()) / 4) < 1e-15)
    #expect(schedule.rate(at: 999) < 1e-7 && schedule.rate(at: 999) > 0)
    for step in 1..<1_000 { #expect(schedule.rate(at: step) < schedule.rate(at: step - 1)) }
  }

  @Test func theWarmUpRisesInALine() {
    let schedule = CosineSchedule(initialRate: 0.2, warmUpSteps: 100, totalSteps: 300)
    #expect(abs(schedule.rate(at: 0) - 0.002) < 1e-15)
    #expect(abs(schedule.rate(at: 49) - 0.1) < 1e-15)
    #expect(abs(schedule.rate(at: 99) - 0.2) < 1e-15)
    #expect(abs(schedule.rate(at: 100) - 0.2) < 1e-15)
    #expect(abs(schedule.rate(at: 200) - 0.1) < 1e-15)
  }

  @Test func recipesSpeakInEpochs() {
    var recipe = Recipe(.original)
    (recipe.epochs, recipe.warmUpEpochs, recipe.rate) = (10, 0.5, 0.1)
    let schedule = recipe.schedule(stepsPerEpoch: 30)
    #expect(schedule.totalSteps == 300 && schedule.warmUpSteps == 15)
    let paper = Recipe(.paper)
    #expect(paper.batch == 80 && paper.rate == 1e-2 && paper.warmUpEpochs == 0 && paper.labelSmoothing == 0)
  }
}
