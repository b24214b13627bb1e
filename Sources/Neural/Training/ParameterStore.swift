// All numbers of a network in training, flat, so that an optimiser is one loop.

import Core

/// Parameters, their gradients and the running statistics, each in one flat array of float32 with every entry aligned
/// to a cache line; what lies between entries stays zero.
package final class ParameterStore {
  /// One entry's place in the flat arrays.
  package struct Entry: Sendable {
    package var shape: ParameterShape
    package var range: Range<Int>
  }

  /// Trained entries, in PyTorch's order; ranges are those of ``parameters`` and ``gradients``.
  package let trained: [Entry]
  private let statistics: [Entry]
  private let parameterBuffer: Buffer
  private let gradientBuffer: Buffer
  private let statisticBuffer: Buffer
  private let places: [String: Range<Int>]
  package let architecture: Architecture

  package init(_ architecture: Architecture) {
    func place(_ shapes: [ParameterShape]) -> ([Entry], Int) {
      var next = 0
      let entries = shapes.map { shape in
        defer { next = (next + shape.count + 15) / 16 * 16 }
        return Entry(shape: shape, range: next..<next + shape.count)
      }
      return (entries, next)
    }
    let shapes = architecture.parameterShapes
    let trainedCount: Int
    let statisticCount: Int
    (trained, trainedCount) = place(shapes.filter { $0.role != .statistic })
    (statistics, statisticCount) = place(shapes.filter { $0.role == .statistic })
    parameterBuffer = Buffer(floats: trainedCount)
    gradientBuffer = Buffer(floats: trainedCount)
    statisticBuffer = Buffer(floats: statisticCount)
    places = Dictionary(uniqueKeysWithValues: (trained + statistics).map { ($0.shape.name, $0.range) })
    self.architecture = architecture
  }

  /// The float32 master weights.
  package var parameters: UnsafeMutableBufferPointer<Float> { parameterBuffer.floats }
  /// The loss's gradient by each of ``parameters``, as the last step left it.
  package var gradients: UnsafeMutableBufferPointer<Float> { gradientBuffer.floats }

  /// The running statistics.
  package var runningStatistics: UnsafeMutableBufferPointer<Float> { statisticBuffer.floats }

  /// Where the tail behind `cut` lies: the rest of ``parameters`` and ``gradients`` from one place on, and of
  /// ``runningStatistics``, because entries stand in the order of computation.
  /// - Precondition: `cut` is one of the architecture's.
  package func tail(behind cut: Cut) -> (parameters: Range<Int>, statistics: Range<Int>) {
    let names = Set(architecture.tailEntries(behind: cut))
    func rest(_ entries: [Entry], to end: Int) -> Range<Int> {
      (entries.first { names.contains($0.shape.name) }?.range.lowerBound ?? end)..<end
    }
    return (rest(trained, to: parameters.count), rest(statistics, to: runningStatistics.count))
  }

  func parameter(_ name: String) -> Buffer { part(of: parameterBuffer, name) }
  func gradient(_ name: String) -> Buffer { part(of: gradientBuffer, name) }
  func statistic(_ name: String) -> Buffer { part(of: statisticBuffer, name) }

  private func part(of buffer: Buffer, _ name: String) -> Buffer {
    guard let range = places[name] else { preconditionFailure("no entry \(name)") }
    return Buffer(buffer, offset: range.lowerBound * 4, byteCount: range.count * 4)
  }

  /// The running statistics `values` of the tail behind `cut`, by name.
  /// - Precondition: as many as ``tail(behind:)`` says.
  package func tailStatistics(behind cut: Cut, _ values: [Float]) -> [String: NamedArray] {
    let place = tail(behind: cut).statistics
    precondition(values.count == place.count, "statistics of another tail")
    let found = statistics.filter { $0.range.lowerBound >= place.lowerBound }.map { entry in
      let range = entry.range.lowerBound - place.lowerBound..<entry.range.upperBound - place.lowerBound
      return (entry.shape.name, NamedArray(shape: entry.shape.shape, values: Array(values[range])))
    }
    return Dictionary(uniqueKeysWithValues: found)
  }

  /// Takes over `weights`.
  /// - Precondition: they are of this architecture.
  package func load(_ weights: Weights) {
    precondition(weights.architecture == architecture, "weights of another architecture")
    for (entries, target) in [(trained, parameters), (statistics, statisticBuffer.floats)] {
      for entry in entries {
        guard let values = weights.entries[entry.shape.name]?.values else { continue }
        _ = UnsafeMutableBufferPointer(rebasing: target[entry.range]).update(fromContentsOf: values)
      }
    }
  }

  /// Every parameter and statistic rounded to the nearest float16; what is too large becomes infinite, which
  /// ``weights()`` refuses.
  package func roundToFloat16() {
    for values in [parameters, runningStatistics] {
      for index in values.indices { values[index] = Float(Float16(values[index])) }
    }
  }

  /// A copy of everything.
  /// - Throws: `data` when training has left a number that is not finite.
  package func weights() throws -> Weights {
    var found: [String: NamedArray] = [:]
    for (entries, source) in [(trained, parameters), (statistics, statisticBuffer.floats)] {
      for entry in entries {
        found[entry.shape.name] = NamedArray(shape: entry.shape.shape, values: Array(source[entry.range]))
      }
    }
    return try Weights(architecture: architecture, entries: found, source: "training")
  }
}
