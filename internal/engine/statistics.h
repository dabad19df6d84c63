// lakewire_register_statistics makes the aggregates of statistics.c known to a connection's instance; not 0 when one is refused.
int lakewire_register_statistics(void *conn);
