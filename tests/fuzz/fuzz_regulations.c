/* Any file of rules is loaded or refused with a sentence; whatever is loaded
 * can be asked. */
#include "input_file.h"

#include "zistat/catalogue/catalogue.h"
#include "zistat/catalogue/regulation.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const struct zi_catalogue *load_catalogue(void)
{
    static struct zi_catalogue catalogue;
    static const struct zi_catalogue_files embedded;

    if (catalogue.n_indices == 0 && zi_catalogue_load(&catalogue, &embedded, NULL) != ZI_OK)
        abort();
    return &catalogue;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const char *path = write_input_file(bytes, length);
    struct zi_error error = {0};
    struct zi_regulations regulations;
    enum zi_code code = zi_regulations_load(&regulations, load_catalogue(), &path, 1, &error);

    if (code != ZI_OK && (code != ZI_EINPUT || error.id[0] == '\0' || error.en[0] == '\0'))
        abort();
    for (size_t i = 0; code == ZI_OK && i < regulations.n_rules; i++)
        zi_rule_in_force(&regulations.rules[i], 2024);
    zi_regulations_release(&regulations);
    return 0;
}
