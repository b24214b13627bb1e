#include "CZlib.h"

#include <stdio.h>
#include <zlib.h>

void *airslice_gzip_open(const char *path) { return gzopen(path, "rb"); }

int64_t airslice_gzip_read(void *file, void *bytes, size_t count, char message[256]) {
  // zlib hands through what is no gzip file as it is.
  if (gzdirect(file)) {
    snprintf(message, 256, "no gzip file");
    return -1;
  }
  int read = gzread(file, bytes, (unsigned)(count < 1 << 30 ? count : 1 << 30));
  int code = Z_OK;
  const char *text = gzerror(file, &code);
  if (read < 0 || (code != Z_OK && code != Z_STREAM_END)) {
    snprintf(message, 256, "%s", code == Z_BUF_ERROR ? "ends early" : text);
    return -1;
  }
  return read;
}

void airslice_gzip_close(void *file) { gzclose(file); }
