// Keys depend on all that they name and on nothing else.

import Stochastics
import Testing

@Suite struct RandomStreamsTests {
  @Test func everyPartOfTheNameCounts() {
    var keys: Set<UInt64> = []
    var count = 0
    for seed in [0, 1, UInt64.max] {
      for purpose in ["", "channel", "channem", "policy"] {
        for replication in 0..<4 {
          for image in [0, 1, 2, 9999] {
            for link in 0..<3 {
              let streams = RandomStreams(seed: seed)
              let stream = streams.stream(purpose, replication: replication, image: image, link: link)
              #expect(stream == streams.stream(purpose, replication: replication, image: image, link: link))
              keys.insert(stream.key)
              keys.insert(stream.substream("part").key)
              count += 2
            }
          }
        }
      }
    }
    #expect(keys.count == count)
  }

  /// The keys are part of every published result: this one was computed by a separate Python script.
  @Test func keysStayAsTheyAre() {
    let stream = RandomStreams(seed: 1).stream("channel", replication: 2, image: 3, link: 4)
    #expect(stream.key == 0x17C1_6180_5E4F_A846)
    #expect(stream.substream("value").key == 0xE8AA_A231_CF14_DA48)
  }
}
