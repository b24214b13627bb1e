// Scenario files: what they say, and the one line that a wrong one is refused with.

import Core
import Experiments
import Neural
import Schemes
import Testing

@Suite struct ScenarioTests {
  static let good = """
    seed: 5
    schemes: [original, raw]
    channel: {kind: erasure}
    sweep:
      channel.rate: [0, 0.1]
      model.cut: [block1, last]
    """

  func plan(_ text: String, set overrides: [String] = []) throws -> Plan {
    try Plan(ScenarioFile(text, path: "dir/s.yaml", overrides: overrides))
  }

  func refusal(_ text: String, set overrides: [String] = []) -> (line: String, kind: AirSliceError.Kind?) {
    do {
      return ("taken: \(try plan(text, set: overrides).points.count) points", nil)
    } catch {
      return ("\(error)", (error as? AirSliceError)?.kind)
    }
  }

  @Test func cartesianProductInTheOrderWritten() throws {
    let keys = try plan(Self.good).points.map(\.key)
    #expect(keys.count == 8)
    #expect(keys[0] == "scheme=original channel.rate=0 model.cut=block1")
    #expect(keys[1] == "scheme=raw channel.rate=0 model.cut=block1")
    #expect(keys[2] == "scheme=original channel.rate=0 model.cut=last")
    #expect(keys[7] == "scheme=raw channel.rate=0.1 model.cut=last")
  }

  @Test func pointsThatShareTheEncodingAreGrouped() throws {
    // What sends no features is the same at every cut.
    #expect(try plan(Self.good).groups == [[0, 4], [1, 3, 5, 7], [2, 6]])
    let trainings = Self.good.replacing("model.cut: [block1, last]", with: "model.training_seed: [1, 2]")
    #expect(try plan(trainings).groups == [[0, 4], [1, 5], [2, 6], [3, 7]])
  }

  @Test func defaults() throws {
    let scenario = try plan("schemes: [sorted]").common
    #expect(scenario.model.cut == .block(3) && scenario.model.unitChannels == 2 && scenario.model.weights == nil)
    #expect(scenario.model.wire == .float32 && scenario.model.repair == .none && scenario.model.padding == .zero)
    #expect(scenario.model.importance == .conv && scenario.missingWeights == .refuse)
    #expect(scenario.link.rate == .ieee802154 && scenario.deadlines == nil && scenario.seed == 1)
    #expect(try ScenarioFile("schemes: [raw]", path: "dir/fig 7.yaml".replacing(" ", with: "")).name == "fig7")
  }

  @Test func deadlinesAreExactSortedAndUnique() throws {
    let text = """
      schemes: [raw]
      deadlines_ms: [{from: 262.144, to: 3145.728, step: 262.144}, 262.143999, 524.288, {from: 0, to: 0.3, step: 0.1}]
      """
    let times = try #require(try plan(text).common.deadlines).times.map(\.nanoseconds)
    #expect(times == [0, 100_000, 200_000, 300_000, 262_143_999] + (1...12).map { $0 * 262_144_000 })
  }

  @Test func overridesTakeTheFilesPlace() throws {
    let plan = try plan(Self.good, set: ["channel.rate=0.3", "images=7", "link.rate_kbps=31.25"])
    #expect(plan.points.map(\.key).contains("scheme=raw model.cut=last"))
    #expect(plan.points.count == 4)
    #expect(plan.common.images == .first(7))
    #expect(plan.common.link.rate.bitsPerSecond == 31_250)
    #expect(try self.plan(Self.good, set: ["sweep.channel.rate=[0.5]"]).points.count == 4)
    // A figure over what is now a single value is none, and no reason to refuse the scenario.
    let drawn =
      "schemes: [raw]\nchannel: {kind: erasure}\nsweep: {channel.rate: [0, 0.1]}"
      + "\nfigure: {title: t, x: {column: channel.rate, label: b}, y: {column: accuracy, label: d}}"
    func figure(_ overrides: [String]) throws -> Bool {
      let file = try ScenarioFile(drawn, path: "s.yaml", overrides: overrides)
      _ = try Plan(file)
      return file.figure != nil
    }
    #expect(try figure([]) && !figure(["channel.rate=0.3"]) && figure(["sweep.channel.rate=[0.3]"]))
    #expect(try figure(["model.cut=block2"]))
    // Each value of a swept section is whole: what is set within it would be lost.
    let sections = "schemes: [raw]\nsweep: {channel: [{label: e, kind: erasure, rate: 0.5}, {label: i, kind: ideal}]}"
    #expect(try self.plan(sections, set: ["channel={kind: ideal}"]).points.count == 1)
    let lost = refusal(sections, set: ["channel.rate=0.1"])
    #expect(lost.kind == .usage && lost.line.contains("the whole of 'channel' is swept"))
  }

  @Test(arguments: [
    (
      "schemes: [original]\ndeadline_s: [1]",
      "dir/s.yaml:2:1: unknown key 'deadline_s': the unit belongs to the key: write deadlines_ms, in ms"
    ),
    (
      "schemes: [original]\ndeadlines: [1]",
      "dir/s.yaml:2:1: unknown key 'deadlines': the unit belongs to the key: write deadlines_ms, in ms"
    ),
    (
      "schemes: [original]\nlink: {rate_mbps: 1}",
      "dir/s.yaml:2:8: unknown key 'rate_mbps': the unit belongs to the key: write rate_kbps, in kbps"
    ),
    (
      "schemes: [original]\ndeadlines_ms: [262 ms]",
      "dir/s.yaml:2:16: '262 ms' is not a number; write plain decimals such as 0.5 or 1e-3 (a unit belongs to the key)"
    ),
    (
      "schemes: [original]\ndeadlines_ms: [0.0000001]",
      "dir/s.yaml:2:16: 0.0000001 ms is not a whole number of nanoseconds: at most 6 decimals"
    ),
    ("schemes: [original]\ndeadlines_ms: [-1]", "dir/s.yaml:2:16: -1 ms is negative"),
    ("schemes: [original]\ndeadlines_ms: []", "dir/s.yaml:2:15: no deadline"),
    ("schemes: [original]\ndeadlines_ms: [{from: 0, to: 1, step: 0}]", "dir/s.yaml:2:16: the step must be positive"),
    (
      "schemes: [original]\ndeadlines_ms: [{from: 2, to: 1, step: 1}]",
      "dir/s.yaml:2:16: the range ends before it begins"
    ),
    (
      "schemes: [original]\ndeadlines_ms: [{from: 0, to: 1e9, step: 1e-6}]",
      "dir/s.yaml:2:16: more than 100000 deadlines"
    ),
    (
      "schemes: [original]\nchannel: {kind: erasure, rate: -0.1}",
      "dir/s.yaml:2:32: rate is -0.1; a probability lies between 0 and 1"
    ),
    ("schemes: [original]\nchannel: {kind: erasure, rate: .inf}", "dir/s.yaml:2:32: '.inf' is not a number"),
    ("schemes: [original]\nchannel: {kind: erasure, rate: nan}", "dir/s.yaml:2:32: 'nan' is not a number"),
    ("schemes: [original]\nchannel: {kind: erasure}", "dir/s.yaml:2:10: the key 'rate' is missing"),
    ("schemes: [original]\nchannel: {kind: ideal, rate: 0}", "dir/s.yaml:2:24: unknown key 'rate': known here: kind"),
    (
      "schemes: [original]\nchannel: {kind: erasures, rate: 0}",
      "dir/s.yaml:2:17: unknown channel 'erasures': did you mean erasure?"
    ),
    ("schemes: [original]\nlink: {rate_kbps: 0}", "dir/s.yaml:2:19: 0 kbit/s does not fit: a rate"),
    ("schemes: [original]\nlink: {rate_kbps: -250}", "dir/s.yaml:2:19: -250 kbit/s does not fit: a rate"),
    ("schemes: [original]\nlink: {rate_kbps: 0.0001}", "dir/s.yaml:2:19: 0.0001 kbit/s does not fit: a rate"),
    (
      "schemes: [original]\nmodel: {cut: block18}",
      "dir/s.yaml:2:14: 'block18' is no cut; known: input, stem, block1 to block17, last"
    ),
    ("schemes: [original]\nmodel: {unit_channels: 0}", "dir/s.yaml:2:24: 0 does not fit here: a whole number above 0"),
    ("schemes: [original]\ntransport: {policy: importance}", "dir/s.yaml:2:21: unknown policy 'importance'"),
    (
      "schemes: [original]\ntransport: {accounting: fill}",
      "dir/s.yaml:2:25: 'fill' does not fit here: did you mean full?"
    ),
    ("schemes: [original]\ntransport: {payload_bytes: 0}", "dir/s.yaml:2:28: 0 does not fit here"),
    ("schemes: [original]\nmodel: {wire: int4}", "dir/s.yaml:2:15: unknown wire format 'int4': did you mean int8?"),
    ("schemes: [original]\nmodel: {repair: yes}", "dir/s.yaml:2:17: unknown repair 'yes': known: none, clamp"),
    ("schemes: [original]\nmodel: {padding: one}", "dir/s.yaml:2:18: unknown padding 'one': known: zero, mean"),
    (
      "schemes: [original]\nmodel: {importance: norm}",
      "dir/s.yaml:2:21: unknown measure of importance 'norm': known: conv, folded, energy, gradient, drop-one"
    ),
    ("schemes: [original]\nmodel: {training_seed: 0}", "dir/s.yaml:2:24: 0 does not fit here"),
    (
      "schemes: [original]\nmissing_weights: ignore",
      "dir/s.yaml:2:18: unknown answer to missing weights 'ignore': known: refuse, skip"
    ),
    (
      "schemes: [raw]\nsweep: {missing_weights: [skip]}",
      "dir/s.yaml:2:9: 'missing_weights' belongs to the whole run"
    ),
    (
      "schemes: [raw]\nreference: nair", "dir/s.yaml:2:12: the reference 'nair' is none of the scenario's schemes"
    ),
    (
      "schemes: [raw, png]\nmeasure: link\nreference: png",
      "dir/s.yaml:3:12: a reference is compared by its answers, which 'measure: link' does not look at"
    ),
    (
      "schemes: [raw]\nmeasure: speed", "dir/s.yaml:2:10: unknown measure 'speed': known: accuracy, link, shares, units"
    ),
    (
      "schemes: [raw]\ntable: {name: T 1, title: t, latencies_ms: [1]}", "dir/s.yaml:2:8: 'T 1' cannot name a table"
    ),
    ("schemes: [raw]\ntable: {name: t, title: t, latencies_ms: []}", "dir/s.yaml:2:8: a table of no latencies"),
    ("schemes: [original]\nimages: {cifar: 5}", "dir/s.yaml:2:10: unknown data set 'cifar'"),
    ("schemes: [original]\ndataset: imagenet", "dir/s.yaml:2:10: unknown data set 'imagenet'"),
    ("schemes: [orignal]", "dir/s.yaml:1:11: unknown scheme 'orignal': did you mean original?"),
    ("schemes: []", "dir/s.yaml:1:10: 'schemes' is empty"),
    ("schemes: [raw, raw]", "dir/s.yaml:1:10: 'schemes' names a scheme twice"),
    ("dataset: synthetic", "dir/s.yaml:1:1: the key 'schemes' is missing"),
    ("schemes: [raw]\nseed: -1", "dir/s.yaml:2:7: -1 does not fit here"),
    (
      "schemes: [raw]\nsweep: {channel.rat: [1]}\nchannel: {kind: erasure}",
      "dir/s.yaml:2:9: unknown key 'rat': did you mean rate?"
    ),
    (
      "schemes: [raw]\nsweep: {channel.rate: [0, 2]}\nchannel: {kind: erasure}",
      "dir/s.yaml:2:27: rate is 2.0; a probability"
    ),
    (
      "schemes: [raw]\nsweep: {channel.rate: 0.5}\nchannel: {kind: erasure}",
      "dir/s.yaml:2:23: the values of 'channel.rate' are a list"
    ),
    (
      "schemes: [raw]\nsweep: {channel.rate: [0, 0]}\nchannel: {kind: erasure}",
      "dir/s.yaml:2:27: '0' is among the values of 'channel.rate' twice"
    ),
    ("schemes: [raw]\nsweep: {schemes: [raw]}", "dir/s.yaml:2:9: 'schemes' belongs to the whole run"),
    ("schemes: [raw]\nname: ../../etc", "dir/s.yaml:2:7: '../../etc' cannot name a folder"),
    (
      "schemes: [raw]\nfigure: {title: t, x: {column: a, label: b, scale: logg}, y: {column: c, label: d}}",
      "dir/s.yaml:2:52: 'logg' does not fit here: known: linear, log"
    ),
    (
      "schemes: [raw]\nfigure: {title: t, x: {colum: a, label: b}, y: {column: c, label: d}}",
      "dir/s.yaml:2:24: unknown key 'colum': did you mean column?"
    ),
    ("just text", "dir/s.yaml:1:1: a scenario is a mapping of keys"),
    ("schemes: [raw]\ndeadlines_ms: [1000000000.1]", "dir/s.yaml:2:16: 1000000000.1 ms is too long: times end at"),
    (
      "schemes: [raw]\ntransport: {requests: {pattern: periodic, interval_ms: 604800000, session: 60}}",
      "dir/s.yaml:2:23: 60 requests so far apart last longer than a year"
    ),
    ("schemes: [adaptive]\nadaptive: {budget_ms: 1, frame_bytes: 2000000000000000000}", "dir/s.yaml:2:39: 20000000000"),
    ("schemes: [raw]\ntable: {name: points, title: t, latencies_ms: [1]}", "dir/s.yaml:2:8: 'points' cannot name"),
    ("schemes: [raw]\ntable: {name: curves, title: t, latencies_ms: [1]}", "dir/s.yaml:2:8: 'curves' cannot name"),
    (
      "schemes: [raw]\nfigure: {title: t, x: {column: latency_ms, label: b}, y: {column: accuracy, label: d}, "
        + "series: [schme]}",
      "dir/s.yaml:2:9: the figure's column 'schme' is none of points.csv, and is not swept; did you"
    ),
    (
      "schemes: [raw]\nfigure: {title: t, x: {column: latency_ms, label: b, factor: 0}, y: {column: images, label: d}}",
      "dir/s.yaml:2:9: the factor of the figure's x axis is 0.0"
    ),
    (
      "schemes: [raw]\nmeasure: link\nfigure: {title: t, x: {column: latency_ms, label: b}, "
        + "y: {column: accuracy, label: d}}", "dir/s.yaml:3:9: the figure's column 'accuracy' is none of points.csv"
    ),
    (
      "schemes: [raw]\nsweep: {channel.rate: [0, 1], channel: [{label: e, kind: erasure, rate: 0.5}]}",
      "dir/s.yaml:2:9: 'channel.rate' is a part of 'channel', which is swept too"
    ),
  ])
  func refusedInOneLine(text: String, start: String) {
    let (line, kind) = refusal(text)
    #expect(line.hasPrefix(start), "\(line)")
    #expect(!line.contains("\n"))
    #expect(kind == .data)
  }

  @Test func sweepsThatAreTooLarge() {
    let values = (0..<400).map { "\($0)" }.joined(separator: ", ")
    let text = "schemes: [raw]\nsweep: {seed: [\(values)], link.rate_kbps: [\(values)]}"
    #expect(refusal(text).line.contains("160000 combinations, more than 100000"))
  }

  @Test(arguments: [
    ("channel.rate=2", "--set channel.rate: rate is 2.0; a probability lies between 0 and 1", AirSliceError.Kind.data),
    ("chanel.rate=1", "--set chanel.rate: unknown key 'chanel': did you mean channel?", .data),
    ("channel.rate", "--set channel.rate: write key=value", .usage), ("=1", "--set =1: write key=value", .usage),
    ("seed.x=1", "--set seed.x: 'x' cannot be set: above it stands '5', not a mapping", .data),
    ("channel.kind.x=1", "--set channel.kind.x: 'x' cannot be set: above it stands 'erasure', not a mapping", .data),
    ("deadlines_ms=[1,", "--set deadlines_ms", .data), ("a..b=1", "--set a..b: 'a..b' is no key", .data),
  ])
  func wrongOverrides(override: String, start: String, kind: AirSliceError.Kind) {
    let found = refusal(Self.good, set: [override])
    #expect(found.line.hasPrefix(start), "\(found.line)")
    #expect(found.kind == kind)
  }

  @Test func filesThatCannotBeRead() {
    #expect { try ScenarioFile.load("/nowhere/s.yaml") } throws: { ($0 as? AirSliceError)?.kind == .missingInput }
    #expect { try ScenarioFile.load("/usr") } throws: { ($0 as? AirSliceError)?.kind == .missingInput }
  }
}
