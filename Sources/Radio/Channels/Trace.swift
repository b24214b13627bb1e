// A recording of a link: CSV files of time and SNR, or of time and loss.

import Core
import Foundation

/// A recorded quantity over time; each value holds until the next record. The last record ends the recording.
package struct Trace: Sendable, Hashable {
  /// What was recorded.
  package enum Quantity: String, Sendable, Hashable {
    /// The SNR in decibels; held as a linear ratio.
    case snr = "snr_db"
    /// The probability that a frame is lost, often 0 or 1.
    case loss
  }

  package let quantity: Quantity
  /// Times [ns], ascending from 0.
  package let times: [Int64]
  package let values: [Double]

  /// The time of the last record.
  package var end: SimTime { SimTime(nanoseconds: times[times.count - 1]) }

  /// Reads the file at `path`: a line `time_ms,snr_db` or `time_ms,loss` (`time_s` likewise), then one record a line.
  /// Empty lines and those that begin with # are left out; lines may end in CR LF, and a byte order mark may come first.
  /// - Throws: `missingInput` without a readable file; `data`, with the line, when there is no such header, a number is
  ///   wrong, time does not begin at 0 or does not go on, or there are fewer than two records.
  package init(contentsOf path: String) throws {
    guard let data = FileManager.default.contents(atPath: path), let text = String(bytes: data, encoding: .utf8) else {
      throw AirSliceError(.missingInput, "cannot read the trace", at: .init(file: path))
    }
    try self.init(text, path: path)
  }

  /// Takes `text` for the content of the file at `path`.
  package init(_ text: String, path: String) throws {
    func fault(_ message: String, line: Int) -> AirSliceError {
      AirSliceError(.data, message, at: .init(file: path, line: line))
    }
    let content = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
    // CR LF is one character.
    let lines = content.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.enumerated()
      .map { (number: $0 + 1, text: $1.trimmingCharacters(in: .whitespaces)) }
      .filter { !$0.text.isEmpty && !$0.text.hasPrefix("#") }
    let names = lines.first.map { Self.fields($0.text) } ?? []
    guard names.count == 2, let scale = ["time_s": 1e9, "time_ms": 1e6][names[0]],
      let found = Quantity(rawValue: names[1])
    else {
      throw fault(
        "a trace begins with a line 'time_ms,snr_db' or 'time_ms,loss' (or time_s)", line: lines.first?.number ?? 1)
    }
    quantity = found
    var (times, values): ([Int64], [Double]) = ([], [])
    for line in lines.dropFirst() {
      let numbers = Self.fields(line.text).map { Double($0) ?? .nan }
      guard numbers.count == 2, numbers.allSatisfy(\.isFinite), abs(numbers[0]) < 9e18 / scale else {
        throw fault("'\(line.text)' is not a time and a number", line: line.number)
      }
      let time = Int64((numbers[0] * scale).rounded())
      if let last = times.last, time <= last {
        throw fault(
          "time does not go on: \(names[0]) is \(numbers[0]) after \(Double(last) / scale)", line: line.number)
      }
      if times.isEmpty && time != 0 {
        throw fault("the trace begins at \(names[0]) = \(numbers[0]); it begins at 0", line: line.number)
      }
      if found == .loss && !(0...1).contains(numbers[1]) {
        throw fault("loss is \(numbers[1]); a probability lies between 0 and 1", line: line.number)
      }
      times.append(time)
      values.append(found == .snr ? Decibels(numbers[1]).powerRatio : numbers[1])
    }
    guard times.count > 1 else {
      throw fault(
        "the trace ends too early: it has \(times.count) records, and needs two at least",
        line: lines.last?.number ?? 1)
    }
    (self.times, self.values) = (times, values)
  }

  private static func fields(_ line: String) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// The record that holds at `time`: the last one that is not later. `guess` is where to look first.
  func index(at time: Int64, near guess: Int) -> Int {
    if times[guess] <= time {
      if guess + 1 == times.count || time < times[guess + 1] { return guess }
      if guess + 2 == times.count || time < times[guess + 2] { return guess + 1 }
    }
    var (low, high) = (0, times.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if times[middle] <= time { low = middle } else { high = middle }
    }
    return low
  }
}
