/* Finds a file that is built into the program. */
#include "embedded.h"

#include <string.h>

const struct zi_embedded *zi_embedded_find(const char *name)
{
    for (const struct zi_embedded *file = zi_embedded_files; file->name != NULL; file++)
        if (strcmp(file->name, name) == 0)
            return file;
    return NULL;
}
