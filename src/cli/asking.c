#include "cli/asking.h"

#include "cli/output.h"
#include "cli/study.h"

#include <string.h>

enum { DEFAULT_LEVELS = 4 };

static int read_method(const char *name, cadre_ask_t *out, cadre_error_t *err)
{
    const char *names[CADRE_ASK_COUNT];
    for (int m = 0; m < CADRE_ASK_COUNT; m++) {
        names[m] = cadre_ask_name((cadre_ask_t)m);
        *out = (cadre_ask_t)m;
        if (strcmp(names[m], name) == 0)
            return 0;
    }
    cadre_error_set(err, CADRE_ERROR_USAGE, "there is no method '%s'", name);
    cadre_error_found(err, name);
    cadre_error_allowed(err, "morris, sobol, pawn, delta, prim, shapley");
    const char *nearest = cadre_nearest(name, names, CADRE_ASK_COUNT);
    if (nearest != NULL)
        cadre_error_hint(err, "did you mean '%s'?", nearest);
    else
        cadre_error_hint(err, "there are morris, sobol, pawn, delta, prim, shapley");
    return CADRE_ERROR_USAGE;
}

/* "OUTCOME < NUMBER", or "< NUMBER". */
static int read_when(const char *text, cadre_asking_t *out, cadre_error_t *err)
{
    static const char *const SIGNS[] = {"<", "<=", ">", ">=", "="}; /* cadre_case_relation_t */
    const size_t length = strcspn(text, "<>=");
    const size_t sign = strspn(text + length, "<>=");
    const char *number = text + length + sign;
    size_t end = length;
    while (end > 0 && text[end - 1] == ' ')
        end--;
    number += strspn(number, " ");
    int relation = 0;
    while (relation < 5 &&
           (strlen(SIGNS[relation]) != sign || strncmp(SIGNS[relation], text + length, sign) != 0))
        relation++;
    if (relation == 5 || end >= sizeof out->name ||
        !cadre_parse_number(number, &out->options.case_value)) {
        cadre_error_found(err, text);
        cadre_error_set(err, CADRE_ERROR_USAGE, "--when cannot be '%s'", text);
        cadre_error_key(err, "--when");
        cadre_error_hint(err, "as in 'y_iso_members_end < 100', with <, <=, >, >= or =");
        return CADRE_ERROR_USAGE;
    }
    memcpy(out->name, text, end);
    out->name[end] = '\0';
    out->options.case_outcome = end > 0 ? out->name : NULL;
    out->options.case_relation = (cadre_case_relation_t)relation;
    return 0;
}

int cadre_asking_read(const cadre_arguments_t *arguments, cadre_asking_t *out, cadre_error_t *err)
{
    out->options = (cadre_ask_options_t){
        .estimator = (cadre_estimator_t)arguments->estimator,
        .randomizations = arguments->randomizations > 0 ? arguments->randomizations : 1,
        .levels = arguments->levels > 0 ? arguments->levels : DEFAULT_LEVELS,
        .seed = arguments->has_seed ? arguments->seed : 1,
        .drop_failed = arguments->drop_failed};
    const int status = read_method(arguments->operands[0], &out->options.method, err);
    const bool prim = out->options.method == CADRE_ASK_PRIM;
    if (status != 0)
        return status;
    if ((arguments->when != NULL) != prim)
        return cadre_error_set(err, CADRE_ERROR_USAGE, "%s",
                               prim ? "prim needs --when: which runs are of interest"
                                    : "--when is of use to prim only");
    return prim ? read_when(arguments->when, out, err) : 0;
}

void cadre_asking_write(const cadre_arguments_t *arguments, const cadre_ask_options_t *options,
                        cadre_text_t *out)
{
    static const char *const ESTIMATORS[] = {"", " --estimator jansen", " --estimator martinez"};
    cadre_text_add(out, ESTIMATORS[options->estimator]);
    if (arguments->randomizations > 1)
        cadre_text_addf(out, " --randomizations %d", arguments->randomizations);
    if (arguments->levels > 0 && arguments->levels != DEFAULT_LEVELS)
        cadre_text_addf(out, " --levels %d", arguments->levels);
    if (arguments->when != NULL)
        cadre_write_settings(out, "--when", &arguments->when, 1);
    if (options->drop_failed)
        cadre_text_add(out, " --drop-failed");
}

int cadre_asking_answer(const cadre_arguments_t *arguments, const cadre_attribution_page_t *page,
                        cadre_error_t *err)
{
    const cadre_terminal_t terminal = cadre_terminal_look(1);
    cadre_text_t out = {0};
    if (arguments->json)
        cadre_attribution_answer(page, &out);
    else if (arguments->quiet)
        cadre_text_addf(&out, "%s\n", page->directory);
    else
        cadre_attribution_page(page, &terminal, &out);
    return cadre_output_text(&out, err);
}
