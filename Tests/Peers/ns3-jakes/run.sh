#!/bin/sh
# Builds the peer (libns3-dev) once and runs it: run.sh SAMPLES prints ns-3's fading samples per second.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${BUILD_DIR:-$here/../../../.build/peers}
program=$build/ns3-jakes
if [ ! "$program" -nt "$here/main.cc" ]; then
  mkdir -p "$build"
  libraries=$(find /usr/lib /usr/local/lib -name 'libns3*-propagation*.so' -o -name 'libns3*-core*.so' \
    -o -name 'libns3*-mobility*.so' -o -name 'libns3*-network*.so' 2>/dev/null)
  [ -n "$libraries" ] || { echo "libns3-dev is not installed" >&2; exit 66; }
  # shellcheck disable=SC2086
  g++ -std=c++17 -O3 -DNDEBUG -I"$(dirname "$(dirname "$(find /usr/include /usr/local/include -path '*ns3*/simulator.h' | head -n 1)")")" \
    "$here/main.cc" $libraries -o "$program"
fi
exec "$program" "$@"
