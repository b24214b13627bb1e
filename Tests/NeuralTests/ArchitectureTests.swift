import Neural
import Testing

@Suite struct ArchitectureTests {
  @Test func countsOfTheStandardNetwork() {
    let network = Architecture()
    #expect(network.parameterCount == 2_296_922)
    #expect(network.multiplyAccumulates(through: .stem) == 884_736)
    #expect(network.multiplyAccumulates(through: .block(2)) == 8_486_912)
    #expect(network.multiplyAccumulates(through: .block(3)) == 16_891_904)
    #expect(network.multiplyAccumulates(through: nil) == 91_154_944)
  }

  @Test func shapesAtTheCuts() {
    let network = Architecture()
    #expect(network.featureShape(at: .input) == FeatureShape(channels: 3, height: 32, width: 32))
    #expect(network.featureShape(at: .block(3)) == FeatureShape(channels: 24, height: 32, width: 32))
    #expect(network.featureShape(at: .block(13)) == FeatureShape(channels: 96, height: 8, width: 8))
    #expect(network.featureShape(at: .block(16)) == FeatureShape(channels: 160, height: 4, width: 4))
    #expect(network.featureShape(at: .last) == FeatureShape(channels: 1280, height: 4, width: 4))
  }

  @Test func namesOfCuts() {
    for cut in Architecture().cuts { #expect(Cut(name: cut.description) == cut) }
    #expect(Architecture().cuts.count == 20)
    for wrong in ["block0", "block01", "block", "Block1", "", "block-1"] { #expect(Cut(name: wrong) == nil) }
  }

  @Test func nameRoundTrip() {
    for network in [Architecture(), Architecture(widthMultiplier: 0.5, classes: 7)] {
      #expect(Architecture(name: network.name) == network)
    }
    #expect(Architecture(name: "resnet w1 c10") == nil)
  }
}
