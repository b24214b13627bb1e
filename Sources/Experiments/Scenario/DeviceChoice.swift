// The device of a scenario, whose time and energy are counted: the `device:` section.

import Core
import Foundation
import Radio

/// `device: {radio: cc2420, transmit_dbm: 0, backoff: idle, processor: gap8, utilisation: 0.2}`.
struct DeviceChoice: Decodable {
  var settings = DeviceSettings()
  /// Transmit power [dBm]; nil where the section does not say.
  var transmit: Double?

  private enum CodingKeys: String, CodingKey {
    case radio, backoff, processor, utilisation
    case transmitPower = "transmit_dbm"
  }

  /// What the radio does in backoffs.
  private enum Backoff: String, CaseIterable { case idle, receive }

  init() {}

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    if let name = try values.decodeIfPresent(Located<String>.self, forKey: .radio) {
      settings.radio = try name.find(in: Catalogue.radios, kind: "radio")
    }
    if let name = try values.decodeIfPresent(Located<String>.self, forKey: .processor) {
      settings.processor = try name.find(in: Catalogue.processors, kind: "processor")
    }
    if let share = try values.decodeIfPresent(Located<Double>.self, forKey: .utilisation) {
      guard (1e-6...1).contains(share.value) else {
        throw AirSliceError(
          .data, "utilisation is \(share.value); a processor reaches between 0.000001 and 1 of its full rate",
          at: share.location)
      }
      settings.processor.utilisation = share.value
    }
    settings.listensInBackoff = try values.decodeIfPresent(OneOf<Backoff>.self, forKey: .backoff)?.value == .receive
    guard let power = try values.decodeIfPresent(Located<Double>.self, forKey: .transmitPower) else { return }
    transmit = power.value
    try send(at: power.value, location: power.location)
  }

  /// Sets the transmit power [dBm], where there is one.
  /// - Throws: `data` when the radio cannot send so.
  mutating func send(at power: Double?, location: AirSliceError.Location? = nil) throws {
    guard let power else { return }
    let range = settings.radio.transmitRange
    guard range.contains(power) else {
      throw AirSliceError(
        .data,
        "transmit_dbm is \(power); a \(settings.radio.name) sends at \(range.lowerBound) to \(range.upperBound) dBm",
        at: location)
    }
    settings.transmitPower = power
  }
}

extension Located<String> {
  /// The part that is named here.
  fileprivate func find<Part>(in parts: [Catalogue.Named<Part>], kind: String) throws -> Part {
    do {
      return try Catalogue.find(value, in: parts, kind: kind)
    } catch let error as AirSliceError {
      throw AirSliceError(error.kind, error.message, at: location)
    }
  }
}

extension DeviceSettings {
  /// What figures say of it.
  var explanation: String {
    func short(_ value: Double) -> String { String(format: "%g", value) }
    return "\(radio.name) at \(short(transmitPower)) dBm; \(processor.name) at \(short(100 * processor.utilisation)) % "
      + "of its peak"
  }

  /// Checks that the radio can send at all of `offsets` [dB] above its usual power.
  /// - Throws: `data`, naming the one that it cannot.
  func check(offsets: [Double]) throws {
    let range = radio.transmitRange
    for offset in offsets where !range.contains(transmitPower + offset) {
      throw AirSliceError(
        .data,
        "power_db of \(offset) above transmit_dbm of \(transmitPower) is beyond a \(radio.name), which sends at "
          + "\(range.lowerBound) to \(range.upperBound) dBm")
    }
  }
}
