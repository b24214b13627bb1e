#include "CLiquid.h"

#include <complex.h>
#include <liquid/liquid.h>

static fec_scheme scheme(int code) {
  switch (code) {
    case AIRSLICE_HAMMING_7_4: return LIQUID_FEC_HAMMING74;
    case AIRSLICE_SECDED_72_64: return LIQUID_FEC_SECDED7264;
    case AIRSLICE_GOLAY_24_12: return LIQUID_FEC_GOLAY2412;
    default: return LIQUID_FEC_UNKNOWN;
  }
}

void *airslice_block_code_create(int code) {
  const fec_scheme chosen = scheme(code);
  return chosen == LIQUID_FEC_UNKNOWN ? NULL : fec_create(chosen, NULL);
}

void airslice_block_code_destroy(void *coder) { fec_destroy(coder); }

size_t airslice_block_code_length(int code, size_t count) {
  return fec_get_enc_msg_length(scheme(code), (unsigned int)count);
}

int airslice_block_code_encode(void *coder, size_t count, const uint8_t *message, uint8_t *encoded) {
  return fec_encode(coder, (unsigned int)count, (unsigned char *)message, encoded);
}

int airslice_block_code_decode(void *coder, size_t count, const uint8_t *encoded, uint8_t *message) {
  return fec_decode(coder, (unsigned int)count, (unsigned char *)encoded, message);
}

void *airslice_interleaver_create(size_t count) { return interleaver_create((unsigned int)count); }

void airslice_interleaver_destroy(void *interleaver) { interleaver_destroy(interleaver); }

int airslice_interleaver_encode(void *interleaver, const uint8_t *input, uint8_t *output) {
  return interleaver_encode(interleaver, (unsigned char *)input, output);
}

int airslice_interleaver_decode(void *interleaver, const uint8_t *input, uint8_t *output) {
  return interleaver_decode(interleaver, (unsigned char *)input, output);
}
