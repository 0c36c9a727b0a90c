/* The versions of the program and of what it is made with. */
#include "version.h"

#include <jansson.h>
#include <utf8proc.h>

#include "zistat/stats/library.h"
#include "zistat/version.h"

void zi_version_print(struct zi_buffer *out, enum zi_language language)
{
    static const struct zi_text compiled = {"dikompilasi dengan", "compiled with"};

    zi_buffer_print(out, "zistat %s\nGSL %s, jansson %s, utf8proc %s, %s %s\n", zi_version(),
                    zi_stats_library_version(), JANSSON_VERSION, utf8proc_version(),
                    zi_text_in(compiled, language), __VERSION__);
}
