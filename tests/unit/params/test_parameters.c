/* Walks the table: what must hold of every line of parameters.def, whatever its numbers are. The
 * few numbers asserted by value are read off the list itself. */
#include "check.h"

#include "params/parameters.h"

typedef union {
    cadre_parameters_t organization;
    cadre_world_parameters_t world;
} fields_t;

static void set_defaults(const cadre_parameter_t *parameter, fields_t *fields)
{
    memset(fields, 0, sizeof *fields);
    if (parameter->scope == CADRE_SCOPE_WORLD)
        cadre_world_parameters_defaults(&fields->world);
    else
        cadre_parameters_defaults(&fields->organization);
}

#define FOR_ALL(i, parameter)                                                                      \
    for (int i = 0; i < cadre_parameter_count(); i++)                                              \
        for (const cadre_parameter_t *parameter = cadre_parameter_at(i); parameter;                \
             parameter = NULL)

#define HOLDS(parameter, condition)                                                                \
    do {                                                                                           \
        if (!(condition))                                                                          \
            fail_msg("%s: not %s", (parameter)->key, #condition);                                  \
    } while (0)

static void test_ranges(void **state)
{
    (void)state;
    assert_true(cadre_parameter_count() > 50);
    FOR_ALL(i, p)
    {
        HOLDS(p, isfinite(p->min) && isfinite(p->max) && p->min < p->max);
        HOLDS(p, p->min <= p->low && p->high <= p->max);
        HOLDS(p, p->low <= p->value && p->value <= p->high);
        HOLDS(p, p->scale == CADRE_SCALE_LINEAR || p->low > 0);
        HOLDS(p, cadre_parameter_accepts(i, p->value));
        HOLDS(p, cadre_parameter_accepts(i, p->low) && cadre_parameter_accepts(i, p->high));
    }
}

static void test_bounds(void **state)
{
    (void)state;
    FOR_ALL(i, p)
    {
        HOLDS(p, cadre_parameter_accepts(i, p->min) && cadre_parameter_accepts(i, p->max));
        HOLDS(p, !cadre_parameter_accepts(i, nextafter(p->min, -INFINITY)));
        HOLDS(p, !cadre_parameter_accepts(i, nextafter(p->max, INFINITY)));
        HOLDS(p,
              !cadre_parameter_accepts(i, p->min - 1) && !cadre_parameter_accepts(i, p->max + 1));
        HOLDS(p, !cadre_parameter_accepts(i, NAN));
        HOLDS(p, !cadre_parameter_accepts(i, INFINITY) && !cadre_parameter_accepts(i, -INFINITY));
        HOLDS(p, !cadre_parameter_accepts(i, 1e300) && !cadre_parameter_accepts(i, -1e300));
    }
}

static void test_whole_numbers(void **state)
{
    (void)state;
    FOR_ALL(i, p)
    {
        if (p->type == CADRE_PARAMETER_REAL)
            continue;
        HOLDS(p, p->value == floor(p->value) && p->min == floor(p->min) && p->max == floor(p->max));
        HOLDS(p, p->min >= INT32_MIN && p->max <= INT32_MAX);
        HOLDS(p, !cadre_parameter_accepts(i, p->min + 0.5));
        HOLDS(p, p->type != CADRE_PARAMETER_BOOLEAN || (p->min == 0 && p->max == 1));
    }
}

static void test_round_trip(void **state)
{
    (void)state;
    FOR_ALL(i, p)
    {
        fields_t fields;
        set_defaults(p, &fields);
        const double third = p->min + (p->max - p->min) / 3;
        const double values[] = {p->min, p->max, p->low, p->high,
                                 p->type == CADRE_PARAMETER_REAL ? third : floor(third)};
        HOLDS(p, cadre_parameter_get(i, &fields) == p->value);
        for (size_t k = 0; k < sizeof values / sizeof values[0]; k++) {
            cadre_parameter_set(i, &fields, values[k]);
            HOLDS(p, cadre_parameter_get(i, &fields) == values[k]);
        }
    }
}

/* Setting one leaves all others of its scope at their defaults. */
static void test_fields_are_apart(void **state)
{
    (void)state;
    FOR_ALL(i, p)
    {
        fields_t fields;
        set_defaults(p, &fields);
        cadre_parameter_set(i, &fields, p->max);
        for (int k = 0; k < cadre_parameter_count(); k++)
            if (k != i && cadre_parameter_at(k)->scope == p->scope)
                HOLDS(p, cadre_parameter_get(k, &fields) == cadre_parameter_at(k)->value);
    }
}

/* The table reaches the very fields that the model reads by name. */
static void test_fields_by_name(void **state)
{
    (void)state;
    cadre_parameters_t organization;
    cadre_world_parameters_t world;
    cadre_parameters_defaults(&organization);
    cadre_world_parameters_defaults(&world);
    check_close(organization.effort_demand_hours,
                cadre_parameter_at(cadre_parameter_find("effort.demand_hours"))->value, 0, 0);
    cadre_parameter_set(cadre_parameter_find("branches.n_min"), &organization, 7);
    assert_int_equal(organization.branches_n_min, 7);
    cadre_parameter_set(cadre_parameter_find("socialization.enter_as_paper"), &organization, 1);
    assert_true(organization.socialization_enter_as_paper);
    cadre_parameter_set(cadre_parameter_find("choice.comparison"), &world, 0.25);
    check_close(world.choice_comparison, 0.25, 0, 0);
}

static bool is_identifier(const char *text)
{
    return text[0] >= 'a' && text[0] <= 'z' &&
           text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

static void test_keys(void **state)
{
    (void)state;
    FOR_ALL(i, p)
    {
        char key[100];
        snprintf(key, sizeof key, "%s.%s", p->group, p->name);
        assert_string_equal(p->key, key);
        HOLDS(p, cadre_parameter_find(p->key) == i); /* so no other has it */
        HOLDS(p, is_identifier(p->group) && is_identifier(p->name));
        HOLDS(p, cadre_parameter_is_group(p->group));
    }
    assert_int_equal(cadre_parameter_find("recruitment.Rho"), -1);
    assert_int_equal(cadre_parameter_find("recruitment"), -1);
    assert_int_equal(cadre_parameter_find(""), -1);
    assert_false(cadre_parameter_is_group("recruitment.rho"));
    assert_false(cadre_parameter_is_group("recruit"));
}

/* The schema and the markdown make one section of each group. */
static void test_groups(void **state)
{
    (void)state;
    for (int i = 1; i < cadre_parameter_count(); i++) {
        const cadre_parameter_t *p = cadre_parameter_at(i), *before = cadre_parameter_at(i - 1);
        const bool same = strcmp(p->group, before->group) == 0;
        HOLDS(p, !same || p->scope == before->scope);
        for (int k = 0; k < i - 1; k++)
            HOLDS(p, same || strcmp(p->group, cadre_parameter_at(k)->group) != 0);
    }
}

static void test_words(void **state)
{
    (void)state;
    FOR_ALL(i, p)
    {
        const size_t length = strlen(p->meaning);
        HOLDS(p, length > 10 && p->meaning[length - 1] != '.');
        HOLDS(p, p->unit[0] != '\0');
    }
}

/* Both structures are equal byte for byte when set twice, so memcmp may compare them. */
static void test_no_stray_bytes(void **state)
{
    (void)state;
    cadre_parameters_t a, b;
    memset(&a, 0x55, sizeof a);
    memset(&b, 0xaa, sizeof b);
    cadre_parameters_defaults(&a);
    cadre_parameters_defaults(&b);
    assert_memory_equal(&a, &b, sizeof a);
}

/* What the list says a kind has otherwise than the table; all else stays as it was, here each
 * parameter at its least. */
static void test_kinds_set_what_their_list_says(void **state)
{
    (void)state;
    static const struct {
        cadre_kind_t kind;
        const char *key;
        double value;
    } list[] = {
#define K(NAME, name, made_of, meaning)
#define D(NAME, group, parameter, value) {CADRE_KIND_##NAME, #group "." #parameter, value},
#include "params/kinds.def"
#undef K
#undef D
    };
    const int entries = (int)(sizeof list / sizeof list[0]);
    for (int kind = 0; kind < CADRE_KIND_COUNT; kind++) {
        cadre_parameters_t expected, actual;
        cadre_parameters_defaults(&expected);
        FOR_ALL(i, p)
        if (p->scope == CADRE_SCOPE_ORGANIZATION)
            cadre_parameter_set(i, &expected, p->min);
        actual = expected;
        for (int e = 0; e < entries; e++) {
            const int index = cadre_parameter_find(list[e].key);
            assert_true(index >= 0 && cadre_parameter_accepts(index, list[e].value));
            if ((int)list[e].kind == kind)
                cadre_parameter_set(index, &expected, list[e].value);
        }
        cadre_parameters_of_kind((cadre_kind_t)kind, &actual);
        FOR_ALL(i, p)
        HOLDS(p, p->scope != CADRE_SCOPE_ORGANIZATION ||
                     cadre_parameter_get(i, &actual) == cadre_parameter_get(i, &expected));
    }
}

/* A party is the table itself; who joins a mass organization is first a paper member; need holds a
 * necessity group, which two can keep up. */
static void test_some_kinds_by_hand(void **state)
{
    (void)state;
    cadre_parameters_t p, defaults;
    cadre_parameters_defaults(&defaults);
    p = defaults;
    cadre_parameters_of_kind(CADRE_KIND_PARTY, &p);
    assert_memory_equal(&p, &defaults, sizeof p);
    cadre_parameters_of_kind(CADRE_KIND_MASS, &p);
    assert_true(p.effort_demand_hours == 3 && p.leadership_openness == 0.9);
    assert_true(p.socialization_enter_as_paper);
    p = defaults;
    cadre_parameters_of_kind(CADRE_KIND_NECESSITY, &p);
    assert_true(p.exit_necessity && p.branches_rebuild_per_month == 0.5 && p.branches_n_min == 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_whole_numbers),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_fields_are_apart),
        cmocka_unit_test(test_fields_by_name),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_groups),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_no_stray_bytes),
        cmocka_unit_test(test_kinds_set_what_their_list_says),
        cmocka_unit_test(test_some_kinds_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
