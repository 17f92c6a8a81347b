/* Journals: what was written is read, a tail that is not whole is dropped, damage is refused. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "check.h"
#include "store/journal.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

static const char HEADER[] = "{\"format\":\"cadre-journal/1\"}";
static char folder_name[64], path[128];
static int folder, told;

static int set_up(void **state)
{
    (void)state;
    strcpy(folder_name, "/tmp/cadre-journal.XXXXXX");
    assert_non_null(mkdtemp(folder_name));
    snprintf(path, sizeof path, "%s/journal.txt", folder_name);
    folder = open(folder_name, O_RDONLY | O_DIRECTORY);
    told = 0;
    return folder < 0;
}

static int tear_down(void **state)
{
    (void)state;
    unlink(path);
    close(folder);
    return rmdir(folder_name);
}

static int accept(void *context, const char *header, cadre_error_t *err)
{
    (void)context;
    (void)err;
    assert_string_equal(header, HEADER);
    return 0;
}

static int count(void *context, const char *row, size_t length, cadre_error_t *err)
{
    (void)context;
    (void)err;
    assert_int_equal(strlen(row), length);
    told++;
    return 0;
}

static int begin(cadre_journal_t *journal, cadre_error_t *err)
{
    told = 0;
    return cadre_journal_open(journal, folder, folder_name, "journal.txt", HEADER, accept, count,
                              NULL, err);
}

static void write_three(void)
{
    cadre_journal_t journal;
    assert_int_equal(begin(&journal, NULL), 0);
    for (int i = 1; i <= 3; i++) {
        char row[48];
        snprintf(row, sizeof row, "%d,1,%d,name,ok,alive,", i, i);
        assert_int_equal(cadre_journal_add(&journal, row, strlen(row), NULL), 0);
    }
    assert_int_equal(cadre_journal_sync(&journal, NULL), 0);
    assert_int_equal(journal.synced, 3);
    cadre_journal_close(&journal);
}

static void append(const char *text)
{
    FILE *file = fopen(path, "a");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* The checksum of the header, and that of a record begun with it, as Python's zlib.crc32 computes
 * them. */
static void test_text(void **state)
{
    char line[128];
    (void)state;
    write_three();
    FILE *file = fopen(path, "r");
    assert_non_null(fgets(line, sizeof line, file));
    assert_string_equal(line, "{\"format\":\"cadre-journal/1\"}*4927a00b\n");
    assert_non_null(fgets(line, sizeof line, file));
    assert_string_equal(line, "1,1,1,name,ok,alive,*1ee6c5a4\n");
    fclose(file);
}

static void test_goes_on(void **state)
{
    cadre_journal_t journal, other;
    cadre_error_t err;
    (void)state;
    write_three();
    append("4,1,4,name,ok,ali"); /* cut */
    assert_int_equal(begin(&journal, NULL), 0);
    assert_int_equal(told, 3);
    assert_int_equal(begin(&other, &err), CADRE_ERROR_BUSY);
    check_contains(err.message, "another process");
    cadre_journal_reader_t reader; /* may look, but not rely on what is there */
    assert_int_equal(cadre_journal_read(&reader, path, &err), 0);
    assert_int_equal(cadre_journal_read_settled(&reader, &err), CADRE_ERROR_BUSY);
    assert_int_equal(cadre_journal_add(&journal, "4,1,4,x,ok,alive,", 17, NULL), 0);
    cadre_journal_close(&journal);
    assert_int_equal(cadre_journal_read_settled(&reader, &err), 0);
    assert_int_equal(begin(&other, &err), CADRE_ERROR_BUSY);
    cadre_journal_read_end(&reader);
    assert_int_equal(begin(&journal, NULL), 0);
    assert_int_equal(told, 4);
    cadre_journal_close(&journal);
}

static void test_damage(void **state)
{
    cadre_journal_t journal;
    cadre_error_t err;
    (void)state;
    write_three();
    FILE *file = fopen(path, "r+");
    fseek(file, (long)strlen(HEADER) + 10 + 4, SEEK_SET); /* in the first record */
    fputc('9', file);
    fclose(file);
    assert_int_equal(begin(&journal, &err), CADRE_ERROR_INPUT);
    check_contains(err.message, "damaged here, before runs that are whole");
    assert_int_equal(err.line, 2);
}

/* A journal that comes first is written before the other is, and synced before that is. When it
 * fails, nothing of the other is called synced that was added after what was lost. */
static void test_first(void **state)
{
    cadre_journal_t journal, first;
    cadre_error_t err;
    struct rlimit before, small;
    char other[160];
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    snprintf(other, sizeof other, "%s/series.txt", folder_name);
    assert_int_equal(begin(&journal, NULL), 0);
    assert_int_equal(cadre_journal_open(&first, folder, folder_name, "series.txt", HEADER, accept,
                                        count, NULL, NULL),
                     0);
    journal.first = &first;
    assert_int_equal(cadre_journal_add(&first, "1;a", 3, NULL), 0);
    assert_int_equal(cadre_journal_add(&journal, "1,a", 3, NULL), 0);
    assert_int_equal(cadre_journal_sync(&journal, NULL), 0);
    assert_int_equal(first.synced, 1);
    assert_int_equal(journal.synced, 1);

    assert_int_equal(cadre_journal_add(&first, "2;a", 3, NULL), 0);
    assert_int_equal(cadre_journal_add(&journal, "2,a", 3, NULL), 0);
    getrlimit(RLIMIT_FSIZE, &before);
    small = (struct rlimit){sizeof HEADER + 9 + 13 + 5, before.rlim_max}; /* half of the second */
    setrlimit(RLIMIT_FSIZE, &small);
    assert_int_equal(cadre_journal_sync(&journal, &err), CADRE_ERROR_IO);
    setrlimit(RLIMIT_FSIZE, &before);
    check_contains(err.message, "series.txt");
    assert_int_equal(journal.synced, 1);
    assert_int_equal(journal.written, 1); /* not even written */
    cadre_journal_close(&journal);
    cadre_journal_close(&first);
    assert_int_equal(begin(&journal, NULL), 0);
    assert_int_equal(told, 1);
    cadre_journal_close(&journal);
    unlink(other);
}

/* A record is read again where it stood. */
static void test_seek(void **state)
{
    cadre_journal_reader_t reader;
    const char *row;
    size_t length;
    int64_t places[3];
    (void)state;
    write_three();
    assert_int_equal(cadre_journal_read(&reader, path, NULL), 0);
    for (int i = 0; i < 3; i++) {
        places[i] = reader.end;
        assert_int_equal(cadre_journal_next(&reader, &row, &length, NULL), 0);
    }
    for (int i = 2; i >= 0; i--) {
        assert_int_equal(cadre_journal_seek(&reader, places[i], NULL), 0);
        assert_int_equal(cadre_journal_next(&reader, &row, &length, NULL), 0);
        assert_int_equal(row[0], '1' + i);
    }
    cadre_journal_read_end(&reader);
}

static void test_names(void **state)
{
    char name[CADRE_JOURNAL_NAME];
    (void)state;
    cadre_journal_name(1, 1, name);
    assert_string_equal(name, "journal.txt");
    cadre_journal_name(3, 8, name);
    assert_string_equal(name, "journal-3-of-8.txt");
    assert_true(cadre_journal_is_name(name));
    assert_true(cadre_journal_is_name(".journal.txt.tmp"));
    assert_false(cadre_journal_is_name("journals"));
    assert_false(cadre_journal_is_name("runs.csv"));
    cadre_journal_series_name(1, 1, name);
    assert_string_equal(name, "series.txt");
    cadre_journal_series_name(7, 12, name);
    assert_string_equal(name, "series-7-of-12.txt");
    assert_true(cadre_journal_is_series_name(name));
    assert_true(cadre_journal_is_series_name(".series.txt.tmp"));
    assert_false(cadre_journal_is_series_name("series.csv"));
    assert_false(cadre_journal_is_name(name));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_goes_on, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_damage, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_first, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_seek, set_up, tear_down),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
