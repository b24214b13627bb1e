// Which part of a data set: training and tuning never see the test images.

/// A part of a data set. `train` and `validation` are disjoint and together make `trainAndValidation`.
public enum Split: String, CaseIterable, Codable, Sendable {
  /// What weights are fitted to.
  case train
  /// 5,000 images held out of the training set; every choice of training or hyper-parameters is made on them.
  case validation
  /// Scored once per frozen configuration.
  case test
  /// The whole training set, for a last training with everything chosen.
  case trainAndValidation = "train-and-validation"
}
