/* options_table.c: the options as rows, and what --help says of them. */
#include "options_table.h"

#include <stddef.h>

const struct argp_option options_table[] = {
    { 0, 0, 0, 0, "Compiling:", 1 },
    { 0, 'o', "FILE", 0,
      "Write the C to FILE (ends in .c), its header beside it and, where they are too large for the C, the "
      "weights. With \"-\" the C alone to standard output, the header's text inside it",
      0 },
    { "weights", KEY_WEIGHTS, "FILE", 0,
      "The parameters: PyTorch's file (a state_dict or a checkpoint), NumPy's .npz, ONNX, safetensors or "
      "the index.json of its shards, each known by its content; or random:SEED",
      0 },
    { "set", KEY_SET, "KEY=VALUE", 0,
      "Change the spec before it is checked: input.height=96, classes=37, 'stem={\"type\": \"cifar\"}'. May "
      "be given again",
      0 },
    { "name", KEY_NAME, "NAME", 0,
      "What the C's symbols begin with, a C identifier, over the spec's name; as --set name=NAME", 0 },
    { "names", KEY_NAMES, "FILE", 0,
      "JSON object: a parameter's name in the weights file -> in the graph; a key that ends in a point, "
      "\"backbone.\", replaces the beginning of names",
      0 },
    { "import", KEY_IMPORT, "WEIGHTS", 0,
      "Write the spec that WEIGHTS implies to -o FILE.json or standard output; notes say what was assumed",
      0 },
    { "strict", KEY_STRICT, 0, 0,
      "Refuse tensors beside the network's in the weights file, copies and other heads; else a note counts "
      "them",
      0 },
    { "target", KEY_TARGET, "NAME", 0,
      "Compile for NAME (default native); \"help\" lists them. A,B,C: a file each, and one that takes the "
      "first "
      "that the processor can run",
      0 },
    { "accuracy", KEY_ACCURACY, "WORD", 0,
      "Largest error that a layer's algorithm may add: tight (2e-6 of its largest output) or fast (5e-5, the "
      "default)",
      0 },
    { "precision", KEY_PRECISION, "WORD", 0,
      "What the network is computed in: fp32 (default), bf16, int8 or auto: int8 where that does little "
      "harm. "
      "int8 and auto need --weights and --calibrate",
      0 },
    { "calibrate", KEY_CALIBRATE, "INPUT", 0,
      "Find the ranges that int8 needs: of the values on INPUT, images as --run takes them; from the FILE of "
      "--save-calibration; or \"norms\": guessed from the batch norms. Needs --weights",
      0 },
    { "calibrate-by", KEY_CALIBRATE_BY, "RULE", 0,
      "Which part of what was seen is a range: mse (default: the least squared error), percentile[:P] (P of "
      "100 "
      "values, 99.99) or minmax",
      0 },
    { "save-calibration", KEY_SAVE_CALIBRATION, "FILE", 0,
      "Keep the ranges of --calibrate in FILE, as JSON: then --calibrate FILE needs no images", 0 },
    { "max-drop", KEY_MAX_DROP, "POINTS", 0,
      "What --precision auto may lose: it lowers layers to int8 from the least harm on as long as the "
      "answers on every fifth image of --calibrate, which ranges are then not taken from, change by at most "
      "POINTS of 100 (default 0.1); with --truth right answers count",
      0 },
    { "report-precision", KEY_REPORT_PRECISION, 0, 0,
      "Print what the precision costs, measured on every fifth image of --calibrate: signal to noise of each "
      "layer, how often the class is that of fp32 and, with --truth, right",
      0 },
    { "prefer", KEY_PREFER, "WORD", 0,
      "What algorithms are chosen for: speed, or size: the smallest weights, workspace and text (default "
      "speed; size for the target scalar)",
      0 },
    { "weights-limit", KEY_WEIGHTS_LIMIT, "BYTES", 0,
      "Choose the fastest algorithms with which the weights file has at most BYTES (also 900K, 40M, 1G, of "
      "1024)",
      0 },
    { "workspace-limit", KEY_WORKSPACE_LIMIT, "BYTES", 0,
      "The same of the workspace for one thread. Both may be given", 0 },
    { "tune", KEY_TUNE, "FILE", 0,
      "Time the candidates for each layer on this machine, compiled by the system's compiler, and keep the "
      "best "
      "in FILE, beside what is there of other networks and processors; then as --tuned FILE",
      0 },
    { "tuned", KEY_TUNED, "FILE", 0,
      "Compile with the choices in FILE that were made on this processor, or, where it has choices of one "
      "processor only, on that one",
      0 },
    { "emit-preprocess", KEY_PREPROCESS, 0, 0,
      "Also write FILE_preprocess.c and .h: plain C99 that resizes and crops a decoded picture to the "
      "network's "
      "input, as --run does",
      0 },
    { "emit-flags", KEY_FLAGS, 0, 0,
      "Also write FILE.flags, beside each C file of a target: what its compiler needs, for cc @FILE.flags",
      0 },
    { "-MD", 0, 0, OPTION_DOC, "Also write FILE.d: a make rule that names every file read for -o FILE.c", 0 },
    { 0, 'M', "D", OPTION_HIDDEN, 0, 0 },

    { 0, 0, 0, 0, "Looking inside:", 2 },
    { "describe", KEY_DESCRIBE, "FORM", OPTION_ARG_OPTIONAL,
      "Print the layers and totals as a table, as \"json\", or as \"torch\" prints the model", 0 },
    { "memory-plan", KEY_MEMORY_PLAN, "FILE", 0, "Draw where each value lies in memory, and when, as SVG",
      0 },
    { "dump", KEY_DUMP, "PASS", 0, "Print the table that a pass of the compiler made", 0 },

    { 0, 0, 0, 0, "Running:", 3 },
    { "run", KEY_RUN, "INPUT", 0,
      "Compile in memory and run on INPUT: a picture (.png, .jpg, uint8 .npy of [N,]H,W,C), which is "
      "resized, cropped and "
      "normalised as the spec says; a folder of pictures, and what is below it; the input as it stands (.npy "
      "of floats, [N,]C,H,W); - for standard input; or random:SEED. "
      "Needs --weights. Prints, for each image, at most "
      "five lines: rank, index, label and probability, separated by tabs; of several images a line with # "
      "and the path or number before them",
      0 },
    { "format", KEY_FORMAT, "FORM", 0,
      "How --run prints: text (default), csv or jsonl, with a line an image: its path, and the ranks", 0 },
    { "labels", KEY_LABELS, "FILE", 0, "Class names for --run, one a line", 0 },
    { "truth", KEY_TRUTH, "FILE", 0,
      "What the images of --run (without it: of --calibrate) are: path,class a line; for an array one class "
      "a line, or a .npy of them; or "
      "\"folders\": the name of each picture's folder. Prints top-1, top-5, and which classes are confused",
      0 },
    { "output", KEY_OUTPUT, "FILE.npy", 0,
      "Save what --run computes as float32: [images, ...] of the only output, or [images, floats] with "
      "several "
      "outputs one after another",
      0 },
    { "verify", KEY_VERIFY, 0, 0,
      "Hold the compiled code, layer by layer, against a reference in double precision, on the images of "
      "--run or random ones. Needs --weights",
      0 },
    { "bench", KEY_BENCH, 0, 0,
      "Time the compiled code on the images of --run or random ones: median, minimum, GFLOP/s, share of the "
      "processor's peak; with -v layer by layer. Needs --weights",
      0 },
    { "jit", KEY_JIT, "COMPILER", 0,
      "What compiles in memory: \"tcc\" (libtcc, which with a vector --target only calls kernels that "
      "resnetc was "
      "built with; default for --run and --calibrate) or \"cc\" (the system's, or $CC; default for --verify "
      "and --bench)",
      0 },

    { "emulator", KEY_EMULATOR, "COMMAND", OPTION_ARG_OPTIONAL,
      "Let --run and --verify have a --target of another machine: compiled by a compiler for that, and run "
      "by "
      "an "
      "emulator, the usual one or COMMAND, which gets the program's path behind it",
      0 },

    { "threads", KEY_THREADS, "N", 0,
      "Threads of --run, --verify, --bench and --calibrate (default 1); the result has the same bits "
      "whatever their "
      "number. The "
      "scalar target by libtcc runs on one",
      0 },

    { 0, 0, 0, 0, "Other:", 4 },
    { "quiet", 'q', 0, 0, "No notes", 0 },
    { "verbose", 'v', 0, 0,
      "Print what each pass took and made; a line for each layer verified or calibrated", 0 },
    { "completion", KEY_COMPLETION, "SHELL", 0, "Print the completion script for bash, zsh or fish", 0 },
    { "help", 'h', 0, 0, "Print this", 0 },
    { "version", KEY_VERSION, 0, 0, "Print the version", 0 },
    { 0 },
};

const char options_about[] =
    "Compiles the JSON description of a ResNet to one plain C file. A weights file may stand in its place: "
    "then the "
    "names and shapes in it tell which network it is."
    "\v"
    "Exit status: 0 done; 1 the content of an input is wrong; 2 wrong usage; 3 a failure of the operating "
    "system (missing, unreadable or unwritable file, no memory); 4 --verify found a disagreement. On any "
    "failure no partial output is left, and old files stay as they were.";
