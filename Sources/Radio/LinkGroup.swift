// Several links between the same two ends: each its own, and correlated where the same scatterers surround them.

import Core
import Stochastics

/// Links that are used together.
package struct LinkGroup: Sendable {
  /// The links as frames see them: those that are joined are one.
  package let links: [Link]
  /// All links.
  package let members: [Link]
  /// Row l mixes the independent gains of links 0 … l into that of link l; nil for independent links.
  private let mixing: [[Double]]?
  private let joining: Joining?

  /// Links that know nothing of each other.
  /// - Precondition: there is a link.
  package init(independent links: [Link]) {
    precondition(!links.isEmpty, "nothing travels without a link")
    (self.links, members, mixing, joining) = (links, links, nil, nil)
  }

  /// Up to when all links are defined.
  package var horizon: SimTime { members.map(\.channel.horizon).min() ?? .distantFuture }

  /// The links that a frame goes out on at once, each with its own transmitter.
  package var transmitters: Int {
    if case .combined = joining { members.count } else { 1 }
  }

  /// Whether all links have a signal-to-noise ratio, so that frames can be sent at more or less power.
  package var hasPowerControl: Bool {
    members.allSatisfy { link in
      let process = link.channel.makeProcess(RandomStream(key: 0))
      return (process as? any PowerControlled)?.raised(by: 1) != nil
    }
  }

  /// - Parameters:
  ///   - correlation: between the gains of the links.
  ///   - joining: what makes one link of them; nil for links that carry frames of their own.
  /// - Throws: `data` without a link; when the correlation is impossible; when links are to be correlated that do not
  ///   fade by the same law with the same motion: gains that change at different paces have no common correlation; and
  ///   when links are to be joined that differ in rate or modulation, or have no SNR.
  package init(_ links: [Link], correlation: BranchCorrelation = .none, joining: Joining? = nil) throws {
    guard !links.isEmpty else { throw AirSliceError(.data, "there is no link: one at least is needed") }
    if joining != nil { try Self.checkJoint(links) }
    (members, self.joining) = (links, joining)
    self.links = joining == nil ? links : [links[0]]
    mixing = try Self.mixing(links, correlation)
  }

  private static func mixing(_ links: [Link], _ correlation: BranchCorrelation) throws -> [[Double]]? {
    let factor = try correlation.factor(links.count)
    let isMixed = factor.indices.contains { row in factor[row][..<row].contains { $0 != 0 } }
    guard isMixed else { return nil }
    let fading = links.compactMap { $0.channel as? any FadingChannel }
    guard fading.count == links.count,
      fading.allSatisfy({ $0.law == fading[0].law && $0.fading.motion == fading[0].fading.motion })
    else {
      throw AirSliceError(
        .data, "correlated links fade by the same law at the same pace: give all the same kind, doppler_hz or block_ms")
    }
    guard fading.allSatisfy({ $0.fading.branches == 1 }) else {
      throw AirSliceError(.data, "correlated links have one branch each; branches are correlated within their channel")
    }
    return factor
  }

  private static func checkJoint(_ links: [Link]) throws {
    let processes = links.compactMap { $0.channel.makeProcess(RandomStream(key: 0)) as? NoisyProcess }
    guard processes.count == links.count else {
      throw AirSliceError(
        .data, "links are combined, or switched, by their SNR: give each awgn, rayleigh, rician or nakagami")
    }
    guard processes.allSatisfy({ $0.modulation == processes[0].modulation }),
      links.allSatisfy({ $0.rate == links[0].rate })
    else {
      throw AirSliceError(.data, "links that carry the same frames have the same rate_kbps and the same modulation")
    }
  }

  /// One realisation of all links; `stream` gives each member's random numbers. Links that are joined are one process,
  /// which has the noise of the first.
  package func makeProcesses(_ stream: (_ link: Int) -> RandomStream) -> [any ChannelProcess] {
    let streams = members.indices.map(stream)
    let processes = members.indices.map { number in
      guard let mixing, let channel = members[number].channel as? any FadingChannel else {
        return members[number].channel.makeProcess(streams[number])
      }
      return channel.fading.makeProcess(
        channel.law, links: Array(streams[...number]), weights: Array(mixing[number][...number]))
    }
    guard let joining else { return processes }
    return [NoisyProcess(joining, processes.compactMap { $0 as? NoisyProcess })]
  }
}
