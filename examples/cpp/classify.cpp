// classify.cpp: pictures from standard input, their logits to standard output, by all processors:
// classify WEIGHTS <pictures >logits
#include "network.hpp"

#include <algorithm>
#include <iostream>
#include <iterator>
#include <thread>
#include <vector>

int main(int argc, char **argv) try {
    if (argc != 2) throw std::runtime_error("usage: classify WEIGHTS <pictures >logits");
    using fashion::Network;
    const std::vector<char> bytes(std::istreambuf_iterator<char>(std::cin), {});
    if (bytes.size() % Network::input_bytes) throw std::runtime_error("the last picture is cut off");
    const auto *pixels = reinterpret_cast<const unsigned char *>(bytes.data());
    std::vector<Network::Logits> logits(bytes.size() / Network::input_bytes);

    const fashion::Weights weights(argv[1]);
    const std::size_t count = std::max(1u, std::thread::hardware_concurrency());
    std::vector<Network> networks; // made here, where an exception has somebody to catch it
    for (std::size_t i = 0; i < count; i++) networks.emplace_back(weights);

    std::vector<std::thread> threads;
    for (std::size_t first = 0; first < count; first++)
        threads.emplace_back([&, first] {
            for (std::size_t i = first; i < logits.size(); i += count)
                networks[first].run(pixels + i * Network::input_bytes, logits[i]);
        });
    for (auto &thread : threads) thread.join();

    for (const auto &answer : logits) std::cout.write(reinterpret_cast<const char *>(answer.data()), sizeof answer);
    return std::cout.flush() ? 0 : 1;
} catch (const std::exception &error) {
    std::cerr << "classify: " << error.what() << '\n';
    return 1;
}
