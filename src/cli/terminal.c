#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* An environment variable, or NULL when it is not set or empty. */
static const char *environment(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0' ? value : NULL;
}

static bool locale_is_utf8(void)
{
    const char *locale = environment("LC_ALL");
    if (locale == NULL)
        locale = environment("LC_CTYPE");
    if (locale == NULL)
        locale = environment("LANG");
    const char *charset = locale == NULL ? NULL : strchr(locale, '.');
    if (charset == NULL)
        return false;
    charset++;
    return strncasecmp(charset, "utf-8", 5) == 0 || strncasecmp(charset, "utf8", 4) == 0;
}

static int columns(int descriptor)
{
    const char *text = environment("COLUMNS");
    if (text != NULL) {
        char *end;
        const long value = strtol(text, &end, 10);
        if (*end == '\0' && value > 0)
            return value < CADRE_WIDTH_MOST ? (int)value : CADRE_WIDTH_MOST;
    }
    struct winsize size = {0};
    if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return CADRE_WIDTH_USUAL;
}

cadre_terminal_t cadre_terminal_look(int descriptor)
{
    cadre_terminal_t self = {.interactive = isatty(descriptor) == 1, .utf8 = locale_is_utf8()};
    const char *kind = environment("TERM");
    const bool dumb = kind == NULL || strcmp(kind, "dumb") == 0;
    self.colour = self.interactive && !dumb && environment("NO_COLOR") == NULL;
    self.width = columns(descriptor);
    if (self.width < CADRE_WIDTH_LEAST)
        self.width = CADRE_WIDTH_LEAST;
    if (self.width > CADRE_WIDTH_MOST)
        self.width = CADRE_WIDTH_MOST;
    return self;
}
