// What the server has answered before. Scenarios meet the same questions again and again: the first units of the same
// image, sent by the same scheme, whatever the link did to the rest.

import Core
import Synchronization

/// The classes of images of which the first slices arrived just as they were sent and nothing else did, for all schemes of
/// a process: at most one for each image, scheme and number of slices, about 50 bytes. Damage and gaps, which hardly ever
/// come again, are not kept.
package final class KnownAnswers: Sendable {
  private let tables = Mutex<[Key: AnswerTable]>([:])

  package init() {}

  /// The answers to what `point` sends; for schemes that look at more than their encoding's settings, a table of its own.
  /// - Parameter weights: digests of those that the scheme runs, which may have been replaced since the last scenario.
  func table(of point: Point, weights: [String]) -> AnswerTable {
    let encoding = point.encoding
    if encoding.point != nil { return AnswerTable() }
    return tables.withLock { tables in
      let key = Key(encoding: encoding, dataset: point.settings.dataset, weights: weights)
      let table = tables[key] ?? AnswerTable()
      tables[key] = table
      return table
    }
  }

  /// All that an image's message, and the answer to what arrives of it, depend on, the image itself aside.
  private struct Key: Hashable {
    let encoding: EncodingKey
    let dataset: DatasetChoice
    let weights: [String]
  }
}

/// The answers to one scheme's messages.
final class AnswerTable: Sendable {
  /// So many of the first slices of which message.
  struct Question: Hashable {
    let image: Int
    let level: Int
    let slices: Int

    /// What the server is asked when `delivery` has arrived of `message`, which is that of the image number `image` in the
    /// way number `level` of its scheme; nil where that is anything but the message's first slices as they were sent.
    init?(image: Int, level: Int, message: Message, delivery: Delivery) {
      guard delivery.slices.count <= message.slices.count,
        zip(delivery.slices, message.slices).allSatisfy({ received, sent in
          received.unit == sent.unit && received.erasedElements.isEmpty && received.payload == sent.payload
        })
      else { return nil }
      (self.image, self.level, slices) = (image, level, delivery.slices.count)
    }
  }

  private let classes = Mutex<[Question: UInt16]>([:])

  /// The classes of `deliveries`; `infer` is asked for those of which they are not known.
  /// - Precondition: a question for each delivery.
  func classes(
    of deliveries: [Delivery], _ questions: [Question?], infer: ([Delivery]) throws -> [UInt16]
  ) rethrows -> [UInt16] {
    precondition(deliveries.count == questions.count, "a question for each delivery")
    let known = classes.withLock { classes in questions.map { question in question.flatMap { classes[$0] } } }
    let unknown = known.indices.filter { known[$0] == nil }
    let inferred = unknown.isEmpty ? [] : try infer(unknown.map { deliveries[$0] })
    classes.withLock { classes in
      for (index, found) in zip(unknown, inferred) {
        if let question = questions[index] { classes[question] = found }
      }
    }
    var next = inferred.makeIterator()
    return known.compactMap { $0 ?? next.next() }
  }
}
