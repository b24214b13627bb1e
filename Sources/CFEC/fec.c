#include "CFEC.h"

#include <fec.h>

void *airslice_viterbi_create(size_t bits) { return create_viterbi27((int)bits); }

void airslice_viterbi_destroy(void *decoder) { delete_viterbi27(decoder); }

int airslice_viterbi_decode(void *decoder, const uint8_t *symbols, size_t bits, uint8_t *message) {
  const int failed = init_viterbi27(decoder, 0) || update_viterbi27_blk(decoder, (unsigned char *)symbols, (int)bits + 6);
  return failed || chainback_viterbi27(decoder, message, (unsigned int)bits, 0);
}

void airslice_reed_solomon_encode(const uint8_t *message, size_t pad, uint8_t *parity) {
  encode_rs_8((unsigned char *)message, parity, (int)pad);
}

int airslice_reed_solomon_decode(uint8_t *codeword, size_t pad) { return decode_rs_8(codeword, NULL, 0, (int)pad); }
