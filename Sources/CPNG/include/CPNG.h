// PNG by libpng. png.h stays in the C file: like libjpeg it leaves by longjmp. Reading is by its "progressive" interface,
// which hands rows over as their bytes come, so that a file that ends early gives the rows that it holds.
#ifndef AIRSLICE_CPNG_H
#define AIRSLICE_CPNG_H
#include <stddef.h>
#include <stdint.h>

/// Encodes a picture of `width` × `height` pixels, three bytes each, with libpng's usual choice of filters and the most
/// thorough compression; returns the file's bytes, to be given to `free`, and their number; NULL when there is no memory.
uint8_t *airslice_png_encode(const uint8_t *rgb, int width, int height, size_t *count);

/// What decoding a file came to.
typedef struct {
  int width;
  int height;
  /// Rows that were decoded, from the top; of an interlaced picture those that all its bytes had come for.
  int rows;
  /// Whether the file is whole and without fault.
  int is_complete;
  /// The first fault in libpng's words; empty for none.
  char message[200];
} airslice_png_outcome;

/// Decodes as much as there is of a file to three bytes a pixel, when it is `width` × `height` pixels: grey and palettes
/// become colours, transparency is dropped, 16 bits become 8. With `rgb` NULL, reads the size alone. With `is_lenient`
/// wrong checksums are not minded. 0 when no fault was met in what there is.
int airslice_png_decode(
  const uint8_t *file, size_t count, int width, int height, uint8_t *rgb, int is_lenient,
  airslice_png_outcome *outcome);

#endif
