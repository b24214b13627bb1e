// Mutates image files and gives them to the decoders of CJPEG and CPNG, as AirSlice does with what a bad link leaves of
// them. Ends with 1 when a decoder takes longer than it may, or says what cannot be; the sanitizers it is built with
// (run.sh) find the rest: reads and writes out of bounds, leaks, undefined arithmetic. libjpeg and libpng are the system's
// and know nothing of sanitizers; what they are given ends where a page begins that nobody may touch.
#include <CJPEG.h>
#include <CPNG.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { width = 32, height = 32, pixel_bytes = 3 * width * height, kinds = 9, room = 1 << 16 };

// Longer than any file that these encoders make of 32 × 32 pixels takes, a thousand times over.
static const double longest = 2;

static uint64_t state;

// SplitMix64.
static uint32_t draw(uint32_t bound) {
  uint64_t z = state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return (uint32_t)((z ^ (z >> 31)) >> 32) % bound;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

// The end of `count` bytes behind which the first access ends the process.
static uint8_t *guarded(size_t count) {
  const size_t page = (size_t)sysconf(_SC_PAGESIZE), size = (count + page - 1) / page * page;
  uint8_t *start = mmap(NULL, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED || mprotect(start + size, page, PROT_NONE) != 0) exit(2);
  return start + size;
}

// Where the first scan's bytes begin; 0 where there is none, as in a PNG.
static size_t scan(const uint8_t *file, size_t count) {
  for (size_t place = 0; place + 3 < count; place++) {
    if (file[place] != 0xFF || file[place + 1] != 0xDA) continue;
    const size_t begin = place + 2 + ((size_t)file[place + 2] << 8 | file[place + 3]);
    return begin < count ? begin : 0;
  }
  return 0;
}

// Flips a bit, sets a byte to any or to one that means something, or takes out, doubles or cuts off some, at places from
// `first` on.
static size_t mutate(uint8_t *file, size_t count, size_t first) {
  static const uint8_t meaningful[] = {0x00, 0x01, 0x7F, 0x80, 0xC0, 0xC2, 0xC4, 0xD0, 0xD9, 0xDA, 0xDB, 0xDD, 0xFE, 0xFF};
  for (uint32_t left = 1 + draw(6); left > 0 && count > first; left--) {
    const size_t place = first + draw((uint32_t)(count - first));
    size_t some = 1 + draw(16);
    if (some > count - place) some = count - place;
    switch (draw(6)) {
      case 0: file[place] ^= (uint8_t)(1u << draw(8)); break;
      case 1: file[place] = (uint8_t)draw(256); break;
      case 2: file[place] = meaningful[draw(sizeof meaningful)]; break;
      case 3:
        memmove(file + place, file + place + some, count - place - some);
        count -= some;
        break;
      case 4:
        if (count + some > room) break;
        memmove(file + place + some, file + place, count - place);
        count += some;
        break;
      default: count = place; break;
    }
  }
  return count;
}

// A file of kind `kind`: JPEG in eight ways, and PNG.
static size_t encode(int kind, const uint8_t *rgb, uint8_t *file) {
  size_t count = 0;
  if (kind == 8) {
    uint8_t *png = airslice_png_encode(rgb, width, height, &count);
    if (png == NULL) exit(2);
    memcpy(file, png, count);
    free(png);
    return count;
  }
  airslice_jpeg_settings settings = {
    .chroma_step = 1 + (kind & 1), .optimised = kind >> 1 & 1, .progressive = kind >> 2 & 1,
    .restart_interval = (int)draw(4)};
  const uint16_t divisor = (uint16_t)(1 + draw(60));
  for (int i = 0; i < 64; i++) settings.luminance[i] = settings.chrominance[i] = divisor;
  void *encoder = airslice_jpeg_encoder_create(&settings);
  const uint8_t *jpeg = encoder == NULL ? NULL : airslice_jpeg_encode(encoder, rgb, width, height, &count);
  if (jpeg == NULL) exit(2);
  memcpy(file, jpeg, count);
  airslice_jpeg_encoder_destroy(encoder);
  return count;
}

static int decode(int kind, void *decoder, const uint8_t *file, size_t count, uint8_t *rgb, int is_lenient) {
  if (kind == 8) {
    airslice_png_outcome outcome;
    airslice_png_decode(file, count, width, height, rgb, is_lenient, &outcome);
    return outcome.rows >= 0 && outcome.rows <= height && memchr(outcome.message, 0, sizeof outcome.message) != NULL;
  }
  airslice_jpeg_outcome outcome;
  const int failed = airslice_jpeg_decode(decoder, file, count, width, height, rgb, &outcome);
  return outcome.rows >= 0 && outcome.rows <= height && (failed || outcome.rows == height || rgb == NULL)
    && memchr(outcome.message, 0, sizeof outcome.message) != NULL;
}

int main(int argc, char **argv) {
  const long wanted = argc > 1 ? strtol(argv[1], NULL, 10) : 100000;
  state = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
  if (wanted <= 0) return 64;
  uint8_t *rgb = malloc(pixel_bytes), *file = malloc(room), *damaged = malloc(room);
  uint8_t *const stream_end = guarded(room), *const target = guarded(pixel_bytes) - pixel_bytes;
  void *decoder = airslice_jpeg_decoder_create();
  if (rgb == NULL || file == NULL || damaged == NULL || decoder == NULL) return 2;
  double slowest = 0;
  const double start = now();
  size_t count = 0;
  for (long number = 0; number < wanted; number++) {
    const int kind = (int)(number / 100 % kinds);
    if (number % 100 == 0) {
      const uint32_t across = 1 + draw(9), down = draw(9), noise = 1 + draw(40);
      for (uint32_t i = 0; i < pixel_bytes; i++) {
        rgb[i] = (uint8_t)((i / 3 % width * across + i / 96 * down) * 5 + i % 3 * 60 + draw(noise));
      }
      count = encode(kind, rgb, file);
    }
    memcpy(damaged, file, count);
    // Every other stream is whole up to its scan: what a link damages lies behind headers that the server knows.
    const size_t left = mutate(damaged, count, number & 2 ? scan(file, count) : 0);
    uint8_t *const stream = stream_end - left;
    memcpy(stream, damaged, left);
    const double begin = now();
    const int is_sound = decode(kind, decoder, stream, left, target, number & 1) && decode(kind, decoder, stream, left, NULL, 0);
    const double taken = now() - begin;
    if (taken > slowest) slowest = taken;
    if (!is_sound || taken > longest) {
      fprintf(stderr, "stream %ld: %s\n", number, is_sound ? "took too long" : "an impossible outcome");
      return 1;
    }
  }
  printf("%ld streams in %.1f s, the slowest in %.2f ms\n", wanted, now() - start, 1e3 * slowest);
  airslice_jpeg_decoder_destroy(decoder);
  free(rgb);
  free(file);
  free(damaged);
  return 0;
}
