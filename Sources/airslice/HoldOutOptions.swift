// The shares of a user's own pictures that are held out, on the command line.

import ArgumentParser
import Imaging

/// What matters for the data set image-folder alone, and only where its parts have no folders of their own.
struct HoldOutOptions: ParsableArguments {
  @Option(help: "Share of each class's pictures for testing (image-folder).")
  var testShare = HoldOut.standard.test
  @Option(help: "Share of each class's pictures for validation (image-folder).")
  var validationShare = HoldOut.standard.validation

  func validate() throws {
    guard HoldOut(test: testShare, validation: validationShare) != nil else {
      throw ValidationError("--test-share and --validation-share must be 0 or more, and below 1 together")
    }
  }

  var holdOut: HoldOut { HoldOut(test: testShare, validation: validationShare) ?? .standard }
}
