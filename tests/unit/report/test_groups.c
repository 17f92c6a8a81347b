#include "report/groups.h"
#include "report_folder.h"

static void test_names_and_ends(void **state)
{
    static const int BOTH[] = {0, 1};
    report_folder_t folder;
    cadre_data_t data;
    cadre_scratch_t scratch = {0};
    (void)state;
    report_folder_begin(&folder, "run", "runs");
    report_folder_put(&folder, "a.csv", "a,b\nx,1\nx,1\nx,2\ny,2\nx,1\n");
    assert_int_equal(cadre_data_read(&data, folder.path, "a.csv", &folder.err), CADRE_OK);

    const cadre_names_t names = cadre_groups_names(&scratch, &data, 0, 0, data.rows);
    assert_int_equal(names.count, 2);
    assert_string_equal(names.items[0], "x");
    assert_string_equal(names.items[1], "y");
    assert_int_equal(cadre_groups_names(&scratch, &data, 0, 0, 3).count, 1);

    assert_int_equal(cadre_groups_end(&data, 0, BOTH, 1), 3);
    assert_int_equal(cadre_groups_end(&data, 0, BOTH, 2), 2);
    assert_int_equal(cadre_groups_end(&data, 2, BOTH, 2), 3);
    assert_int_equal(cadre_groups_end(&data, 4, BOTH, 2), 5);

    cadre_memory_fail_after(1);
    assert_null(cadre_groups_names(&scratch, &data, 0, 0, data.rows).items);
    cadre_memory_fail_after(0);
    assert_true(scratch.failed);
    cadre_scratch_free(&scratch);
    cadre_data_free(&data);
    report_folder_end(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_names_and_ends)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
