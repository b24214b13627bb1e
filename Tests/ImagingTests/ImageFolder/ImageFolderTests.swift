// A user's own pictures: parted without overlap, the same every time, and faults told at their place.

import Core
import Foundation
import Imaging
import TemporaryFolder
import Testing

@Suite struct ImageFolderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A picture of one colour, which says which one it is.
  @discardableResult
  private func add(_ path: String, _ red: Int, _ green: Int, size: Int = 8) throws -> String {
    let pixels = Array(repeatElement([UInt8(red), UInt8(green), 3], count: size * size).joined())
    return try folder.write(PNGEncoder.encode(Picture(width: size, height: size, pixels: pixels)), path)
  }

  /// Twenty pictures of each of three classes: red the class, green the number.
  private func addClasses(_ below: String = "", counts: [Int] = [20, 20, 20]) throws {
    for (label, name) in ["bee", "cat", "dog"].enumerated() {
      for number in 0..<counts[label] {
        let digits = number < 10 ? "0\(number)" : "\(number)"
        try add("\(below)\(name)/\(digits).png", label, number, size: 1 + number)
      }
    }
  }

  private func open(_ split: Split, _ holdOut: HoldOut = .standard) throws -> ImageFolderDataset {
    try ImageFolderDataset(folder: folder.path, split: split, holdOut: holdOut)
  }

  /// Class and number of each picture, read from its colour.
  private func content(_ dataset: ImageFolderDataset) throws -> [[Int]] {
    let batch = try dataset.batch(0..<dataset.count)
    return batch.labels.indices.map { index in
      let pixels = batch.pixels[index * 3072..<(index + 1) * 3072]
      #expect(Set(pixels.prefix(1024)).count == 1 && pixels.last == 3)
      #expect(batch.labels[index] == pixels[index * 3072])
      return [Int(pixels[index * 3072]), Int(pixels[index * 3072 + 1024])]
    }
  }

  @Test func partsAreDisjointAndComplete() throws {
    try addClasses()
    // None of this is a picture of a class.
    try folder.write([1], "cat/notes.txt")
    try folder.write([1], "cat/.hidden.png")
    try folder.write([1], ".trash/x.png")
    try folder.write([1], "cover.jpg")
    let parts = try [Split.train, .validation, .test].map { try content(open($0)) }
    #expect(parts.map(\.count) == [42, 6, 12])
    #expect(Set(parts.joined()).count == 60)
    #expect(try Set(content(open(.trainAndValidation))) == Set(parts[0] + parts[1]))
    // Every class has its share in each.
    for part in parts { for label in 0..<3 { #expect(part.count { $0[0] == label } == part.count / 3) } }
    let dataset = try open(.test)
    #expect(dataset.classNames == ["bee", "cat", "dog"] && dataset.name == "image-folder")
    // In turn through the classes, by name within each.
    #expect(parts[2].map { $0[0] } == Array(repeatElement([0, 1, 2], count: 4).joined()))
    for label in 0..<3 {
      let numbers = parts[2].filter { $0[0] == label }.map { $0[1] }
      #expect(numbers == numbers.sorted())
    }
    // The hold-out is the same on every machine, for ever: weights were chosen with it.
    #expect(parts[2].filter { $0[0] == 0 }.map { $0[1] } == [7, 14, 16, 19])
    #expect(parts[1].filter { $0[0] == 0 }.map { $0[1] } == [0, 15])
    #expect(try content(open(.test)) == parts[2])
    // A class that grows changes no other.
    try addClasses(counts: [20, 25, 20])
    #expect(try content(open(.test)).filter { $0[0] != 1 } == parts[2].filter { $0[0] != 1 })
  }

  @Test func otherShares() throws {
    try addClasses()
    let holdOut = try #require(HoldOut(test: 0.5, validation: 0))
    #expect(try open(.test, holdOut).count == 30 && open(.train, holdOut).count == 30)
    #expect {
      try open(.validation, holdOut)
    } throws: { ($0 as? AirSliceError)?.message.contains("no pictures are held out for validation") == true }
    for (test, validation) in [(-0.1, 0), (0.5, 0.5), (1, 0), (.nan, 0)] as [(Double, Double)] {
      #expect(HoldOut(test: test, validation: validation) == nil)
    }
    // However small, a share above 0 is a picture.
    #expect(try open(.test, #require(HoldOut(test: 0.001, validation: 0))).count == 3)
  }

  @Test func foldersForEachPart() throws {
    try addClasses("train/", counts: [10, 10, 10])
    try addClasses("test/", counts: [2, 3, 4])
    #expect(
      try content(open(.test)) == [[0, 0], [1, 0], [2, 0], [0, 1], [1, 1], [2, 1], [1, 2], [2, 2], [2, 3]])
    #expect(try open(.validation).count == 3 && open(.train).count == 27 && open(.trainAndValidation).count == 30)
    try addClasses("validation/", counts: [1, 1, 1])
    #expect(try open(.validation).count == 3 && open(.train).count == 30 && open(.trainAndValidation).count == 33)
    try add("test/eel/1.png", 1, 1)
    refused(.data, "test", "'eel' is no class of train")
    try FileManager.default.removeItem(atPath: folder.path("test/eel"))
    try FileManager.default.removeItem(atPath: folder.path("test/dog"))
    refused(.data, "test", "no sub-folder 'dog', a class of train")
  }

  private func refused(_ kind: AirSliceError.Kind, _ place: String, _ part: String) {
    #expect {
      let dataset = try open(.test)
      _ = try dataset.batch(0..<dataset.count)
    } throws: { error in
      let error = error as? AirSliceError
      return error?.kind == kind && error!.message.contains(part) && error!.location!.file.hasSuffix(place)
    }
  }

  @Test func faults() throws {
    #expect { try ImageFolderDataset(folder: "/nowhere/pets", split: .test) } throws: {
      ($0 as? AirSliceError)?.kind == .missingInput
    }
    refused(.data, folder.path, "0 sub-folders: one for each class is needed")
    try addClasses()
    try FileManager.default.createDirectory(atPath: folder.path("empty"), withIntermediateDirectories: true)
    refused(.data, "empty", "no PNG or JPEG file in it: every class needs some; fill or remove it")
    try folder.write([1], "empty/readme.txt")
    refused(.data, "empty", "no PNG or JPEG file in it")
    try add("empty/1.PNG", 1, 1)
    refused(.data, folder.path, "class 'empty' has 1 pictures, too few")
    try FileManager.default.removeItem(atPath: folder.path("empty"))
    // Whichever is tested is damaged.
    for number in 0..<20 { try folder.write(Array("a text".utf8), "dog/\(number < 10 ? "0" : "")\(number).png") }
    refused(.data, ".png", "neither a PNG nor a JPEG file: it begins with the bytes 61 20 74 65")
    let whole = try Array(Data(contentsOf: URL(fileURLWithPath: add("whole.png", 1, 2))))
    for number in 0..<20 { try folder.write(Array(whole.dropLast(20)), "dog/\(number < 10 ? "0" : "")\(number).png") }
    refused(.data, ".png", "damaged PNG file")
  }
}
