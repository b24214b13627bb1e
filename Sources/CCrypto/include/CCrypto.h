// OpenSSL's libcrypto, for the SHA-256 digests of manifests: one call without a context to manage.
#ifndef AIRSLICE_CCRYPTO_H
#define AIRSLICE_CCRYPTO_H
#include <stddef.h>
#include <stdint.h>

/// Writes the SHA-256 digest of `count` bytes to `digest` (32 bytes). Returns 0, or -1 when the library refuses.
int airslice_sha256(const void *bytes, size_t count, uint8_t digest[32]);
#endif
