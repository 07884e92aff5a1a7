/* networks.c: see networks.h. */
#include "networks.h"

#define SMALL  "\"name\":\"small\",\"repeats\":[1,2],\"classes\":7,"
#define WIDTHS "\"widths\":[9,24],\"stem\":{\"width\":8},"
#define ODD    SMALL WIDTHS "\"input\":{\"height\":41,\"width\":38},"
/* Of 112x112 pixels: enough for threads. */
#define LARGE                                                                                                \
    "\"name\":\"large\",\"repeats\":[1],\"widths\":[34],\"stem\":{\"width\":34,\"stride\":1},\"classes\":7," \
    "\"input\":{\"height\":112,\"width\":112},"
#define PICTURE "\"mean\":[0.485,0.456,0.406],\"std\":[0.229,0.224,0.225]"

const char *const networks[NETWORKS] = {
    "{" ODD "\"block\":\"bottleneck\",\"outputs\":[\"probabilities\",\"logits\",\"layer1\",\"pool\"]}",
    "{" ODD "\"block\":\"bottleneck\",\"batch\":2,\"groups\":4,\"width_per_group\":32}",
    "{" ODD "\"block\":\"basic\",\"batch\":3,\"preactivation\":true,\"activation\":\"prelu\"}",
    "{" ODD "\"block\":\"basic\",\"batch\":2,\"attention\":{\"type\":\"se\"},\"activation\":\"silu\"}",
    "{" ODD "\"block\":\"basic\",\"batch\":2,\"attention\":{\"type\":\"eca\"},\"activation\":\"hardswish\"}",
    "{" ODD "\"block\":\"basic\",\"shortcut\":\"zero_pad\",\"activation\":\"relu6\"}",
    "{" ODD "\"block\":\"basic\",\"shortcut\":\"zero_pad\",\"preactivation\":true,\"activation\":\"gelu\"}",
    "{" ODD "\"block\":\"basic\",\"shortcut\":\"avg_down\",\"activation\":\"leaky_relu\"}",
    "{" ODD "\"block\":\"basic\",\"antialias\":\"blur\",\"activation\":\"gelu_tanh\"}",
    "{" ODD "\"block\":\"basic\",\"padding\":\"same\",\"activation\":\"silu\",\"head\":{\"pool\":\"max\"}}",
    "{" ODD "\"block\":\"basic\",\"batch\":2,\"head\":{\"pool\":\"catavgmax\"}}",
    "{" ODD "\"block\":\"bottleneck\",\"head\":{\"pool\":\"avgmax\"},\"dilations\":[1,2],\"strides\":[1,1]}",
    "{" ODD "\"block\":\"ir\",\"activation\":\"prelu\",\"head\":{\"type\":\"flatten\"}}",
    "{" ODD "\"block\":\"basic\",\"batch\":2,\"preprocess\":{" PICTURE
    ",\"order\":\"bgr\",\"input\":\"u8_nhwc\"}}",
    "{" SMALL "\"block\":\"basic\",\"widths\":[9,24],\"stem\":{\"width\":8,\"pool\":\"max_fixed\"},"
    "\"activation\":\"silu\",\"input\":{\"height\":41,\"width\":38},\"preprocess\":{" PICTURE "}}",
    "{" SMALL "\"block\":\"basic\",\"widths\":[9,24],\"batch\":2,\"stem\":{\"width\":8,\"pool\":"
    "{\"kernel\":3,\"stride\":2,\"padding\":[0,1]}},\"activation\":\"gelu\",\"input\":{\"height\":40,"
    "\"width\":36}}",
    "{" ODD "\"block\":\"basic\",\"norm\":{\"type\":\"group\",\"groups\":1}}",
    "{" LARGE "\"block\":\"basic\",\"preactivation\":true,\"batch\":2}",
    "{" LARGE "\"block\":\"basic\",\"activation\":\"silu\",\"attention\":{\"type\":\"se\"}}",
    "{" LARGE "\"block\":\"basic\",\"strides\":[2],\"antialias\":\"blur\",\"head\":{\"pool\":\"catavgmax\"}}",
    "{" LARGE "\"block\":\"basic\",\"strides\":[2],\"antialias\":\"average\",\"preprocess\":{" PICTURE
    ",\"input\":\"u8_nhwc\"}}",
};
