/* `mechanisms`: the switches. */
#include "scenario/loading.h"

int cadre_loading_mechanisms(cadre_loading_t *self)
{
    const cadre_json_t *object = cadre_json_get(self->root, "mechanisms");
    const char *names[CADRE_MECHANISM_COUNT];
    uint32_t on = 0;
    for (int i = 0; i < CADRE_MECHANISM_COUNT; i++) {
        names[i] = cadre_mechanism_info((cadre_mechanism_t)i)->name;
        on |= UINT32_C(1) << i;
    }
    int status =
        object ? cadre_check_keys(object, names, CADRE_MECHANISM_COUNT, self->err) : CADRE_OK;
    for (int i = 0; i < CADRE_MECHANISM_COUNT && status == CADRE_OK; i++) {
        bool is_on = true;
        status = cadre_optional_boolean(object, names[i], &is_on, self->err);
        if (!is_on)
            on &= ~(UINT32_C(1) << i);
    }
    self->scenario->specification.mechanisms = on;
    return status;
}
