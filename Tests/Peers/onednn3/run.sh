#!/usr/bin/env bash
# The tests of the networks with oneDNN 3.x in place of the system's 2.x: both halves of Sources/COneDNN/version.h
# then have been run. The library comes from PyPI into .build-onednn3, which may be deleted at any time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

place=$PWD/.build-onednn3
if [ ! -d "$place/wheels" ]; then
  mkdir -p "$place/download"
  python3 -m pip download --quiet --no-deps --dest "$place/download" \
    onednn-cpu-gomp==2023.2.0 onednn-devel-cpu-gomp==2023.2.0
  for wheel in "$place"/download/*.whl; do python3 -m zipfile -e "$wheel" "$place/wheels"; done
fi
include=$(dirname "$(find "$place/wheels" -name dnnl.h -not -path '*/oneapi/*' | head -n 1)")
library=$(dirname "$(find "$place/wheels" -name 'libdnnl.so.3' | head -n 1)")
cp -n "$library/libdnnl.so.3" "$library/libdnnl.so" 2>/dev/null || true

LD_LIBRARY_PATH=$library swift test -c release --disable-testable-imports --disable-xctest --scratch-path "$place/build" \
  -Xcc "-I$include" -Xlinker "-L$library" -Xlinker "-rpath=$library" --filter "${1:-NeuralTests}"
