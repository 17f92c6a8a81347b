/* How many threads this process may use. A container with half a CPU on a machine of 128 sees 128
 * of them: only affinity and the control group's quota tell the truth. */
#define _GNU_SOURCE /* sched_getaffinity, CPU_ALLOC */

#include "engine/threads.h"

#include "engine/engine.h"

#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PATH_SIZE = 4096, MOST_CPUS = 1 << 16 };

/* CPUs of the affinity mask; 0 when the system does not tell. */
static int affinity_cpus(void)
{
    /* the kernel refuses masks shorter than its own, whose length it does not tell */
    for (int cpus = 1024; cpus <= MOST_CPUS; cpus *= 2) {
        cpu_set_t *set = CPU_ALLOC((size_t)cpus);
        if (set == NULL)
            return 0;
        const size_t size = CPU_ALLOC_SIZE((size_t)cpus);
        const int allowed = sched_getaffinity(0, size, set) == 0 ? CPU_COUNT_S(size, set) : 0;
        CPU_FREE(set);
        if (allowed > 0)
            return allowed;
    }
    return 0;
}

/* First line of MOUNT/GROUP/NAME without its end. */
static bool read_line(const char *mount, const char *group, const char *name, char *line, int size)
{
    char path[PATH_SIZE];
    const int length = snprintf(path, sizeof path, "%s%s/%s", mount, group, name);
    if (length < 0 || length >= (int)sizeof path)
        return false;
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return false;
    const bool got = fgets(line, size, file) != NULL;
    fclose(file);
    return got;
}

/* Quota and period of one group: version 2 has both in one file, "max" for none; version 1 has two
 * files, -1 for none. */
static bool read_quota(const char *mount, const char *group, bool version2, double *quota,
                       double *period)
{
    char line[128];
    if (version2)
        return read_line(mount, group, "cpu.max", line, sizeof line) &&
               sscanf(line, "%lf %lf", quota, period) == 2;
    return read_line(mount, group, "cpu.cfs_quota_us", line, sizeof line) &&
           sscanf(line, "%lf", quota) == 1 &&
           read_line(mount, group, "cpu.cfs_period_us", line, sizeof line) &&
           sscanf(line, "%lf", period) == 1;
}

/* The smallest limit of `group` and all groups above it; 0 = none. Cuts `group` on the way. A
 * group that cannot be seen from inside a container is passed over. */
static int smallest_limit(const char *mount, char *group, bool version2)
{
    int smallest = 0;
    for (;;) {
        double quota, period;
        if (read_quota(mount, group, version2, &quota, &period) && quota > 0 && period > 0 &&
            quota / period < MOST_CPUS) {
            const int whole = (int)(quota / period);
            const int cpus = whole + (whole < quota / period);
            if (smallest == 0 || cpus < smallest)
                smallest = cpus;
        }
        char *slash = strrchr(group, '/');
        if (slash == NULL)
            return smallest;
        *slash = '\0';
    }
}

/* Whether a comma-separated list of controllers has "cpu". */
static bool lists_cpu(const char *controllers, size_t length)
{
    while (length >= 3) {
        const char *comma = memchr(controllers, ',', length);
        const size_t word = comma == NULL ? length : (size_t)(comma - controllers);
        if (word == 3 && memcmp(controllers, "cpu", 3) == 0)
            return true;
        if (comma == NULL)
            return false;
        length -= word + 1;
        controllers = comma + 1;
    }
    return false;
}

/* One line of the list, "NUMBER:CONTROLLERS:/GROUP"; version 2 has number 0 and no controllers. */
static int limit_of_line(char *line, const char *mount)
{
    line[strcspn(line, "\n")] = '\0';
    char *controllers = strchr(line, ':');
    char *group = controllers == NULL ? NULL : strchr(controllers + 1, ':');
    if (group == NULL)
        return 0;
    const size_t length = (size_t)(group - controllers - 1);
    controllers++;
    group++;
    if (length == 0)
        return smallest_limit(mount, group, true);
    if (!lists_cpu(controllers, length))
        return 0;
    char folder[PATH_SIZE];
    const int written = snprintf(folder, sizeof folder, "%s/%.*s", mount, (int)length, controllers);
    if (written < 0 || written >= (int)sizeof folder)
        return 0;
    return smallest_limit(folder, group, false);
}

int cadre_cgroup_cpus(const char *list, const char *mount)
{
    FILE *file = fopen(list, "r");
    if (file == NULL)
        return 0;
    char line[PATH_SIZE];
    int smallest = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        const int cpus = limit_of_line(line, mount);
        if (cpus > 0 && (smallest == 0 || cpus < smallest))
            smallest = cpus;
    }
    fclose(file);
    return smallest;
}

int cadre_available_threads(void)
{
    int cpus = affinity_cpus();
    if (cpus == 0)
        cpus = (int)sysconf(_SC_NPROCESSORS_ONLN);
    const int quota = cadre_cgroup_cpus("/proc/self/cgroup", "/sys/fs/cgroup");
    if (quota > 0 && quota < cpus)
        cpus = quota;
    return cpus < 1 ? 1 : cpus;
}
