/* source_device.c: a video device of Linux (V4L2): YUYV at 640 x 480, of which every second byte is grey. */
#include "frame.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

enum { WIDTH = 640, HEIGHT = 480, BUFFERS = 4, STREAM = V4L2_BUF_TYPE_VIDEO_CAPTURE };

typedef struct {
    Source source;
    int file, width, height, bytes_a_row;
    long number;
    struct {
        void *bytes;
        size_t length;
    } buffers[BUFFERS];
} Device;

static int ask(const Device *device, unsigned long request, void *argument) {
    int result;
    do result = ioctl(device->file, request, argument);
    while (result < 0 && errno == EINTR);
    return result;
}

static struct v4l2_buffer buffer_of(unsigned index) {
    return (struct v4l2_buffer){ .type = STREAM, .memory = V4L2_MEMORY_MMAP, .index = index };
}

static bool next(Source *source, Frame *frame) {
    Device *device = (Device *)source;
    struct v4l2_buffer buffer = buffer_of(0);
    if (ask(device, VIDIOC_DQBUF, &buffer) < 0) return perror("camera"), false;
    const unsigned char *yuyv = device->buffers[buffer.index].bytes;
    for (int y = 0; y < device->height; y++)
        for (int x = 0; x < device->width; x++)
            frame->pixels[(size_t)y * (size_t)device->width + (size_t)x] =
                yuyv[(size_t)y * (size_t)device->bytes_a_row + 2 * (size_t)x];
    frame->width = device->width, frame->height = device->height, frame->number = device->number++;
    return ask(device, VIDIOC_QBUF, &buffer) == 0;
}

static void close_device(Source *source) {
    Device *device = (Device *)source;
    for (int i = 0; i < BUFFERS; i++)
        if (device->buffers[i].bytes) munmap(device->buffers[i].bytes, device->buffers[i].length);
    if (device->file >= 0) close(device->file);
    free(device);
}

static bool set_format(Device *device) {
    struct v4l2_format format = { .type = STREAM };
    format.fmt.pix.width = WIDTH, format.fmt.pix.height = HEIGHT,
    format.fmt.pix.pixelformat = V4L2_PIX_FMT_YUYV;
    if (ask(device, VIDIOC_S_FMT, &format) < 0) return false;
    if (format.fmt.pix.pixelformat != V4L2_PIX_FMT_YUYV) return errno = EINVAL, false;
    device->width = (int)format.fmt.pix.width, device->height = (int)format.fmt.pix.height;
    device->bytes_a_row = (int)format.fmt.pix.bytesperline;
    device->source.room = (size_t)device->width * (size_t)device->height;
    return true;
}

static bool start(Device *device) {
    struct v4l2_requestbuffers request = { .count = BUFFERS, .type = STREAM, .memory = V4L2_MEMORY_MMAP };
    if (ask(device, VIDIOC_REQBUFS, &request) < 0) return false;
    if (request.count > BUFFERS) return errno = ENOMEM, false;
    for (unsigned i = 0; i < request.count; i++) {
        struct v4l2_buffer buffer = buffer_of(i);
        if (ask(device, VIDIOC_QUERYBUF, &buffer) < 0) return false;
        void *bytes =
            mmap(NULL, buffer.length, PROT_READ | PROT_WRITE, MAP_SHARED, device->file, buffer.m.offset);
        if (bytes == MAP_FAILED) return false;
        device->buffers[i].bytes = bytes, device->buffers[i].length = buffer.length;
        if (ask(device, VIDIOC_QBUF, &buffer) < 0) return false;
    }
    int type = STREAM;
    return ask(device, VIDIOC_STREAMON, &type) == 0;
}

Source *source_device(const char *path) {
    Device *device = calloc(1, sizeof *device);
    if (!device) return NULL;
    device->source = (Source){ .next = next, .close = close_device };
    device->file = open(path, O_RDWR | O_CLOEXEC);
    if (device->file >= 0 && set_format(device) && start(device)) return &device->source;
    fprintf(stderr, "camera: %s: %s\n", path, strerror(errno));
    return close_device(&device->source), NULL;
}
