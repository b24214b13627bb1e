// Fading samples of ns-3's Jakes process with 16 oscillators, the work of `airslice bench fading`.
// Usage: ns3-jakes SAMPLES; prints samples per second.
#include <chrono>
#include <complex>
#include <cstdio>
#include <cstdlib>

#include "ns3/double.h"
#include "ns3/jakes-process.h"
#include "ns3/jakes-propagation-loss-model.h"
#include "ns3/object-factory.h"
#include "ns3/uinteger.h"

int main(int argc, char **argv) {
  const long samples = argc > 1 ? std::atol(argv[1]) : 1000000;
  auto model = ns3::CreateObject<ns3::JakesPropagationLossModel>();
  auto process = ns3::CreateObject<ns3::JakesProcess>();
  process->SetAttribute("NumberOfOscillators", ns3::UintegerValue(16));
  process->SetAttribute("DopplerFrequencyHz", ns3::DoubleValue(8));
  process->SetPropagationLossModel(model);
  double sum = 0;
  const auto start = std::chrono::steady_clock::now();
  // The clock stands: moving it would cost ns-3 an event a sample.
  for (long i = 0; i < samples; ++i) sum += std::norm(process->GetComplexGain());
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  std::fprintf(stderr, "mean power %g\n", sum / samples);
  std::printf("%.0f\n", samples / elapsed.count());
}
