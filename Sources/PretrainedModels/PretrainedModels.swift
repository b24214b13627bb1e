// Where the weights that come with AirSlice lie: always beside the real executable, in the build folder and installed.
// `Bundle.module` would find them too, but through the build folder's absolute path, and traps once that is gone.

import Core
import Foundation

/// The weights that come with AirSlice.
package enum PretrainedModels {
  /// The folder that SwiftPM makes of this module's resources, beside the executable.
  package static let bundleName = "AirSlice_PretrainedModels.resources"

  /// The path of the safetensors file of `model` ("original") trained on `dataset` ("synthetic", "cifar10").
  /// - Throws: `missingInput` when no such weights come with AirSlice; the message names those that do.
  package static func path(dataset: String, model: String) throws -> String {
    try path(dataset: dataset, model: model, beside: executable())
  }

  /// As ``path(dataset:model:)``, for the executable at `executable`.
  package static func path(dataset: String, model: String, beside executable: String) throws -> String {
    let weights = folder(beside: executable)
    let path = "\(weights)/\(dataset)/\(model).safetensors"
    if isPlain(dataset), isPlain(model), FileManager.default.fileExists(atPath: path) { return path }
    let known = available(in: weights).map { "\($0.model) on \($0.dataset)" }
    throw AirSliceError(
      .missingInput,
      "no weights of '\(model)' trained on '\(dataset)' come with AirSlice "
        + (known.isEmpty ? "(none at all: reinstall it)" : "(there are: \(known.joined(separator: ", ")))")
        + "; train them with `airslice train` and name the file",
      at: .init(file: weights))
  }

  /// The name that weights of `training` go by: for another cut than block3 the cut is in it, for another training of
  /// the same kind than the first its number: "nair", "nair-block13", "nair-seed2". `cut` is nil for weights of all cuts.
  package static func name(training: String, cut: String? = nil, seed: Int = 1) -> String {
    training + (cut.map { $0 == "block3" ? "" : "-\($0)" } ?? "") + (seed == 1 ? "" : "-seed\(seed)")
  }

  /// Whether `text` names weights that come with AirSlice, rather than a file: no folder and no ending.
  package static func isName(_ text: String) -> Bool { !text.contains("/") && !text.contains(".") }

  /// The file of all tails that belongs to the weights file at `path`, beside it: "clio-n-tails.safetensors".
  package static func tailsPath(beside path: String) -> String {
    (path as NSString).deletingPathExtension + tailsEnding
  }

  private static let tailsEnding = "-tails.safetensors"

  /// Every set of weights that comes with AirSlice, in alphabetical order; tails go with theirs.
  package static func available() throws -> [(dataset: String, model: String)] {
    available(in: folder(beside: try executable()))
  }

  private static func available(in weights: String) -> [(dataset: String, model: String)] {
    func entries(_ path: String) -> [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
    return entries(weights).flatMap { dataset in
      entries("\(weights)/\(dataset)").filter { $0.hasSuffix(".safetensors") && !$0.hasSuffix(tailsEnding) }
        .map { (dataset: dataset, model: String($0.dropLast(".safetensors".count))) }
    }
  }

  private static func folder(beside executable: String) -> String {
    "\(FilePath.folder(of: executable))/\(bundleName)/Weights"
  }

  /// Whether a name is one path component, so that it cannot lead out of the folder.
  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && name != ".." && name != "." && !name.contains("/")
  }

  /// The folder of the running executable, links resolved.
  package static func executableFolder() throws -> String {
    FilePath.folder(of: try executable())
  }

  /// The running executable's path, links resolved.
  package static func executable() throws -> String {
    do {
      return try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    } catch {
      throw AirSliceError(.internal, "cannot tell where the executable lies", at: .init(file: "/proc/self/exe"))
    }
  }
}
