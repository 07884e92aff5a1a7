/* Pictures, the logits that are expected of them, and their classes: NumPy's arrays without their headers of 128 bytes. */
    .syntax unified
    .section .pictures, "a"
    .global pictures, expected, classes
    .balign 4
expected:
    .incbin "expected.npy", 128
pictures:
    .incbin "pictures.npy", 128
classes:
#ifdef CLASSES
    .incbin CLASSES_FILE, 128, PICTURES
#endif
