/* torch_globals.c: the classes and functions that may stand in a checkpoint's pickle. None is ever run: a row
 * says what takes the place of what it makes. */
#include "pickle.h"

#include <string.h>

#define STORAGE(name, type)                                                                                  \
    { "torch", name, GLOBAL_STORAGE, type }, { "torch.cuda", name, GLOBAL_STORAGE, type }
#define INERT(module, name)                                                                                  \
    { module, name, GLOBAL_INERT, NULL }

static const Global globals[] = {
    /* ---- A state_dict ---- */
    { "collections", "OrderedDict", GLOBAL_DICT, NULL },
    { "torch._utils", "_rebuild_tensor_v2", GLOBAL_TENSOR, NULL },
    { "torch._utils", "_rebuild_tensor", GLOBAL_TENSOR, NULL },
    { "torch._utils", "_rebuild_tensor_v3", GLOBAL_TENSOR_V3, NULL },
    { "torch._utils", "_rebuild_parameter", GLOBAL_PARAMETER, NULL },
    { "torch._utils", "_rebuild_parameter_with_state", GLOBAL_PARAMETER, NULL },
    { "torch._tensor", "_rebuild_from_type_v2", GLOBAL_WRAPPED, NULL },
    { "torch.nn.parameter", "Parameter", GLOBAL_INERT, NULL },
    { "torch.nn.parameter", "Buffer", GLOBAL_INERT, NULL },
    { "torch", "Size", GLOBAL_SIZE, NULL },
    STORAGE("FloatStorage", "F32"),
    STORAGE("DoubleStorage", "F64"),
    STORAGE("HalfStorage", "F16"),
    STORAGE("BFloat16Storage", "BF16"),
    STORAGE("LongStorage", "I64"),
    STORAGE("IntStorage", "I32"),
    STORAGE("ShortStorage", "I16"),
    STORAGE("CharStorage", "I8"),
    STORAGE("ByteStorage", "U8"),
    STORAGE("BoolStorage", "BOOL"),
    STORAGE("UntypedStorage", "U8"),
    { "torch.storage", "UntypedStorage", GLOBAL_STORAGE, "U8" },
    { "torch.storage", "_UntypedStorage", GLOBAL_STORAGE, "U8" },
    { "torch", "float32", GLOBAL_TYPE, "F32" },
    { "torch", "float64", GLOBAL_TYPE, "F64" },
    { "torch", "float16", GLOBAL_TYPE, "F16" },
    { "torch", "bfloat16", GLOBAL_TYPE, "BF16" },
    { "torch", "float8_e4m3fn", GLOBAL_TYPE, "F8_E4M3" },
    { "torch", "float8_e5m2", GLOBAL_TYPE, "F8_E5M2" },
    { "torch", "int64", GLOBAL_TYPE, "I64" },
    { "torch", "int32", GLOBAL_TYPE, "I32" },
    { "torch", "int16", GLOBAL_TYPE, "I16" },
    { "torch", "int8", GLOBAL_TYPE, "I8" },
    { "torch", "uint64", GLOBAL_TYPE, "U64" },
    { "torch", "uint32", GLOBAL_TYPE, "U32" },
    { "torch", "uint16", GLOBAL_TYPE, "U16" },
    { "torch", "uint8", GLOBAL_TYPE, "U8" },
    { "torch", "bool", GLOBAL_TYPE, "BOOL" },
    /* ---- What a training keeps beside it: of Python 3 and 2 ---- */
    { "collections", "defaultdict", GLOBAL_DICT, NULL },
    { "builtins", "dict", GLOBAL_DICT, NULL },
    { "__builtin__", "dict", GLOBAL_DICT, NULL },
    INERT("collections", "Counter"),
    INERT("collections", "deque"),
    INERT("builtins", "*"),
    INERT("__builtin__", "*"),
    INERT("_codecs", "encode"),
    INERT("copyreg", "_reconstructor"),
    INERT("copy_reg", "_reconstructor"),
    INERT("functools", "partial"),
    INERT("operator", "*"),
    INERT("datetime", "*"),
    INERT("decimal", "Decimal"),
    INERT("uuid", "UUID"),
    INERT("pathlib*", "*"),
    INERT("argparse", "Namespace"),
    INERT("types", "SimpleNamespace"),
    /* PyTorch's */
    INERT("torch", "device"),
    INERT("torch", "Generator"),
    INERT("torch.serialization", "_get_layout"),
    INERT("torch.optim*", "*"),
    INERT("torch.cuda.amp*", "*"),
    INERT("torch.amp*", "*"),
    INERT("torch.torch_version", "TorchVersion"),
    INERT("torchvision.transforms*", "*"),
    /* NumPy's scalars and arrays */
    INERT("numpy", "*"),
    INERT("numpy.core.multiarray", "*"),
    INERT("numpy._core.multiarray", "*"),
    INERT("numpy.dtypes", "*"),
    INERT("numpy.random*", "*"),
    /* Settings and logs of libraries for training */
    INERT("omegaconf*", "*"),
    INERT("yacs.config", "CfgNode"),
    INERT("easydict", "EasyDict"),
    INERT("addict*", "Dict"),
    INERT("ml_collections*", "*"),
    INERT("typing", "*"),
    INERT("mmengine.config*", "*"),
    INERT("mmengine.logging*", "*"),
    INERT("mmcv.utils.config", "*"),
    INERT("fvcore.common.config", "CfgNode"),
    INERT("detectron2.config.config", "CfgNode"),
    INERT("pytorch_lightning.callbacks*", "*"),
    INERT("pytorch_lightning.utilities*", "*"),
    INERT("lightning.pytorch.callbacks*", "*"),
    INERT("lightning.pytorch.utilities*", "*"),
    INERT("lightning.fabric.utilities*", "*"),
    INERT("lightning_fabric.utilities*", "*"),
};

static bool fits(const char *pattern, const char *text, size_t length) {
    size_t fixed = strcspn(pattern, "*");
    return length >= fixed && !memcmp(pattern, text, fixed) && (pattern[fixed] || length == fixed);
}

const Global *global_find(PickleText module, PickleText name) {
    for (int i = 0; i < COUNT_OF(globals); i++)
        if (fits(globals[i].module, module.bytes, module.length) &&
            fits(globals[i].name, name.bytes, name.length))
            return &globals[i];
    return NULL;
}
