import Foundation
import Neural

let precision = Precision(rawValue: CommandLine.arguments[1])!
let batch = Int(CommandLine.arguments[2])!
let threads = Int(CommandLine.arguments[3])!
let network = try TrainingNetwork(architecture: Architecture(), batch: batch, precision: precision, threads: threads)
var generator = SystemRandomNumberGenerator()
for entry in network.store.trained {
  for index in entry.range {
    network.store.parameters[index] = entry.shape.role == .bias ? (entry.shape.name.hasSuffix("weight") ? 1 : 0) : Float.random(in: -1...1, using: &generator) / Float(entry.shape.count / entry.shape.shape[0]).squareRoot()
  }
}
let images = (0..<batch * 3072).map { _ in Float.random(in: -1...1) }
let labels = (0..<batch).map { UInt8($0 % 10) }
for round in 0..<8 {
  let start = ContinuousClock.now
  let result = try network.step(images: images, labels: labels)
  print(round, result, (ContinuousClock.now - start) / .milliseconds(1), "ms")
  for index in network.store.parameters.indices { network.store.parameters[index] -= 0.05 * network.store.gradients[index] }
}
