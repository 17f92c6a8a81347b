#include "cli/commands.h"

#include "cli/merging.h"
#include "cli/output.h"
#include "cli/signals.h"
#include "cli/sweeping.h"

static int answer_shard(const cadre_sweeping_t *self, cadre_error_t *err)
{
    const cadre_arguments_t *arguments = self->arguments;
    cadre_text_t text = {0};
    if (arguments->json) {
        cadre_json_writer_t out = {.out = &text};
        cadre_answer_begin(&out, "sweep", "shard complete");
        cadre_answer_result(&out);
        cadre_json_write_open(&out, "result", '{');
        cadre_json_write_string(&out, "directory", self->directory.data);
        cadre_json_write_number(&out, "shard", (double)arguments->shard);
        cadre_json_write_number(&out, "shards", (double)arguments->shards);
        cadre_json_write_number(&out, "runs", (double)cadre_sweep_store_total(self->store));
        cadre_json_write_close(&out, '}');
        cadre_answer_end(&out);
    } else if (arguments->quiet) {
        cadre_text_addf(&text, "%s\n", self->directory.data);
    } else {
        cadre_text_addf(&text,
                        "shard %lld of %lld is complete in %s\n"
                        "when all are: cadre merge %s\n",
                        (long long)arguments->shard, (long long)arguments->shards,
                        self->directory.data, self->directory.data);
    }
    return cadre_output_text(&text, err);
}

static int say_published(const cadre_sweeping_t *self, cadre_error_t *err)
{
    cadre_text_t text = {0};
    if (self->arguments->json) {
        cadre_json_writer_t out = {.out = &text};
        cadre_answer_begin(&out, "sweep", "already complete");
        cadre_answer_file(&out, self->directory.data, "runs.csv");
        cadre_answer_file(&out, self->directory.data, "summary.csv");
        if (self->series.on)
            cadre_answer_file(&out, self->directory.data, "series.csv");
        cadre_answer_file(&out, self->directory.data, "datapackage.json");
        cadre_answer_result(&out);
        cadre_json_write_raw(&out, "result", "null");
        cadre_answer_end(&out);
    } else {
        cadre_text_addf(&text, self->arguments->quiet ? "%s\n" : "%s: already complete\n",
                        self->directory.data);
    }
    return cadre_output_text(&text, err);
}

static int run(cadre_sweeping_t *self, cadre_error_t *err)
{
    bool complete = false;
    const int status = cadre_sweeping_run(self, &complete, err);
    if (status != 0)
        return status;
    if (complete)
        return say_published(self, err);
    if (self->arguments->shards > 1)
        return answer_shard(self, err);
    const char *const sources[] = {self->directory.data};
    return cadre_merge_and_answer(self->arguments, "sweep", sources, 1, self->directory.data, err);
}

int cadre_command_sweep(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    cadre_sweeping_t sweeping = {.arguments = arguments};
    int status = cadre_sweeping_prepare(&sweeping, arguments->operands[0], err);
    if (status == 0) {
        const cadre_held_signals_t held = cadre_signals_hold(true);
        status = arguments->dry_run ? cadre_sweeping_dry_run(&sweeping, err) : run(&sweeping, err);
        cadre_signals_release(held);
    }
    cadre_sweeping_end(&sweeping);
    return status;
}
