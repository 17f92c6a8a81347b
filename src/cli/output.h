/* Where results and errors go: standard output, standard error, and the --json object. */
#ifndef CADRE_OUTPUT_H
#define CADRE_OUTPUT_H

#include "base/text.h"
#include "json/writer.h"

#include <stdbool.h>

/* Makes descriptors 0-2 exist, so that no file opened later is mistaken for standard output:
 * writing to one that was closed still fails. */
void cadre_output_prepare(void);

/* Writes the text to standard output and frees it. CADRE_ERROR_MEMORY when it could not be built,
 * CADRE_ERROR_IO when it could not be written. */
int cadre_output_text(cadre_text_t *text, cadre_error_t *err);
/* The one object of --json: `{"command":…,"status":…,"files":[…],"result":…}`. Begin, add the
 * files, then the result under the key "result" (cadre_answer_result closes the files first), end.
 */
void cadre_answer_begin(cadre_json_writer_t *out, const char *command, const char *status);
void cadre_answer_file(cadre_json_writer_t *out, const char *directory, const char *file);
void cadre_answer_result(cadre_json_writer_t *out);
void cadre_answer_end(cadre_json_writer_t *out);
/* null for "" and for what is not a number; numbers are measured ones, of at most nine digits. */
void cadre_answer_text(cadre_json_writer_t *out, const char *key, const char *text);
void cadre_answer_number(cadre_json_writer_t *out, const char *key, double number);

/* The error's members as `{"exit":…,…,"message":…}`. */
void cadre_answer_error(cadre_json_writer_t *out, const char *key, const cadre_error_t *err);
/* Prints the error to standard error: `cadre: …`, or the --json object. */
void cadre_error_print(const cadre_error_t *err, bool json);

#endif
