// The class as one byte: what arrives is the device's answer, and damage never more than a wrong one.

import Core
import Imaging
import Neural
import Schemes
import Testing

@Suite struct OnDeviceSchemeTests {
  @Test func theAnswerIsTheNetworks() throws {
    let network = try SplitNetwork(NarrowNetwork.weights())
    let scheme = OnDeviceScheme(network: network)
    let images = SyntheticDataset(split: .test).batch(0..<20)
    let input = Tensor(count: 20, shape: Architecture.input, values: Normalization.cifar10.channelsLast(images.pixels))
    let messages = try scheme.encode(images)
    #expect(messages.allSatisfy { $0.payloadBytes == 1 && $0.elementBytes == 1 })
    let deliveries = messages.map { Delivery(slices: [ReceivedSlice(unit: 0, payload: $0.slices[0].payload)]) }
    let expected = try network.scores(of: input, at: .input).predictedClasses()
    #expect(try scheme.infer(deliveries).predictedClasses() == expected)
    #expect(scheme.deviceOperations == network.architecture.multiplyAccumulates(through: nil))
  }

  @Test func whatIsNoClassIsNoAnswer() throws {
    let scheme = OnDeviceScheme(network: try SplitNetwork(NarrowNetwork.weights()))
    let erased = ReceivedSlice(unit: 0, payload: [3], erasedElements: [0])
    let deliveries = [
      [], [ReceivedSlice(unit: 0, payload: [200])], [ReceivedSlice(unit: 0, payload: [])], [erased],
      [ReceivedSlice(unit: 1, payload: [3])],
    ].map { Delivery(slices: $0) }
    #expect(try scheme.infer(deliveries).values.allSatisfy { $0 == 0 })
    let twice = Delivery(slices: [ReceivedSlice(unit: 0, payload: [9]), erased])
    #expect(try scheme.infer([twice]).predictedClasses() == [9])
  }
}
