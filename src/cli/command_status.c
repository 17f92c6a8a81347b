#include "cli/commands.h"

#include "cli/output.h"
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
    cadre_text_addf(out, "%s: %lld of %lld runs saved%s\n", self->design,
                    (long long)saved_in_all(self), (long long)self->runs,
                    self->published ? ", files are made" : "");
    for (int i = 0; self->count > 1 && i < self->count; i++)
        cadre_text_addf(out, "  shard %lld of %lld: %lld of %lld\n",
                        (long long)self->shards[i].shard, (long long)self->shards[i].shards,
                        (long long)self->shards[i].saved, (long long)self->shards[i].total);
}

int cadre_command_status(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    cadre_sweep_status_t found;
    cadre_text_t text = {0};
    int status = cadre_sweep_status(arguments->operands[0], &found, err);
    if (status == 0) {
        (arguments->json ? write_object : write_lines)(&found, &text);
        status = cadre_output_text(&text, err);
    }
    cadre_sweep_status_free(&found);
    return status;
}
