package engine

/*
#define _GNU_SOURCE
#include <pthread.h>
#include <sys/resource.h>

// DuckDB's recursion is bounded by counts (max_expression_depth), not by the stack that it has. Where the soft limit is
// "unlimited", as under some service managers, glibc gives threads 2 MB, which those counts overrun; so every thread made
// from here on, Go's and DuckDB's, gets this much address space. Only what is touched becomes memory.
#define STACK ((size_t)64 << 20)

static void __attribute__((constructor)) lakewireStacks(void) {
	struct rlimit r;
	if (getrlimit(RLIMIT_STACK, &r) == 0 && (r.rlim_cur == RLIM_INFINITY || r.rlim_cur < STACK)) {
		r.rlim_cur = r.rlim_max == RLIM_INFINITY || r.rlim_max > STACK ? STACK : r.rlim_max;
		setrlimit(RLIMIT_STACK, &r);
	}
	pthread_attr_t a;
	if (pthread_attr_init(&a) == 0) {
		if (pthread_attr_setstacksize(&a, STACK) == 0) pthread_setattr_default_np(&a);
		pthread_attr_destroy(&a);
	}
}
*/
import "C"
