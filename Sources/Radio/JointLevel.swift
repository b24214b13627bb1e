// Several links that make one signal: all of them at once, or the one that is in use.

import Core

/// How links are made one, as long as frames are concerned.
package enum Joining: Hashable, Sendable {
  /// Each frame goes out on all links at once and the receiver combines what it gets.
  case combined(Combining)
  /// Frames go out on one link, and on another one after a fade.
  case switched(Switching)
}

/// Reactive switching, called reaction diversity or dynamic connectivity in the literature: one link's airtime, and a
/// failure only while all links are down or the look at a fade is still due.
///
/// The first link is in use until its SNR falls below ``threshold``. ``reaction`` later the sender looks again: if the SNR
/// in use is still below the threshold, the link with the highest SNR at that moment is taken and kept until it fades in
/// its turn. Where all links were down, the next look comes ``reaction`` after one of them has changed. With no time to
/// react the SNR is at the threshold or above just when selection combining's is, so that both have the outage
/// (1 − e^(−1/F))^K over K independent Rayleigh links of fade margin F.
///
/// - Source: derived for AirSlice; the idea is that of D. Öhmann, A. Awada, I. Viering, M. Simsek and G. P. Fettweis on
///   multi-connectivity, of which the opening alone could be read.
/// - Validity: the sender knows all links' SNRs when it switches, as by beacons or probes that cost nothing.
package struct Switching: Hashable, Sendable {
  /// The SNR below which a link counts as fading.
  package var threshold: Decibels
  /// From a fade's beginning to the decision [ns].
  package var reaction: Int64

  /// - Precondition: `reaction` is not negative.
  package init(threshold: Decibels, reaction: Int64) {
    precondition(reaction >= 0, "nothing is noticed before it happens")
    (self.threshold, self.reaction) = (threshold, reaction)
  }
}

/// The SNR of links that carry the same frame at once.
final class CombinedLevel: SignalLevel {
  private let levels: [any SignalLevel]
  private let combining: Combining

  init(_ levels: [any SignalLevel], _ combining: Combining) { (self.levels, self.combining) = (levels, combining) }

  func level(at time: Int64) -> (snr: Double, until: Int64) {
    levels.reduce((0, .max)) { joint, level in
      let (snr, until) = level.level(at: time)
      let both = combining == .selection ? max(joint.0, snr) : joint.0 + snr
      return (both, min(joint.1, until))
    }
  }
}

/// The SNR of the link in use.
final class SwitchedLevel: SignalLevel {
  private let levels: [any SignalLevel]
  private let threshold: Double
  private let reaction: Int64
  /// Which link is in use from which time on [ns], as far as is known.
  private var choices: [(time: Int64, link: Int)] = [(.min, 0)]
  /// Up to when the choices are known [ns].
  private var known: Int64 = 0

  init(_ levels: [any SignalLevel], _ switching: Switching) {
    self.levels = levels
    (threshold, reaction) = (switching.threshold.powerRatio, switching.reaction)
  }

  func level(at time: Int64) -> (snr: Double, until: Int64) {
    while known <= time { follow() }
    var place = choices.count - 1
    // Nearly always the last one.
    while choices[place].time > time { place -= 1 }
    let (snr, until) = levels[choices[place].link].level(at: time)
    return (snr, min(until, place + 1 < choices.count ? choices[place + 1].time : known))
  }

  /// Goes on from where the choices are known up to: over a piece of good signal, or to the decision on a fade.
  private func follow() {
    let link = choices[choices.count - 1].link
    let (snr, until) = levels[link].level(at: known)
    if snr >= threshold {
      known = until
      return
    }
    let decision = known + reaction
    let found = levels.map { $0.level(at: decision) }
    known = decision
    if found[link].snr >= threshold { return }
    let best = found.indices.reduce(link) { found[$1].snr > found[$0].snr ? $1 : $0 }
    if best != link { choices.append((decision, best)) }
    // All are down: nothing changes before one of them does.
    if found[best].snr < threshold { known = found.map(\.until).min() ?? .max }
  }
}
