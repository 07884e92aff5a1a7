// Package fashion is a residual network that resnetc compiled: `go generate` writes fashion.c and fashion.h here, and cgo
// compiles them with the package.
package fashion

// cgo lets few flags pass: not -mfma, which fashion.c's head names beside -mavx2. -march=x86-64-v3 passes, and has both.

/*
#cgo CFLAGS: -O2
#cgo amd64 CFLAGS: -march=x86-64-v3
#cgo LDFLAGS: -lm
#include <stdlib.h>
#include "fashion.h"
*/
import "C"

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"unsafe"
)

//go:generate sh generate.sh

const (
	InputBytes = C.FASHION_INPUT_BYTES   // of a picture: height x width x channels
	Outputs    = C.FASHION_OUTPUT_FLOATS // logits
)

// Weights are a mapped file, shared by any number of networks.
type Weights struct{ mapped []byte }

var wrong = map[C.int]string{
	C.FASHION_BAD_SIZE:        "another size than this network's",
	C.FASHION_BAD_MAGIC:       "not a file of resnetc",
	C.FASHION_BAD_FINGERPRINT: "of another network or target",
	C.FASHION_BAD_CHECKSUM:    "damaged",
	C.FASHION_BAD_ALIGNMENT:   "not aligned",
}

// Open maps and checks a weights file.
func Open(path string) (*Weights, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close() // the mapping stays
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() != C.FASHION_WEIGHTS_BYTES {
		return nil, fmt.Errorf("%s: %s", path, wrong[C.FASHION_BAD_SIZE])
	}
	mapped, err := syscall.Mmap(int(file.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_PRIVATE)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if status := C.fashion_weights_check(unsafe.Pointer(&mapped[0]), C.size_t(len(mapped))); status != C.FASHION_OK {
		syscall.Munmap(mapped)
		return nil, fmt.Errorf("%s: %s", path, wrong[status])
	}
	return &Weights{mapped}, nil
}

// Close unmaps; networks of these weights must not run any more.
func (w *Weights) Close() error { return syscall.Munmap(w.mapped) }

// Network owns a workspace: one goroutine at a time may run it.
type Network struct {
	weights   *Weights
	workspace unsafe.Pointer
}

// New allocates a workspace outside of Go's memory; Close frees it.
func New(weights *Weights) (*Network, error) {
	if C.fashion_cpu_ok() == 0 {
		return nil, errors.New("this processor lacks instructions that the network was compiled for")
	}
	workspace := C.aligned_alloc(64, C.FASHION_WORKSPACE_BYTES)
	if workspace == nil {
		return nil, errors.New("no memory for a workspace")
	}
	return &Network{weights, workspace}, nil
}

func (n *Network) Close() {
	C.free(n.workspace)
	n.workspace = nil
}

// Run takes a picture's bytes and sets logits. It panics where the picture has another size.
func (n *Network) Run(picture []byte, logits *[Outputs]float32) {
	if len(picture) != InputBytes {
		panic(fmt.Sprintf("fashion: a picture has %d bytes, got %d", InputBytes, len(picture)))
	}
	C.fashion_run(unsafe.Pointer(&n.weights.mapped[0]), n.workspace, (*C.uchar)(&picture[0]), (*C.float)(&logits[0]))
}
