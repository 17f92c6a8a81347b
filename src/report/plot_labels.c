#include "report/plot_labels.h"

typedef struct {
    double from, to;
} place_t;

static int is_free(const place_t *places, const int *lane, int count, int wanted, place_t place,
                   double gap)
{
    for (int i = 0; i < count; i++)
        if (lane[i] == wanted && place.from < places[i].to + gap && places[i].from < place.to + gap)
            return 0;
    return 1;
}

enum { PLACES_MAX = 64 };

int cadre_labels_in_lanes(int count, const double *x, const double *width, double gap, double right,
                          int *lane, int *ends)
{
    place_t places[PLACES_MAX];
    int used = 0;
    for (int i = 0; i < count; i++) {
        lane[i] = -1;
        ends[i] = x[i] + width[i] > right;
        if (i >= PLACES_MAX)
            continue;
        places[i] = ends[i] ? (place_t){x[i] - width[i], x[i]} : (place_t){x[i], x[i] + width[i]};
        for (int k = 0; k < CADRE_LANES_MAX && lane[i] < 0; k++)
            if (is_free(places, lane, i, k, places[i], gap))
                lane[i] = k;
        used = lane[i] >= used ? lane[i] + 1 : used;
    }
    return used;
}

/* The order of heights, by insertion: there are a handful. */
static void sort(int count, const double *y, int *order)
{
    for (int i = 0; i < count; i++) {
        int k = i;
        for (; k > 0 && y[order[k - 1]] > y[i]; k--)
            order[k] = order[k - 1];
        order[k] = i;
    }
}

void cadre_labels_apart(int count, double *y, double gap, double low, double high)
{
    int order[PLACES_MAX];
    if (count > PLACES_MAX || count <= 0)
        return;
    sort(count, y, order);
    double least = low;
    for (int i = 0; i < count; i++) {
        y[order[i]] = y[order[i]] > least ? y[order[i]] : least;
        least = y[order[i]] + gap;
    }
    double most = high;
    for (int i = count - 1; i >= 0; i--) {
        y[order[i]] = y[order[i]] < most ? y[order[i]] : most;
        most = y[order[i]] - gap;
    }
}
