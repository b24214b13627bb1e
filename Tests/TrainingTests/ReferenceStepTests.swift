// The plain network in double precision against PyTorch's float64: one NAIR step and one CLIO step, to 1e-8. What the fast
// network is held to in its own tests is so held to PyTorch itself.

import Neural
import ReferenceNetwork
import Testing

@Suite struct ReferenceStepTests {
  private typealias Slice = ReferenceNetwork<Double>.Slice
  private static let tolerance = 1e-8

  /// Every number of the step against the golden ones; `gradient` gives the golden gradient the reference's shape.
  private func compare(
    _ golden: StepGolden, _ network: ReferenceNetwork<Double>, _ loss: Double, _ gradients: [String: [Double]],
    gradient: (_ name: String, _ golden: [Double]) -> [Double] = { $1 }
  ) throws {
    #expect(abs(loss - (try golden.values("loss")[0])) < Self.tolerance)
    for entry in StepGolden.architecture.parameterShapes {
      let (found, wanted) =
        entry.role == .statistic
        ? (try #require(network.parameters[entry.name]), try golden.values("after/\(entry.name)"))
        : (try #require(gradients[entry.name]), gradient(entry.name, try golden.values("gradient/\(entry.name)")))
      try #require(found.count == wanted.count, "\(entry.name)")
      #expect(zip(found, wanted).allSatisfy { abs($0 - $1) < Self.tolerance }, "\(entry.name)")
    }
  }

  /// All leading parts of four units in the order of their filters' norms, in one batch; eq. 11's weights; the share of the
  /// other filters' norm as penalty, whose slope is sign(w) · (share of the others or less it) / norm.
  @Test func nair() throws {
    let golden = try StepGolden("nair-step-float64")
    var network = try golden.network()
    let filters = try #require(network.parameters["layers.2.conv3.weight"])
    let count = StepGolden.architecture.featureShape(at: StepGolden.cut).channels
    let size = filters.count / count
    let norms = (0..<count).map { filters[$0 * size..<($0 + 1) * size].reduce(0) { $0 + abs($1) } }
    let order = norms.indices.sorted { norms[$0] > norms[$1] }
    let total = norms.reduce(0, +)
    let slices = (1...count).map { units in
      let covered = order.prefix(units).reduce(0) { $0 + norms[$1] } / total
      return Slice(
        kept: [(0..<count).map { order.prefix(units).contains($0) }],
        weight: units == count ? 1 : (1 - covered) * (1 - covered))
    }
    var (loss, losses, gradients) = network.slicedStep(
      try golden.features("images"), labels: try golden.labels().map(Int.init), slices: slices, cut: StepGolden.cut,
      joint: count)
    #expect(zip(losses, try golden.values("losses")).allSatisfy { abs($0 - $1) < Self.tolerance })
    let share = 1 - norms[order[0]] / total
    loss += share
    for index in filters.indices {
      let slope = ((index / size == order[0] ? 0 : 1) - share) / total
      gradients["layers.2.conv3.weight"]?[index] += filters[index] > 0 ? slope : -slope
    }
    try compare(golden, network, loss, gradients)
  }

  /// The tail of two units: what reads the missing channels has no gradient, and is not there in the narrowed one.
  @Test func clio() throws {
    let golden = try StepGolden("clio-step-float64")
    var network = try golden.network()
    let count = StepGolden.architecture.featureShape(at: StepGolden.cut).channels
    let (loss, _, gradients) = network.slicedStep(
      try golden.features("images"), labels: try golden.labels().map(Int.init),
      slices: [Slice(kept: [(0..<count).map { $0 < 2 }], weight: 1)], cut: StepGolden.cut, joint: 1)
    try compare(golden, network, loss, gradients) { name, gradient in
      guard name == "layers.3.conv1.weight" else { return gradient }
      let missing = [Double](repeating: 0, count: count - 2)
      return (0..<gradient.count / 2).flatMap { row -> [Double] in gradient[2 * row..<2 * row + 2] + missing }
    }
  }
}
