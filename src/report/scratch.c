#include "report/scratch.h"

#include "base/memory.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

enum { FIRST_BLOCKS = 64 };

static bool reserve(cadre_scratch_t *self)
{
    if (self->count < self->capacity)
        return true;
    const size_t capacity = self->capacity > 0 ? 2 * self->capacity : FIRST_BLOCKS;
    void **blocks = cadre_resize(self->blocks, self->capacity, capacity, sizeof *blocks);
    if (blocks == NULL)
        return false;
    self->blocks = blocks;
    self->capacity = capacity;
    return true;
}

void *cadre_scratch_alloc(cadre_scratch_t *self, size_t count, size_t size)
{
    void *block = reserve(self) ? cadre_alloc(count, size) : NULL;
    if (block == NULL)
        self->failed = true;
    else
        self->blocks[self->count++] = block;
    return block;
}

double *cadre_scratch_numbers(cadre_scratch_t *self, size_t count)
{
    double *numbers = cadre_scratch_alloc(self, count, sizeof *numbers);
    for (size_t i = 0; numbers != NULL && i < count; i++)
        numbers[i] = NAN;
    return numbers;
}

char *cadre_scratch_text(cadre_scratch_t *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length >= 0 ? cadre_scratch_alloc(self, (size_t)length + 1, 1) : NULL;
    if (text == NULL)
        return NULL;
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

void cadre_scratch_free(cadre_scratch_t *self)
{
    for (size_t i = 0; i < self->count; i++)
        cadre_free(self->blocks[i]);
    cadre_free(self->blocks);
    *self = (cadre_scratch_t){0};
}
