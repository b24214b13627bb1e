#!/bin/sh
# Builds the peer (libns3-dev) once and runs it: run.sh FRAMES SINR_DB... prints CSV and ns-3's frames per second.
# run.sh --check says by its exit code whether the library is there.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${BUILD_DIR:-$here/../../../.build/peers}
program=$build/ns3-lrwpan
# ns3's .pc file name carries the version and the build profile: take the libraries by what is installed.
core=$(find /usr/lib /usr/local/lib -name 'libns3*-core*.so' 2>/dev/null | head -n 1)
header=$(find /usr/include /usr/local/include -path '*ns3*/lr-wpan-mac.h' 2>/dev/null | head -n 1)
[ -n "$core" ] && [ -n "$header" ] || { echo "libns3-dev is not installed" >&2; exit 66; }
[ "${1:-}" != --check ] || exit 0
if [ ! "$program" -nt "$here/main.cc" ]; then
  mkdir -p "$build"
  libraries=
  for module in lr-wpan spectrum antenna propagation mobility network stats core; do
    libraries="$libraries $(find "$(dirname "$core")" -name "libns3*-$module*.so" | head -n 1)"
  done
  # shellcheck disable=SC2086
  g++ -std=c++17 -O3 -DNDEBUG -I"$(dirname "$(dirname "$header")")" "$here/main.cc" $libraries -o "$program.new"
  mv "$program.new" "$program"
fi
exec "$program" "$@"
