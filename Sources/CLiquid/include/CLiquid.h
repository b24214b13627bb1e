// Block codes and the interleaver of liquid-dsp. liquid.h itself stays in the C file: it declares thousands of names, and
// its complex types do not go into Swift.
#ifndef AIRSLICE_CLIQUID_H
#define AIRSLICE_CLIQUID_H
#include <stddef.h>
#include <stdint.h>

/// Block codes, by the numbers of this header.
enum {
  AIRSLICE_HAMMING_7_4 = 1,
  AIRSLICE_SECDED_72_64 = 2,
  AIRSLICE_GOLAY_24_12 = 3,
};

/// A coder of one of the codes above; NULL when there is no such code.
void *airslice_block_code_create(int code);
void airslice_block_code_destroy(void *coder);

/// Bytes that `count` bytes are encoded to.
size_t airslice_block_code_length(int code, size_t count);

/// Encodes `count` bytes; `encoded` has room for their coded length. 0 when all is well.
int airslice_block_code_encode(void *coder, size_t count, const uint8_t *message, uint8_t *encoded);

/// Decodes to `count` bytes, as well as it can: the code does not tell whether it succeeded. 0 when all is well.
int airslice_block_code_decode(void *coder, size_t count, const uint8_t *encoded, uint8_t *message);

/// An interleaver of `count` bytes; NULL when there is no memory.
void *airslice_interleaver_create(size_t count);
void airslice_interleaver_destroy(void *interleaver);

/// Permutes the bits of all its bytes, and back; `input` and `output` may be the same. 0 when all is well.
int airslice_interleaver_encode(void *interleaver, const uint8_t *input, uint8_t *output);
int airslice_interleaver_decode(void *interleaver, const uint8_t *input, uint8_t *output);

#endif
