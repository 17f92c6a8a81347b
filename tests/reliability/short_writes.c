/* Preloaded by sweep-disk.test: a write to a file takes a few bytes at a time, and is interrupted
 * before every fifth. Says how many were cut short in the file $SHORT_WRITES. Writes of stdio do
 * not come by here. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static unsigned calls, cut;

ssize_t write(int file, const void *bytes, size_t length)
{
    struct stat of;
    const int number = errno;
    if (fstat(file, &of) == 0 && S_ISREG(of.st_mode) && length > 1) {
        if (calls++ % 5 == 4) {
            errno = EINTR;
            return -1;
        }
        const size_t most = 1 + calls % 7;
        cut += length > most;
        length = length > most ? most : length;
    }
    errno = number;
    return syscall(SYS_write, file, bytes, length);
}

__attribute__((destructor)) static void say(void)
{
    FILE *file = getenv("SHORT_WRITES") != NULL ? fopen(getenv("SHORT_WRITES"), "w") : NULL;
    if (file == NULL)
        return;
    fprintf(file, "%u\n", cut);
    fclose(file);
}
