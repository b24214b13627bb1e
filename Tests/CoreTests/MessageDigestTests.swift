// Digests against their standards' examples.

import Core
import TemporaryFolder
import Testing

@Suite struct MessageDigestTests {
  /// FIPS 180-4's example "abc", and RFC 1321, appendix A.5.
  @Test func ofABC() throws {
    let bytes = Array("abc".utf8)
    #expect(
      try MessageDigest.sha256.hexadecimal(bytes) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(try MessageDigest.md5.hexadecimal(bytes) == "900150983cd24fb0d6963f7d28e17f72")
  }

  @Test func ofAFile() throws {
    let folder = try TemporaryFolder()
    #expect(
      try MessageDigest.md5.hexadecimal(ofFile: folder.write(Array("abc".utf8), "abc"))
        == "900150983cd24fb0d6963f7d28e17f72")
    #expect { try MessageDigest.md5.hexadecimal(ofFile: folder.path("none")) } throws: {
      ($0 as? AirSliceError)?.kind == .missingInput
    }
  }

  @Test func ofNothing() throws {
    #expect(try MessageDigest.md5.hexadecimal([UInt8]()) == "d41d8cd98f00b204e9800998ecf8427e")
  }
}
