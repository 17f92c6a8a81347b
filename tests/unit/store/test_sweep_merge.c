/* From journals to the files of a sweep: every run exactly once, in order, and summed up. */
#define _XOPEN_SOURCE 700 /* mkdtemp, strdup */
#include "small_sweep.h"

#include "base/memory.h"

static int merge(const char *source, const char *folder, cadre_merged_t *out, cadre_error_t *err)
{
    const char *const sources[] = {source};
    *out = (cadre_merged_t){0};
    return cadre_sweep_merge(sources, 1, folder, false, out, err);
}

static void check_same(const char *left, const char *right)
{
    static const char *const files[] = {"runs.csv", "summary.csv", "datapackage.json"};
    for (int i = 0; i < 3; i++) {
        char *a = small_read(left, files[i]), *b = small_read(right, files[i]);
        assert_non_null(a);
        assert_non_null(b);
        assert_string_equal(a, b);
        free(a);
        free(b);
    }
}

/* Unsharded, three shards in one folder, and two shards in a folder each. */
static void test_shards(void **state)
{
    small_sweep_t *self = *state;
    char *whole = small_folder(self, "whole"), *three = small_folder(self, "three");
    char *one = small_folder(self, "one"), *two = small_folder(self, "two");
    char *both = small_folder(self, "both");
    cadre_merged_t merged = {0};
    self->failed = 5;
    small_run(self, whole, 1, 1);
    for (int64_t shard = 3; shard >= 1; shard--)
        small_run(self, three, shard, 3);
    small_run(self, one, 1, 2);
    small_run(self, two, 2, 2);
    self->failed = 0;
    assert_int_equal(merge(whole, whole, &merged, NULL), 0);
    assert_int_equal(merged.runs, SMALL_RUNS);
    assert_int_equal(merged.points, SMALL_POINTS);
    assert_int_equal(merged.failed, 1);
    assert_string_equal(merged.inputs[0], "recruitment_rho");
    assert_string_equal(merged.outcomes[1], "ended");
    cadre_merged_free(&merged);
    assert_int_equal(merge(three, three, &merged, NULL), 0);
    cadre_merged_free(&merged);
    check_same(whole, three);
    const char *const sources[] = {two, one};
    assert_int_equal(cadre_sweep_merge(sources, 2, both, false, &merged, NULL), 0);
    cadre_merged_free(&merged);
    check_same(whole, both);
    free(whole);
    free(three);
    free(one);
    free(two);
    free(both);
}

/* members of the runs of a point, from runs.csv; how many there are */
static int members_of(const char *runs, int point, double values[SMALL_REPLICATES])
{
    int count = 0;
    for (const char *line = strchr(runs, '\n') + 1; *line != '\0'; line = strchr(line, '\n') + 1) {
        int run, of, replicate;
        char rho[16], milieu[16], status[16];
        double members;
        assert_true(sscanf(line, "%d,%d,%d,tiny,%15[0-9.],%15[a-z],", &run, &of, &replicate, rho,
                           milieu) == 5);
        if (of == point &&
            sscanf(line, "%*d,%*d,%*d,tiny,%*[0-9.],%*[a-z],%lf,,%15[a-z]", &members, status) == 2)
            values[count++] = members;
    }
    return count;
}

static double median(double *x, int n)
{
    for (int i = 1; i < n; i++)
        for (int k = i; k > 0 && x[k - 1] > x[k]; k--) {
            const double t = x[k];
            x[k] = x[k - 1];
            x[k - 1] = t;
        }
    return n % 2 == 1 ? x[n / 2] : (x[n / 2 - 1] + x[n / 2]) / 2;
}

/* The summary of a point is what its rows in runs.csv give; failed runs are counted, and left out.
 */
static void test_summary(void **state)
{
    small_sweep_t *self = *state;
    char *folder = small_folder(self, "summary");
    cadre_merged_t merged;
    self->failed = 5; /* point 2 */
    small_run(self, folder, 1, 1);
    self->failed = 0;
    assert_int_equal(merge(folder, folder, &merged, NULL), 0);
    cadre_merged_free(&merged);
    char *runs = small_read(folder, "runs.csv"), *summary = small_read(folder, "summary.csv");
    for (int point = 1; point <= SMALL_POINTS; point++) {
        double values[SMALL_REPLICATES], sum = 0, mean, sd, low, q50;
        int n, failed;
        char begin[64];
        const int count = members_of(runs, point, values);
        for (int i = 0; i < count; i++)
            sum += values[i];
        snprintf(begin, sizeof begin, "\n%d,tiny,%s,%s,members,", point, point <= 2 ? "0.4" : "0.8",
                 point % 2 == 1 ? "campus" : "city");
        const char *line = strstr(summary, begin);
        assert_non_null(line);
        assert_int_equal(sscanf(line + strlen(begin), "%d,%d,%lf,%*f,%*f,%lf,%lf,%*f,%*f,%lf", &n,
                                &failed, &mean, &sd, &low, &q50),
                         6);
        assert_int_equal(n, count);
        assert_int_equal(failed, point == 2);
        assert_int_equal(n + failed, SMALL_REPLICATES);
        check_close(mean, sum / count, 1e-14, 0);
        double squares = 0;
        for (int i = 0; i < count; i++)
            squares += (values[i] - mean) * (values[i] - mean);
        check_close(sd, sqrt(squares / (count - 1)), 1e-13, 0);
        check_close(q50, median(values, count), 1e-15, 0);
        check_close(low, values[0], 0, 0);
    }
    free(runs);
    free(summary);
    free(folder);
}

static void test_missing_and_twice(void **state)
{
    small_sweep_t *self = *state;
    char *folder = small_folder(self, "missing"), *out = small_folder(self, "nothing");
    cadre_merged_t merged;
    cadre_error_t err;
    small_run(self, folder, 1, 3);
    small_run(self, folder, 3, 3);
    assert_int_equal(merge(folder, out, &merged, &err), CADRE_ERROR_INPUT);
    check_contains(err.message, "4 of 12 runs are missing, the first is run 2");
    cadre_merged_free(&merged);
    small_run(self, folder, 2, 3);
    const char *const twice[] = {folder, folder};
    assert_int_equal(cadre_sweep_merge(twice, 2, out, false, &merged, &err), CADRE_ERROR_INPUT);
    check_contains(err.message, "is there a second time");
    cadre_merged_free(&merged);
    assert_int_equal(access(out, F_OK), -1);
    assert_int_equal(merge(out, out, &merged, &err), CADRE_ERROR_NO_INPUT);
    cadre_merged_free(&merged);
    free(folder);
    free(out);
}

/* Journals of two sweeps do not mix. */
static void test_other_sweep(void **state)
{
    small_sweep_t *self = *state;
    char *mine = small_folder(self, "mine"), *other = small_folder(self, "other");
    cadre_merged_t merged = {0};
    cadre_error_t err;
    small_run(self, mine, 1, 2);
    self->file->experiment->design.seed++;
    small_run(self, other, 2, 2);
    self->file->experiment->design.seed--;
    const char *const sources[] = {mine, other};
    assert_int_equal(cadre_sweep_merge(sources, 2, mine, false, &merged, &err),
                     CADRE_ERROR_IDENTITY);
    check_contains(err.message, "what differs is the seed");
    cadre_merged_free(&merged);
    free(mine);
    free(other);
}

static void add_mean(void *context, const cadre_point_mean_t *mean)
{
    double *sum = context;
    sum[mean->outcome] += (double)mean->n;
    assert_in_range(mean->point, 1, SMALL_POINTS);
    assert_string_equal(mean->inputs[0], mean->point <= 2 ? "0.4" : "0.8");
}

/* Means are told as they are made; out of memory leaves nothing half-made. */
static void test_out_of_memory(void **state)
{
    small_sweep_t *self = *state;
    char *folder = small_folder(self, "memory"), *out = small_folder(self, "memory-out");
    const char *const sources[] = {folder};
    double n[2] = {0};
    int code = CADRE_ERROR_MEMORY;
    small_run(self, folder, 1, 1);
    for (long after = 1; code != 0; after++) {
        cadre_merged_t merged = {.mean = add_mean, .context = n};
        cadre_error_t err;
        assert_true(after < 20000);
        n[0] = n[1] = 0;
        cadre_memory_fail_after(after);
        code = cadre_sweep_merge(sources, 1, out, false, &merged, &err);
        cadre_memory_fail_after(0);
        cadre_merged_free(&merged);
        assert_true(code == 0 || code == CADRE_ERROR_MEMORY);
        assert_int_equal(access(out, F_OK), code == 0 ? 0 : -1);
    }
    check_close(n[0], SMALL_RUNS, 0, 0);
    free(folder);
    free(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shards),
        cmocka_unit_test(test_summary),
        cmocka_unit_test(test_missing_and_twice),
        cmocka_unit_test(test_other_sweep),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, small_set_up, small_tear_down);
}
