/* Markdown: every entry of every list has its row, and every row as many cells as its head. */
#include "check.h"

#include "base/text.h"
#include "params/catalogue.h"
#include "params/documents.h"
#include "params/parameters.h"

static void check_row(const char *document, const char *name)
{
    char row[100];
    snprintf(row, sizeof row, "\n| `%s` |", name);
    check_contains(document, row);
}

/* Bars of a line that are not escaped. */
static int count_bars(const char *line)
{
    int bars = 0;
    for (const char *c = line; *c != '\0' && *c != '\n'; c++)
        bars += *c == '|' && (c == line || c[-1] != '\\');
    return bars;
}

static void check_tables(const char *document)
{
    int bars = 0;
    for (const char *line = document; *line != '\0'; line += strcspn(line, "\n") + 1) {
        if (line[0] != '|')
            bars = 0;
        else if (bars == 0)
            bars = count_bars(line);
        else
            assert_int_equal(count_bars(line), bars);
    }
}

static void test_parameters(void **state)
{
    (void)state;
    cadre_text_t out = {0};
    cadre_document_parameters_markdown(&out);
    assert_int_equal(strncmp(out.data, "# Parameters\n", 13), 0);
    for (int i = 0; i < cadre_parameter_count(); i++) {
        char heading[60];
        snprintf(heading, sizeof heading, "\n## %s\n", cadre_parameter_at(i)->group);
        check_contains(out.data, heading);
        check_row(out.data, cadre_parameter_at(i)->key);
    }
    check_contains(out.data, "\n## choice\n\nOne value for the whole world.\n\n| Key | Default |");
    check_tables(out.data);
    cadre_text_free(&out);
}

static void test_measures(void **state)
{
    (void)state;
    cadre_text_t out = {0};
    cadre_document_measures_markdown(&out);
    for (int i = 0; i < CADRE_MEASURE_COUNT; i++)
        check_row(out.data, cadre_measure_info((cadre_measure_t)i)->name);
    for (int i = 0; i < CADRE_HOURS_COUNT; i++)
        check_row(out.data, cadre_hours_info((cadre_hours_t)i)->name);
    check_contains(out.data, "\n| `members` | stock | integer | people |");
    check_contains(out.data, "\n| `wave` | world | number | level |");
    check_tables(out.data);
    cadre_text_free(&out);
}

static void test_events(void **state)
{
    (void)state;
    cadre_text_t out = {0};
    cadre_document_events_markdown(&out);
    for (int i = 0; i < CADRE_EVENT_COUNT; i++)
        check_row(out.data, cadre_event_info((cadre_event_type_t)i)->name);
    check_tables(out.data);
    cadre_text_free(&out);
}

static void test_mechanisms(void **state)
{
    (void)state;
    cadre_text_t out = {0};
    cadre_document_mechanisms_markdown(&out);
    for (int i = 0; i < CADRE_MECHANISM_COUNT; i++)
        check_row(out.data, cadre_mechanism_info((cadre_mechanism_t)i)->name);
    check_contains(out.data, "\n| `PERSON_WEEK` | 1 | person |");
    check_tables(out.data);
    cadre_text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_measures),
        cmocka_unit_test(test_events),
        cmocka_unit_test(test_mechanisms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
