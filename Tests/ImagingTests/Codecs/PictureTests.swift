// Image files of all kinds against Pillow's decoding of them, and files that are none.

import Core
import Foundation
import Imaging
import TemporaryFolder
import Testing

@Suite struct PictureTests {
  @Test func filesOfAllKinds() throws {
    #expect(Goldens.crc32(Array("123456789".utf8)) == 0xCBF4_3926)
    let rows = try Goldens.rows("pictures.csv")
    #expect(rows.count == 11)
    for row in rows {
      let name = row["file"]!
      let picture = try Picture(contentsOf: "\(Goldens.folder)/\(name)")
      #expect(picture.width == Int(row["width"]!) && picture.height == Int(row["height"]!), "\(name)")
      #expect(Goldens.crc32(picture.pixels) == UInt32(row["crc32"]!), "\(name)")
    }
    #expect(try Picture(contentsOf: "\(Goldens.folder)/rgb.png") == Goldens.drawn(3, width: 20, height: 13))
  }

  /// Every file that ends early is refused in one line that names it; so is one with a changed byte, or it is read.
  @Test func damagedFiles() throws {
    for row in try Goldens.rows("pictures.csv") {
      let (name, file) = (row["file"]!, try Goldens.bytes(row["file"]!))
      for count in 0..<file.count {
        let error = #expect(throws: AirSliceError.self, "\(name), \(count) bytes") {
          try Picture(decoding: Array(file.prefix(count)), file: name)
        }
        #expect(error?.kind == .data && error?.location?.file == name)
        #expect(error?.message.contains("\n") == false)
      }
      for place in file.indices {
        var damaged = file
        damaged[place] ^= 0x55
        do { _ = try Picture(decoding: damaged, file: name) } catch let error as AirSliceError {
          #expect(error.kind == .data)
        }
      }
    }
  }

  @Test func notAPicture() throws {
    let folder = try TemporaryFolder()
    func message(_ bytes: [UInt8]) throws -> String {
      let path = try folder.write(bytes, "a.png")
      return #expect(throws: AirSliceError.self) { try Picture(contentsOf: path) }?.message ?? ""
    }
    #expect(try message(Array("hello".utf8)) == "neither a PNG nor a JPEG file: it begins with the bytes 68 65 6c 6c")
    #expect(try message([]) == "neither a PNG nor a JPEG file: it is empty")
    var huge = try Goldens.bytes("halved.jpg")
    let header = try #require(huge.indices.first { huge[$0...].starts(with: [0xFF, 0xC0]) })
    huge.replaceSubrange(header + 5..<header + 9, with: [0xFF, 0xDC, 0xFF, 0xDC])
    #expect(try message(huge).contains("65500 × 65500 pixels are too many"))
    let missing = #expect(throws: AirSliceError.self) { try Picture(contentsOf: folder.path("b.png")) }
    #expect(missing?.kind == .missingInput)
  }

  /// A file of a few kilobytes with more scans than anybody needs is refused instead of worked through.
  @Test func manyScans() throws {
    let file = try Goldens.bytes("progressive.jpg")
    let last = try #require(file.indices.dropLast().last { file[$0] == 0xFF && file[$0 + 1] == 0xDA })
    let scan = file[last..<file.count - 2]
    let many = file.dropLast(2) + Array(repeating: scan, count: 600).joined() + file.suffix(2)
    let error = #expect(throws: AirSliceError.self) { try Picture(decoding: Array(many), file: "a.jpg") }
    #expect(error?.message.contains("scans") == true, "\(String(describing: error))")
  }

  @Test func planes() {
    let picture = Goldens.drawn(2)
    let batch = ImageBatch(pixels: Goldens.drawn(1).planes + picture.planes, labels: [0, 0])
    #expect(batch.picture(1) == picture)
    #expect(picture.planes[2 * 1024 + 5 * 32 + 7] == picture.pixels[(5 * 32 + 7) * 3 + 2])
  }
}
