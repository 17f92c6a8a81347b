#include "engine/isa.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[CADRE_ISA_COUNT] = {"base", "v3", "v4"};
static const char VARIABLE[] = "CADRE_ISA";

#ifdef CADRE_ISA_KERNELS
int cadre_world_step_v3(cadre_world_t *world);
int cadre_world_step_v4(cadre_world_t *world);

/* The levels of the x86-64 psABI; compilers older than their names know the features. */
static bool has_v3(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("fma");
}

static bool has_v4(void)
{
    return has_v3() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512cd");
}

cadre_step_t cadre_isa_step(int isa)
{
    switch (isa) {
    case CADRE_ISA_V3:
        return has_v3() ? cadre_world_step_v3 : NULL;
    case CADRE_ISA_V4:
        return has_v4() ? cadre_world_step_v4 : NULL;
    default:
        return cadre_world_step;
    }
}
#else
cadre_step_t cadre_isa_step(int isa)
{
    return isa == CADRE_ISA_BASE ? cadre_world_step : NULL;
}
#endif

const char *cadre_isa_name(int isa)
{
    return names[isa];
}

static int find(const char *name)
{
    for (int isa = 0; isa < CADRE_ISA_COUNT; isa++)
        if (strcmp(names[isa], name) == 0)
            return isa;
    return -1;
}

int cadre_isa_chosen(void)
{
    const char *wanted = getenv(VARIABLE);
    const int forced = wanted == NULL ? -1 : find(wanted);
    if (forced >= 0 && cadre_isa_step(forced) != NULL)
        return forced;
    int newest = CADRE_ISA_COUNT - 1;
    while (cadre_isa_step(newest) == NULL)
        newest--;
    return newest;
}

int cadre_isa_check(cadre_error_t *err)
{
    const char *wanted = getenv(VARIABLE);
    if (wanted == NULL)
        return CADRE_OK;
    const int forced = find(wanted);
    if (forced < 0)
        return cadre_error_set(err, CADRE_ERROR_USAGE, "%s=%s is not one of base, v3, v4", VARIABLE,
                               wanted);
    if (cadre_isa_step(forced) == NULL)
        return cadre_error_set(err, CADRE_ERROR_USAGE,
                               "%s=%s: this machine or this build does not have it", VARIABLE,
                               wanted);
    return CADRE_OK;
}
