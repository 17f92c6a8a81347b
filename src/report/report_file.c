#include "report/report_internal.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int cannot(const char *path, const char *what, int code, int number, cadre_error_t *err)
{
    cadre_error_set(err, code, "cannot %s '%s': %s", what, path, strerror(number));
    cadre_error_found(err, path);
    return code;
}

/* Only an earlier report may be replaced. */
static int check_place(const char *path, cadre_error_t *err)
{
    char line[sizeof CADRE_REPORT_FIRST_LINE] = "";
    struct stat found;
    if (stat(path, &found) != 0)
        return errno == ENOENT ? CADRE_OK : cannot(path, "create", CADRE_ERROR_CREATE, errno, err);
    if (S_ISREG(found.st_mode)) {
        FILE *file = fopen(path, "r");
        if (file == NULL)
            return cannot(path, "read", CADRE_ERROR_CREATE, errno, err);
        const size_t length = fread(line, 1, sizeof line - 1, file);
        fclose(file);
        if (found.st_size == 0 ||
            (length == sizeof line - 1 && strcmp(line, CADRE_REPORT_FIRST_LINE) == 0))
            return CADRE_OK;
    }
    cadre_error_set(err, CADRE_ERROR_CREATE, "'%s' is there already and is no report", path);
    cadre_error_found(err, path);
    cadre_error_hint(err, "choose another file with -o");
    return CADRE_ERROR_CREATE;
}

static int write_all(int file, const cadre_text_t *page)
{
    for (size_t done = 0; done < page->length;) {
        const ssize_t count = write(file, page->data + done, page->length - done);
        if (count < 0 && errno != EINTR)
            return errno;
        done += count > 0 ? (size_t)count : 0;
    }
    return fsync(file) == 0 ? 0 : errno;
}

/* Beside the place, then renamed into it. */
static int write_beside(const char *path, const char *beside, const cadre_text_t *page,
                        cadre_error_t *err)
{
    const int file = open(beside, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (file < 0)
        return cannot(path, "create", CADRE_ERROR_CREATE, errno, err);
    int number = write_all(file, page);
    if (close(file) != 0 && number == 0)
        number = errno;
    if (number == 0 && rename(beside, path) != 0)
        number = errno;
    if (number == 0)
        return CADRE_OK;
    unlink(beside);
    return cannot(path, "write", CADRE_ERROR_IO, number, err);
}

int cadre_report_write(const char *path, const cadre_text_t *page, cadre_error_t *err)
{
    cadre_text_t beside = {0};
    int status = check_place(path, err);
    if (status != CADRE_OK)
        return status;
    cadre_text_addf(&beside, "%s.part", path);
    status = beside.failed ? cadre_error_set(err, CADRE_ERROR_MEMORY, "out of memory")
                           : write_beside(path, beside.data, page, err);
    cadre_text_free(&beside);
    return status;
}
