// JPEG by libjpeg-turbo. jpeglib.h stays in the C file: its calls are macros, and it reports errors by a call that must
// not return, which only C can leave (longjmp).
#ifndef AIRSLICE_CJPEG_H
#define AIRSLICE_CJPEG_H
#include <stddef.h>
#include <stdint.h>

/// How pictures are encoded; tables in rows from the top, 64 entries of 1 to 255 each.
typedef struct {
  uint16_t luminance[64];
  uint16_t chrominance[64];
  /// Pixels that share a chrominance sample, across and down: 1 or 2.
  int chroma_step;
  /// Huffman tables made for each picture.
  int optimised;
  int progressive;
  /// Blocks (MCUs) between restart markers; 0 for none.
  int restart_interval;
} airslice_jpeg_settings;

/// An encoder, to be used for any number of pictures; NULL when there is no memory or libjpeg refuses the settings.
void *airslice_jpeg_encoder_create(const airslice_jpeg_settings *settings);
void airslice_jpeg_encoder_destroy(void *encoder);

/// Encodes a picture of `width` × `height` pixels, three bytes each; returns the file's bytes, which stay the encoder's
/// until its next call, and their number in `count`; NULL when it fails.
const uint8_t *airslice_jpeg_encode(void *encoder, const uint8_t *rgb, int width, int height, size_t *count);

/// What decoding a file came to.
typedef struct {
  int width;
  int height;
  /// Rows that were decoded, from the top; all of them unless decoding had to be given up.
  int rows;
  /// Faults that libjpeg went on after: rows are there, with whatever it makes of what is missing.
  long warnings;
  /// The first fault in libjpeg's words; empty for none.
  char message[200];
} airslice_jpeg_outcome;

/// A decoder, to be used for any number of files; NULL when there is no memory.
void *airslice_jpeg_decoder_create(void);
void airslice_jpeg_decoder_destroy(void *decoder);

/// Decodes a file to three bytes a pixel, as `djpeg` does by default, when it is `width` × `height` pixels. With `rgb`
/// NULL, reads the size alone. 0 when libjpeg could go to the end, with warnings or without.
int airslice_jpeg_decode(
  void *decoder, const uint8_t *file, size_t count, int width, int height, uint8_t *rgb,
  airslice_jpeg_outcome *outcome);

#endif
