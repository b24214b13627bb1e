// ns-3's lr-wpan on the work of our MAC tests: frames of 127 bytes with acknowledgement from one node to another, one at a
// time, at a given signal to noise ratio.
// Usage: ns3-lrwpan FRAMES SINR_DB...; one line of CSV for each ratio, then the frames a second of wall clock time.
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "ns3/constant-position-mobility-model.h"
#include "ns3/lr-wpan-mac.h"
#include "ns3/lr-wpan-net-device.h"
#include "ns3/lr-wpan-phy.h"
#include "ns3/lr-wpan-spectrum-value-helper.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/propagation-loss-model.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/single-model-spectrum-channel.h"

using namespace ns3;

namespace {

constexpr uint32_t kChannel = 11;
constexpr uint32_t kFrameBytes = 127;

// The frames of one ratio, and what became of them. Sums of squares are for confidence intervals.
struct Bench {
  Ptr<LrWpanNetDevice> sender, receiver;
  uint32_t payloadBytes = 100;
  uint32_t frames = 0, left = 0;
  uint32_t attempts = 0, delivered = 0, confirmed = 0;
  uint64_t attemptSum = 0, attemptSquares = 0, total = 0;
  double timeSum = 0, timeSquares = 0;
  Time requested;
  std::set<uint64_t> seen;
  bool measuring = false;

  void Request() {
    McpsDataRequestParams params;
    params.m_srcAddrMode = SHORT_ADDR;
    params.m_dstAddrMode = SHORT_ADDR;
    params.m_dstPanId = 0;
    params.m_dstAddr = Mac16Address("00:02");
    params.m_msduHandle = 0;
    params.m_txOptions = TX_OPTION_ACK;
    attempts = 0;
    requested = Simulator::Now();
    sender->GetMac()->McpsDataRequest(params, Create<Packet>(payloadBytes));
  }

  void Sent(Ptr<const Packet> packet) {
    ++attempts;
    ++total;
    // The first frame tells what headers and trailer take.
    if (!measuring && attempts == 1) payloadBytes += kFrameBytes - packet->GetSize();
  }

  void Received(McpsDataIndicationParams, Ptr<Packet> packet) {
    if (measuring && seen.insert(packet->GetUid()).second) ++delivered;
  }

  void Confirmed(McpsDataConfirmParams params) {
    if (measuring) {
      const double time = (Simulator::Now() - requested).GetSeconds();
      timeSum += time;
      timeSquares += time * time;
      attemptSum += attempts;
      attemptSquares += static_cast<uint64_t>(attempts) * attempts;
      confirmed += params.m_status == IEEE_802_15_4_SUCCESS;
      ++frames;
    }
    measuring = true;
    if (left-- > 0) Simulator::Schedule(MilliSeconds(2), &Bench::Request, this);
  }
};

void Run(uint32_t frames, double ratio, uint64_t& total) {
  Bench bench;
  LrWpanSpectrumValueHelper spectrum;
  const auto noise = spectrum.CreateNoisePowerSpectralDensity(kChannel);
  const auto power = spectrum.CreateTxPowerSpectralDensity(0, kChannel);
  const double clear = 10 * std::log10(LrWpanSpectrumValueHelper::TotalAvgPower(power, kChannel) /
                                       LrWpanSpectrumValueHelper::TotalAvgPower(noise, kChannel));
  auto loss = CreateObject<MatrixPropagationLossModel>();
  loss->SetDefaultLoss(clear - ratio);
  auto channel = CreateObject<SingleModelSpectrumChannel>();
  channel->AddPropagationLossModel(loss);
  const auto make = [&](const char* address) {
    auto node = CreateObject<Node>();
    auto device = CreateObject<LrWpanNetDevice>();
    device->SetAddress(Mac16Address(address));
    device->SetChannel(channel);
    node->AddDevice(device);
    device->GetPhy()->SetMobility(CreateObject<ConstantPositionMobilityModel>());
    device->GetPhy()->SetTxPowerSpectralDensity(power->Copy());
    device->GetPhy()->SetNoisePowerSpectralDensity(noise);
    return device;
  };
  bench.sender = make("00:01");
  bench.receiver = make("00:02");
  bench.left = frames;
  bench.sender->GetMac()->SetMcpsDataConfirmCallback(MakeCallback(&Bench::Confirmed, &bench));
  bench.receiver->GetMac()->SetMcpsDataIndicationCallback(MakeCallback(&Bench::Received, &bench));
  bench.sender->GetPhy()->TraceConnectWithoutContext("PhyTxBegin", MakeCallback(&Bench::Sent, &bench));
  Simulator::ScheduleNow(&Bench::Request, &bench);
  Simulator::Run();
  Simulator::Destroy();
  total += bench.total;
  std::printf("%g,%u,%u,%u,%llu,%llu,%.12g,%.12g\n", ratio, bench.frames, bench.delivered, bench.confirmed,
              static_cast<unsigned long long>(bench.attemptSum), static_cast<unsigned long long>(bench.attemptSquares),
              bench.timeSum, bench.timeSquares);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: %s FRAMES SINR_DB...\n", argv[0]);
    return 64;
  }
  RngSeedManager::SetSeed(1);
  uint64_t total = 0;
  std::puts("sinr_db,frames,delivered,confirmed,attempts,attempt_squares,seconds,second_squares");
  const auto start = std::chrono::steady_clock::now();
  for (int ratio = 2; ratio < argc; ++ratio) {
    RngSeedManager::SetRun(ratio);
    Run(std::strtoul(argv[1], nullptr, 10), std::atof(argv[ratio]), total);
  }
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  std::printf("%.0f frames/s\n", static_cast<double>(total) / elapsed.count());
}
