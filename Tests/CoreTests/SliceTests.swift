// What is handed to the link, counted.

import Core
import Testing

@Suite struct SliceTests {
  @Test func aMessageCountsItsPayload() {
    let slices = [Slice(unit: 3, payload: [1, 2, 3]), Slice(unit: 0, payload: []), Slice(unit: 1, payload: [4])]
    #expect(Message(slices: slices, elementBytes: 1).payloadBytes == 4)
    #expect(Message(slices: [], elementBytes: 4).payloadBytes == 0)
    #expect(Delivery().slices.isEmpty)
  }
}
