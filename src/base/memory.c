#ifdef __linux__
#define _DEFAULT_SOURCE /* madvise */
#include <sys/mman.h>
#endif

#include "base/memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A cache line, and the widest vector register in use. */
enum { ALIGNMENT = 64 };
/* Of large pages, and from how many of them on a block is worth them. */
enum { LARGE_PAGE = 1 << 21, WORTH_PAGES = 2 };

/* The one variable of the program outside any structure: tests reach through it into allocations
 * they cannot see. Written only while a test has switched it on. */
static long failures_countdown = 0;

void cadre_memory_fail_after(long countdown)
{
    failures_countdown = countdown;
}

static bool must_fail(void)
{
    if (failures_countdown == 0) {
        return false;
    }
    failures_countdown--;
    return failures_countdown == 0;
}

/* Not set to zero. aligned_alloc wants a multiple of the alignment. */
static void *allocate_aligned(size_t count, size_t size, size_t alignment)
{
    if (must_fail() || (size != 0 && count > (SIZE_MAX - alignment) / size)) {
        return NULL;
    }
    const size_t bytes = count * size;
    const size_t rounded = (bytes / alignment + 1) * alignment;
    return aligned_alloc(alignment, bytes % alignment == 0 && bytes > 0 ? bytes : rounded);
}

static void *allocate(size_t count, size_t size)
{
    return allocate_aligned(count, size, ALIGNMENT);
}

/* A wish that may be refused: one page fault instead of 512, and fewer misses of the table of
 * pages where rows are visited in no order. */
static void ask_for_large_pages(void *memory, size_t bytes)
{
#ifdef MADV_HUGEPAGE
    (void)madvise(memory, bytes, MADV_HUGEPAGE);
#else
    (void)memory, (void)bytes;
#endif
}

void *cadre_alloc_untouched(size_t count, size_t size)
{
    if (size == 0 || count < (size_t)WORTH_PAGES * LARGE_PAGE / size) {
        return allocate(count, size);
    }
    void *memory = allocate_aligned(count, size, LARGE_PAGE);
    if (memory) {
        ask_for_large_pages(memory, count * size);
    }
    return memory;
}

void *cadre_alloc(size_t count, size_t size)
{
    void *memory = allocate(count, size);
    if (memory) {
        memset(memory, 0, count * size);
    }
    return memory;
}

/* realloc does not keep the alignment, so: allocate, copy, free. */
void *cadre_resize(void *old, size_t old_count, size_t count, size_t size)
{
    char *memory = allocate(count, size);
    if (memory == NULL) {
        return NULL;
    }
    const size_t kept = old == NULL ? 0 : (old_count < count ? old_count : count) * size;
    if (kept > 0) {
        memcpy(memory, old, kept);
    }
    memset(memory + kept, 0, count * size - kept);
    cadre_free(old);
    return memory;
}

char *cadre_copy_text(const char *text)
{
    return cadre_copy_text_n(text, strlen(text));
}

char *cadre_copy_text_n(const char *text, size_t length)
{
    const char *end = memchr(text, '\0', length);
    const size_t used = end ? (size_t)(end - text) : length;
    char *copy = used < SIZE_MAX ? allocate(used + 1, 1) : NULL;
    if (copy) {
        memcpy(copy, text, used);
        copy[used] = '\0';
    }
    return copy;
}

void cadre_free(void *memory)
{
    free(memory);
}
