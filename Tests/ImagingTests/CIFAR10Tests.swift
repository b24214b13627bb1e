// CIFAR-10's binary files: read as they are written, found where they may lie, refused when damaged.

import Core
import Foundation
import Imaging
import TemporaryFolder
import Testing

@Suite struct CIFARRecordFileTests {
  /// `count` records; pixel p of image i is (7 i + p) mod 251, its label i mod 10.
  static func records(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for image in 0..<count {
      bytes.append(UInt8(image % 10))
      for pixel in 0..<3072 { bytes.append(UInt8((7 * image + pixel) % 251)) }
    }
    return bytes
  }

  @Test func imagesAndLabelsAreThoseOfTheFile() throws {
    let folder = try TemporaryFolder()
    let file = try CIFARRecordFile(path: folder.write(Self.records(25), "some.bin"))
    #expect(file.count == 25)
    let batch = file.batch(11..<14)
    #expect(batch.labels == [1, 2, 3])
    #expect(batch.pixels[0] == UInt8(77 % 251))
    #expect(batch.pixels[2 * 3072 + 3071] == UInt8((7 * 13 + 3071) % 251))
  }

  @Test func aMissingFileIsNamed() {
    #expect { try CIFARRecordFile(path: "/nowhere/test_batch.bin") } throws: { error in
      let error = error as? AirSliceError
      return error?.kind == .missingInput && error?.location?.file == "/nowhere/test_batch.bin"
    }
  }

  @Test func aTruncatedFileIsRefusedWithBothSizes() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(Self.records(3).dropLast(100)), "test_batch.bin")
    #expect { try CIFARRecordFile(path: path, expected: 3) } throws: { error in
      let error = error as? AirSliceError
      return error?.kind == .data && error!.message.contains("9119 bytes found, 9219 expected")
    }
    #expect { try CIFARRecordFile(path: path) } throws: { error in
      let error = error as? AirSliceError
      return error?.kind == .data && error!.message.contains("a multiple of 3073")
    }
    let longer = try folder.write(Self.records(4), "longer.bin")
    #expect(throws: AirSliceError.self) { try CIFARRecordFile(path: longer, expected: 3) }
    let empty = try folder.write([], "empty.bin")
    #expect(throws: AirSliceError.self) { try CIFARRecordFile(path: empty) }
  }

  @Test func aLabelOfTwelveIsRefusedWithItsPlace() throws {
    let folder = try TemporaryFolder()
    var bytes = Self.records(9)
    bytes[5 * 3073] = 12
    let path = try folder.write(bytes, "test_batch.bin")
    #expect { try CIFARRecordFile(path: path) } throws: { error in
      let error = error as? AirSliceError
      return error?.kind == .data && error!.message.contains("image 5 has the label 12 at byte 15365")
    }
  }
}

@Suite struct CIFAR10FolderTests {
  @Test func theUsersFolderIsTheOnlyOne() {
    let environment = ["AIRSLICE_DATA": "/data", "HOME": "/home/ada"]
    #expect(CIFAR10Folder.candidates(option: "/mine", environment: environment) == ["/mine"])
    #expect(
      CIFAR10Folder.candidates(option: nil, environment: environment) == ["/data"])
    #expect(CIFAR10Folder.candidates(option: nil, environment: ["HOME": "/home/ada"]) == ["/home/ada/.cache/airslice"])
    #expect(CIFAR10Folder.isNamed(nil, environment: environment) && CIFAR10Folder.isNamed("/mine", environment: [:]))
    #expect(!CIFAR10Folder.isNamed(nil, environment: ["AIRSLICE_DATA": ""]))
    #expect(CIFAR10Folder.candidates(option: nil, environment: ["AIRSLICE_DATA": ""]).isEmpty)
  }

  @Test func bothTheFolderAndTheOneAboveItAreTaken() throws {
    let folder = try TemporaryFolder()
    let inner = "\(folder.path)/cifar-10-batches-bin"
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
    #expect(CIFAR10Folder.find(in: [folder.path, inner]) == nil)
    _ = try folder.write([0], "cifar-10-batches-bin/test_batch.bin")
    #expect(CIFAR10Folder.find(in: ["/nowhere", folder.path]) == inner)
    #expect(CIFAR10Folder.find(in: [inner]) == inner)
  }

  @Test func whatIsMissingIsSaid() throws {
    #expect { try CIFAR10Folder.locate(in: ["/nowhere", "/neither"]) } throws: { error in
      let error = error as? AirSliceError
      return error?.kind == .missingInput && error!.message.contains("/nowhere, /neither")
    }
    let folder = try TemporaryFolder()
    _ = try folder.write([0], "data_batch_1.bin")
    #expect { try DatasetSource.cifar10.open(.test, folder: folder.path) } throws: { error in
      let error = error as? AirSliceError
      return error?.kind == .missingInput && error?.location?.file == "\(folder.path)/test_batch.bin"
    }
  }
}

/// On six files of the real size whose images carry their number in the first pixels.
@Suite struct CIFAR10SplitTests {
  @Test func splitsAreDisjointAndComplete() throws {
    let folder = try TemporaryFolder()
    for file in 0..<6 {
      var bytes = [UInt8](repeating: 0, count: 10_000 * 3073)
      for image in 0..<10_000 {
        bytes[image * 3073] = UInt8(image % 10)
        bytes[image * 3073 + 1] = UInt8(file)
        bytes[image * 3073 + 2] = UInt8(image / 256)
        bytes[image * 3073 + 3] = UInt8(image % 256)
      }
      _ = try folder.write(bytes, file == 5 ? "test_batch.bin" : "data_batch_\(file + 1).bin")
    }
    func numbers(_ split: Split) throws -> [Int] {
      let data = try DatasetSource.cifar10.open(split, folder: folder.path)
      var list: [Int] = []
      // In pieces, so that the test needs little memory.
      for start in stride(from: 0, to: data.count, by: 2_500) {
        let pixels = try data.batch(start..<start + 2_500).pixels
        list += stride(from: 0, to: pixels.count, by: 3072).map {
          Int(pixels[$0]) * 10_000 + Int(pixels[$0 + 1]) * 256 + Int(pixels[$0 + 2])
        }
      }
      return list
    }
    let (train, validation) = (try numbers(.train), try numbers(.validation))
    #expect(train.count == 45_000 && validation.count == 5_000)
    #expect(Set(train).isDisjoint(with: validation))
    #expect(try numbers(.trainAndValidation) == Array(0..<50_000))
    #expect(Set(train).union(validation) == Set(0..<50_000))
    #expect(try numbers(.test) == Array(50_000..<60_000))
    // Weights that are kept were chosen with these images held out: they stay the same.
    #expect(validation.prefix(5) == [2, 11, 23, 31, 42])
    #expect(validation.reduce(0, +) == 124_931_850)
    // Drawn over all five files, not cut from the end: about 1,000 of each (sigma 28).
    for file in 0..<5 {
      let share = validation.count { $0 / 10_000 == file }
      #expect((850...1_150).contains(share))
    }
  }
}
