// The decoders of libfec: Viterbi for the K = 7 rate 1/2 code, and Reed-Solomon (255,223). fec.h has no include guard of
// its own and takes its bytes as non-const: this header says what is meant.
#ifndef AIRSLICE_CFEC_H
#define AIRSLICE_CFEC_H
#include <stddef.h>
#include <stdint.h>

/// A Viterbi decoder for up to `bits` data bits; NULL when there is no memory.
void *airslice_viterbi_create(size_t bits);
void airslice_viterbi_destroy(void *decoder);

/// Decodes `bits` data bits, first bit at the top of the first byte, from 2 * (bits + 6) soft symbols (0 a sure zero, 255
/// a sure one, 128 nothing known) of an encoder that started and ended in state 0. Polynomials 0x6d and 0x4f.
int airslice_viterbi_decode(void *decoder, const uint8_t *symbols, size_t bits, uint8_t *message);

/// The 32 parity bytes of 223 - pad data bytes; pad zero bytes go in front of them in thought.
/// The field is that of x^8 + x^7 + x^2 + x + 1, the generator that of CCSDS 131.0-B, in the conventional basis.
void airslice_reed_solomon_encode(const uint8_t *message, size_t pad, uint8_t *parity);

/// Corrects 223 - pad data bytes and their 32 parity bytes in place.
/// Returns the number of wrong bytes found, -1 when there are more than it can correct.
int airslice_reed_solomon_decode(uint8_t *codeword, size_t pad);

#endif
