/* A set of runs, a bit each, eight a byte, the lowest first; runs count from 1. Internal to store/.
 */
#ifndef CADRE_RUN_BITS_H
#define CADRE_RUN_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline size_t cadre_run_bits_bytes(int64_t runs)
{
    return (size_t)runs / 8 + 1;
}

static inline bool cadre_run_bits_has(const uint8_t *bits, int64_t run)
{
    return bits[(run - 1) / 8] >> ((run - 1) % 8) & 1;
}

static inline void cadre_run_bits_add(uint8_t *bits, int64_t run)
{
    bits[(run - 1) / 8] |= (uint8_t)(1u << ((run - 1) % 8));
}

#endif
