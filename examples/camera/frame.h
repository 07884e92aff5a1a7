/* frame.h: what a camera gives, and where it comes from. */
#ifndef CAMERA_FRAME_H
#define CAMERA_FRAME_H

#include <stdbool.h>
#include <stddef.h>

/* Grey pixels, row by row; whoever holds a frame owns its memory, `room` bytes. */
typedef struct {
    unsigned char *pixels;
    size_t room;
    int width, height;
    long number;
} Frame;

bool frame_open(Frame *frame, size_t room);
void frame_close(Frame *frame);

/* A camera, or a folder that stands for one. */
typedef struct Source Source;
struct Source {
    size_t room;                                /* bytes that its largest frame has */
    bool (*next)(Source *source, Frame *frame); /* waits for a frame; false: there are no more */
    void (*close)(Source *source);
};

/* The .pgm files (P5, 8 bits) of a folder by the order of their names; a video device of Linux, of YUYV.
 * NULL, and a line on standard error, where it cannot be. */
Source *source_folder(const char *path);
Source *source_device(const char *path);

/* Frames on their way to workers: a bounded queue, since what waits is late already. */
typedef struct Queue Queue;
Queue *queue_open(int slots, size_t room);
/* Takes the frame, and gives another one's memory for it. Where no slot is free: `wait`, or the oldest frame
 * goes (returns how many did: 0 or 1). */
int queue_put(Queue *queue, Frame *frame, bool wait);
bool queue_take(Queue *queue, Frame *frame); /* the same way; waits; false: closed, and empty */
void queue_close(Queue *queue);              /* no more comes */
void queue_free(Queue *queue);

#endif
