/* Labels that do not cover one another. Internal to report/. */
#ifndef CADRE_PLOT_LABELS_H
#define CADRE_PLOT_LABELS_H

enum { CADRE_LANES_MAX = 10 };

/* Where labels of the given widths go that begin at x (ascending): lane[i] is the first lane in
 * which nothing is in the way, 0 to CADRE_LANES_MAX - 1; `gap` stays free between two. A label that
 * would pass `right` ends at its x instead: ends[i] is 1 then. Returns how many lanes are used; -1
 * in `lane` is a label without room. */
int cadre_labels_in_lanes(int count, const double *x, const double *width, double gap, double right,
                          int *lane, int *ends);
/* Moves the `count` heights apart until each is `gap` from the next, keeps them in their order and
 * as near as one pass allows, and within low .. high if they fit there. */
void cadre_labels_apart(int count, double *y, double gap, double low, double high);

#endif
