/* queue.c: frames between one producer and several workers. Memory is made once: frames change hands by
 * swapping. */
#include "frame.h"

#include <pthread.h>
#include <stdlib.h>

struct Queue {
    pthread_mutex_t lock;
    pthread_cond_t filled, emptied;
    int slots, first, count;
    bool closed;
    Frame frames[];
};

bool frame_open(Frame *frame, size_t room) {
    *frame = (Frame){ .pixels = malloc(room), .room = room };
    return frame->pixels;
}

void frame_close(Frame *frame) { free(frame->pixels); }

static void swap(Frame *a, Frame *b) {
    const Frame old = *a;
    *a = *b;
    *b = old;
}

Queue *queue_open(int slots, size_t room) {
    Queue *queue = calloc(1, sizeof *queue + (size_t)slots * sizeof *queue->frames);
    if (!queue) return NULL;
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->filled, NULL);
    pthread_cond_init(&queue->emptied, NULL);
    for (queue->slots = 0; queue->slots < slots; queue->slots++)
        if (!frame_open(&queue->frames[queue->slots], room)) return queue_free(queue), NULL;
    return queue;
}

void queue_free(Queue *queue) {
    for (int i = 0; i < queue->slots; i++) frame_close(&queue->frames[i]);
    pthread_cond_destroy(&queue->emptied);
    pthread_cond_destroy(&queue->filled);
    pthread_mutex_destroy(&queue->lock);
    free(queue);
}

static void drop_first(Queue *queue) {
    queue->first = (queue->first + 1) % queue->slots;
    queue->count--;
}

int queue_put(Queue *queue, Frame *frame, bool wait) {
    pthread_mutex_lock(&queue->lock);
    while (wait && queue->count == queue->slots) pthread_cond_wait(&queue->emptied, &queue->lock);
    const bool late = queue->count == queue->slots;
    if (late) drop_first(queue);
    swap(frame, &queue->frames[(queue->first + queue->count++) % queue->slots]);
    pthread_cond_signal(&queue->filled);
    pthread_mutex_unlock(&queue->lock);
    return late;
}

bool queue_take(Queue *queue, Frame *frame) {
    pthread_mutex_lock(&queue->lock);
    while (!queue->count && !queue->closed) pthread_cond_wait(&queue->filled, &queue->lock);
    const bool some = queue->count > 0;
    if (some) {
        swap(frame, &queue->frames[queue->first]);
        drop_first(queue);
        pthread_cond_signal(&queue->emptied);
    }
    pthread_mutex_unlock(&queue->lock);
    return some;
}

void queue_close(Queue *queue) {
    pthread_mutex_lock(&queue->lock);
    queue->closed = true;
    pthread_cond_broadcast(&queue->filled);
    pthread_mutex_unlock(&queue->lock);
}
