/* camera.c: what a camera sees, frame by frame: camera WEIGHTS SOURCE [WORKERS [FRAMES A SECOND]]
 *
 * SOURCE: /dev/video0, or a folder of .pgm files, which come at that rate; 0: as fast as they are answered.
 * Frames that are late are dropped. Each worker has a workspace and memory of its own; nothing is allocated
 * once they run. */
#include "fashion.h"
#include "fashion_preprocess.h"
#include "frame.h"
#include <resnet_rt.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MOST_WORKERS = 64, SECOND = 1000000000 };

static const char *const classes[FASHION_CLASSES] = {
    "T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"
};

/* What a worker needs, all of it made before it starts. */
typedef struct {
    pthread_t thread;
    Queue *queue;
    const void *weights;
    void *workspace, *room; /* room: for resizing */
    size_t room_bytes;
    Frame frame;
    atomic_long *answered;
} Worker;

static int fail(const char *what, const char *why) {
    fprintf(stderr, "camera: %s: %s\n", what, why);
    return EXIT_FAILURE;
}

static int best_of(const float *logits) {
    int best = 0;
    for (int i = 1; i < FASHION_CLASSES; i++)
        if (logits[i] > logits[best]) best = i;
    return best;
}

static void *work(void *argument) {
    Worker *w = argument;
    Frame *frame = &w->frame;
    unsigned char input[FASHION_INPUT_BYTES];
    float logits[FASHION_OUTPUT_FLOATS];
    while (queue_take(w->queue, frame)) {
        const size_t needed = fashion_preprocess_bytes(frame->width, frame->height);
        if (!needed || needed > w->room_bytes) continue; /* larger than the first one: not this camera's */
        fashion_preprocess(frame->pixels, frame->width, frame->height, (size_t)frame->width, w->room, input);
        fashion_run(w->weights, w->workspace, input, logits);
        printf("frame %ld: %s\n", frame->number, classes[best_of(logits)]);
        atomic_fetch_add(w->answered, 1);
    }
    return NULL;
}

static const void *open_weights(const char *path) {
    struct stat status;
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &status) != 0) return fail(path, strerror(errno)), NULL;
    const void *weights = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    close(file);
    if (weights == MAP_FAILED) return fail(path, strerror(errno)), NULL;
    const int wrong = fashion_weights_check(weights, (size_t)status.st_size);
    return wrong ? (fail(path, resnet_status_text(wrong)), NULL) : weights;
}

static double seconds_since(const struct timespec *begin) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - begin->tv_sec) + (double)(now.tv_nsec - begin->tv_nsec) / SECOND;
}

/* Frame `number` is due. */
static void wait_until(const struct timespec *begin, long number, double rate) {
    const double due = (double)number / rate;
    struct timespec at = { begin->tv_sec + (time_t)due,
                           begin->tv_nsec + (long)((due - (double)(time_t)due) * SECOND) };
    if (at.tv_nsec >= SECOND) at.tv_sec++, at.tv_nsec -= SECOND;
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL) == EINTR) continue;
}

static int watch(Source *source, const void *weights, int workers, double rate, bool is_device) {
    static Worker pool[MOST_WORKERS];
    atomic_long answered = 0;
    Queue *queue = queue_open(workers + 1, source->room); /* no more than what is soon begun */
    Frame frame;
    if (!queue || !frame_open(&frame, source->room) || !source->next(source, &frame))
        return fail("source", "no frame, or no memory");

    const size_t room = fashion_preprocess_bytes(frame.width, frame.height);
    int started = 0;
    for (; started < workers; started++) {
        Worker *w = &pool[started];
        *w = (Worker){ .queue = queue,
                       .weights = weights,
                       .workspace = aligned_alloc(64, FASHION_WORKSPACE_BYTES),
                       .room = malloc(room),
                       .room_bytes = room,
                       .answered = &answered };
        if (!room || !w->workspace || !w->room || !frame_open(&w->frame, source->room) ||
            pthread_create(&w->thread, NULL, work, w))
            return fail("worker", "no memory or no thread, or the frames are too large");
    }

    struct timespec begin;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    long frames = 0, dropped = 0;
    do {
        dropped += queue_put(queue, &frame, !is_device && rate == 0);
        frames++;
        if (rate > 0) wait_until(&begin, frames, rate);
    } while (source->next(source, &frame));
    queue_close(queue);
    for (int i = 0; i < workers; i++) {
        pthread_join(pool[i].thread, NULL);
        frame_close(&pool[i].frame);
        free(pool[i].workspace);
        free(pool[i].room);
    }
    fprintf(stderr, "%ld frames, %ld answered, %ld dropped, %.1f answers/s\n", frames, (long)answered,
            dropped, (double)answered / seconds_since(&begin));
    frame_close(&frame);
    queue_free(queue);
    return EXIT_SUCCESS;
}

int main(int argc, char **argv) {
    if (argc < 3 || argc > 5) return fail("usage", "camera WEIGHTS SOURCE [WORKERS [FRAMES A SECOND]]");
    const int workers = argc > 3 ? atoi(argv[3]) : 2;
    const double rate = argc > 4 ? atof(argv[4]) : 0;
    const bool is_device = !strncmp(argv[2], "/dev/", strlen("/dev/"));
    if (workers < 1 || workers > MOST_WORKERS) return fail(argv[3], "expected 1 to 64 workers");
    if (!(rate >= 0)) return fail(argv[4], "expected frames a second");
    if (!fashion_cpu_ok())
        return fail("this processor", "lacks instructions that the network was compiled for");
    const void *weights = open_weights(argv[1]);
    Source *source = weights ? (is_device ? source_device : source_folder)(argv[2]) : NULL;
    if (!source) return EXIT_FAILURE;
    setvbuf(stdout, NULL, _IOLBF, 0);
    const int status = watch(source, weights, workers, rate, is_device);
    source->close(source);
    return status;
}
