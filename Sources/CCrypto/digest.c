#include "CCrypto.h"

#include <openssl/evp.h>

int airslice_digest(const void *bytes, size_t count, int length, uint8_t *digest) {
  const EVP_MD *function = length == 32 ? EVP_sha256() : length == 16 ? EVP_md5() : NULL;
  return function && EVP_Digest(bytes, count, digest, NULL, function, NULL) == 1 ? 0 : -1;
}
