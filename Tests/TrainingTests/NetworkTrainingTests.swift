// What `airslice train` refuses before it begins.

import Core
import Foundation
import Imaging
import Neural
import TemporaryFolder
import Testing
import Training

@Suite struct NetworkTrainingTests {
  private func training(_ folder: String, dataFolder: String? = nil) -> NetworkTraining {
    NetworkTraining(
      PlainTraining(),
      NetworkTraining.Options(
        dataset: .cifar10, dataFolder: dataFolder, split: .train, architecture: Architecture(widthMultiplier: 0.125),
        recipe: Recipe(.paper), seed: 1, precision: .float32, threads: 1, checkpointFolder: folder), say: { _ in })
  }

  private func kind(_ body: () throws -> Void) -> AirSliceError.Kind? {
    do {
      try body()
      return nil
    } catch {
      return (error as? AirSliceError)?.kind
    }
  }

  @Test func aCheckpointIsNeverOverwrittenUnasked() throws {
    let folder = try TemporaryFolder()
    let path = Checkpoint.path(in: folder.path)
    try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
    let found = kind { try training(folder.path).run(resume: false, output: "\(folder.path)/w.safetensors") }
    #expect(found == .cannotCreate)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
  }

  @Test func foldersThatCannotBeMadeAreRefusedAtOnce() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(fileURLWithPath: "\(folder.path)/file"))
    let below = "\(folder.path)/file/below"
    #expect(kind { try training(below).run(resume: false, output: "w.safetensors") } == .cannotCreate)
    #expect(
      kind { try training(folder.path).run(resume: false, output: "\(below)/w.safetensors") } == .cannotCreate)
    #expect(kind { try training(folder.path).run(resume: false, output: folder.path) } == .cannotCreate)
  }

  @Test func missingDataIsRefused() throws {
    let folder = try TemporaryFolder()
    let found = kind {
      try training(folder.path, dataFolder: folder.path).run(
        resume: false, output: "\(folder.path)/w.safetensors")
    }
    #expect(found == .missingInput)
  }
}
