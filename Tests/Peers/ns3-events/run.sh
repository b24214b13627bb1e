#!/bin/sh
# Builds the peer (libns3-dev) once and runs it: run.sh PENDING EVENTS prints ns-3's events per second.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${BUILD_DIR:-$here/../../../.build/peers}
program=$build/ns3-events
if [ ! "$program" -nt "$here/main.cc" ]; then
  mkdir -p "$build"
  # ns3's .pc file name carries the version and the build profile: take the core library by what is installed.
  library=$(find /usr/lib /usr/local/lib -name 'libns3*-core*.so' 2>/dev/null | head -n 1)
  [ -n "$library" ] || { echo "libns3-dev is not installed" >&2; exit 66; }
  g++ -std=c++17 -O3 -DNDEBUG -I"$(dirname "$(dirname "$(find /usr/include /usr/local/include -path '*ns3*/simulator.h' | head -n 1)")")" \
    "$here/main.cc" "$library" -o "$program"
fi
exec "$program" "$@"
