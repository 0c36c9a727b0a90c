# make demo    install what is missing, build, and run the main job on datasets/
# make check   install what is missing, build, run every test
# See CONTRIBUTING.md for the rest.

MODULES ?= base data stats analysis chart report output command
CC      ?= cc
CFLAGS  ?= -O2 -g
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla
ifdef WERROR
WARN += -Werror
endif
ifdef SAN
BUILD  ?= build/sanitized
CFLAGS  := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
LDFLAGS += -fsanitize=address,undefined
endif
BUILD ?= build/release
LIBS := -lgsl -lgslcblas -lcsv -ljansson -lutf8proc -lm

SOURCES := $(filter-out src/main.c,$(wildcard $(MODULES:%=src/%/*.c)))
OBJECTS := $(SOURCES:src/%.c=$(BUILD)/%.o)
EMBEDDED := $(wildcard datasets/*.csv datasets/regulations/*.csv)
TESTS := $(wildcard $(MODULES:%=tests/unit/%/test_*.c))
TEST_PROGRAMS := $(TESTS:tests/unit/%.c=$(BUILD)/tests/%)

all: $(BUILD)/zistat

$(BUILD)/zistat: $(BUILD)/main.o $(BUILD)/libzistat.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libzistat.a: $(OBJECTS) $(BUILD)/embedded.o
	rm -f $@
	$(AR) rcs $@ $^

COMPILE = $(CC) -std=c11 -D_POSIX_C_SOURCE=200809L $(WARN) -Iinclude -MMD -MP $(CFLAGS)

$(BUILD)/%.o: src/%.c
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

# Each dataset as an array of bytes, and the table that finds them by name.
$(BUILD)/embedded.c: $(EMBEDDED) Makefile
	@mkdir -p $(@D)
	@{ echo '#include "zistat/data/embedded.h"'; n=0; \
	for file in $(EMBEDDED); do \
	    echo "static const unsigned char file_$$n[] = {"; \
	    od -An -v -tx1 $$file | sed 's/ \([0-9a-f][0-9a-f]\)/0x\1,/g'; \
	    echo '0};'; n=$$((n + 1)); \
	done; \
	echo 'const struct zi_embedded zi_embedded_files[] = {'; n=0; \
	for file in $(EMBEDDED); do \
	    echo "    {\"$${file#datasets/}\", file_$$n, sizeof file_$$n - 1},"; n=$$((n + 1)); \
	done; \
	echo '    {0}};'; } > $@.new && mv $@.new $@

$(BUILD)/embedded.o: $(BUILD)/embedded.c
	$(COMPILE) -c -o $@ $<

$(BUILD)/tests/%: tests/unit/%.c $(BUILD)/libzistat.a
	@mkdir -p $(@D)
	$(COMPILE) -Itests/unit $(LDFLAGS) -o $@ $< $(BUILD)/libzistat.a -lcmocka $(LIBS)

unit: $(TEST_PROGRAMS)
	@for test in $(TEST_PROGRAMS); do $$test || exit 1; done

clean:
	rm -rf build

.PHONY: all unit clean
-include $(OBJECTS:.o=.d) $(BUILD)/main.d
