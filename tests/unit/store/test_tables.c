#include "hand_made.h"

#include "base/memory.h"
#include "store/tables.h"

/* The header line of a table. */
static char *header(cadre_table_kind_t kind, const cadre_scenario_t *scenario)
{
    char *data = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&data, &size);
    cadre_table_t table;
    cadre_sheet_t sheet;
    assert_int_equal(cadre_table_create(&table, kind, scenario), 0);
    cadre_sheet_begin(&sheet, stream, "x.csv");
    cadre_table_add_header(&table, &sheet);
    assert_int_equal(cadre_sheet_flush(&sheet, NULL), 0);
    cadre_sheet_end(&sheet);
    cadre_table_free(&table);
    fclose(stream);
    return data;
}

static void check_header(cadre_table_kind_t kind, const char *expected)
{
    hand_t *hand = hand_make();
    char *line = header(kind, &hand->scenario);
    assert_string_equal(line, expected);
    free(line);
    hand_free(hand);
}

/* The columns that readers of the files rely on. A series organization has no outcomes. */
static void test_headers(void **state)
{
    (void)state;
#define OUTCOMES(o)                                                                                \
    "y_" o "_members_end,y_" o "_members_peak,y_" o "_members_peak_date,y_" o "_cities_peak,"      \
    "y_" o "_branches_peak,y_" o "_recruits,y_" o "_exits,y_" o "_share_gone_within_year,"         \
    "y_" o "_crude_exit,y_" o "_ended_on,"
    check_header(CADRE_TABLE_RUNS, "run,point,replicate,scenario," OUTCOMES("iso")
                                       OUTCOMES("left_turn") "status,end_state,error\n");
    check_header(CADRE_TABLE_SUMMARY, "scenario,organization,date,step,metric,n_runs,mean,sd,min,"
                                      "q05,q25,q50,q75,q95,max\n");
    check_header(CADRE_TABLE_BRANCHES, "scenario,run,organization,branch,site,milieu,date,step,"
                                       "members,cadre,roots\n");
    check_header(CADRE_TABLE_EVENTS, "scenario,run,organization,date,step,event,label,value\n");
    check_header(CADRE_TABLE_PURPOSE, "scenario,run,organization,date,step,purpose,hours\n");
}

/* A posterior's inputs stand behind the scenario's name, with the unit of their parameter; those of
 * a calibration are the caller's to add. */
static void test_posterior(void **state)
{
    (void)state;
    hand_t *hand = hand_make();
    const cadre_posterior_input_t inputs[2] = {
        {"p_recruitment_rho", cadre_parameter_find("recruitment.rho"), 0},
        {"p_branches_n_min", cadre_parameter_find("branches.n_min"), 1}};
    const cadre_posterior_t posterior = {.inputs = inputs, .input_count = 2};
    cadre_table_t table;
    assert_int_equal(cadre_table_create_runs(&table, &hand->scenario, &posterior), 0);
    assert_string_equal(table.columns[4].name, "p_recruitment_rho");
    assert_string_equal(table.columns[4].unit, "recruits per cadre-year");
    assert_string_equal(table.columns[5].type, "integer");
    assert_string_equal(table.columns[6].name, "y_iso_members_end");
    cadre_table_free(&table);
    hand_free(hand);
    check_header(CADRE_TABLE_POSTERIOR, "particle,weight,distance\n");
    check_header(CADRE_TABLE_GENERATIONS, "generation,tolerance,runs,accepted,ess\n");
    check_header(CADRE_TABLE_MARGINALS, "input,prior_q05,prior_q50,prior_q95,q05,q50,q95,"
                                        "contraction,difference,identified,unit\n");
    check_header(CADRE_TABLE_PREDICTIONS,
                 "pattern,use,group,lo,value,hi,prior_median,prior_q05,prior_q95,prior_inside,"
                 "prior_inside_lo,prior_inside_hi,prior_runs,median,q05,q95,inside,inside_lo,"
                 "inside_hi,runs\n");
}

static void test_column_names(void **state)
{
    (void)state;
    char name[24];
    cadre_column_name('p', "left-turn.exit.mu_cadre", name, sizeof name);
    assert_string_equal(name, "p_left_turn_exit_mu_cad"); /* cut, not overrun */
    cadre_column_name('y', "size-2013", name, sizeof name);
    assert_string_equal(name, "y_size_2013");
}

/* series.csv has the columns of measures.def behind its keys. */
static void test_series(void **state)
{
    (void)state;
    cadre_table_t table;
    assert_int_equal(cadre_table_create(&table, CADRE_TABLE_SERIES, NULL), 0);
    assert_int_equal(table.count, 5 + CADRE_MEASURE_COUNT);
    assert_string_equal(table.name, "series");
    assert_string_equal(table.columns[4].name, "step");
    for (int m = 0; m < CADRE_MEASURE_COUNT; m++)
        assert_int_equal(cadre_measure_find(table.columns[5 + m].name), m);
    const cadre_column_t *members = &table.columns[5 + CADRE_MEASURE_members];
    assert_string_equal(members->type, "integer");
    assert_string_equal(members->unit, "people");
    cadre_table_free(&table);
}

/* That of a sweep has the point behind the scenario, and the rest as that of a run. */
static void test_sweep_series(void **state)
{
    (void)state;
    cadre_table_t run, sweep;
    assert_int_equal(cadre_table_create(&run, CADRE_TABLE_SERIES, NULL), 0);
    assert_int_equal(cadre_table_create_sweep_series(&sweep), 0);
    assert_string_equal(sweep.name, "series");
    assert_int_equal(sweep.count, run.count + 1);
    assert_string_equal(sweep.columns[0].name, "scenario");
    assert_string_equal(sweep.columns[1].name, "point");
    for (int i = 1; i < run.count; i++)
        assert_string_equal(sweep.columns[i + 1].name, run.columns[i].name);
    cadre_table_free(&run);
    cadre_table_free(&sweep);
}

/* Every column has a type of the Table Schema and a meaning, and no name comes twice. */
static void test_columns(void **state)
{
    (void)state;
    hand_t *hand = hand_make();
    for (int kind = 0; kind < CADRE_TABLE_KINDS; kind++) {
        cadre_table_t table;
        assert_int_equal(cadre_table_create(&table, (cadre_table_kind_t)kind, &hand->scenario), 0);
        for (int i = 0; i < table.count; i++) {
            check_contains("string integer number date", table.columns[i].type);
            assert_true(strlen(table.columns[i].meaning) > 0);
            for (int j = 0; j < i; j++)
                assert_string_not_equal(table.columns[i].name, table.columns[j].name);
        }
        cadre_table_free(&table);
    }
    hand_free(hand);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    cadre_table_t table;
    cadre_memory_fail_after(1);
    assert_int_equal(cadre_table_create(&table, CADRE_TABLE_SERIES, NULL), CADRE_ERROR_MEMORY);
    cadre_memory_fail_after(0);
    cadre_table_free(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headers),       cmocka_unit_test(test_posterior),
        cmocka_unit_test(test_column_names),  cmocka_unit_test(test_series),
        cmocka_unit_test(test_sweep_series),  cmocka_unit_test(test_columns),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
