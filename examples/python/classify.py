"""classify.py LIBRARY WEIGHTS PICTURES.npy LOGITS.npy: by one thread and by several, which must give the same bits."""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from network import Library


def classify(library, pictures, threads):
    networks = [library.network() for _ in range(threads)]
    with ThreadPoolExecutor(threads) as pool:
        since = time.perf_counter()
        logits = np.concatenate(list(pool.map(lambda network, part: network(part), networks, np.array_split(pictures, threads))))
        print(f"{threads} threads: {len(pictures) / (time.perf_counter() - since):.0f} pictures/s", file=sys.stderr)
    return logits


def main(library, weights, pictures, output):
    library, pictures = Library(library, weights), np.load(pictures)
    logits = classify(library, pictures, 1)
    several = classify(library, pictures, max(2, os.cpu_count()))
    if logits.tobytes() != several.tobytes():
        sys.exit("threads change the answer")
    np.save(output, logits)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
