// `airslice count`: what a network costs on either side of every cut.

import ArgumentParser
import Core
import Experiments
import Foundation
import Neural

/// Prints parameters, arithmetic and feature bytes by cut.
struct CountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "count", abstract: "Count parameters, operations and bytes of features for every cut.",
    discussion: """
      Trained parameters; running statistics are not counted. MACs are multiply-accumulate operations of one image. Tails: \
      the parameters of one tail for every prefix of whole units, each a copy whose first convolutions read its prefix \
      only, which is what CLIO with many tails keeps in the place of NAIR's one tail.
      """)

  @Option(help: "Width multiplier of the network.")
  var width = 1.0
  @Option(help: "Classes of the network.")
  var classes = 10
  @Option(help: "Channels of a unit.")
  var unitChannels = 2

  func validate() throws {
    try OptionCheck.width(width)
    try OptionCheck.range("--classes", classes, 2...100_000)
    try OptionCheck.range("--unit-channels", unitChannels, 1...10_000)
  }

  func run() throws {
    let network = Architecture(widthMultiplier: width, classes: classes)
    let heads = [
      "cut", "head", "tail", "tails", "one/all", "head MACs", "tail MACs", "features", "float32", "int8", "unit [ms]",
    ]
    let rows = network.cuts.map { row(SplitCounts(network, at: $0)) }
    let lines = AlignedText.lines([heads] + rows, textColumns: 1).map { "\($0)\n" }
    try StandardOutput.write(
      "\(network.name): \(network.parameterCount) parameters, \(network.multiplyAccumulates(through: nil)) MACs\n"
        + "head, tail, tails: parameters; float32, int8: bytes of all features; "
        + "unit: \(unitChannels) channels in float32 at \(BitRate.ieee802154)\n\n" + lines.joined())
  }

  private func row(_ counts: SplitCounts) -> [String] {
    let tails = counts.narrowedTailParameters(unitChannels: unitChannels)
    let shape = counts.features
    let unit = min(unitChannels, shape.channels) * shape.height * shape.width * 32
    let numbers = [counts.headParameters, counts.tailParameters, tails]
    return [counts.cut.description] + numbers.map(String.init)
      + [String(format: "%.2f %%", 100 * Double(counts.tailParameters) / Double(tails))]
      + [counts.headMultiplyAccumulates, counts.tailMultiplyAccumulates].map(String.init)
      + ["\(shape.channels)x\(shape.height)x\(shape.width)"]
      + [4, 1].map { String(counts.featureBytes(elementBytes: $0)) }
      + [String(format: "%.3f", Double(BitRate.ieee802154.nanoseconds(forBits: Int64(unit))) / 1e6)]
  }
}
