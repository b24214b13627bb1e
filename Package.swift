// swift-tools-version: 6.2
import PackageDescription

// Each module may import only what its line names; `make lint` holds the sources to the same table.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("MemberImportVisibility")]

func module(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: ["README.md"], resources: resources,
    swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, resources: resources,
    swiftSettings: strict)
}

/// What several test targets share, under Tests/Support; in no product.
func support(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, path: "Tests/Support/\(name)", swiftSettings: strict)
}

let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "AirSlice",
  products: [
    .executable(name: "airslice", targets: ["airslice"]),
    .library(
      name: "AirSlice",
      targets: ["Core", "EventKernel", "Stochastics", "Radio", "Transport", "Neural", "Imaging", "Schemes"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    // System libraries, each behind one thin C target.
    .target(name: "CGSL", linkerSettings: [.linkedLibrary("gsl"), .linkedLibrary("gslcblas"), .linkedLibrary("m")]),
    .target(name: "COneDNN", linkerSettings: [.linkedLibrary("dnnl"), .linkedLibrary("gomp")]),
    .target(name: "CCrypto", linkerSettings: [.linkedLibrary("crypto")]),
    .target(name: "CLiquid", linkerSettings: [.linkedLibrary("liquid")]),
    .target(name: "CFEC", linkerSettings: [.linkedLibrary("fec")]),
    .target(name: "CJPEG", linkerSettings: [.linkedLibrary("jpeg")]),
    .target(name: "CPNG", linkerSettings: [.linkedLibrary("png")]),
    .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),
    // Not linked: loaded when a download needs it.
    .target(name: "CCurl"),

    // What both halves share.
    module("Core", ["CCrypto"]),
    // The radio half.
    module("EventKernel", ["Core"]),
    module("Stochastics", ["Core", "CGSL"]),
    module("Radio", ["Core", "Stochastics", "CLiquid", "CFEC"]),
    module("Transport", ["EventKernel", "Radio"]),
    // The neural half.
    module("Neural", ["Core", "Stochastics", "COneDNN"]),
    module("Imaging", ["Core", "Stochastics", "CJPEG", "CPNG"]),
    module("Schemes", ["Neural", "Imaging"]),
    module("Training", ["Schemes"]),
    module("PretrainedModels", ["Core"], resources: [.copy("Weights")]),
    // Data sets from the network.
    module("Fetch", ["Core", "CCurl", "CZlib"]),
    // Reads results, needs no simulation.
    module("Figures", ["Core"]),
    // Where they meet; a scenario says what its figure shows.
    module("Experiments", ["Transport", "Schemes", "PretrainedModels", "Figures", yams]),
    .executableTarget(
      name: "airslice", dependencies: ["Experiments", "Training", "Figures", "Fetch", argumentParser],
      exclude: ["README.md"], swiftSettings: strict),

    // The oracle of the neural half's tests, and what other tests share.
    support("ReferenceNetwork", ["Neural"]),
    support("TemporaryFolder", []),
    support("LocalServer", []),

    tests("Core", ["TemporaryFolder"]),
    tests("EventKernel", [heap]),
    tests("Stochastics"),
    tests("Radio"),
    tests("Transport"),
    tests("Neural", ["ReferenceNetwork", "TemporaryFolder", "COneDNN"], resources: [.copy("Goldens")]),
    tests("Imaging", ["TemporaryFolder"], resources: [.copy("Goldens")]),
    tests("Schemes"),
    .testTarget(
      name: "TrainingTests", dependencies: ["Training", "ReferenceNetwork", "TemporaryFolder"], exclude: ["Goldens"],
      swiftSettings: strict),
    tests("PretrainedModels"),
    tests("Experiments", ["TemporaryFolder"], resources: [.copy("Goldens")]),
    tests("Figures"),
    tests("Fetch", ["TemporaryFolder", "LocalServer"]),
    .testTarget(
      name: "CommandLineTests", dependencies: ["Core", "Neural", "Imaging", "TemporaryFolder", "LocalServer"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c11
)

// SwiftPM builds a target anew when a module that it names has changed, and not when one behind that has: a struct that
// grew would have two sizes. So each target names all that it reaches.
var reached: [String: [Target.Dependency]] = [:]
for target in package.targets {
  var all = target.dependencies
  for case .byNameItem(let name, _) in target.dependencies { all += reached[name] ?? [] }
  var seen: Set<String> = []
  target.dependencies = all.filter { seen.insert("\($0)").inserted }
  reached[target.name] = target.dependencies.filter { if case .byNameItem = $0 { true } else { false } }
}
