// `airslice mission`: how long several fading links last, from simulation and from the chain of their states.

import ArgumentParser
import Core
import Foundation
import Radio
import Stochastics

/// Mean time to first failure, unavailability and mission reliability of K Rayleigh links, three times side by side.
struct MissionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mission",
    abstract: "How long several fading links last: simulation beside the Markov chain.",
    discussion: """
      A link is up while its SNR is above a threshold, the fade margin below the mean. A mission begins with all links up \
      and fails when all are down. Shown are the closed form, a simulation of links that are up and down for exponential \
      times as the closed form assumes, and one of real Rayleigh fades; intervals are those of 95 %. What might take \
      more than an hour is refused.
      """)

  @Option(help: "Links, each of which suffices.")
  var links = 2
  @Option(name: .customLong("fade-margin-db"), parsing: .unconditional, help: "Mean SNR over threshold [dB].")
  var margin = 10.0
  @Option(name: .customLong("doppler-hz"), help: "Greatest Doppler shift [Hz]; 8 at walking pace and 2.4 GHz.")
  var doppler = 8.0
  @Option(name: .customLong("time-s"), help: "Length of the mission whose reliability is shown [s].")
  var time = 1.0
  @Option(
    parsing: .unconditional,
    help: "Correlation between any two Rayleigh links' gains; the chain and exponential links have none.")
  var correlation = 0.0
  @Option(help: "Missions to simulate.")
  var missions = 2000
  @Option(help: "Seed of all random numbers.")
  var seed: UInt64 = 1

  func validate() throws {
    try OptionCheck.range("--links", links, 1...16)
    guard (-20...60).contains(margin) else { throw ValidationError("--fade-margin-db must lie within -20 to 60") }
    guard (1e-6...1e5).contains(doppler) else {
      throw ValidationError("--doppler-hz must lie within 0.000001 to 100000")
    }
    guard time >= 0, time <= 1e12 else { throw ValidationError("--time-s must lie within 0 to 1e12") }
    try OptionCheck.range("--missions", missions, 2...10_000_000)
  }

  func run() throws {
    Interrupt.install()
    let states = FadingStates(margin: Decibels(margin).powerRatio, doppler: doppler)
    let simulation = try MissionSimulation(states, links: links, correlation: .uniform(correlation))
    try checkTime(simulation)
    var columns: [(name: String, cells: [String])] = [("Markov chain", try chain(simulation.chain))]
    for kind in MissionSimulation.Links.allCases {
      var progress = ProgressLine("\(kind.rawValue) links", total: missions, unit: "missions")
      defer { progress.clear() }
      let findings = try simulation.run(kind, missions: missions, seed: seed) { progress.update($0) }
      columns.append((kind.rawValue, try cells(findings)))
    }
    let rows = ["mean time to first failure [s]", "unavailability", "reliability over \(time) s"]
    var text = pad("", 32) + columns.map { pad($0.name, 34) }.joined() + "\n"
    for (index, row) in rows.enumerated() {
      text += pad(row, 32) + columns.map { pad($0.cells[index], 34) }.joined() + "\n"
    }
    let lines = text.split(separator: "\n").map { $0.replacing(/\s+$/, with: "") + "\n" }
    try StandardOutput.write(lines.joined())
  }

  /// Refuses what might take more than an hour: a few links or decibels more would take years.
  private func checkTime(_ simulation: MissionSimulation) throws {
    let (starting, watching) = simulation.longestTime(missions: missions)
    let hours = (starting + watching) / 3600
    if hours <= 1 { return }
    let remedy =
      starting > watching
      ? "all links are seldom up at once to begin with: give fewer --links or a higher --fade-margin-db"
      : "all links are seldom down at once: give fewer --links or a lower --fade-margin-db"
    let fitting = Int(Double(missions) / hours)
    throw AirSliceError(
      .usage,
      "\(missions) missions might take \(String(format: "%.2g", hours)) hours, where one is the most; \(remedy)"
        + (fitting < 2 ? "" : ", or --missions \(fitting) at most"))
  }

  private func chain(_ chain: LinkStateChain) throws -> [String] {
    [chain.meanTimeToFirstFailure, chain.unavailability, try chain.missionReliability(time)].map(digits)
  }

  private func cells(_ findings: MissionSimulation.Findings) throws -> [String] {
    try [findings.meanTimeToFirstFailure(), findings.unavailability(), findings.reliability(time)].map {
      "\(digits($0.value)) (\(digits($0.low)) … \(digits($0.high)))"
    }
  }

  private func digits(_ value: Double) -> String { String(format: "%.5g", value) }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
