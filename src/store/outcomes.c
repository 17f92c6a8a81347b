#include "store/outcomes.h"

#include <stdio.h>

static const cadre_outcome_column_t COLUMNS[CADRE_OUTCOME_COLUMNS] = {
    {"members_end", "integer", "people", "Members at the end of the run"},
    {"members_peak", "integer", "people", "Largest number of members"},
    {"members_peak_date", "date", "", "When it was first reached"},
    {"cities_peak", "integer", "sites",
     "Largest number of sites with a branch, or with as many at large as would found one"},
    {"branches_peak", "integer", "branches", "Largest number of branches"},
    {"recruits", "integer", "people", "People who joined, in all"},
    {"exits", "integer", "people", "People who left, in all"},
    {"share_gone_within_year", "number", "share",
     "Of recruits who could be followed for 52 weeks, who left within them"},
    {"crude_exit", "number", "1/year", "Exits per member-year"},
    {"ended_on", "date", "", "When the organization ended; empty if it did not"},
};

const cadre_outcome_column_t *cadre_outcome_column(int k)
{
    return &COLUMNS[k];
}

void cadre_outcome_column_name(const char *organization, int k, char *out, size_t size)
{
    snprintf(out, size, "y_%s_%s", organization, COLUMNS[k].name);
    for (char *c = out; *c != '\0'; c++)
        if (*c == '-')
            *c = '_';
}

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : CADRE_MISSING;
}

void cadre_outcome_add(cadre_sheet_t *sheet, const cadre_outcome_t *outcome, int32_t start_day)
{
    if (outcome == NULL) {
        for (int k = 0; k < CADRE_OUTCOME_COLUMNS; k++)
            cadre_sheet_empty(sheet);
        return;
    }
    cadre_sheet_integer(sheet, outcome->members_end);
    cadre_sheet_integer(sheet, outcome->members_peak);
    cadre_sheet_date(sheet, start_day + 7 * outcome->members_peak_step);
    cadre_sheet_integer(sheet, outcome->cities_peak);
    cadre_sheet_integer(sheet, outcome->branches_peak);
    cadre_sheet_integer(sheet, outcome->recruits);
    cadre_sheet_integer(sheet, outcome->exits);
    cadre_sheet_double(
        sheet, ratio((double)outcome->gone_within_year, (double)outcome->recruits_followed));
    cadre_sheet_double(sheet, ratio((double)outcome->exits, outcome->member_years));
    if (outcome->ended < 0)
        cadre_sheet_empty(sheet);
    else
        cadre_sheet_date(sheet, start_day + 7 * outcome->ended);
}

const char *cadre_end_name(cadre_end_t end)
{
    static const char *const NAMES[] = {
        [CADRE_END_ALIVE] = "alive",         [CADRE_END_DIED] = "died",
        [CADRE_END_DESTROYED] = "destroyed", [CADRE_END_MERGED] = "merged",
        [CADRE_END_DISSOLVED] = "dissolved",
    };
    return NAMES[end];
}
