#include "cli/commands.h"

#include "base/memory.h"
#include "cli/output.h"
#include "experiment/plan.h"
#include "scenario/claims.h"
#include "json/json.h"

#include <string.h>

/* Whether a file says that it is a design; what cannot be read is left to the scenario's reader. */
static bool is_design(const char *file)
{
    cadre_json_document_t *document = NULL;
    cadre_error_t ignored;
    if (cadre_json_load(file, &document, &ignored) != 0)
        return false;
    const cadre_json_t *root = cadre_json_root(document);
    const cadre_json_t *format =
        cadre_json_type(root) == CADRE_JSON_OBJECT ? cadre_json_get(root, "format") : NULL;
    const bool design = format != NULL && cadre_json_type(format) == CADRE_JSON_STRING &&
                        strncmp(cadre_json_string(format), "cadre-design/", 13) == 0;
    cadre_json_free(document);
    return design;
}

/* A design with all its points: those of a sweep must all be scenarios. Those of a calibration are
 * not known yet: the middle of its inputs must be one. */
static void check_design(const cadre_arguments_t *arguments, const char *file, cadre_error_t *wrong)
{
    cadre_experiment_t *experiment = NULL;
    cadre_plan_t *plan = NULL;
    cadre_sample_t sample = {0};
    const int status = cadre_open_design(arguments, file, &experiment, wrong);
    if (status == 0 && experiment->free)
        (void)cadre_experiment_sample(experiment, &sample, wrong);
    else if (status == 0)
        (void)(cadre_experiment_calibrates(experiment)
                   ? cadre_plan_create_open
                   : cadre_plan_create)(experiment, &plan, wrong);
    cadre_plan_free(plan);
    cadre_sample_free(&sample);
    cadre_experiment_free(experiment);
}

static void check_claims(const char *path, cadre_error_t *wrong)
{
    cadre_claims_t *claims = NULL;
    (void)cadre_claims_load(path, &claims, wrong);
    cadre_claims_free(claims);
}

/* One file: what is wrong with it, code 0 for nothing. */
static void check(const cadre_arguments_t *arguments, const char *file, cadre_error_t *wrong)
{
    char path[4096];
    bool claims = false;
    cadre_scenario_t *scenario = NULL;
    if (is_design(file)) {
        check_design(arguments, file, wrong);
        return;
    }
    if (cadre_scenario_find(file, path, sizeof path, wrong) != 0 ||
        cadre_file_has_format(path, "cadre-claims/1", &claims, wrong) != 0)
        return;
    if (claims) {
        check_claims(path, wrong);
        return;
    }
    (void)cadre_open_scenario(arguments, file, &scenario, wrong);
    cadre_scenario_free(scenario);
}

static void write_objects(const cadre_arguments_t *arguments, const cadre_error_t *wrong, int bad,
                          cadre_text_t *text)
{
    cadre_json_writer_t out = {.out = text};
    cadre_answer_begin(&out, "check", bad == 0 ? "ok" : "bad");
    cadre_answer_result(&out);
    cadre_json_write_open(&out, "result", '[');
    for (int i = 0; i < arguments->operand_count; i++) {
        cadre_json_write_open(&out, NULL, '{');
        cadre_json_write_string(&out, "file", arguments->operands[i]);
        cadre_json_write_string(&out, "status", wrong[i].code == 0 ? "ok" : "bad");
        if (wrong[i].code != 0)
            cadre_answer_error(&out, "error", &wrong[i]);
        cadre_json_write_close(&out, '}');
    }
    cadre_json_write_close(&out, ']');
    cadre_answer_end(&out);
}

/* "FILE: ok" on standard output; what is wrong goes to standard error, in the order of the files.
 */
static int write_lines(const cadre_arguments_t *arguments, const cadre_error_t *wrong,
                       cadre_error_t *err)
{
    int status = 0;
    for (int i = 0; i < arguments->operand_count && status == 0; i++) {
        cadre_text_t line = {0};
        if (wrong[i].code == 0 && !arguments->quiet)
            cadre_text_addf(&line, "%s: ok\n", arguments->operands[i]);
        status = cadre_output_text(&line, err);
        if (wrong[i].code != 0 && arguments->operand_count > 1)
            cadre_error_print(&wrong[i], false);
    }
    return status;
}

/* Goes on after a bad file. One file ends with its own error, several with 65. */
int cadre_command_check(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    const int count = arguments->operand_count;
    int bad = 0, status = 0;
    cadre_text_t out = {0};
    cadre_error_t *wrong = cadre_alloc((size_t)count, sizeof *wrong);
    if (wrong == NULL)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    for (int i = 0; i < count; i++) {
        check(arguments, arguments->operands[i], &wrong[i]);
        bad += wrong[i].code != 0;
    }
    if (arguments->json) {
        write_objects(arguments, wrong, bad, &out);
        status = cadre_output_text(&out, err);
    } else {
        status = write_lines(arguments, wrong, err);
    }
    if (status == 0 && bad > 0 && count == 1) {
        *err = wrong[0];
        status = err->code;
    } else if (status == 0 && bad > 0) {
        status = cadre_error_set(err, CADRE_ERROR_INPUT, "%d of %d files are bad", bad, count);
    }
    cadre_free(wrong);
    return status;
}
