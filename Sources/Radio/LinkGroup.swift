// Several links between the same two ends: each its own, and correlated where the same scatterers surround them.

import Core
import Stochastics

/// Links that are used together.
package struct LinkGroup: Sendable {
  package let links: [Link]
  /// Row l mixes the independent gains of links 0 … l into that of link l; nil for independent links.
  private let mixing: [[Double]]?

  /// Links that know nothing of each other.
  /// - Precondition: there is a link.
  package init(independent links: [Link]) {
    precondition(!links.isEmpty, "nothing travels without a link")
    (self.links, mixing) = (links, nil)
  }

  /// Up to when all links are defined.
  package var horizon: SimTime { links.map(\.channel.horizon).min() ?? .distantFuture }

  /// Whether all links have a signal-to-noise ratio, so that frames can be sent at more or less power.
  package var hasPowerControl: Bool {
    links.allSatisfy { link in
      let process = link.channel.makeProcess(RandomStream(key: 0))
      return (process as? any PowerControlled)?.raised(by: 1) != nil
    }
  }

  /// - Parameter correlation: between the gains of the links.
  /// - Throws: `data` without a link; when the correlation is impossible; and when links are to be correlated that do not
  ///   fade by the same law with the same motion: gains that change at different paces have no common correlation.
  package init(_ links: [Link], correlation: BranchCorrelation = .none) throws {
    guard !links.isEmpty else { throw AirSliceError(.data, "there is no link: one at least is needed") }
    self.links = links
    let factor = try correlation.factor(links.count)
    let isMixed = factor.indices.contains { row in factor[row][..<row].contains { $0 != 0 } }
    guard isMixed else {
      mixing = nil
      return
    }
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
    mixing = factor
  }

  /// One realisation of all links; `stream` gives each link's random numbers.
  package func makeProcesses(_ stream: (_ link: Int) -> RandomStream) -> [any ChannelProcess] {
    let streams = links.indices.map(stream)
    return links.indices.map { number in
      guard let mixing, let channel = links[number].channel as? any FadingChannel else {
        return links[number].channel.makeProcess(streams[number])
      }
      return channel.fading.makeProcess(
        channel.law, links: Array(streams[...number]), weights: Array(mixing[number][...number]))
    }
  }
}
