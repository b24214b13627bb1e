// The event loop of ns-3 on the workload of `airslice bench`: timers that reschedule themselves.
// Usage: ns3-events PENDING EVENTS; prints events per second.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "ns3/nstime.h"
#include "ns3/simulator.h"

namespace {

uint64_t randomState = 1;
uint64_t eventsLeft = 0;

// Knuth's MMIX generator; the same on the other side.
ns3::Time Delay() {
  randomState = randomState * 6364136223846793005u + 1442695040888963407u;
  return ns3::NanoSeconds(static_cast<int64_t>(randomState >> 44) + 1);
}

void Fire(int timer) {
  if (--eventsLeft == 0) {
    ns3::Simulator::Stop();
    return;
  }
  ns3::Simulator::Schedule(Delay(), &Fire, timer);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s PENDING EVENTS\n", argv[0]);
    return 64;
  }
  const int pending = std::atoi(argv[1]);
  const uint64_t events = std::strtoull(argv[2], nullptr, 10);
  eventsLeft = events;
  for (int timer = 0; timer < pending; ++timer) ns3::Simulator::Schedule(Delay(), &Fire, timer);
  const auto start = std::chrono::steady_clock::now();
  ns3::Simulator::Run();
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  ns3::Simulator::Destroy();
  std::printf("%.0f\n", static_cast<double>(events) / elapsed.count());
}
