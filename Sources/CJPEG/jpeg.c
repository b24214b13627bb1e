#include "CJPEG.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

// More scans than any encoder makes: each costs a pass over the picture, and a file of a megabyte could hold 100,000.
enum { greatest_scan = 500 };

// libjpeg's error manager with a way out. Messages are kept, never printed.
typedef struct {
  struct jpeg_error_mgr base;
  jmp_buf escape;
  char message[JMSG_LENGTH_MAX];
} error_manager;

static void keep_message(j_common_ptr info) {
  error_manager *errors = (error_manager *)info->err;
  if (errors->message[0] == 0) errors->base.format_message(info, errors->message);
}

static void leave(j_common_ptr info) {
  keep_message(info);
  longjmp(((error_manager *)info->err)->escape, 1);
}

static void count_warning(j_common_ptr info, int level) {
  if (level >= 0) return;
  keep_message(info);
  info->err->num_warnings++;
}

static struct jpeg_error_mgr *prepare_errors(error_manager *errors) {
  jpeg_std_error(&errors->base);
  errors->base.error_exit = leave;
  errors->base.emit_message = count_warning;
  errors->base.output_message = keep_message;
  return &errors->base;
}

// An encoder and the buffer it writes to, which grows to the largest file.
typedef struct {
  struct jpeg_compress_struct info;
  error_manager errors;
  struct jpeg_destination_mgr destination;
  JOCTET *buffer;
  size_t capacity;
  size_t count;
} jpeg_encoder;

static void begin_writing(j_compress_ptr info) {
  jpeg_encoder *encoder = (jpeg_encoder *)info->client_data;
  encoder->destination.next_output_byte = encoder->buffer;
  encoder->destination.free_in_buffer = encoder->capacity;
}

static boolean grow_buffer(j_compress_ptr info) {
  jpeg_encoder *encoder = (jpeg_encoder *)info->client_data;
  JOCTET *larger = realloc(encoder->buffer, 2 * encoder->capacity);
  if (larger == NULL) leave((j_common_ptr)info);
  encoder->buffer = larger;
  encoder->destination.next_output_byte = larger + encoder->capacity;
  encoder->destination.free_in_buffer = encoder->capacity;
  encoder->capacity *= 2;
  return TRUE;
}

static void end_writing(j_compress_ptr info) {
  jpeg_encoder *encoder = (jpeg_encoder *)info->client_data;
  encoder->count = encoder->capacity - encoder->destination.free_in_buffer;
}

static void apply(const airslice_jpeg_settings *settings, j_compress_ptr info) {
  info->input_components = 3;
  info->in_color_space = JCS_RGB;
  jpeg_set_defaults(info);
  unsigned int table[DCTSIZE2];
  for (int which = 0; which < 2; which++) {
    for (int i = 0; i < DCTSIZE2; i++) table[i] = which == 0 ? settings->luminance[i] : settings->chrominance[i];
    jpeg_add_quant_table(info, which, table, 100, TRUE);
  }
  info->comp_info[0].h_samp_factor = settings->chroma_step;
  info->comp_info[0].v_samp_factor = settings->chroma_step;
  info->optimize_coding = settings->optimised != 0;
  info->restart_interval = (unsigned int)settings->restart_interval;
  if (settings->progressive) jpeg_simple_progression(info);
}

// 0 when libjpeg takes the settings.
static int prepare_encoder(jpeg_encoder *encoder, const airslice_jpeg_settings *settings) {
  encoder->capacity = 4096;
  encoder->buffer = malloc(encoder->capacity);
  encoder->info.err = prepare_errors(&encoder->errors);
  if (encoder->buffer == NULL || setjmp(encoder->errors.escape)) return 1;
  jpeg_create_compress(&encoder->info);
  encoder->destination.init_destination = begin_writing;
  encoder->destination.empty_output_buffer = grow_buffer;
  encoder->destination.term_destination = end_writing;
  encoder->info.dest = &encoder->destination;
  encoder->info.client_data = encoder;
  apply(settings, &encoder->info);
  return 0;
}

void *airslice_jpeg_encoder_create(const airslice_jpeg_settings *settings) {
  jpeg_encoder *encoder = calloc(1, sizeof *encoder);
  if (encoder == NULL || prepare_encoder(encoder, settings) == 0) return encoder;
  airslice_jpeg_encoder_destroy(encoder);
  return NULL;
}

void airslice_jpeg_encoder_destroy(void *handle) {
  jpeg_encoder *encoder = handle;
  if (encoder == NULL) return;
  jpeg_destroy_compress(&encoder->info);
  free(encoder->buffer);
  free(encoder);
}

const uint8_t *airslice_jpeg_encode(void *handle, const uint8_t *rgb, int width, int height, size_t *count) {
  jpeg_encoder *encoder = handle;
  j_compress_ptr info = &encoder->info;
  if (setjmp(encoder->errors.escape)) {
    jpeg_abort_compress(info);
    return NULL;
  }
  info->image_width = (JDIMENSION)width;
  info->image_height = (JDIMENSION)height;
  jpeg_start_compress(info, TRUE);
  while (info->next_scanline < info->image_height) {
    JSAMPROW row = (JSAMPROW)(rgb + (size_t)info->next_scanline * (size_t)width * 3);
    jpeg_write_scanlines(info, &row, 1);
  }
  jpeg_finish_compress(info);
  *count = encoder->count;
  return encoder->buffer;
}

typedef struct {
  struct jpeg_decompress_struct info;
  error_manager errors;
  struct jpeg_progress_mgr progress;
} jpeg_decoder;

static void limit_scans(j_common_ptr info) {
  if (((j_decompress_ptr)info)->input_scan_number <= greatest_scan) return;
  error_manager *errors = (error_manager *)info->err;
  snprintf(errors->message, sizeof errors->message, "More than %d scans", greatest_scan);
  longjmp(errors->escape, 1);
}

// 0 when libjpeg is that of its header.
static int prepare_decoder(jpeg_decoder *decoder) {
  decoder->info.err = prepare_errors(&decoder->errors);
  if (setjmp(decoder->errors.escape)) return 1;
  jpeg_create_decompress(&decoder->info);
  decoder->progress.progress_monitor = limit_scans;
  decoder->info.progress = &decoder->progress;
  return 0;
}

void *airslice_jpeg_decoder_create(void) {
  jpeg_decoder *decoder = calloc(1, sizeof *decoder);
  if (decoder == NULL || prepare_decoder(decoder) == 0) return decoder;
  airslice_jpeg_decoder_destroy(decoder);
  return NULL;
}

void airslice_jpeg_decoder_destroy(void *handle) {
  jpeg_decoder *decoder = handle;
  if (decoder == NULL) return;
  jpeg_destroy_decompress(&decoder->info);
  free(decoder);
}

static void report(const jpeg_decoder *decoder, airslice_jpeg_outcome *outcome) {
  outcome->warnings = decoder->errors.base.num_warnings;
  memcpy(outcome->message, decoder->errors.message, sizeof outcome->message);
  outcome->message[sizeof outcome->message - 1] = 0;
}

int airslice_jpeg_decode(
  void *handle, const uint8_t *file, size_t count, int width, int height, uint8_t *rgb,
  airslice_jpeg_outcome *outcome) {
  jpeg_decoder *decoder = handle;
  j_decompress_ptr info = &decoder->info;
  memset(outcome, 0, sizeof *outcome);
  decoder->errors.message[0] = 0;
  decoder->errors.base.num_warnings = 0;
  if (setjmp(decoder->errors.escape)) {
    jpeg_abort_decompress(info);
    report(decoder, outcome);
    return 1;
  }
  jpeg_mem_src(info, file, count);
  jpeg_read_header(info, TRUE);
  outcome->width = (int)info->image_width;
  outcome->height = (int)info->image_height;
  const int fits = rgb != NULL && outcome->width == width && outcome->height == height;
  if (fits) {
    info->out_color_space = JCS_RGB;
    jpeg_start_decompress(info);
    while (info->output_scanline < info->output_height) {
      JSAMPROW row = rgb + (size_t)info->output_scanline * (size_t)width * 3;
      jpeg_read_scanlines(info, &row, 1);
      outcome->rows = (int)info->output_scanline;
    }
    jpeg_finish_decompress(info);
  } else {
    jpeg_abort_decompress(info);
  }
  report(decoder, outcome);
  return rgb != NULL && !fits;
}
