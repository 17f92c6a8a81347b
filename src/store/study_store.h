/* Result directories of studies, which hold one table: compare, score, ablate. */
#ifndef CADRE_STUDY_STORE_H
#define CADRE_STUDY_STORE_H

#include "analysis/ablation.h"
#include "analysis/comparison.h"
#include "analysis/scorecard.h"
#include "store/store.h"

typedef struct {
    const char *kind; /* the command, "compare" */
    const cadre_scenario_t *scenarios[2];
    int scenario_count;
    const char *directory;
    const char *command; /* exact command for the manifest */
    uint64_t seed;
    int64_t runs;
    cadre_every_t every;
    bool force; /* replace results of another scenario */
} cadre_study_options_t;

typedef struct cadre_study_store cadre_study_store_t;

/* As cadre_run_store_open: checks and locks the directory before the runs begin. The options'
 * scenarios and texts must outlive it. */
int cadre_study_store_open(const cadre_study_options_t *options, cadre_study_store_t **out,
                           cadre_error_t *err);
/* Writes compare.csv and the manifest and puts them into place. */
int cadre_study_store_comparison(cadre_study_store_t *self, const cadre_comparison_t *comparison,
                                 bool *replaced, cadre_error_t *err);
/* The same for score.csv and ablation.csv of the first scenario. */
int cadre_study_store_score(cadre_study_store_t *self, cadre_scorecard_t *scorecard, bool *replaced,
                            cadre_error_t *err);
int cadre_study_store_ablation(cadre_study_store_t *self, const cadre_ablation_t *ablation,
                               bool *replaced, cadre_error_t *err);
/* Frees; without results put into place the directory is as it was. */
void cadre_study_store_close(cadre_study_store_t *self);

#endif
