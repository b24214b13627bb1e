// Which data set `auto` is, whatever part of it is asked for.

import Core
import Experiments
import Imaging
import TemporaryFolder
import Testing

@Suite struct DatasetChoiceTests {
  private let folder: TemporaryFolder
  private var environment: [String: String] { ["HOME": folder.path] }

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [Split.test, .train, .validation]) func withoutFilesItIsTheSyntheticOne(_ split: Split) throws {
    #expect(try DatasetChoice.auto.open(split, folder: nil, environment: environment).name == "synthetic")
  }

  /// The network would else meet images of both sets.
  @Test(arguments: ["test_batch.bin", "data_batch_3.bin"]) func someFilesMeanThatTheRestIsMissing(_ file: String) throws
  {
    _ = try folder.write([UInt8](repeating: 1, count: 3073), ".cache/airslice/cifar-10-batches-bin/\(file)")
    for split in [Split.test, .train, .validation] where (split == .test) != (file == "test_batch.bin") {
      #expect { try DatasetChoice.auto.open(split, folder: nil, environment: environment) } throws: { error in
        (error as? AirSliceError)?.kind == .missingInput
      }
    }
  }
}
