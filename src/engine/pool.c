/* The pool: each thread takes the next replicate, computes it in a world of its own, and puts the
 * result into a ring. Whoever finishes the one that is next in order hands it, and all finished
 * ones behind it, to the observer, while the others compute on. A replicate may be at most one ring
 * ahead of the one waited for, so memory stays bounded whatever the number of runs.
 *
 * Replicates are numbered from 1: with K variants, number i is run (i - 1) / K + 1 of variant
 * (i - 1) % K. A thread holds one world at a time: that of the next variant or job if it has as
 * many weeks, sites and organizations, else it makes another, which takes a hundredth of a
 * historical run. So memory does not grow with the number of variants. */
#include "engine/replicate.h"
#include "engine/threads.h"

#include "base/memory.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

enum { RING_PER_THREAD = 4 };
static const double POLL_SECONDS = 0.02; /* how often a thread asks whether to stop */
static const double PROGRESS_SECONDS = 0.1;

/* Threads that share the weeks of one world. */
typedef struct {
    int threads;
    atomic_uint meetings;
} team_t;

/* What one thread computes in. */
typedef struct {
    cadre_world_t *world;
    const cadre_specification_t *specification; /* of the world */
    int32_t steps, sites, organizations;        /* its numbers; it may be gone when they are read */
    team_t team;
} place_t;

typedef struct {
    const cadre_variant_t *variants;
    int variant_count;
    const cadre_jobs_t *jobs; /* instead of variants, or NULL */
    cadre_job_t *held;        /* jobs: of each result in the ring */
    const cadre_pool_options_t *options;
    cadre_observer_t observer;
    void *observer_context;
    cadre_error_t *err;

    place_t *places; /* one a thread */
    int threads;     /* that take replicates */
    int all_threads; /* those left over share the weeks of each world */
    atomic_uint meetings;
    cadre_result_t *ring; /* replicate i stands in ring[i % ring_size] */
    bool *finished;
    int ring_size;

    pthread_mutex_t lock; /* of all below; never held while computing or observing */
    pthread_cond_t moved; /* `next_out` or `code` changed */
    int64_t next_in;      /* next to begin */
    int64_t next_out;     /* next to hand over */
    bool handing_over;    /* one thread is with the observer */
    int code;             /* not 0: everything ends */
    cadre_progress_t progress;
    double began, reported;
} pool_t;

typedef struct {
    pool_t *pool;
    double polled;
} worker_t;

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* ------------------------------------------------------- under the lock */

static void halt(pool_t *self, int code)
{
    if (self->code == CADRE_OK)
        self->code = code;
    pthread_cond_broadcast(&self->moved);
}

static void report(pool_t *self, double now, bool always)
{
    self->progress.seconds = now - self->began;
    if (self->options->progress == NULL || (!always && now - self->reported < PROGRESS_SECONDS))
        return;
    self->reported = now;
    self->options->progress(self->options->progress_context, &self->progress);
}

static void count(pool_t *self, const cadre_replicate_t *replicate)
{
    self->progress.done++;
    self->progress.capped += replicate->status == CADRE_STATUS_CAPPED;
    if (replicate->status != CADRE_STATUS_FAILED)
        return;
    char which[48] = "";
    if (self->variant_count > 1)
        snprintf(which, sizeof which, " of variant %d of %d", replicate->variant + 1,
                 self->variant_count);
    if (self->progress.failed++ == 0)
        cadre_error_set(self->err, CADRE_ERROR_SOME_RUNS, "run %lld%s failed in week %d: %s",
                        (long long)replicate->run, which, (int)replicate->last_step,
                        cadre_error_text(replicate->error));
}

/* ------------------------------------------------------- taking the lock */

/* Asks whether to stop and tells how far it is. True: drop what is being computed. */
static bool poll_pool(pool_t *self, double now)
{
    const cadre_pool_options_t *options = self->options;
    pthread_mutex_lock(&self->lock);
    const bool unfinished = self->progress.done < self->progress.total;
    if (self->code == CADRE_OK && unfinished && options->stop != NULL &&
        options->stop(options->stop_context))
        halt(self, cadre_error_set(
                       self->err, CADRE_ERROR_INTERRUPTED, "interrupted after %lld of %lld runs",
                       (long long)self->progress.done, (long long)self->progress.total));
    report(self, now, false);
    const bool halted = self->code != CADRE_OK;
    pthread_mutex_unlock(&self->lock);
    return halted;
}

/* Between weeks. The clock costs tens of nanoseconds, the lock is taken now and then only. */
static bool poll_between_weeks(void *context)
{
    worker_t *worker = context;
    const double now = seconds();
    if (now - worker->polled < POLL_SECONDS)
        return false;
    worker->polled = now;
    return poll_pool(worker->pool, now);
}

/* The next replicate to compute, 0 when there is none. Waits while the ring is full: the one it
 * waits for is being computed or handed over by another thread. */
static int64_t take_next(pool_t *self)
{
    int64_t number = 0;
    const int64_t last = self->progress.total;
    pthread_mutex_lock(&self->lock);
    while (self->code == CADRE_OK && self->next_in <= last &&
           self->next_in >= self->next_out + self->ring_size)
        pthread_cond_wait(&self->moved, &self->lock);
    if (self->code == CADRE_OK && self->next_in <= last)
        number = self->next_in++;
    pthread_mutex_unlock(&self->lock);
    return number;
}

static void release(pool_t *self, cadre_job_t *job)
{
    self->jobs->release(self->jobs->context, job);
    *job = (cadre_job_t){0};
}

/* Hands over replicate `number`, or leaves that to the thread that is with the observer already. */
static void finish(pool_t *self, int64_t number)
{
    pthread_mutex_lock(&self->lock);
    self->finished[number % self->ring_size] = true;
    const bool mine = !self->handing_over;
    self->handing_over = true;
    while (mine && self->code == CADRE_OK && self->finished[self->next_out % self->ring_size]) {
        const int64_t place = self->next_out % self->ring_size;
        const cadre_replicate_t *replicate = &self->ring[place].replicate;
        pthread_mutex_unlock(&self->lock);
        const int code = self->observer(self->observer_context, replicate);
        if (self->jobs != NULL)
            release(self, &self->held[place]);
        pthread_mutex_lock(&self->lock);
        if (code < 0) {
            halt(self, cadre_error_set(self->err, code, "%s", cadre_error_text(code)));
            break;
        }
        count(self, replicate);
        self->finished[place] = false;
        self->next_out++;
        pthread_cond_broadcast(&self->moved);
    }
    if (mine)
        self->handing_over = false;
    pthread_mutex_unlock(&self->lock);
}

/* ------------------------------------------------------- threads */

/* OpenMP orders memory where threads fork and join, but the thread sanitizer cannot look into its
 * library. This says the same in the language's own words: what a thread did before it met comes
 * before what another does after meeting later. */
static void meet(atomic_uint *meetings)
{
    atomic_fetch_add_explicit(meetings, 1, memory_order_acq_rel);
}

/* Blocks of one large world over its team. */
static void spread_blocks(void *executor, int n, void (*fn)(void *arg, int i), void *arg)
{
    team_t *team = executor;
    meet(&team->meetings);
    CADRE_OMP(parallel num_threads(team->threads) firstprivate(team, n, fn, arg) if (n > 1))
    {
        meet(&team->meetings);
        CADRE_OMP(for schedule(dynamic) nowait)
        for (int i = 0; i < n; i++)
            fn(arg, i);
        meet(&team->meetings);
    }
    meet(&team->meetings);
}

/* A world of `specification` in this place, the one that is there if it fits; NULL when out of
 * memory. */
static cadre_world_t *world_of(place_t *place, const cadre_specification_t *specification)
{
    if (place->specification == specification)
        return place->world;
    place->specification = specification;
    if (place->world != NULL && place->steps == specification->steps &&
        place->sites == specification->site_count &&
        place->organizations == specification->organization_count) {
        cadre_world_adopt(place->world, specification);
        return place->world;
    }
    cadre_world_free(place->world);
    place->world = cadre_world_create(specification);
    place->steps = specification->steps;
    place->sites = specification->site_count;
    place->organizations = specification->organization_count;
    if (place->world == NULL)
        place->specification = NULL;
    if (place->world != NULL && place->team.threads > 1)
        cadre_world_set_executor(place->world, spread_blocks, &place->team);
    return place->world;
}

/* Run (number - 1) / K + 1 of variant (number - 1) % K. */
static int compute_variant(pool_t *self, place_t *place, int64_t number,
                           cadre_assignment_t *assignment)
{
    assignment->run = (number - 1) / self->variant_count + 1;
    assignment->variant = (int)((number - 1) % self->variant_count);
    const cadre_variant_t *variant = &self->variants[assignment->variant];
    assignment->specification = variant->specification;
    assignment->recording = variant->recording;
    assignment->luck = (cadre_luck_t){self->options->seed, (uint32_t)assignment->run};
    assignment->keep_branches = assignment->run <= self->options->keep_branches;
    return cadre_replicate_compute(assignment, world_of(place, variant->specification),
                                   &self->ring[number % self->ring_size]);
}

/* What the next job's specification is made of may stand where this one's was: no world of it must
 * be taken for one of the other. */
static int compute_job(pool_t *self, place_t *place, int64_t number, cadre_assignment_t *assignment)
{
    cadre_job_t *job = &self->held[number % self->ring_size];
    cadre_result_t *result = &self->ring[number % self->ring_size];
    const int code = self->jobs->prepare(self->jobs->context, number, job);
    if (code != CADRE_OK) {
        result->replicate = (cadre_replicate_t){
            .run = job->run, .of = job->of, .status = CADRE_STATUS_FAILED, .error = code};
        return CADRE_OK;
    }
    assignment->run = job->run;
    assignment->of = job->of;
    assignment->keep_branches = job->run <= self->options->keep_branches;
    assignment->luck = job->luck;
    assignment->specification = job->variant.specification;
    assignment->recording = job->variant.recording;
    const int computed =
        cadre_replicate_compute(assignment, world_of(place, assignment->specification), result);
    place->specification = NULL;
    return computed;
}

static void work(pool_t *self, place_t *place)
{
    worker_t worker = {self, 0};
    cadre_assignment_t assignment = {.poll = poll_between_weeks, .poll_context = &worker};
    int64_t number;
    while (!poll_pool(self, seconds()) && (number = take_next(self)) != 0)
        if ((self->jobs != NULL ? compute_job : compute_variant)(self, place, number,
                                                                 &assignment) == CADRE_OK)
            finish(self, number);
}

static void work_all(pool_t *self)
{
    meet(&self->meetings);
    CADRE_OMP(parallel num_threads(self->threads) firstprivate(self))
    {
        meet(&self->meetings);
        work(self, &self->places[cadre_thread_number()]);
        meet(&self->meetings);
    }
    meet(&self->meetings);
}

/* ------------------------------------------------------- making and freeing */

/* As many threads take replicates as there are; those left over share the weeks of each world. */
static int create_places(pool_t *self)
{
    self->places = cadre_alloc((size_t)self->threads, sizeof *self->places);
    if (self->places == NULL)
        return CADRE_ERROR_MEMORY;
    for (int i = 0; i < self->threads; i++) {
        place_t *place = &self->places[i];
        place->team.threads =
            self->all_threads / self->threads + (i < self->all_threads % self->threads);
        if (self->jobs == NULL && world_of(place, self->variants[0].specification) == NULL)
            return CADRE_ERROR_MEMORY;
    }
    return CADRE_OK;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* Each result has room for any variant. */
static int create_ring(pool_t *self)
{
    int rows = self->jobs != NULL ? self->jobs->most_rows : 0;
    int organizations = self->jobs != NULL ? self->jobs->most_organizations : 0;
    for (int v = 0; v < self->variant_count; v++) {
        const cadre_variant_t *variant = &self->variants[v];
        rows = larger(rows, variant->recording->row_count);
        organizations = larger(organizations, cadre_observed_count(variant->specification));
    }
    self->ring = cadre_alloc((size_t)self->ring_size, sizeof *self->ring);
    self->finished = cadre_alloc((size_t)self->ring_size, sizeof *self->finished);
    self->held = cadre_alloc(self->jobs != NULL ? (size_t)self->ring_size : 0, sizeof *self->held);
    if (self->ring == NULL || self->finished == NULL || self->held == NULL)
        return CADRE_ERROR_MEMORY;
    for (int i = 0; i < self->ring_size; i++) {
        const int code = cadre_result_create(&self->ring[i], rows, organizations);
        if (code != CADRE_OK)
            return code;
    }
    return CADRE_OK;
}

static void free_pool(pool_t *self)
{
    for (int i = 0; self->places != NULL && i < self->threads; i++)
        cadre_world_free(self->places[i].world);
    for (int i = 0; self->ring != NULL && i < self->ring_size; i++)
        cadre_result_free(&self->ring[i]);
    cadre_free(self->places);
    for (int i = 0; self->jobs != NULL && self->held != NULL && i < self->ring_size; i++)
        if (self->held[i].run > 0)
            release(self, &self->held[i]);
    cadre_free(self->held);
    cadre_free(self->ring);
    cadre_free(self->finished);
    pthread_cond_destroy(&self->moved);
    pthread_mutex_destroy(&self->lock);
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Everything of the pool that needs no memory of its own. */
static pool_t describe(const cadre_pool_options_t *options, int64_t total)
{
    const int threads = options->threads > 0 ? options->threads : cadre_available_threads();
    const int takers = (int)smaller(threads, total);
    return (pool_t){
        .options = options,
        .threads = takers,
        .all_threads = threads,
        .ring_size = (int)smaller((int64_t)takers * RING_PER_THREAD, total),
        .next_in = 1,
        .next_out = 1,
        .progress.total = total,
        .began = seconds(),
    };
}

static int run_pool(pool_t *pool, cadre_progress_t *totals)
{
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->moved, NULL);
    int code = create_places(pool);
    if (code == CADRE_OK)
        code = create_ring(pool);
    if (code != CADRE_OK) {
        cadre_error_set(pool->err, code, "not enough memory for %d worlds at once", pool->threads);
        cadre_error_hint(pool->err, "try fewer threads with --threads");
        goto out;
    }
    const int levels = cadre_nested_levels();
    cadre_set_nested_levels(2); /* runs, and blocks of a world */
    work_all(pool);
    cadre_set_nested_levels(levels);
    report(pool, seconds(), true);
    code = pool->code;
out:
    if (totals != NULL)
        *totals = pool->progress;
    free_pool(pool);
    return code;
}

int cadre_pool_run_variants(const cadre_variant_t *variants, int count,
                            const cadre_pool_options_t *options, cadre_observer_t observer,
                            void *context, cadre_progress_t *totals, cadre_error_t *err)
{
    if (options->runs < 1 || options->runs > UINT32_MAX)
        return cadre_error_set(err, CADRE_ERROR_USAGE, "%lld runs: allowed are 1 to %lld",
                               (long long)options->runs, (long long)UINT32_MAX);
    pool_t pool = describe(options, options->runs * count);
    pool.variants = variants;
    pool.variant_count = count;
    pool.observer = observer;
    pool.observer_context = context;
    pool.err = err;
    return run_pool(&pool, totals);
}

int cadre_pool_run_jobs(const cadre_jobs_t *jobs, const cadre_pool_options_t *options,
                        cadre_observer_t observer, void *context, cadre_progress_t *totals,
                        cadre_error_t *err)
{
    pool_t pool = describe(options, jobs->count);
    pool.jobs = jobs;
    pool.observer = observer;
    pool.observer_context = context;
    pool.err = err;
    return run_pool(&pool, totals);
}

int cadre_pool_run(const cadre_specification_t *specification, const cadre_recording_t *recording,
                   const cadre_pool_options_t *options, cadre_observer_t observer, void *context,
                   cadre_progress_t *totals, cadre_error_t *err)
{
    const cadre_variant_t variant = {specification, recording};
    return cadre_pool_run_variants(&variant, 1, options, observer, context, totals, err);
}
