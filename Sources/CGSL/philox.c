// Philox4x32-10: ten rounds of two 32 × 32-bit products over a 128-bit counter, with a 64-bit key.
#include "CGSL.h"

#include <string.h>

// From WORTHWHILE blocks on, WIDTH side by side take less time than those few one after the other.
enum { ROUNDS = 10, WIDTH = 16, WORTHWHILE = 5 };
#define MULTIPLIER_0 0xD2511F53u
#define MULTIPLIER_1 0xCD9E8D57u
#define WEYL_0 0x9E3779B9u
#define WEYL_1 0xBB67AE85u

void airslice_philox_block(uint64_t key, uint64_t lane, uint64_t index, uint32_t words[4]) {
  uint32_t c0 = (uint32_t)index, c1 = (uint32_t)(index >> 32), c2 = (uint32_t)lane, c3 = (uint32_t)(lane >> 32);
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  for (int round = 0; round < ROUNDS; ++round) {
    const uint64_t p0 = (uint64_t)MULTIPLIER_0 * c0, p1 = (uint64_t)MULTIPLIER_1 * c2;
    c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
    c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c1 = (uint32_t)p1;
    c3 = (uint32_t)p0;
    k0 += WEYL_0;
    k1 += WEYL_1;
  }
  words[0] = c0;
  words[1] = c1;
  words[2] = c2;
  words[3] = c3;
}

// Sixteen blocks side by side; every element holds 32 significant bits, which makes each product one vector instruction.
typedef uint64_t vector __attribute__((vector_size(8 * WIDTH)));

static inline __attribute__((always_inline)) void blocks(uint64_t key, uint64_t lane, uint64_t index, uint32_t *words) {
  const vector zero = {0}, step = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  const vector low = zero + UINT32_MAX;
  const vector counter = step + index;
  vector c0 = counter & low, c1 = counter >> 32;
  vector c2 = zero + (lane & UINT32_MAX), c3 = zero + (lane >> 32);
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  for (int round = 0; round < ROUNDS; ++round) {
    const vector p0 = c0 * (uint64_t)MULTIPLIER_0, p1 = c2 * (uint64_t)MULTIPLIER_1;
    c0 = (p1 >> 32) ^ c1 ^ (uint64_t)k0;
    c2 = (p0 >> 32) ^ c3 ^ (uint64_t)k1;
    c1 = p1 & low;
    c3 = p0 & low;
    k0 += WEYL_0;
    k1 += WEYL_1;
  }
  const vector front = c0 | c1 << 32, back = c2 | c3 << 32;
  const vector first = __builtin_shufflevector(front, back, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const vector second =
      __builtin_shufflevector(front, back, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  memcpy(words, &first, sizeof first);
  memcpy(words + 2 * WIDTH, &second, sizeof second);
}

#if defined(__x86_64__) && defined(__linux__) && defined(__clang__)
__attribute__((target_clones("avx512f", "avx2", "default")))
#endif
void airslice_philox_fill(uint64_t key, uint64_t lane, uint64_t index, size_t count, uint32_t *words) {
  size_t done = 0;
  for (; done + WIDTH <= count; done += WIDTH) blocks(key, lane, index + done, words + 4 * done);
  if (count - done >= WORTHWHILE) {
    uint32_t rest[4 * WIDTH];
    blocks(key, lane, index + done, rest);
    memcpy(words + 4 * done, rest, 16 * (count - done));
    return;
  }
  for (; done < count; ++done) airslice_philox_block(key, lane, index + done, words + 4 * done);
}

// The generator's state; `used` of the four words of block `index - 1` have been handed out.
typedef struct {
  uint64_t key, lane, index;
  uint32_t words[4];
  unsigned used;
} philox_state;

static void philox_set(void *opaque, unsigned long seed) {
  philox_state *state = opaque;
  state->key = seed;
  state->lane = state->index = 0;
  state->used = 4;
}

static unsigned long philox_get(void *opaque) {
  philox_state *state = opaque;
  if (state->used == 4) {
    airslice_philox_block(state->key, state->lane, state->index++, state->words);
    state->used = 0;
  }
  return state->words[state->used++];
}

static double philox_get_double(void *opaque) {
  const uint64_t high = philox_get(opaque), low = philox_get(opaque);
  return (double)((high << 32 | low) >> 11) * 0x1p-53;
}

const gsl_rng_type *airslice_philox_type(void) {
  static const gsl_rng_type type = {
      "philox4x32-10", UINT32_MAX, 0, sizeof(philox_state), philox_set, philox_get, philox_get_double};
  return &type;
}

void airslice_philox_seek(gsl_rng *generator, uint64_t lane, uint64_t index) {
  philox_state *state = generator->state;
  state->lane = lane;
  state->index = index;
  state->used = 4;
}
