// Pictures from standard input, their logits to standard output, by all processors: classify WEIGHTS <pictures >logits
package main

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"

	"example.org/fashion"
)

func classify(path string, pictures []byte) ([][fashion.Outputs]float32, error) {
	if len(pictures)%fashion.InputBytes != 0 {
		return nil, errors.New("the last picture is cut off")
	}
	weights, err := fashion.Open(path)
	if err != nil {
		return nil, err
	}
	defer weights.Close()
	logits := make([][fashion.Outputs]float32, len(pictures)/fashion.InputBytes)
	workers := runtime.NumCPU()
	var group sync.WaitGroup
	defer group.Wait() // before the weights go
	for worker := 0; worker < workers; worker++ {
		network, err := fashion.New(weights)
		if err != nil {
			return nil, err
		}
		group.Add(1)
		go func(first int) {
			defer group.Done()
			defer network.Close()
			for i := first; i < len(logits); i += workers {
				network.Run(pictures[i*fashion.InputBytes:(i+1)*fashion.InputBytes], &logits[i])
			}
		}(worker)
	}
	group.Wait()
	return logits, nil
}

func run() error {
	if len(os.Args) != 2 {
		return errors.New("usage: classify WEIGHTS <pictures >logits")
	}
	pictures, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	logits, err := classify(os.Args[1], pictures)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	if err := binary.Write(out, binary.LittleEndian, logits); err != nil {
		return err
	}
	return out.Flush()
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "classify:", err)
		os.Exit(1)
	}
}
