// The statistical aggregates of floating point numbers as PostgreSQL computes them, by Youngs and Cramer: with its digits, its
// NaN for infinities and its errors. They are in C since an aggregate is called for each piece of its rows and groups.

// Each operation is rounded by itself, as in PostgreSQL.
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off")
#endif

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "statistics.h"

extern void *duckdb_create_aggregate_function(void);
extern void duckdb_destroy_aggregate_function(void **f);
extern void duckdb_aggregate_function_set_name(void *f, const char *name);
extern void duckdb_aggregate_function_add_parameter(void *f, void *type);
extern void duckdb_aggregate_function_set_return_type(void *f, void *type);
extern void duckdb_aggregate_function_set_functions(void *f, void *size, void *init, void *update, void *combine, void *finalize);
extern void duckdb_aggregate_function_set_extra_info(void *f, void *info, void *destroy);
extern void *duckdb_aggregate_function_get_extra_info(void *info);
extern void duckdb_aggregate_function_set_error(void *info, const char *error);
extern int duckdb_register_aggregate_function(void *conn, void *f);
extern void *duckdb_create_logical_type(int type);
extern void duckdb_destroy_logical_type(void **type);
extern uint64_t duckdb_data_chunk_get_size(void *chunk);
extern void *duckdb_data_chunk_get_vector(void *chunk, uint64_t column);
extern void *duckdb_vector_get_data(void *vector);
extern uint64_t *duckdb_vector_get_validity(void *vector);
extern void duckdb_vector_ensure_validity_writable(void *vector);

enum { DUCKDB_DOUBLE = 11 };

// sums are what PostgreSQL keeps of a group: how many, their sums, and the sums of squares about the means.
typedef struct {
	double n, x, xx, y, yy, xy;
} sums;

static uint64_t size_of(void *info) {
	(void)info;
	return sizeof(sums);
}

static void init(void *info, sums *s) {
	(void)info;
	memset(s, 0, sizeof *s);
}

static void overflow(void *info) { duckdb_aggregate_function_set_error(info, "[22003] value out of range: overflow"); }

static int finite_or_nan(double v) { return !isinf(v); }

// add1 takes a number in.
static void add1(void *info, sums *s, double v) {
	double before = s->n, was = s->x;
	s->n += 1;
	s->x += v;
	if (before == 0) {
		if (isnan(v) || isinf(v)) s->xx = NAN;
		return;
	}
	double d = v * s->n - s->x;
	s->xx += d * d / (s->n * before);
	if (isinf(s->x) || isinf(s->xx)) {
		if (finite_or_nan(was) && finite_or_nan(v)) overflow(info);
		s->xx = NAN;
	}
}

// add2 takes a pair in.
static void add2(void *info, sums *s, double y, double x) {
	double before = s->n, wasx = s->x, wasy = s->y;
	s->n += 1;
	s->x += x;
	s->y += y;
	if (before == 0) {
		if (isnan(x) || isinf(x)) s->xx = s->xy = NAN;
		if (isnan(y) || isinf(y)) s->yy = s->xy = NAN;
		return;
	}
	double dx = x * s->n - s->x, dy = y * s->n - s->y, scale = 1.0 / (s->n * before);
	s->xx += dx * dx * scale;
	s->yy += dy * dy * scale;
	s->xy += dx * dy * scale;
	if (isinf(s->x) || isinf(s->xx) || isinf(s->y) || isinf(s->yy) || isinf(s->xy)) {
		int x_finite = finite_or_nan(wasx) && finite_or_nan(x), y_finite = finite_or_nan(wasy) && finite_or_nan(y);
		if (((isinf(s->x) || isinf(s->xx)) && x_finite) || ((isinf(s->y) || isinf(s->yy)) && y_finite) || (isinf(s->xy) && x_finite && y_finite)) overflow(info);
		if (isinf(s->xx)) s->xx = NAN;
		if (isinf(s->yy)) s->yy = NAN;
		if (isinf(s->xy)) s->xy = NAN;
	}
}

static int there(uint64_t *validity, uint64_t row) { return !validity || (validity[row / 64] >> (row % 64) & 1); }

static void update1(void *info, void *chunk, sums **states) {
	uint64_t rows = duckdb_data_chunk_get_size(chunk);
	void *v = duckdb_data_chunk_get_vector(chunk, 0);
	double *x = duckdb_vector_get_data(v);
	uint64_t *ok = duckdb_vector_get_validity(v);
	for (uint64_t i = 0; i < rows; i++)
		if (there(ok, i)) add1(info, states[i], x[i]);
}

static void update2(void *info, void *chunk, sums **states) {
	uint64_t rows = duckdb_data_chunk_get_size(chunk);
	void *vy = duckdb_data_chunk_get_vector(chunk, 0), *vx = duckdb_data_chunk_get_vector(chunk, 1);
	double *y = duckdb_vector_get_data(vy), *x = duckdb_vector_get_data(vx);
	uint64_t *oky = duckdb_vector_get_validity(vy), *okx = duckdb_vector_get_validity(vx);
	for (uint64_t i = 0; i < rows; i++)
		if (there(oky, i) && there(okx, i)) add2(info, states[i], y[i], x[i]);
}

// combine brings the parts of a group together that several threads have summed.
static void combine(void *info, sums **from, sums **into, uint64_t count) {
	for (uint64_t i = 0; i < count; i++) {
		sums *a = from[i], *b = into[i];
		if (a->n == 0) continue;
		if (b->n == 0) {
			*b = *a;
			continue;
		}
		double n = a->n + b->n, dx = a->x / a->n - b->x / b->n, dy = a->y / a->n - b->y / b->n;
		sums r = {n, a->x + b->x, a->xx + b->xx + a->n * b->n * dx * dx / n, a->y + b->y, a->yy + b->yy + a->n * b->n * dy * dy / n, a->xy + b->xy + a->n * b->n * dx * dy / n};
		if ((isinf(r.xx) && finite_or_nan(a->xx) && finite_or_nan(b->xx)) || (isinf(r.yy) && finite_or_nan(a->yy) && finite_or_nan(b->yy))) overflow(info);
		*b = r;
	}
}

// result gives what an aggregate is, and 0 where it is NULL.
static int result(char kind, const sums *s, double *out) {
	if (s->n < 1) return 0;
	switch (kind) {
	case 'p': *out = s->xx / s->n; return 1;
	case 'P': *out = sqrt(s->xx / s->n); return 1;
	case 's': *out = s->xx / (s->n - 1); return s->n > 1;
	case 'S': *out = sqrt(s->xx / (s->n - 1)); return s->n > 1;
	case 'x': *out = s->xx; return 1;
	case 'y': *out = s->yy; return 1;
	case 'z': *out = s->xy; return 1;
	case 'X': *out = s->x / s->n; return 1;
	case 'Y': *out = s->y / s->n; return 1;
	case 'c': *out = s->xy / s->n; return 1;
	case 'C': *out = s->xy / (s->n - 1); return s->n > 1;
	case 'r': *out = s->xy / sqrt(s->xx * s->yy); return s->xx != 0 && s->yy != 0;
	case '2': *out = s->yy == 0 ? 1 : (s->xy * s->xy) / (s->xx * s->yy); return s->xx != 0;
	case 'l': *out = s->xy / s->xx; return s->xx != 0;
	case 'i': *out = (s->y - s->x * s->xy / s->xx) / s->n; return s->xx != 0;
	}
	return 0;
}

static void finalize(void *info, sums **from, void *vector, uint64_t count, uint64_t offset) {
	char kind = *(char *)duckdb_aggregate_function_get_extra_info(info);
	duckdb_vector_ensure_validity_writable(vector);
	double *out = duckdb_vector_get_data(vector);
	uint64_t *ok = duckdb_vector_get_validity(vector);
	for (uint64_t i = 0; i < count; i++) {
		uint64_t at = offset + i;
		if (!result(kind, from[i], &out[at])) ok[at / 64] &= ~((uint64_t)1 << (at % 64));
	}
}

static void keep(void *info) { (void)info; }

int lakewire_register_statistics(void *conn) {
	// A name, how many arguments, and what result() gives for it.
	static const struct {
		const char *name;
		int args;
		char kind;
	} all[] = {{"lw_float_var_pop", 1, 'p'}, {"lw_float_stddev_pop", 1, 'P'}, {"lw_float_var_samp", 1, 's'}, {"lw_float_stddev_samp", 1, 'S'}, {"lw_float_variance", 1, 's'},
		{"lw_float_stddev", 1, 'S'}, {"lw_float_regr_sxx", 2, 'x'}, {"lw_float_regr_syy", 2, 'y'}, {"lw_float_regr_sxy", 2, 'z'}, {"lw_float_regr_avgx", 2, 'X'},
		{"lw_float_regr_avgy", 2, 'Y'}, {"lw_float_covar_pop", 2, 'c'}, {"lw_float_covar_samp", 2, 'C'}, {"lw_float_corr", 2, 'r'}, {"lw_float_regr_r2", 2, '2'},
		{"lw_float_regr_slope", 2, 'l'}, {"lw_float_regr_intercept", 2, 'i'}};
	void *type = duckdb_create_logical_type(DUCKDB_DOUBLE);
	int bad = 0;
	for (unsigned i = 0; i < sizeof all / sizeof all[0]; i++) {
		void *f = duckdb_create_aggregate_function();
		duckdb_aggregate_function_set_name(f, all[i].name);
		for (int k = 0; k < all[i].args; k++) duckdb_aggregate_function_add_parameter(f, type);
		duckdb_aggregate_function_set_return_type(f, type);
		duckdb_aggregate_function_set_functions(f, (void *)size_of, (void *)init, all[i].args == 1 ? (void *)update1 : (void *)update2, (void *)combine, (void *)finalize);
		duckdb_aggregate_function_set_extra_info(f, (void *)&all[i].kind, (void *)keep);
		bad |= duckdb_register_aggregate_function(conn, f);
		duckdb_destroy_aggregate_function(&f);
	}
	duckdb_destroy_logical_type(&type);
	return bad;
}
