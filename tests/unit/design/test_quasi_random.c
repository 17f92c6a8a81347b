/* Sobol' and Halton designs, and the layout of Saltelli's blocks. */
#include "check.h"
#include "design/design.h"
#include "design/design_internal.h"

#include "base/memory.h"

static const double PI = 3.141592653589793;

static void fill(cadre_input_t *inputs, int count, double low, double high)
{
    for (int k = 0; k < count; k++)
        inputs[k] = (cadre_input_t){.name = "x", .low = low, .high = high};
}

static cadre_design_t blocks(const cadre_input_t *inputs, int count, int64_t points)
{
    return (cadre_design_t){.inputs = inputs,
                            .input_count = count,
                            .method = CADRE_METHOD_SOBOL,
                            .points = points,
                            .blocks = true,
                            .randomizations = 1,
                            .seed = 1};
}

/* Ishigami and Homma (1990), a = 7, b = .1. */
static double ishigami(const double *x)
{
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0]);
}

/* Indices published with the references of this project: GSL's sequence from the origin on, 1,024
 * blocks, first order by Saltelli et al. (2010) on centred outcomes, total by Jansen (1999). They
 * come out only if every row stands where it should. */
static void test_ishigami_to_the_bit(void **state)
{
    static const double first[] = {.323640668515126, .442712171689296, -.024250455922007};
    static const double total[] = {.558066334896491, .439121438929868, .243419893997862};
    cadre_input_t inputs[3];
    cadre_sample_t sample;
    double mean = 0, square = 0, centre = 0, s[3] = {0}, t[3] = {0};
    (void)state;
    fill(inputs, 3, -PI, PI);
    const cadre_design_t design = blocks(inputs, 3, 1024);
    assert_int_equal(cadre_design_sample(&design, &sample, NULL), 0);
    assert_int_equal(sample.points, 5 * 1024);
    for (int64_t i = 0; i < sample.points; i++)
        centre += ishigami(sample.values + i * 3) / (5 * 1024);
    for (int64_t n = 0; n < 1024; n++) {
        double y[5];
        for (int row = 0; row < 5; row++)
            y[row] = ishigami(sample.values + (n * 5 + row) * 3) - centre;
        mean += (y[0] + y[4]) / 2048;
        square += (y[0] * y[0] + y[4] * y[4]) / 2048;
        for (int k = 0; k < 3; k++) {
            s[k] += y[4] * (y[k + 1] - y[0]) / 1024;
            t[k] += (y[0] - y[k + 1]) * (y[0] - y[k + 1]) / 2048;
        }
    }
    for (int k = 0; k < 3; k++) {
        check_close(s[k] / (square - mean * mean), first[k], 0, 1e-12);
        check_close(t[k] / (square - mean * mean), total[k], 0, 1e-12);
    }
    cadre_sample_free(&sample);
}

/* Moments over 2^16 points of the sequence against the closed forms: mean a/2, variance 1/2 + a^2/8
 * + b pi^4/5 + b^2 pi^8/18, the integrals of Ishigami's function. Random points would be off by 1
 * %. */
static void test_ishigami_moments(void **state)
{
    enum { N = 1 << 16 };
    cadre_input_t inputs[3];
    cadre_sample_t sample;
    double mean = 0, square = 0;
    (void)state;
    fill(inputs, 3, -PI, PI);
    cadre_design_t design = blocks(inputs, 3, N);
    design.blocks = false;
    assert_int_equal(cadre_design_sample(&design, &sample, NULL), 0);
    assert_int_equal(sample.points, N);
    for (int64_t i = 0; i < N; i++) {
        const double y = ishigami(sample.values + i * 3);
        mean += y / N;
        square += y * y / N;
    }
    const double variance = 0.5 + 49.0 / 8 + 0.1 * pow(PI, 4) / 5 + 0.01 * pow(PI, 8) / 18;
    check_close(variance, 13.844587940719254, 1e-14, 0);
    check_close(mean, 3.5, 0, 1e-3);
    check_close(square - mean * mean, variance, 1e-3, 0);
    cadre_sample_free(&sample);
}

static void test_roles(void **state)
{
    cadre_input_t inputs[2];
    cadre_sample_t sample;
    char role[CADRE_ROLE_SIZE];
    static const char *const names[] = {"A", "AB1", "AB2", "BA1", "BA2", "B"};
    (void)state;
    fill(inputs, 2, 0, 1);
    cadre_design_t design = blocks(inputs, 2, 4);
    design.second_order = true;
    assert_int_equal(cadre_design_sample(&design, &sample, NULL), 0);
    assert_int_equal(sample.points, 24);
    const double *a = sample.values + 6 * 2, *b = a + 5 * 2; /* of block 2 */
    for (int row = 0; row < 6; row++) {
        const double *point = a + row * 2;
        assert_string_equal(cadre_role_name(&design, sample.roles[6 + row], role), names[row]);
        assert_int_equal(sample.blocks[6 + row], 2);
        check_close(point[0], row == 0 || row == 2 || row == 3 ? a[0] : b[0], 0, 0);
        check_close(point[1], row == 0 || row == 1 || row == 4 ? a[1] : b[1], 0, 0);
    }
    cadre_sample_free(&sample);
}

/* Of 2^m points of a Sobol' sequence each of 2^m equal parts of every input holds exactly one,
 * scrambled or not: its one-dimensional projections are (0, m, 1)-nets (Sobol' 1967, Owen 1995). */
static void check_stratified(int inputs_count, cadre_randomize_t randomize)
{
    cadre_input_t *inputs = cadre_alloc((size_t)inputs_count, sizeof *inputs);
    cadre_sample_t sample;
    fill(inputs, inputs_count, 0, 1);
    cadre_design_t design = blocks(inputs, inputs_count, 256);
    design.blocks = false;
    design.randomize = randomize;
    assert_int_equal(cadre_design_sample(&design, &sample, NULL), 0);
    for (int k = 0; k < inputs_count; k++) {
        int count[256] = {0};
        for (int i = 0; i < 256; i++)
            count[(int)(sample.values[i * inputs_count + k] * 256)]++;
        for (int i = 0; i < 256; i++)
            assert_int_equal(count[i], 1);
    }
    cadre_sample_free(&sample);
    cadre_free(inputs);
}

static void test_stratified(void **state)
{
    (void)state;
    for (int way = CADRE_RANDOMIZE_NONE; way <= CADRE_RANDOMIZE_OWEN; way++) {
        check_stratified(6, (cadre_randomize_t)way);                     /* GSL's */
        check_stratified(CADRE_MOST_DIMENSIONS, (cadre_randomize_t)way); /* Joe and Kuo's */
    }
}

/* Points 4 and 5 in 20 dimensions, as SciPy 1.10's Sobol engine without scrambling has them. */
static void test_joe_kuo(void **state)
{
    double u[20];
    cadre_sequence_t *sequence;
    (void)state;
    assert_int_equal(cadre_sequence_create(true, 20, CADRE_RANDOMIZE_NONE, 1, 0, &sequence, NULL),
                     0);
    for (int i = 0; i < 4; i++)
        cadre_sequence_next(sequence, u);
    check_close(u[0], 0.25, 0, 0);
    check_close(u[1], 0.75, 0, 0);
    check_close(u[2], 0.75, 0, 0);
    cadre_sequence_next(sequence, u);
    check_close(u[0], 0.375, 0, 0);
    check_close(u[1], 0.375, 0, 0);
    check_close(u[2], 0.625, 0, 0);
    cadre_sequence_free(sequence);
}

static void test_refusals(void **state)
{
    cadre_input_t inputs[129];
    cadre_sample_t sample;
    cadre_error_t err;
    const cadre_constraint_t constraint = {0, 1, CADRE_LESS};
    (void)state;
    fill(inputs, 129, 0, 1);
    cadre_design_t design = blocks(inputs, 129, 4);
    assert_int_equal(cadre_design_sample(&design, &sample, &err), CADRE_ERROR_INPUT);
    check_contains(err.message, "258 dimensions: the Sobol' sequence has at most 256");
    cadre_sample_free(&sample);
    design.input_count = 2;
    design.constraints = &constraint;
    design.constraint_count = 1;
    assert_int_equal(cadre_design_sample(&design, &sample, &err), CADRE_ERROR_INPUT);
    check_contains(err.message, "takes no constraints");
    cadre_sample_free(&sample);
}

static void test_out_of_memory(void **state)
{
    cadre_input_t inputs[12];
    cadre_sample_t sample;
    (void)state;
    fill(inputs, 12, 0, 1);
    const cadre_design_t design = blocks(inputs, 12, 8);
    int code = CADRE_ERROR_MEMORY;
    for (long n = 1; code != 0; n++) {
        assert_true(n < 100);
        cadre_memory_fail_after(n);
        code = cadre_design_sample(&design, &sample, NULL);
        cadre_memory_fail_after(0);
        assert_true(code == 0 || code == CADRE_ERROR_MEMORY);
        cadre_sample_free(&sample);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ishigami_to_the_bit),
        cmocka_unit_test(test_ishigami_moments),
        cmocka_unit_test(test_roles),
        cmocka_unit_test(test_stratified),
        cmocka_unit_test(test_joe_kuo),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
