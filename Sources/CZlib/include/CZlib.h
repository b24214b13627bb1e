// zlib's gzip reader, with its faults as one line of text.
#ifndef AIRSLICE_CZLIB_H
#define AIRSLICE_CZLIB_H
#include <stddef.h>
#include <stdint.h>

/// Opens the gzip file at `path`; NULL with errno when that fails.
void *airslice_gzip_open(const char *path);

/// Reads up to `count` bytes of the content. Returns their number, 0 at the end, or -1 with one line in `message` (256
/// bytes) when the file is damaged, ends early or is no gzip file.
int64_t airslice_gzip_read(void *file, void *bytes, size_t count, char message[256]);

/// Closes the file.
void airslice_gzip_close(void *file);
#endif
