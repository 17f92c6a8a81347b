#include "cli/merging.h"

#include "cli/effects.h"
#include "cli/output.h"
#include "cli/writing.h"

static void write_object(const char *command, const cadre_merged_t *merged, const char *directory,
                         cadre_text_t *text)
{
    cadre_json_writer_t out = {.out = text};
    cadre_answer_begin(&out, command, merged->failed > 0 ? "some runs failed" : "ok");
    cadre_answer_file(&out, directory, "runs.csv");
    cadre_answer_file(&out, directory, "summary.csv");
    if (merged->series_runs >= 0)
        cadre_answer_file(&out, directory, "series.csv");
    cadre_answer_file(&out, directory, "datapackage.json");
    cadre_answer_result(&out);
    cadre_json_write_open(&out, "result", '{');
    cadre_json_write_string(&out, "design", merged->design);
    cadre_json_write_string(&out, "directory", directory);
    cadre_json_write_number(&out, "points", (double)merged->points);
    cadre_json_write_number(&out, "runs", (double)merged->runs);
    cadre_json_write_number(&out, "failed", (double)merged->failed);
    cadre_json_write_number(&out, "capped", (double)merged->capped);
    if (merged->series_runs >= 0)
        cadre_json_write_number(&out, "series_runs", (double)merged->series_runs);
    cadre_json_write_close(&out, '}');
    cadre_answer_end(&out);
}

static int write_page(const cadre_merged_t *merged, cadre_effects_t *effects, const char *directory,
                      cadre_text_t *out)
{
    char points[CADRE_WORD_SIZE], runs[CADRE_WORD_SIZE];
    cadre_text_addf(out, "%s: %s points, %s runs", merged->design,
                    cadre_word_count((double)merged->points, points),
                    cadre_word_count((double)merged->runs, runs));
    if (merged->failed > 0)
        cadre_text_addf(out, ", %lld failed", (long long)merged->failed);
    if (merged->capped > 0)
        cadre_text_addf(out, ", %lld passed limits.members and stopped there",
                        (long long)merged->capped);
    cadre_text_add(out, "\n");
    const int status = cadre_effects_write(effects, merged, out);
    cadre_text_add(out,
                   "\nMeans over all points at the low and at the high end of each input: its "
                   "smallest and\nlargest value, or the lower and upper third of the points.\n");
    cadre_text_addf(out, "%s: runs.csv summary.csv %sdatapackage.json\n", directory,
                    merged->series_runs >= 0 ? "series.csv " : "");
    if (merged->series_runs >= 0 && merged->series_runs < merged->runs)
        cadre_text_addf(out, "series.csv holds the first %s runs; the others all\n",
                        cadre_word_count((double)merged->series_runs, runs));
    return status;
}

int cadre_merge_and_answer(const cadre_arguments_t *arguments, const char *command,
                           const char *const *sources, int count, const char *directory,
                           cadre_error_t *err)
{
    cadre_text_t text = {0};
    cadre_effects_t *effects = cadre_effects_create();
    cadre_merged_t merged = {.mean = cadre_effects_add, .context = effects};
    int status = effects != NULL
                     ? cadre_sweep_merge(sources, count, directory, arguments->force, &merged, err)
                     : cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    if (status == 0 && arguments->json)
        write_object(command, &merged, directory, &text);
    else if (status == 0 && arguments->quiet)
        cadre_text_addf(&text, "%s\n", directory);
    else if (status == 0 && write_page(&merged, effects, directory, &text) != 0)
        status = cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    if (status == 0)
        status = cadre_output_text(&text, err);
    if (status == 0 && merged.failed > 0)
        status = cadre_error_set(err, CADRE_ERROR_SOME_RUNS,
                                 "%lld of %lld runs failed; runs.csv says why",
                                 (long long)merged.failed, (long long)merged.runs);
    cadre_text_free(&text);
    cadre_merged_free(&merged);
    cadre_effects_free(effects);
    return status;
}
