/* options_table.c: the options as rows, and what --help says of them: docs/command-line.md says all. A
 * group's head has an example, which tests/cli/run.sh runs. */
#include "options_table.h"

#include <stddef.h>

const struct argp_option options_table[] = {
    { 0, 0, 0, 0, "Compiling:\n    resnetc resnet50 --weights resnet50.pth -o resnet50.c", 1 },
    { 0, 'o', "FILE.c", 0,
      "Write FILE.c, its header and, where they are too large for the C, FILE.weights. DIR/: under the "
      "network's name in that folder. \"-\": the C alone to standard output",
      0 },
    { "weights", KEY_WEIGHTS, "FILE", 0,
      "The parameters: of PyTorch (state_dict or checkpoint), NumPy (.npz), safetensors (also the index.json "
      "of shards) or ONNX; or random:SEED",
      0 },
    { "set", KEY_SET, "KEY=VALUE", 0,
      "Change the spec: input.height=96, classes=37, 'stem={\"type\": \"cifar\"}'. May be given again", 0 },
    { "name", KEY_NAME, "NAME", 0, "What the C's symbols begin with, over the spec's name", 0 },
    { "names", KEY_NAMES, "FILE", 0,
      "JSON object: a parameter's name in the weights file -> in the graph; \"backbone.\" replaces the "
      "beginning of names",
      0 },
    { "import", KEY_IMPORT, "WEIGHTS", 0,
      "Write the spec that WEIGHTS implies to -o FILE.json or standard output", 0 },
    { "strict", KEY_STRICT, 0, 0, "Refuse tensors beside the network's in the weights file", 0 },
    { "target", KEY_TARGET, "NAME", 0,
      "Compile for NAME (default native); \"help\" lists them. A,B,C: a file each, and one that takes the "
      "first that the processor can run",
      0 },
    { "weights-in", KEY_WEIGHTS_IN, "PLACE", 0,
      "Where -o FILE.c has the packed weights: array: in the C, whatever their size; file: beside it; auto "
      "(default): in the C up to 1 MiB",
      0 },
    { "emit-preprocess", KEY_PREPROCESS, 0, 0,
      "Also write FILE_preprocess.c and .h: from a decoded picture to the network's input, as --run does",
      0 },
    { "emit-flags", KEY_FLAGS, 0, 0,
      "Also write FILE.flags, beside each C file of a target: what its compiler needs, for cc @FILE.flags",
      0 },
    { "-MD", 0, 0, OPTION_DOC, "Also write FILE.d: a make rule that names every file read", 0 },
    { 0, 'M', "D", OPTION_HIDDEN, 0, 0 },

    { 0, 0, 0, 0, "Precision:\n    resnetc net.pth --precision auto --calibrate pictures/ -o net.c", 2 },
    { "precision", KEY_PRECISION, "WORD", 0,
      "fp32 (default), bf16, int8, or auto: int8 where that does little harm. int8 and auto need --calibrate",
      0 },
    { "calibrate", KEY_CALIBRATE, "INPUT", 0,
      "Find the ranges that int8 needs: on images as --run takes them; from the FILE of --save-calibration; "
      "or \"norms\": guessed",
      0 },
    { "calibrate-by", KEY_CALIBRATE_BY, "RULE", 0,
      "Which part of what was seen is a range: mse (default), percentile[:P] or minmax", 0 },
    { "save-calibration", KEY_SAVE_CALIBRATION, "FILE", 0,
      "Keep the ranges, as JSON: then --calibrate FILE needs no images", 0 },
    { "max-drop", KEY_MAX_DROP, "POINTS", 0,
      "What auto may lose on every fifth image: answers of 100 that change (default 0.1); with --truth right "
      "ones",
      0 },
    { "report-precision", KEY_REPORT_PRECISION, 0, 0,
      "Print what the precision costs: signal to noise of each layer, how often the class stays", 0 },

    { 0, 0, 0, 0,
      "Speed and size:\n    resnetc resnet18 --weights-limit 60M --workspace-limit 4M -o resnet18.c", 3 },
    { "accuracy", KEY_ACCURACY, "WORD", 0,
      "Largest error that a layer's algorithm may add to float32's own: fast (5e-5 of its largest output, "
      "default) or tight (2e-6)",
      0 },
    { "prefer", KEY_PREFER, "WORD", 0,
      "What algorithms are chosen for: speed (default), or size of weights, workspace and text (default for "
      "scalar)",
      0 },
    { "weights-limit", KEY_WEIGHTS_LIMIT, "BYTES", 0,
      "The fastest algorithms with so few bytes of packed weights: 900K, 40M, 1G", 0 },
    { "workspace-limit", KEY_WORKSPACE_LIMIT, "BYTES", 0, "The same of one thread's workspace", 0 },
    { "tune", KEY_TUNE, "FILE", 0,
      "Time the candidates for each layer on this machine, and keep the best in FILE; then as --tuned FILE",
      0 },
    { "tuned", KEY_TUNED, "FILE", 0, "Compile with the choices in FILE", 0 },

    { 0, 0, 0, 0, "Looking inside:\n    resnetc resnet50 --describe", 4 },
    { "describe", KEY_DESCRIBE, "FORM", OPTION_ARG_OPTIONAL,
      "Print the layers and totals as a table, as \"json\", or as \"torch\" prints the model", 0 },
    { "memory-plan", KEY_MEMORY_PLAN, "FILE", 0, "Draw where each value lies in memory, and when, as SVG",
      0 },
    { "report", KEY_REPORT, "FILE.html", 0,
      "Write one page, which needs no network: layers, memory plan, roofline; and what --bench, --verify, "
      "--truth, --calibrate and --report-precision found, where they are asked for",
      0 },
    { "dump", KEY_DUMP, "PASS", 0, "Print the table that a pass of the compiler made", 0 },
    { "list", KEY_LIST, 0, 0, "List the specs that are known by name", 0 },

    { 0, 0, 0, 0, "Running (all need weights):\n    resnetc net.pth --run cat.jpg --labels classes.txt", 5 },
    { "run", KEY_RUN, "INPUT", 0,
      "Run on INPUT, compiled in memory: a picture (.png, .jpg, .npy of uint8), resized and normalised as "
      "the "
      "spec says; a folder of them; the input itself (.npy of floats); - for standard input; random:SEED. "
      "Prints the five best classes: rank, index, label, probability",
      0 },
    { "format", KEY_FORMAT, "FORM", 0, "How --run prints: text (default), csv or jsonl, a line an image", 0 },
    { "labels", KEY_LABELS, "FILE", 0, "Class names for --run, one a line", 0 },
    { "truth", KEY_TRUTH, "FILE", 0,
      "What the images are: path,class a line, or \"folders\": the name of each picture's folder. Prints "
      "top-1, top-5 and which classes are confused",
      0 },
    { "output", KEY_OUTPUT, "FILE.npy", 0, "Save what --run computes, as float32", 0 },
    { "verify", KEY_VERIFY, 0, 0,
      "Hold the compiled code, layer by layer, against a reference in double precision", 0 },
    { "bench", KEY_BENCH, 0, 0,
      "Time the compiled code: median, minimum, GFLOP/s, share of the peak; with -v layer by layer", 0 },
    { "threads", KEY_THREADS, "N", 0,
      "Threads of --run, --verify, --bench and --calibrate (default 1); the result has the same bits", 0 },
    { "jit", KEY_JIT, "COMPILER", 0,
      "What compiles in memory: tcc (libtcc, default for --run and --calibrate) or cc (the system's, or $CC; "
      "default for --verify and --bench)",
      0 },
    { "emulator", KEY_EMULATOR, "COMMAND", OPTION_ARG_OPTIONAL,
      "Let --run and --verify have a --target of another machine, by its usual emulator or COMMAND", 0 },

    { 0, 0, 0, 0, "Other:\n    resnetc resnet18 -v -o resnet18.c", 6 },
    { "quiet", 'q', 0, 0, "No notes, no progress", 0 },
    { "verbose", 'v', 0, 0, "What each pass took and made; a line a layer of --verify and --calibrate", 0 },
    { "completion", KEY_COMPLETION, "SHELL", 0, "Print the completion script for bash, zsh or fish", 0 },
    { "help", 'h', 0, 0, "Print this", 0 },
    { "version", KEY_VERSION, 0, 0, "Print the version", 0 },
    { 0 },
};

const char options_about[] =
    "Compiles a residual network to one plain C file. SPEC is a JSON file, or a name of --list; a weights "
    "file "
    "in its place implies the spec."
    "\v"
    "Exit status: 0 done; 1 the content of an input is wrong; 2 wrong usage; 3 a failure of the operating "
    "system (missing, unreadable or unwritable file, no memory); 4 --verify found a disagreement. On any "
    "failure no partial output is left, and old files stay as they were.";
