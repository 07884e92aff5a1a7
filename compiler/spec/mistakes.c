/* mistakes.c: keys of ours that stand elsewhere, what others call ours, and what the command line says. */
#include "keys.h"

#define MEANT(key)   "; did you mean \"" key "\"?"
#define MEANT_SIZE   "; did you mean \"input\": {\"height\": 224, \"width\": 224}?"
#define COMMAND(way) " of a spec; it stands on the command line: " way
#define BY_NAME                                                                                              \
    ": a spec says \"block\" and \"repeats\"; one that resnetc knows by name needs no file: resnetc "        \
    "resnet50 -o FILE.c (resnetc --list)"
#define HUGGING_FACE " (a config of Hugging Face's is no spec: the weights beside it do without one)"

static const struct {
    const char *key, *hint;
} rows[] = {
    { "model_type", HUGGING_FACE },
    { "architectures", HUGGING_FACE },

    { "channels", MEANT("input.channels") },
    { "in_channels", MEANT("input.channels") },
    { "in_chans", MEANT("input.channels") },
    { "height", MEANT("input.height") },
    { "width", MEANT("input.width") },
    { "input_size", MEANT_SIZE },
    { "input_shape", MEANT_SIZE },
    { "image_size", MEANT_SIZE },
    { "img_size", MEANT_SIZE },
    { "mean", MEANT("preprocess.mean") },
    { "std", MEANT("preprocess.std") },
    { "resize", MEANT("preprocess.resize") },
    { "crop", MEANT("preprocess.crop") },
    { "filter", MEANT("preprocess.filter") },
    { "interpolation", MEANT("preprocess.filter") },
    { "order", MEANT("preprocess.order") },
    { "eps", MEANT("norm.eps") },

    { "num_classes", MEANT("classes") },
    { "num_labels", MEANT("classes") },
    { "batch_size", MEANT("batch") },
    { "layers", MEANT("repeats") },
    { "depths", MEANT("repeats") },
    { "blocks", MEANT("repeats") },
    { "num_blocks", MEANT("repeats") },
    { "block_type", MEANT("block") },
    { "hidden_sizes", MEANT("widths") },
    { "cardinality", MEANT("groups") },
    { "base_width", MEANT("width_per_group") },
    { "norm_layer", MEANT("norm") },
    { "act", MEANT("activation") },
    { "act_layer", MEANT("activation") },
    { "hidden_act", MEANT("activation") },
    { "stem_type", MEANT("stem.type") },

    { "model", BY_NAME },
    { "arch", BY_NAME },
    { "architecture", BY_NAME },
    { "backbone", BY_NAME },

    { "weights", COMMAND("--weights FILE") },
    { "target", COMMAND("--target NAME") },
    { "precision", COMMAND("--precision WORD") },
    { "labels", COMMAND("--labels FILE") },
    { "threads", COMMAND("--threads N, or -DNAME_MAX_THREADS=N when the C is compiled") },
};

bool check_known_mistakes(const Node *root) {
    for (int i = 0; i < COUNT_OF(rows); i++) {
        Node unknown = member(root, rows[i].key);
        if (!unknown.value) continue;
        fail_key(&unknown, rows[i].hint);
        return false;
    }
    return true;
}
