// What `airslice validate` says of the MAC, with another seed than the command's own.

import Radio
import Testing
import Transport

@Suite struct AccessValidationTests {
  @Test func accessHolds() throws {
    let checks = try AccessValidation.access(2)
    #expect(checks.count == 10)
    for check in checks { #expect(check.holds, "\(check)") }
  }

  @Test func retransmissionsHold() throws {
    let checks = try AccessValidation.retransmissions(2)
    #expect(checks.count == 18)
    for check in checks { #expect(check.holds, "\(check)") }
  }
}
