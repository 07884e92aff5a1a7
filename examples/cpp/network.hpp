// network.hpp: a network of resnetc as C++17 objects. One Weights for all threads, a Network for each.
#pragma once
#include "fashion.h"
#include <resnet_rt.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fashion {

// A weights file, mapped read-only and checked. Throws std::system_error, or std::runtime_error for another's weights.
class Weights {
public:
    explicit Weights(const std::string &path) {
        const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (file < 0) throw std::system_error(errno, std::generic_category(), path);
        struct stat status = {};
        void *mapped = MAP_FAILED;
        if (::fstat(file, &status) == 0) {
            bytes_ = static_cast<std::size_t>(status.st_size);
            mapped = ::mmap(nullptr, bytes_, PROT_READ, MAP_PRIVATE, file, 0);
        }
        const int error = errno;
        ::close(file); // the mapping stays
        if (mapped == MAP_FAILED) throw std::system_error(error, std::generic_category(), path);
        data_ = mapped;
        if (const int wrong = fashion_weights_check(data_, bytes_); wrong != FASHION_OK) {
            ::munmap(mapped, bytes_);
            throw std::runtime_error(path + ": " + resnet_status_text(wrong));
        }
    }
    Weights(Weights &&other) noexcept
        : data_(std::exchange(other.data_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}
    Weights &operator=(Weights &&other) noexcept {
        std::swap(data_, other.data_);
        std::swap(bytes_, other.bytes_);
        return *this;
    }
    ~Weights() {
        if (data_) ::munmap(const_cast<void *>(data_), bytes_);
    }
    const void *data() const noexcept { return data_; }

private:
    const void *data_ = nullptr;
    std::size_t bytes_ = 0;
};

// What one thread runs. `weights` must live as long.
class Network {
public:
    static constexpr std::size_t input_bytes = FASHION_INPUT_BYTES;
    using Logits = std::array<float, FASHION_OUTPUT_FLOATS>;

    explicit Network(const Weights &weights) : weights_(weights), workspace_(std::aligned_alloc(64, FASHION_WORKSPACE_BYTES)) {
        if (!fashion_cpu_ok()) throw std::runtime_error("this processor lacks instructions that the network was compiled for");
        if (!workspace_) throw std::bad_alloc();
    }
    // Not const: the workspace is one call's at a time.
    void run(const unsigned char *pixels, Logits &logits) noexcept {
        fashion_run(weights_.data(), workspace_.get(), pixels, logits.data());
    }

private:
    struct Free {
        void operator()(void *memory) const noexcept { std::free(memory); }
    };
    const Weights &weights_;
    std::unique_ptr<void, Free> workspace_;
};

} // namespace fashion
