// Working memory of a process that is asked millions of times a second.

/// A fixed number of elements that belong to one process, and so to one task.
///
/// A class's own array would be checked for overlapping accesses and retained each time it is looked into, which took as
/// long as the look itself: a tenth of a frame's time.
final class Scratch<Element> {
  private let elements: UnsafeMutableBufferPointer<Element>

  /// `count` times `element`.
  init(repeating element: Element, count: Int) {
    elements = .allocate(capacity: count)
    elements.initialize(repeating: element)
  }

  deinit {
    elements.deinitialize()
    elements.deallocate()
  }

  @inline(__always)
  subscript(place: Int) -> Element {
    _read { yield elements[place] }
    _modify { yield &elements[place] }
  }
}
