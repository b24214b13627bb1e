// A narrow, untrained network for tests: numbers within ±1/4, the same ever.

import Neural

enum NarrowNetwork {
  static func weights() throws -> Weights {
    let architecture = Architecture(widthMultiplier: 0.25)
    var state: UInt64 = 1
    var entries: [String: NamedArray] = [:]
    for parameter in architecture.parameterShapes {
      let isScale = parameter.role != .weight && !parameter.name.hasSuffix("bias") && !parameter.name.hasSuffix("mean")
      let values = (0..<parameter.count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        // Scales and variances lie near one.
        return Float(Int64(state >> 40) - (1 << 23)) / Float(1 << 25) + (isScale ? 1 : 0)
      }
      entries[parameter.name] = NamedArray(shape: parameter.shape, values: values)
    }
    return try Weights(architecture: architecture, entries: entries, source: "test")
  }
}
