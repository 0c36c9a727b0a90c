/*
 * duckdb THREADS FILE: what zistat summary --by index tells, by DuckDB: n, mean, sd, minimum,
 * quartiles, maximum of each index. FILE is wide (all columns after the third are indices) or long
 * (the fourth column is named indeks).
 *
 * DuckDB's C interface is declared here: its packages for other languages carry the library without
 * the header.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    uint64_t deprecated_counts[3];
    void *deprecated_columns;
    char *deprecated_message;
    void *internal;
} duckdb_result;

extern int duckdb_open(const char *path, void **database);
extern int duckdb_connect(void *database, void **connection);
extern int duckdb_query(void *connection, const char *query, duckdb_result *result);
extern const char *duckdb_result_error(duckdb_result *result);
extern uint64_t duckdb_row_count(duckdb_result *result);
extern uint64_t duckdb_column_count(duckdb_result *result);
extern char *duckdb_value_varchar(duckdb_result *result, uint64_t column, uint64_t row);
extern void duckdb_free(void *pointer);
extern void duckdb_destroy_result(duckdb_result *result);
extern void duckdb_disconnect(void **connection);
extern void duckdb_close(void **database);

static void run(void *connection, const char *query, int print)
{
    duckdb_result result;

    if (duckdb_query(connection, query, &result) != 0) {
        fprintf(stderr, "duckdb: %s\n", duckdb_result_error(&result));
        exit(1);
    }
    for (uint64_t i = 0; print && i < duckdb_row_count(&result); i++)
        for (uint64_t j = 0; j < duckdb_column_count(&result); j++) {
            char *value = duckdb_value_varchar(&result, j, i);

            printf("%s%s", value != NULL ? value : "",
                   j + 1 < duckdb_column_count(&result) ? "\t" : "\n");
            duckdb_free(value);
        }
    duckdb_destroy_result(&result);
}

static int add_summary(char *query, size_t size, size_t length, const char *column)
{
    return snprintf(query + length, size - length,
                    "count(%s), avg(%s), stddev_samp(%s), min(%s), "
                    "quantile_cont(%s, [0.25, 0.5, 0.75])::VARCHAR, max(%s), ",
                    column, column, column, column, column, column);
}

/* From the names in the header line, which must be plain words. */
static void write_query(char *query, size_t size, const char *path)
{
    char header[4096];
    FILE *file = fopen(path, "r");
    size_t length = (size_t)snprintf(query, size, "SELECT ");
    int column = 0;
    int is_long = 0;

    if (file == NULL || fgets(header, sizeof header, file) == NULL) {
        fprintf(stderr, "duckdb: cannot read %s\n", path);
        exit(1);
    }
    fclose(file);
    for (char *name = strtok(header, ",\r\n"); name != NULL; name = strtok(NULL, ",\r\n")) {
        is_long = is_long || (column == 3 && strcmp(name, "indeks") == 0);
        if (++column > (is_long ? 4 : 3))
            length += (size_t)add_summary(query, size, length, name);
    }
    snprintf(query + length, size - length, "%s FROM read_csv('%s')%s",
             is_long ? "indeks" : "count(*)", path, is_long ? " GROUP BY indeks" : "");
}

int main(int argc, char *argv[])
{
    void *database;
    void *connection;
    char query[8192];

    if (argc != 3 || duckdb_open(NULL, &database) != 0 ||
        duckdb_connect(database, &connection) != 0) {
        fprintf(stderr, "usage: duckdb THREADS FILE\n");
        return 2;
    }
    snprintf(query, sizeof query, "SET threads=%s", argv[1]);
    run(connection, query, 0);
    write_query(query, sizeof query, argv[2]);
    run(connection, query, 1);
    duckdb_disconnect(&connection);
    duckdb_close(&database);
    return 0;
}
