#include "cli/commands.h"

#include "cli/output.h"
#include "store/design_store.h"

#include <stdio.h>
#include <string.h>

static int to_folder(const cadre_arguments_t *arguments, const cadre_experiment_t *experiment,
                     const cadre_sample_t *sample, cadre_error_t *err)
{
    cadre_text_t text = {0};
    const int status =
        cadre_design_store(experiment, sample, arguments->output, arguments->force, err);
    if (status != 0)
        return status;
    if (arguments->json) {
        cadre_json_writer_t out = {.out = &text};
        cadre_answer_begin(&out, "design", "ok");
        cadre_answer_file(&out, arguments->output, "design.csv");
        cadre_answer_file(&out, arguments->output, "datapackage.json");
        cadre_answer_result(&out);
        cadre_json_write_open(&out, "result", '{');
        cadre_json_write_number(&out, "points", (double)sample->points);
        cadre_json_write_number(&out, "dropped", (double)sample->dropped);
        cadre_json_write_close(&out, '}');
        cadre_answer_end(&out);
    } else {
        cadre_text_addf(&text, "%s/design.csv\n", arguments->output);
    }
    return cadre_output_text(&text, err);
}

int cadre_command_design(const cadre_arguments_t *arguments, cadre_error_t *err)
{
    cadre_experiment_t *experiment = NULL;
    cadre_sample_t sample = {0};
    const bool folder = arguments->output != NULL && strcmp(arguments->output, "-") != 0;
    int status = cadre_open_design(arguments, arguments->operands[0], &experiment, err);
    if (status == 0)
        status = cadre_experiment_sample(experiment, &sample, err);
    if (status == 0 && folder)
        status = to_folder(arguments, experiment, &sample, err);
    else if (status == 0)
        status = cadre_design_write(experiment, &sample, stdout, "standard output", err);
    if (status == 0 && sample.dropped > 0 && !arguments->quiet)
        fprintf(stderr, "cadre: %lld of %lld points break a constraint and were left out\n",
                (long long)sample.dropped, (long long)sample.dropped + (long long)sample.points);
    cadre_sample_free(&sample);
    cadre_experiment_free(experiment);
    return status;
}
