/* Threads: how many there may be, and OpenMP where the compiler has it. Internal to engine/. */
#ifndef CADRE_THREADS_H
#define CADRE_THREADS_H

/* CADRE_OMP(parallel for …): the pragma with OpenMP, nothing without. */
#ifdef _OPENMP
#include <omp.h>
#define CADRE_PRAGMA_(text) _Pragma(#text)
#define CADRE_OMP(...)      CADRE_PRAGMA_(omp __VA_ARGS__)
static inline int cadre_thread_number(void)
{
    return omp_get_thread_num();
}
static inline int cadre_nested_levels(void)
{
    return omp_get_max_active_levels();
}
static inline void cadre_set_nested_levels(int levels)
{
    omp_set_max_active_levels(levels);
}
#else
#define CADRE_OMP(...)
static inline int cadre_thread_number(void)
{
    return 0;
}
static inline int cadre_nested_levels(void)
{
    return 1;
}
static inline void cadre_set_nested_levels(int levels)
{
    (void)levels;
}
#endif

/* CPUs that the control group of this process may use at once, rounded up, from its list of groups
 * (/proc/self/cgroup) and the folder where control groups are mounted (/sys/fs/cgroup), version 2
 * or 1; 0 = no limit. */
int cadre_cgroup_cpus(const char *list, const char *mount);

#endif
