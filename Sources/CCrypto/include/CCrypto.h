// OpenSSL's libcrypto, for digests of results, weights and downloads: one call without a context to manage.
#ifndef AIRSLICE_CCRYPTO_H
#define AIRSLICE_CCRYPTO_H
#include <stddef.h>
#include <stdint.h>

/// Writes the digest of `length` bytes, 32 for SHA-256 or 16 for MD5, of `count` bytes to `digest`. Returns 0, or -1
/// when the library refuses.
int airslice_digest(const void *bytes, size_t count, int length, uint8_t *digest);
#endif
