#include "store/identity.h"

#include "model/version.h"
#include "store/manifest.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char SERIES[] = "series";
static const char WAYS_OUT[] =
    "choose another directory with -o OTHER, or begin anew in this one with --force";

void cadre_identity_add(const cadre_experiment_t *experiment, int64_t runs,
                        const cadre_sweep_series_t *series, cadre_json_writer_t *out)
{
    char seed[24];
    snprintf(seed, sizeof seed, "%" PRIu64, experiment->design.seed);
    cadre_json_write_open(out, "identity", '{');
    cadre_json_write_string(out, "design_sha256", experiment->sha256);
    cadre_json_write_open(out, "scenarios", '[');
    for (int i = 0; i < experiment->scenario_count; i++)
        cadre_json_write_string(out, NULL, experiment->bases[i]->sha256);
    cadre_json_write_close(out, ']');
    cadre_json_write_string(out, "seed", seed);
    if (runs >= 0)
        cadre_json_write_number(out, "runs", (double)runs);
    cadre_json_write_string(out, "model_version", CADRE_MODEL_VERSION);
    if (series != NULL) {
        cadre_json_write_open(out, "series", '{');
        cadre_json_write_string(out, "every", cadre_every_name(series->every));
        cadre_json_write_number(out, "keep_runs", (double)series->keep_runs);
        cadre_json_write_close(out, '}');
    }
    cadre_json_write_close(out, '}');
}

/* `failed` is set when there is not enough memory to tell. */
static bool same_member(const cadre_json_t *a, const cadre_json_t *b, const char *key, bool *failed)
{
    cadre_text_t left = {0}, right = {0};
    const cadre_json_t *mine = cadre_json_get(a, key), *other = cadre_json_get(b, key);
    bool same = (mine != NULL) == (other != NULL);
    if (mine != NULL && other != NULL) {
        cadre_json_canonical(mine, &left);
        cadre_json_canonical(other, &right);
        *failed |= left.failed || right.failed;
        same = !*failed && strcmp(left.data, right.data) == 0;
    }
    cadre_text_free(&left);
    cadre_text_free(&right);
    return same;
}

/* The options by which a sweep of this identity keeps series. */
static void add_series_options(const cadre_json_t *identity, cadre_text_t *out)
{
    const cadre_json_t *series = cadre_json_get(identity, "series");
    const cadre_json_t *every = series != NULL ? cadre_json_get(series, "every") : NULL;
    const cadre_json_t *keep = series != NULL ? cadre_json_get(series, "keep_runs") : NULL;
    if (every == NULL || keep == NULL || cadre_json_type(every) != CADRE_JSON_STRING ||
        cadre_json_type(keep) != CADRE_JSON_NUMBER)
        cadre_text_add(out, "without --series");
    else
        cadre_text_addf(out, "with --series --every %s --keep-runs %.0f", cadre_json_string(every),
                        cadre_json_number(keep));
}

/* Everything is the same but which series are kept. */
static int refuse_series(const cadre_json_t *there, const char *kind, const char *path,
                         cadre_error_t *err)
{
    cadre_text_t options = {0};
    add_series_options(there, &options);
    if (options.failed)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    cadre_error_set(err, CADRE_ERROR_IDENTITY, "holds this %s begun %s", kind, options.data);
    cadre_error_at(err, path, 0, 0);
    cadre_error_found(err, options.data);
    cadre_error_hint(err, "go on %s, %s", options.data, WAYS_OUT);
    cadre_text_free(&options);
    return CADRE_ERROR_IDENTITY;
}

int cadre_identity_compare(const cadre_json_t *mine, const cadre_json_t *there, const char *kind,
                           const char *whose, const char *path, cadre_error_t *err)
{
    static const struct {
        const char *key, *what;
    } members[] = {
        {"design_sha256", "design"}, {"scenarios", "scenario (or --set)"}, {"seed", "seed"},
        {"runs", "number of runs"},  {"model_version", "model version"},   {"series", SERIES}};
    char what[160] = "";
    bool failed = false;
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (!same_member(mine, there, members[i].key, &failed)) {
            strcat(what, what[0] != '\0' ? ", " : "");
            strcat(what, members[i].what);
        }
    if (failed)
        return cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    if (what[0] == '\0')
        return CADRE_OK;
    if (strcmp(what, SERIES) == 0)
        return refuse_series(there, kind, path, err);
    cadre_error_set(err, CADRE_ERROR_IDENTITY, "holds another %s ('%s'): what differs is the %s",
                    kind, whose, what);
    cadre_error_at(err, path, 0, 0);
    cadre_error_found(err, what);
    cadre_error_hint(err, "%s", WAYS_OUT);
    return CADRE_ERROR_IDENTITY;
}

int cadre_identity_refuse(const char *kind, const char *path, cadre_error_t *err)
{
    cadre_error_set(err, CADRE_ERROR_IDENTITY, "holds the runs of a %s", kind);
    cadre_error_at(err, path, 0, 0);
    cadre_error_hint(err, "%s", WAYS_OUT);
    return CADRE_ERROR_IDENTITY;
}
