#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

void cadre_output_prepare(void)
{
    for (int descriptor = 0; descriptor <= 2; descriptor++)
        if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF)
            (void)!open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY);
}

static int cannot_write(cadre_error_t *err, int number)
{
    return cadre_error_set(err, CADRE_ERROR_IO, "cannot write to standard output: %s",
                           strerror(number != 0 ? number : EIO));
}

int cadre_output_text(cadre_text_t *text, cadre_error_t *err)
{
    int status = 0;
    errno = 0;
    if (text->failed)
        status = cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory");
    else if ((text->length > 0 && fwrite(text->data, text->length, 1, stdout) != 1) ||
             fflush(stdout) != 0 || ferror(stdout))
        status = cannot_write(err, errno);
    cadre_text_free(text);
    return status;
}

void cadre_answer_begin(cadre_json_writer_t *out, const char *command, const char *status)
{
    cadre_json_write_open(out, NULL, '{');
    cadre_json_write_string(out, "command", command);
    cadre_json_write_string(out, "status", status);
    cadre_json_write_open(out, "files", '[');
}

void cadre_answer_file(cadre_json_writer_t *out, const char *directory, const char *file)
{
    cadre_text_t path = {0};
    cadre_text_addf(&path, "%s/%s", directory, file);
    if (path.failed)
        out->out->failed = true;
    else
        cadre_json_write_string(out, NULL, path.data);
    cadre_text_free(&path);
}

void cadre_answer_result(cadre_json_writer_t *out)
{
    cadre_json_write_close(out, ']');
}

void cadre_answer_end(cadre_json_writer_t *out)
{
    cadre_json_write_close(out, '}');
}

void cadre_answer_text(cadre_json_writer_t *out, const char *key, const char *text)
{
    if (text != NULL && text[0] != '\0')
        cadre_json_write_string(out, key, text);
    else
        cadre_json_write_raw(out, key, "null");
}

void cadre_answer_number(cadre_json_writer_t *out, const char *key, double number)
{
    char digits[CADRE_NUMBER_SIZE];
    const int length = cadre_format_float((float)number, digits);
    cadre_json_write_raw(out, key, length > 0 ? digits : "null");
}

/* Lines and columns count from 1; 0 is none. */
static void add_place(cadre_json_writer_t *out, const char *key, int place)
{
    if (place > 0)
        cadre_json_write_number(out, key, place);
    else
        cadre_json_write_raw(out, key, "null");
}

void cadre_answer_error(cadre_json_writer_t *out, const char *key, const cadre_error_t *err)
{
    cadre_json_write_open(out, key, '{');
    cadre_json_write_number(out, "exit", cadre_error_exit_status(err->code));
    cadre_answer_text(out, "file", err->file);
    add_place(out, "line", err->line);
    add_place(out, "column", err->column);
    cadre_answer_text(out, "key", err->key);
    cadre_answer_text(out, "found", err->found);
    cadre_answer_text(out, "allowed", err->allowed);
    cadre_answer_text(out, "hint", err->hint);
    cadre_answer_text(out, "message", err->message);
    cadre_json_write_close(out, '}');
}

static void print_object(const cadre_error_t *err)
{
    cadre_text_t text = {0};
    cadre_json_writer_t out = {.out = &text, .compact = true};
    cadre_json_write_open(&out, NULL, '{');
    cadre_answer_error(&out, "error", err);
    cadre_json_write_close(&out, '}');
    fputs(text.failed ? "{\"error\": {\"exit\": 71}}\n" : text.data, stderr);
    cadre_text_free(&text);
}

void cadre_error_print(const cadre_error_t *err, bool json)
{
    char line[4096];
    if (json)
        print_object(err);
    else
        fprintf(stderr, "cadre: %s\n", cadre_error_describe(err, line, sizeof line));
}
