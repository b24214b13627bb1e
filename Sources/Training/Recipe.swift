// How a network is trained, as plain data under a name.

import Imaging

/// Everything that decides the course of a training beside network, data and seed.
package struct Recipe: Hashable, Sendable {
  /// Named sets of choices.
  package enum Name: String, CaseIterable, Sendable {
    /// Good accuracy within 20 to 30 epochs.
    case original
    /// NAIR's (Algorithm 2): batch 80, rate 0.01 falling as a cosine, no warm-up, no smoothing. Momentum, weight
    /// decay, augmentation and the number of epochs are not stated there and are ours.
    case paper
  }

  package var name: Name
  package var epochs: Int
  /// Images in a step.
  package var batch: Int
  /// The highest learning rate.
  package var rate: Double
  package var momentum: Double
  package var nesterov: Bool
  package var weightDecay: Double
  /// Whether biases and batch normalisation's scales and shifts decay too, as PyTorch does by default.
  package var decaysAll: Bool
  /// Epochs over which the rate rises linearly.
  package var warmUpEpochs: Double
  /// Share of the target that is spread evenly over all classes.
  package var labelSmoothing: Double
  package var augmentation: Augmentation

  /// The recipe of that name as it stands; single values may be changed after.
  package init(_ name: Name) {
    self.name = name
    augmentation = Augmentation()
    momentum = 0.9
    weightDecay = 5e-4
    decaysAll = true
    labelSmoothing = 0
    switch name {
    case .original:
      (epochs, batch, rate, nesterov, warmUpEpochs) = (30, 128, 0.2, true, 2)
    case .paper:
      (epochs, batch, rate, nesterov, warmUpEpochs) = (60, 80, 0.01, false, 0)
    }
  }

  /// Every value by its name, for the metadata of weights and checkpoints.
  package var metadata: [String: String] {
    [
      "recipe": name.rawValue, "epochs": "\(epochs)", "batch": "\(batch)", "rate": "\(rate)",
      "momentum": "\(momentum)", "nesterov": "\(nesterov)", "weight_decay": "\(weightDecay)",
      "weight_decay_on": decaysAll ? "all" : "weights", "schedule": "cosine", "warm_up_epochs": "\(warmUpEpochs)",
      "label_smoothing": "\(labelSmoothing)",
      "augmentation": "crop \(augmentation.padding)\(augmentation.flips ? ", flip" : "")"
        + (augmentation.cutout > 0 ? ", cutout \(augmentation.cutout)" : ""),
    ]
  }

  /// The learning rate of every step when an epoch has `stepsPerEpoch`.
  package func schedule(stepsPerEpoch: Int) -> CosineSchedule {
    let total = epochs * stepsPerEpoch
    let warmUp = Int((warmUpEpochs * Double(stepsPerEpoch)).rounded())
    return CosineSchedule(initialRate: rate, warmUpSteps: min(warmUp, total), totalSteps: total)
  }
}
