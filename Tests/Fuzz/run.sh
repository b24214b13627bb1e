#!/usr/bin/env bash
# Builds the decoders' C targets with the address and the undefined-behaviour sanitizer and feeds them mutated files.
#   Tests/Fuzz/run.sh [STREAMS [SEED]]        # 100,000 streams, some seconds
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

compiler=${CC:-$(command -v gcc || command -v clang)}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$compiler" -std=gnu11 -O1 -g -Wall -Wextra -Werror -fsanitize=address,undefined -fno-sanitize-recover=all \
  -ISources/CJPEG/include -ISources/CPNG/include Tests/Fuzz/codecs.c Sources/CJPEG/jpeg.c Sources/CPNG/png.c \
  -o "$folder/codecs" -ljpeg -lpng
ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1 "$folder/codecs" "$@"
