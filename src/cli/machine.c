#include "cli/machine.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* The number after `label` at the start of a line of a file ("" = the file's first number). */
static bool read_number(const char *path, const char *label, double *out)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return false;
    char line[256];
    bool found = false;
    while (!found && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, label, strlen(label)) == 0)
            found = sscanf(line + strlen(label), "%lf", out) == 1;
    fclose(file);
    return found;
}

/* Room in one control group (version 2); true if it has a limit ("max" is no number). The page
 * cache counts as used but gives way. */
static bool group_room(const char *folder, double *room)
{
    char path[1200];
    double limit, used, cache = 0;
    snprintf(path, sizeof path, "%s/memory.max", folder);
    if (!read_number(path, "", &limit))
        return false;
    snprintf(path, sizeof path, "%s/memory.current", folder);
    if (!read_number(path, "", &used))
        return false;
    snprintf(path, sizeof path, "%s/memory.stat", folder);
    if (read_number(path, "inactive_file ", &cache))
        used -= cache;
    *room = limit > used ? limit - used : 1;
    return true;
}

/* This process's group and all above it. */
static double groups_room(double available)
{
    static const char mount[] = "/sys/fs/cgroup";
    char line[1024], folder[sizeof line + sizeof mount];
    FILE *file = fopen("/proc/self/cgroup", "r");
    if (file == NULL)
        return available;
    folder[0] = '\0';
    while (fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, "0::/", 4) == 0) {
            line[strcspn(line, "\n")] = '\0';
            strcat(strcpy(folder, mount), line + 3);
        }
    fclose(file);
    while (strlen(folder) >= strlen(mount)) {
        double room;
        if (group_room(folder, &room) && (available <= 0 || room < available))
            available = room;
        *strrchr(folder, '/') = '\0';
    }
    return available;
}

double cadre_machine_memory(void)
{
    double kilobytes = 0;
    const bool known = read_number("/proc/meminfo", "MemAvailable:", &kilobytes);
    return groups_room(known ? 1024 * kilobytes : 0);
}
