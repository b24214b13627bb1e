// JPEG against Pillow's files byte for byte, and quantisation tables.

import Core
import Foundation
import Imaging
import TemporaryFolder
import Testing

@Suite struct JPEGTests {
  /// 336 files of another build of libjpeg-turbo: qualities, chrominance, Huffman tables, scans, restart markers.
  @Test func filesAreThoseOfPillow() throws {
    let decoder = try JPEGDecoder()
    let rows = try Goldens.rows("jpegs.csv")
    #expect(rows.count == 336)
    for row in rows {
      var settings = JPEGSettings()
      settings.tables = .standard.scaled(quality: Int(row["quality"]!)!)
      settings.chroma = row["chroma_step"] == "2" ? .halved : .full
      settings.huffman = row["coding"] == "optimised" ? .optimised : .standard
      settings.isProgressive = row["coding"] == "progressive"
      settings.restartInterval = Int(row["restart"]!)!
      let encoder = try JPEGEncoder(settings)
      // An encoder serves many pictures; none leaves a trace in the next.
      _ = try encoder.encode(Goldens.drawn(6))
      let file = try encoder.encode(Goldens.drawn(Int(row["picture"]!)!))
      #expect(file.count == Int(row["bytes"]!) && Goldens.crc32(file) == UInt32(row["crc32"]!), "\(row)")
      var pixels = [UInt8](repeating: 0, count: 3072)
      let outcome = pixels.withUnsafeMutableBufferPointer { decoder.decode(file, width: 32, height: 32, into: $0) }
      #expect(outcome == DecodingOutcome(width: 32, height: 32, rows: 32, isWhole: true))
      #expect(Goldens.crc32(pixels) == UInt32(row["decoded_crc32"]!), "\(row)")
    }
  }

  @Test func tables() throws {
    let standard = QuantizationTables.standard
    #expect(standard.scaled(quality: 50) == standard)
    #expect(standard.scaled(quality: 100).luminance.allSatisfy { $0 == 1 })
    // At 75 half of each, rounded up; at 10 five times, at most 255.
    #expect(standard.scaled(quality: 75).luminance.prefix(4) == [8, 6, 5, 8])
    #expect(standard.scaled(quality: 10).chrominance.prefix(4) == [85, 90, 120, 235])
    #expect(standard.scaled(quality: 10).chrominance.last == 255)
  }

  @Test func tableFiles() throws {
    let folder = try TemporaryFolder()
    func tables(_ text: String) throws -> QuantizationTables {
      try QuantizationTables(contentsOf: folder.write(Array(text.utf8), "t"))
    }
    func refused(_ text: String, _ part: String) {
      let error = #expect(throws: AirSliceError.self) { try tables(text) }
      #expect(error?.kind == .data && error?.description.contains(part) == true, "\(String(describing: error))")
    }
    let row = "# a remark 0\n" + String(repeating: "1 2 3 4 5 6 7 8\n", count: 8)
    #expect(try tables(row).chrominance.prefix(9) == [1, 2, 3, 4, 5, 6, 7, 8, 1])
    let two = try tables(row + row.replacing("8\n", with: "255 # end\n"))
    #expect(two.luminance.last == 8 && two.chrominance.last == 255)
    #expect(try tables((row + row.replacing("8\n", with: "255 # end\n")).replacing("\n", with: "\r\n")) == two)
    refused(String(repeating: "0 ", count: 64), "t:1: '0' cannot divide a coefficient")
    refused("16\n256", "t:2: '256'")
    refused("16\n-3", "'-3'")
    refused("1 2 3", "3 numbers; one table has 64")
    refused("", "0 numbers")
    let missing = #expect(throws: AirSliceError.self) { try QuantizationTables(contentsOf: folder.path("none")) }
    #expect(missing?.kind == .missingInput)
  }
}
