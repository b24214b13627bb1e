// `airslice bench`: AirSlice's side of the benchmarks; `make bench` runs it beside its peers.

import ArgumentParser
import Core
import Dispatch
import Neural
import Synchronization
import Training

/// Measures how fast the parts are; one subcommand for each.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure speed, alone on the machine.",
    subcommands: [
      BenchInferenceCommand.self, BenchTrainingCommand.self, BenchEventsCommand.self, BenchFramesCommand.self,
      BenchFadingCommand.self, BenchFlipsCommand.self, BenchJPEGCommand.self,
    ])
}

/// What the two benchmarks of the network have in common.
struct NetworkBenchOptions: ParsableArguments {
  @Option(help: "Images in a batch.")
  var batch = 80
  @Option(help: "Threads.")
  var threads = 2
  @Option(help: "Seconds to measure for.")
  var seconds = 3.0
  @Option(help: "Width multiplier of the network.")
  var width = 1.0

  func validate() throws {
    try OptionCheck.range("--batch", batch, 1...10_000)
    try OptionCheck.threads(threads)
    try OptionCheck.seconds(seconds)
    try OptionCheck.width(width)
  }

  var architecture: Architecture { Architecture(widthMultiplier: width) }
  var images: [Float] { (0..<batch * Architecture.input.count).map { Float($0 % 97) / 48 - 1 } }

  /// Runs `work`, which does `batch` images, once to warm up and then until the time is over; images per second.
  func imagesPerSecond(_ work: () throws -> Void) throws -> Double {
    try work()
    return try Double(batch) * roundsPerSecond(for: seconds, work)
  }
}

/// Class scores of whole images.
struct BenchInferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "inference", abstract: "Inference of the whole network.")

  @OptionGroup var options: NetworkBenchOptions
  @Option(help: "Precision: float32.")
  var precision: Precision = .float32

  func validate() throws {
    guard precision == .float32 else { throw ValidationError("--precision must be float32: inference has no other") }
  }

  func run() throws {
    let network = try SplitNetwork(options.architecture.initialWeights(seed: 1))
    let (batch, threads) = (options.batch, options.threads)
    let images = options.images
    let parts = (0..<threads).map { thread in
      let range = batch * thread / threads..<batch * (thread + 1) / threads
      let pixels = range.lowerBound * Architecture.input.count..<range.upperBound * Architecture.input.count
      return Tensor(count: range.count, shape: Architecture.input, values: Array(images[pixels]))
    }
    let failure = Mutex<(any Error)?>(nil)
    let rate = try options.imagesPerSecond {
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        do { _ = try network.scores(of: parts[thread], at: .input) } catch { failure.withLock { $0 = error } }
      }
      if let error = failure.withLock({ $0 }) { throw error }
    }
    try StandardOutput.write("inference: \(Int(rate.rounded())) images/s\n")
  }
}

/// A training step: forward, backward, the running statistics, and gradient descent with momentum and weight decay.
struct BenchTrainingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "training", abstract: "Steps of training.")

  @OptionGroup var options: NetworkBenchOptions
  @Option(help: "Precision: float32 or bfloat16.")
  var precision: Precision = .bfloat16

  func run() throws {
    let network = try TrainingNetwork(
      architecture: options.architecture, batch: options.batch, precision: precision, threads: options.threads)
    network.store.load(try options.architecture.initialWeights(seed: 1))
    let labels = (0..<options.batch).map { UInt8($0 % 10) }
    let images = options.images
    let store = network.store
    var optimiser = SGD(count: store.parameters.count, options: SGD.Options(momentum: 0.9, weightDecay: 5e-4))
    let rate = try options.imagesPerSecond {
      _ = try network.step(images: images, labels: labels)
      optimiser.step(store.parameters, gradients: store.gradients, rate: 0.01)
    }
    try StandardOutput.write("training: \(Int(rate.rounded())) images/s\n")
  }
}

/// Timers that reschedule themselves.
struct BenchEventsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "events", abstract: "The event loop.")

  @Option(help: "Timers.")
  var pending = 1000
  @Option(help: "Events.")
  var events = 10_000_000

  func validate() throws {
    try OptionCheck.range("--pending", pending, 1...10_000_000)
    guard (1...1_000_000_000_000).contains(events) else { throw ValidationError("--events must be positive") }
  }

  func run() throws {
    let rate = EventBenchmark.run(pending: pending, events: events)
    try StandardOutput.write("events: \(Int(rate.rounded())) events/s\n")
  }
}
