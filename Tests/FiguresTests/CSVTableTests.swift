// The CSV reader on good tables and on damaged ones: every fault is told with its line.

import Core
import Figures
import Foundation
import Testing

@Suite struct CSVTableTests {
  private func table(_ text: String) throws -> CSVTable { try CSVTable(text.utf8, file: "points.csv") }

  @Test func readsRowsByName() throws {
    let table = try table("scheme,accuracy\nraw,0.5\nnair,0.25\n")
    #expect(table.columns == ["scheme", "accuracy"])
    #expect(table.rows.map(\.fields) == [["raw", "0.5"], ["nair", "0.25"]])
    #expect(table.rows.map(\.line) == [2, 3])
    #expect(try table.number(table.rows[1], table.index(of: "accuracy")) == 0.25)
  }

  @Test(arguments: ["a,b\n1,2", "a,b\n1,2\n", "a,b\r\n1,2\r\n", "\u{FEFF}a,b\n1,2\n", "\"a\",\"b\"\n\"1\",2\n"])
  func readsEveryUsualForm(_ text: String) throws {
    let table = try table(text)
    #expect(table.columns == ["a", "b"])
    #expect(table.rows.map(\.fields) == [["1", "2"]])
  }

  @Test func readsQuotedFields() throws {
    let table = try table("name,value\n\"one, two\",1\n\"say \"\"so\"\"\",2\n\"two\nlines\",3\n\"\",4\nß→,5\n")
    #expect(table.rows.map { $0.fields[0] } == ["one, two", "say \"so\"", "two\nlines", "", "ß→"])
    // The line feed inside a field counts as a line of the file.
    #expect(table.rows.map(\.line) == [2, 3, 4, 6, 7])
  }

  @Test func emptyFieldsAreNoNumbers() throws {
    let table = try table("a,b\n,\n")
    #expect(try table.number(table.rows[0], 0) == nil)
    #expect(try table.number(table.rows[0], 1) == nil)
  }

  @Test(arguments: [
    ("", "points.csv: empty"),
    ("a,b\n1\n", "points.csv:2: 1 fields where the header has 2"),
    ("a,b\n1,2\n1,2,3\n", "points.csv:3: 3 fields where the header has 2"),
    ("a,b\n1,2\n\n", "points.csv:3: 1 fields where the header has 2"),
    ("a,a\n", "points.csv:1: two columns named 'a'"),
    ("a,\n", "points.csv:1: a column without a name"),
    ("a\n1\n\"x\n\n", "points.csv:3: a quotation mark opens here and never closes"),
    ("a\n\"x\"y\n", "points.csv:2: text behind a closing quotation mark"),
    ("a\nx\"y\n", "points.csv:2: a quotation mark inside a field"),
    ("a\n\u{0}\n", "points.csv:2: a control character"),
  ])
  func tellsWhatIsWrongAndWhere(_ text: String, _ start: String) throws {
    let error = try #require(throws: AirSliceError.self) { try table(text) }
    #expect(error.kind == .data)
    #expect(error.description.hasPrefix(start), "\(error)")
    #expect(!error.description.contains("\n"))
  }

  @Test func refusesWhatIsNotText() throws {
    let error = try #require(throws: AirSliceError.self) {
      try CSVTable([0x61, 0x0A, 0xFF, 0xFE, 0x0A], file: "points.csv")
    }
    #expect(error.description == "points.csv:2: not UTF-8 text")
  }

  @Test(arguments: ["inf", "-inf", "nan", "1e400", "0x10", "1_000", "1,5", " 1", "abc", "--1", "1e"])
  func refusesWhatIsNoFiniteNumber(_ text: String) throws {
    let table = try table("accuracy\n\"\(text)\"\n")
    let error = try #require(throws: AirSliceError.self) { try table.number(table.rows[0], 0) }
    #expect(error.description == "points.csv:2: column 'accuracy' holds '\(text)' where a finite number is needed")
  }

  @Test func namesTheColumnsThatThereAre() throws {
    let table = try table("scheme,accuracy\n")
    let error = try #require(throws: AirSliceError.self) { try table.index(of: "latency") }
    #expect(error.description == "points.csv: no column 'latency' (there are: scheme, accuracy)")
  }

  @Test func aMissingFileIsMissingInput() throws {
    let error = try #require(throws: AirSliceError.self) { try CSVTable(path: "/nowhere/points.csv") }
    #expect(error.kind == .missingInput)
    #expect(error.location?.file == "/nowhere/points.csv")
  }

  /// Whatever is cut off or overwritten, the reader throws or gives a table whose rows are all as wide as its header.
  @Test func survivesDamage() {
    let whole = Array("scheme,rate,accuracy\nraw,0,0.5\n\"a \"\"b\"\"\",0.1,0.25\nnair,0.2,0.125\r\n".utf8)
    let bytes: [UInt8] = [0, 0x0A, 0x0D, 0x22, 0x2C, 0x61, 0x80, 0xC3, 0xFF]
    for position in whole.indices {
      var damaged = [Array(whole[..<position])]
      for byte in bytes {
        var copy = whole
        copy[position] = byte
        damaged.append(copy)
      }
      for input in damaged {
        guard let table = try? CSVTable(input, file: "points.csv") else { continue }
        #expect(table.rows.allSatisfy { $0.fields.count == table.columns.count })
      }
    }
  }
}
