#define _GNU_SOURCE /* sched_setaffinity */

#include "check.h"

#include "engine/engine.h"
#include "engine/threads.h"

#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

/* A made-up folder of control groups and the list that says which this process is in. */
typedef struct {
    char folder[64];
    char list[128];
} groups_t;

static int set_up(void **state)
{
    groups_t *self = calloc(1, sizeof *self);
    strcpy(self->folder, "/tmp/cadre-groups-XXXXXX");
    assert_non_null(mkdtemp(self->folder));
    snprintf(self->list, sizeof self->list, "%s/list", self->folder);
    *state = self;
    return 0;
}

static int tear_down(void **state)
{
    groups_t *self = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", self->folder);
    assert_int_equal(system(command), 0);
    free(self);
    return 0;
}

static void write_file(const groups_t *self, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", self->folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void make_folder(const groups_t *self, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", self->folder, name);
    assert_int_equal(mkdir(path, 0700), 0);
}

static int cpus(const groups_t *self)
{
    return cadre_cgroup_cpus(self->list, self->folder);
}

/* The kernel's documentation of version 2: cpu.max holds "quota period", or "max period". */
static void test_version_2(void **state)
{
    const groups_t *self = *state;
    make_folder(self, "outer");
    make_folder(self, "outer/inner");
    write_file(self, "list", "0::/outer/inner\n");
    assert_int_equal(cpus(self), 0); /* no file, no limit */
    write_file(self, "outer/inner/cpu.max", "max 100000\n");
    assert_int_equal(cpus(self), 0);
    write_file(self, "outer/inner/cpu.max", "300000 100000\n");
    assert_int_equal(cpus(self), 3);
    write_file(self, "outer/inner/cpu.max", "250000 100000\n");
    assert_int_equal(cpus(self), 3); /* 2.5 CPUs keep three threads busy */
    write_file(self, "outer/inner/cpu.max", "50000 100000\n");
    assert_int_equal(cpus(self), 1);
}

/* A group cannot use more than the groups around it. */
static void test_outer_group_limits(void **state)
{
    const groups_t *self = *state;
    make_folder(self, "outer");
    make_folder(self, "outer/inner");
    write_file(self, "list", "0::/outer/inner\n");
    write_file(self, "outer/inner/cpu.max", "800000 100000\n");
    write_file(self, "outer/cpu.max", "200000 100000\n");
    assert_int_equal(cpus(self), 2);
    write_file(self, "cpu.max", "100000 100000\n");
    assert_int_equal(cpus(self), 1);
}

/* A container may see a path that is not there; the mounted root then holds its limit. */
static void test_hidden_group(void **state)
{
    const groups_t *self = *state;
    write_file(self, "list", "0::/../elsewhere\n");
    write_file(self, "cpu.max", "400000 100000\n");
    assert_int_equal(cpus(self), 4);
}

/* Version 1: a folder per set of controllers, two files, -1 for no limit. */
static void test_version_1(void **state)
{
    const groups_t *self = *state;
    write_file(self, "list",
               "12:cpuset:/job\n11:cpuacct,cpu:/job\n1:name=systemd:/job\nnonsense\n0:broken\n");
    make_folder(self, "cpuset");
    make_folder(self, "cpuset/job");
    write_file(self, "cpuset/job/cpu.cfs_quota_us", "100000\n");
    write_file(self, "cpuset/job/cpu.cfs_period_us", "100000\n");
    assert_int_equal(cpus(self), 0); /* cpuset is not cpu */
    make_folder(self, "cpuacct,cpu");
    make_folder(self, "cpuacct,cpu/job");
    write_file(self, "cpuacct,cpu/job/cpu.cfs_quota_us", "600000\n");
    write_file(self, "cpuacct,cpu/job/cpu.cfs_period_us", "100000\n");
    assert_int_equal(cpus(self), 6);
    write_file(self, "cpuacct,cpu/job/cpu.cfs_quota_us", "-1\n");
    assert_int_equal(cpus(self), 0);
}

static void test_no_list(void **state)
{
    assert_int_equal(cpus(*state), 0);
}

/* A process bound to one CPU has one thread, whatever the machine. */
static void test_affinity(void **state)
{
    (void)state;
    cpu_set_t all, one;
    assert_int_equal(sched_getaffinity(0, sizeof all, &all), 0);
    assert_in_range(cadre_available_threads(), 1, CPU_COUNT(&all));
    size_t first = 0;
    while (!CPU_ISSET(first, &all))
        first++;
    CPU_ZERO(&one);
    CPU_SET(first, &one);
    assert_int_equal(sched_setaffinity(0, sizeof one, &one), 0);
    assert_int_equal(cadre_available_threads(), 1);
    assert_int_equal(sched_setaffinity(0, sizeof all, &all), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_version_2, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_outer_group_limits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_hidden_group, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_version_1, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_list, set_up, tear_down),
        cmocka_unit_test(test_affinity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
