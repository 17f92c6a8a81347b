/* Memory: the one way to allocate, so that tests can make the n-th allocation fail. */
#ifndef CADRE_MEMORY_H
#define CADRE_MEMORY_H

#include <stddef.h>

/* `count` x `size` bytes set to zero, 64-byte aligned; NULL when out of memory or on overflow;
 * never NULL otherwise, also for 0 bytes. Free with cadre_free. */
void *cadre_alloc(size_t count, size_t size);
/* The same with undefined contents: what is never touched of a large block takes no memory where
 * the system maps pages at their first use, and large pages are asked for where it has them. */
void *cadre_alloc_untouched(size_t count, size_t size);
/* Grows or shrinks `old` (may be NULL) from `old_count` to `count` elements of `size` bytes; new
 * elements are zero. On failure returns NULL and `old` stays valid. */
void *cadre_resize(void *old, size_t old_count, size_t count, size_t size);
/* Copy of a text, or of its first `length` bytes; NULL when out of memory. */
char *cadre_copy_text(const char *text);
char *cadre_copy_text_n(const char *text, size_t length);
void cadre_free(void *memory);

/* Tests only: the `countdown`-th allocation from now fails (1 = the next one); 0 switches it off.
 * Not thread-safe. */
void cadre_memory_fail_after(long countdown);

#endif
