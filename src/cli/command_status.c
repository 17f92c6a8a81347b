#include "cli/commands.h"

#include "cli/output.h"
#include "store/calibration_store.h"
#include "store/sweep_store.h"

static int64_t saved_in_all(const cadre_sweep_status_t *self)
{
    int64_t saved = 0;
    for (int i = 0; i < self->count; i++)
        saved += self->shards[i].saved;
    return saved;
}

static void write_object(const cadre_sweep_status_t *self, cadre_text_t *text)
{
    cadre_json_writer_t out = {.out = text};
    cadre_answer_begin(&out, "status", "ok");
    cadre_answer_result(&out);
    cadre_json_write_open(&out, "result", '{');
    cadre_json_write_string(&out, "design", self->design);
    cadre_json_write_number(&out, "runs", (double)self->runs);
    cadre_json_write_number(&out, "saved", (double)saved_in_all(self));
    if (self->series_runs >= 0)
        cadre_json_write_number(&out, "series_runs", (double)self->series_runs);
    cadre_json_write_boolean(&out, "published", self->published);
    cadre_json_write_open(&out, "shards", '[');
    for (int i = 0; i < self->count; i++) {
        const cadre_shard_status_t *shard = &self->shards[i];
        cadre_json_write_open(&out, NULL, '{');
        cadre_json_write_string(&out, "journal", shard->name);
        cadre_json_write_number(&out, "shard", (double)shard->shard);
        cadre_json_write_number(&out, "shards", (double)shard->shards);
        cadre_json_write_number(&out, "saved", (double)shard->saved);
        cadre_json_write_number(&out, "runs", (double)shard->total);
        cadre_json_write_close(&out, '}');
    }
    cadre_json_write_close(&out, ']');
    cadre_json_write_close(&out, '}');
    cadre_answer_end(&out);
}

static void write_lines(const cadre_sweep_status_t *self, cadre_text_t *out)
{
    cadre_text_addf(out, "%s: %lld of %lld runs saved", self->design, (long long)saved_in_all(self),
                    (long long)self->runs);
    if (self->series_runs >= 0)
        cadre_text_addf(out, ", with series of %s%lld",
                        self->series_runs < self->runs ? "the first " : "all ",
                        (long long)self->series_runs);
    cadre_text_add(out, self->published ? ", files are made\n" : "\n");
    for (int i = 0; self->count > 1 && i < self->count; i++)
        cadre_text_addf(out, "  shard %lld of %lld: %lld of %lld\n",
                        (long long)self->shards[i].shard, (long long)self->shards[i].shards,
                        (long long)self->shards[i].saved, (long long)self->shards[i].total);
}

static void write_calibration(const cadre_calibration_status_t *self, bool json, cadre_text_t *text)
{
    if (json) {
        cadre_json_writer_t out = {.out = text};
        cadre_answer_begin(&out, "status", "ok");
        cadre_answer_result(&out);
        cadre_json_write_open(&out, "result", '{');
        cadre_json_write_string(&out, "design", self->design);
        cadre_json_write_number(&out, "saved", (double)self->saved);
        cadre_json_write_number(&out, "generation", self->generation);
        cadre_json_write_boolean(&out, "published", self->published);
        cadre_json_write_close(&out, '}');
        cadre_answer_end(&out);
        return;
    }
    cadre_text_addf(text, "%s: %lld runs saved", self->design, (long long)self->saved);
    if (self->published)
        cadre_text_add(text, ", files are made\n");
    else if (self->saved > 0 && self->generation == 0)
        cadre_text_add(text, ", the last of them fresh ones of the posterior\n");
    else
        cadre_text_addf(text, ", in generation %d\n", self->generation > 0 ? self->generation : 1);
}

static int tell_sweep(const cadre_arguments_t *arguments, cadre_text_t *text, cadre_error_t *err)
{
    cadre_sweep_status_t found;
    const int status = cadre_sweep_status(arguments->operands[0], &found, err);
    if (status == 0)
        (arguments->json ? write_object : write_lines)(&found, text);
    cadre_sweep_status_free(&found);
    return status;
}

int cadre_command_status(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    cadre_calibration_status_t calibration;
    cadre_text_t text = {0};
    bool calibrates;
    int status = cadre_calibration_status(arguments->operands[0], &calibrates, &calibration, err);
    if (status == 0 && calibrates)
        write_calibration(&calibration, arguments->json, &text);
    else if (status == 0)
        status = tell_sweep(arguments, &text, err);
    return status == 0 ? cadre_output_text(&text, err) : status;
}
