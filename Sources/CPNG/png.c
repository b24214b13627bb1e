#include "CPNG.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

// The bytes of a file being written.
typedef struct {
  uint8_t *bytes;
  size_t count;
  size_t capacity;
} output;

static void append(png_structp png, png_bytep bytes, size_t count) {
  output *file = png_get_io_ptr(png);
  if (file->count + count > file->capacity) {
    const size_t capacity = 2 * (file->count + count) + 1024;
    uint8_t *larger = realloc(file->bytes, capacity);
    if (larger == NULL) png_error(png, "no memory");
    file->bytes = larger;
    file->capacity = capacity;
  }
  memcpy(file->bytes + file->count, bytes, count);
  file->count += count;
}

static void flush(png_structp png) { (void)png; }

static void leave(png_structp png, png_const_charp message) {
  char *kept = png_get_error_ptr(png);
  if (kept != NULL && kept[0] == 0) strncpy(kept, message, sizeof((airslice_png_outcome *)0)->message - 1);
  png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

// 0 when all was written to `file`, which is not a variable of this function because of the way back by longjmp.
static int write_png(output *file, const uint8_t *rgb, int width, int height) {
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, leave, ignore);
  png_infop info = png == NULL ? NULL : png_create_info_struct(png);
  if (info == NULL || setjmp(png_jmpbuf(png))) {
    png_destroy_write_struct(&png, &info);
    return 1;
  }
  png_set_write_fn(png, file, append, flush);
  png_set_compression_level(png, 9);
  png_set_IHDR(
    png, info, (png_uint_32)width, (png_uint_32)height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
    PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  for (int row = 0; row < height; row++) png_write_row(png, rgb + (size_t)row * (size_t)width * 3);
  png_write_end(png, NULL);
  png_destroy_write_struct(&png, &info);
  return 0;
}

uint8_t *airslice_png_encode(const uint8_t *rgb, int width, int height, size_t *count) {
  output file = {NULL, 0, 0};
  if (write_png(&file, rgb, width, height) != 0) {
    free(file.bytes);
    return NULL;
  }
  *count = file.count;
  return file.bytes;
}

// A picture being read.
typedef struct {
  int width;
  int height;
  uint8_t *rgb;
  int last_pass;
  airslice_png_outcome *outcome;
} input;

static void take_header(png_structp png, png_infop info) {
  input *picture = png_get_progressive_ptr(png);
  airslice_png_outcome *outcome = picture->outcome;
  outcome->width = (int)png_get_image_width(png, info);
  outcome->height = (int)png_get_image_height(png, info);
  if (picture->rgb == NULL) png_longjmp(png, 1);
  if (outcome->width != picture->width || outcome->height != picture->height) png_error(png, "another size");
  png_set_expand(png);
  png_set_scale_16(png);
  png_set_gray_to_rgb(png);
  png_set_strip_alpha(png);
  picture->last_pass = png_set_interlace_handling(png) - 1;
  png_read_update_info(png, info);
  if (png_get_rowbytes(png, info) != (size_t)outcome->width * 3) png_error(png, "cannot be made RGB of 8 bits");
}

static void take_row(png_structp png, png_bytep row, png_uint_32 number, int pass) {
  input *picture = png_get_progressive_ptr(png);
  if (number >= (png_uint_32)picture->height) png_error(png, "more rows than the header says");
  if (row != NULL) png_progressive_combine_row(png, picture->rgb + (size_t)number * (size_t)picture->width * 3, row);
  if (pass == picture->last_pass) picture->outcome->rows = (int)number + 1;
}

static void take_end(png_structp png, png_infop info) {
  (void)info;
  input *picture = png_get_progressive_ptr(png);
  picture->outcome->is_complete = picture->outcome->rows == picture->height;
}

int airslice_png_decode(
  const uint8_t *file, size_t count, int width, int height, uint8_t *rgb, int is_lenient,
  airslice_png_outcome *outcome) {
  memset(outcome, 0, sizeof *outcome);
  input picture = {width, height, rgb, 0, outcome};
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, outcome->message, leave, ignore);
  png_infop info = png == NULL ? NULL : png_create_info_struct(png);
  if (info == NULL || setjmp(png_jmpbuf(png))) {
    // Where only the size was asked for, the header ends the reading; destroying takes `info` away.
    int is_missing = info == NULL;
    png_destroy_read_struct(&png, &info, NULL);
    return is_missing || rgb != NULL || outcome->width == 0;
  }
  if (is_lenient) png_set_crc_action(png, PNG_CRC_QUIET_USE, PNG_CRC_QUIET_USE);
  png_set_progressive_read_fn(png, &picture, take_header, take_row, take_end);
  png_process_data(png, info, (png_bytep)file, count);
  png_destroy_read_struct(&png, &info, NULL);
  return rgb == NULL && outcome->width == 0;
}
