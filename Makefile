# make demo    install what is missing, build, run the main job on datasets/ into build/demo/
# make check   install what is missing, build, run every test; ends in a line of counts
# The other targets are described in CONTRIBUTING.md.

MODULES ?= base workbook csv catalogue panel lke survey stats analysis output table chart figure report command
CC      ?= cc
CXX     ?= c++
OBJCOPY ?= objcopy
CFLAGS  ?= -O2 -g
PREFIX  ?= /usr/local
LIBDIR  ?= $(PREFIX)/lib
FUZZ_SECONDS ?= 30

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2
ifdef WERROR
WARN += -Werror
endif
ifdef SAN
BUILD   ?= build/sanitized
CFLAGS  := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
LDFLAGS += -fsanitize=address,undefined
endif
BUILD ?= build/release
LIBS := -pthread -lgsl -lgslcblas -lcsv -lzip -lexpat -ljansson -lutf8proc -lxlsxwriter -lmd -lm

# Debian's names: what the program needs, what its tests add, what only its developers need.
PACKAGES := libc6-dev libgsl-dev libcsv-dev libzip-dev libexpat1-dev libjansson-dev \
            libutf8proc-dev libxlsxwriter-dev libmd-dev \
            gnuplot-nox fonts-liberation2 fontconfig
TEST_PACKAGES := libcmocka-dev zlib1g-dev pkgconf g++ binutils
DEVELOPER_PACKAGES := clang clang-format clang-tidy cppcheck libclang-rt-14-dev shellcheck

# What libzistat holds; the program adds how answers look.
LIBRARY_MODULES := base workbook csv catalogue panel lke survey stats analysis output
VERSION := $(shell sed -n 's/^\#define ZI_VERSION "\(.*\)"/\1/p' include/zistat/version.h)
SONAME  := libzistat.so.$(shell sed -n 's/^\#define ZI_SONAME_VERSION //p' include/zistat/version.h)

SOURCES  := $(filter-out src/main.c,$(wildcard $(MODULES:%=src/%/*.c)))
OBJECTS  := $(SOURCES:src/%.c=$(BUILD)/%.o)
LIBRARY_OBJECTS := $(foreach m,$(LIBRARY_MODULES),$(filter $(BUILD)/$(m)/%,$(OBJECTS))) $(BUILD)/embedded.o
EMBEDDED := $(wildcard datasets/*.csv datasets/regulations/*.csv datasets/lke/*.csv)
TEST_PROGRAMS := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard $(MODULES:%=tests/unit/%/test_*.c)))
FUZZ_TARGETS  := $(notdir $(basename $(wildcard tests/fuzz/fuzz_*.c)))
HOUSE_TESTS   := $(wildcard tests/house/*.sh)
REPLAYS := $(FUZZ_TARGETS:%=$(BUILD)/replay/%)
C_FILES  = $(shell find include src tests datasets tools -name '*.[ch]')
SHELL_FILES = .ci/run $(shell find tests tools -name '*.sh')

COMPILE = $(CC) -std=c11 -pthread -fPIC -fvisibility=hidden -D_POSIX_C_SOURCE=200809L $(WARN) -Iinclude -Isrc -MMD -MP $(CFLAGS)
MAKEFLAGS += --no-print-directory
# What is made is named in a word and a path; V=1 shows the commands.
Q = $(if $(V),,@)
# As many jobs as processors where the caller did not choose.
JOBS = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 2) -Otarget)

all: $(BUILD)/zistat

demo:
	@tools/install-packages.sh $(PACKAGES)
	@$(MAKE) $(JOBS) all
	@tools/demo.sh $(BUILD)/zistat

check:
	@tools/install-packages.sh $(PACKAGES) $(TEST_PACKAGES)
	@$(MAKE) $(JOBS) programs
	@CC="$(CC)" CXX="$(CXX)" MODULES="$(MODULES)" tests/run.sh $(BUILD)/zistat $(TEST_PROGRAMS) $(REPLAYS) $(HOUSE_TESTS)

san:
	@$(MAKE) SAN=1 check

# ---- building

$(BUILD)/zistat: $(BUILD)/main.o $(BUILD)/program.a
	@echo "LINK $@"
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(LIBS)

$(BUILD)/program.a: $(OBJECTS) $(BUILD)/embedded.o $(BUILD)/members
	@rm -f $@
	@echo "AR   $@"
	$(Q)$(AR) rcs $@ $(filter %.o,$^)

$(BUILD)/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "CC   $<"
	$(Q)$(COMPILE) -c -o $@ $<

$(BUILD)/embedded.c: $(EMBEDDED) tools/embed.sh $(BUILD)/members
	@echo "EMBED $(words $(EMBEDDED)) files of datasets/"
	$(Q)tools/embed.sh $(EMBEDDED) >$@.new
	@mv $@.new $@

$(BUILD)/embedded.o: $(BUILD)/embedded.c $(BUILD)/flags
	@echo "CC   $<"
	$(Q)$(COMPILE) -c -o $@ $<

# The library to install: only what the public headers declare leaves it.
library: $(BUILD)/libzistat.a $(BUILD)/$(SONAME)

$(BUILD)/libzistat.a: $(LIBRARY_OBJECTS)
	@rm -f $@
	@echo "AR   $@"
	$(Q)$(LD) -r -o $(BUILD)/zistat.o $^
	$(Q)$(OBJCOPY) --localize-hidden $(BUILD)/zistat.o
	$(Q)$(AR) rcs $@ $(BUILD)/zistat.o

$(BUILD)/$(SONAME): $(LIBRARY_OBJECTS)
	@echo "LINK $@"
	$(Q)$(CC) -shared -Wl,-soname,$(SONAME) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# Rewritten only when they change, so that what depends on them is made again only then.
$(BUILD)/flags: HOLDS = $(COMPILE) $(LDFLAGS)
$(BUILD)/members: HOLDS = $(OBJECTS) $(EMBEDDED)
$(BUILD)/flags $(BUILD)/members: always
	@mkdir -p $(@D)
	@echo '$(HOLDS)' | cmp -s - $@ || echo '$(HOLDS)' >$@

# ---- tests

programs: $(BUILD)/zistat library $(TEST_PROGRAMS) $(REPLAYS) $(BUILD)/simulate

$(BUILD)/tests/%: tests/unit/%.c $(BUILD)/program.a
	@mkdir -p $(@D)
	@echo "CC   $<"
	$(Q)$(COMPILE) -MF $@.d -MT $@ -Itests/unit $(LDFLAGS) -o $@ $< $(BUILD)/program.a -lcmocka $(LIBS) -lz

unit: $(TEST_PROGRAMS)
	@for test in $(TEST_PROGRAMS); do $$test || exit 1; done

golden: $(BUILD)/zistat
	@tests/golden/run.sh $(BUILD)/zistat $(CASES)

golden-accept: $(BUILD)/zistat
	@tests/golden/run.sh --accept $(BUILD)/zistat $(CASES)

$(BUILD)/replay.o: tests/fuzz/replay.c $(BUILD)/flags
	@echo "CC   $<"
	$(Q)$(COMPILE) -c -o $@ $<

$(BUILD)/replay/%: tests/fuzz/%.c $(BUILD)/replay.o $(BUILD)/program.a
	@mkdir -p $(@D)
	@echo "CC   $<"
	$(Q)$(COMPILE) -MF $@.d -MT $@ $(LDFLAGS) -o $@ $< $(BUILD)/replay.o $(BUILD)/program.a $(LIBS)

fuzz-replay: $(REPLAYS)
	@set -e; for target in $(FUZZ_TARGETS); do \
	    $(BUILD)/replay/$$target tests/fuzz/corpus/$$target/*; done

fuzz:
	@$(MAKE) $(JOBS) CC=clang BUILD=build/fuzz LDFLAGS="-fsanitize=address,undefined" \
	    CFLAGS="-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all" \
	    $(FUZZ_TARGETS:%=build/fuzz/run/%)
	@set -e; for target in $(FUZZ_TARGETS); do \
	    mkdir -p build/fuzz/found/$$target; \
	    build/fuzz/run/$$target -max_total_time=$(FUZZ_SECONDS) -timeout=10 -print_final_stats=1 \
	        -artifact_prefix=build/fuzz/$$target- build/fuzz/found/$$target tests/fuzz/corpus/$$target; \
	done

$(BUILD)/run/%: tests/fuzz/%.c $(BUILD)/program.a
	@mkdir -p $(@D)
	@echo "CC   $<"
	$(Q)$(COMPILE) -MF $@.d -MT $@ -fsanitize=fuzzer $(LDFLAGS) -o $@ $< $(BUILD)/program.a $(LIBS)

coverage:
	@rm -rf build/coverage
	-@$(MAKE) BUILD=build/coverage CFLAGS="-O0 -g --coverage" LDFLAGS=--coverage check
	@tools/coverage.sh build/coverage

bench: $(BUILD)/zistat
	@tests/bench/run.sh $(BUILD)/zistat

# By hand: how often tests reject what is true, and what intervals hold; see tests/simulation.
simulate: $(BUILD)/simulate
	@$(BUILD)/simulate $(REPLICATES)

$(BUILD)/simulate: $(wildcard tests/simulation/*.[ch]) $(BUILD)/program.a
	@echo "CC   tests/simulation"
	$(Q)$(filter-out -MMD -MP,$(COMPILE)) $(LDFLAGS) -o $@ $(filter %.c %.a,$^) $(LIBS)

# ---- looking at the code

lint:
	@echo cppcheck
	@cppcheck --quiet --std=c11 --enable=warning,performance,portability --error-exitcode=1 \
	    --suppressions-list=.cppcheck-suppressions -Iinclude -Isrc -Itests/unit src tests datasets
	@echo clang-tidy
	@printf '%s\n' $(filter %.c,$(C_FILES)) | xargs -n 1 -P $$(nproc) sh -c \
	    'clang-tidy --quiet "$$@" -- -std=c11 -D_POSIX_C_SOURCE=200809L -Iinclude -Isrc -Itests/unit' tidy
	@echo shellcheck
	@shellcheck $(SHELL_FILES)

format:
	@clang-format -i $(C_FILES)

format-check:
	@clang-format --dry-run -Werror $(C_FILES)

# ---- setting up and installing

deps:
	@tools/install-packages.sh $(PACKAGES) $(TEST_PACKAGES)

deps-dev: deps
	@tools/install-packages.sh $(DEVELOPER_PACKAGES)

install: install-program install-library

install-program: $(BUILD)/zistat
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BUILD)/zistat $(DESTDIR)$(PREFIX)/bin

install-library: library
	install -d $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(PREFIX)/include
	install -m 644 $(BUILD)/libzistat.a $(BUILD)/$(SONAME) $(DESTDIR)$(LIBDIR)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libzistat.so
	cp -R include/zistat $(DESTDIR)$(PREFIX)/include
	sed 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR)|; s|@VERSION@|$(VERSION)|; s|@LIBS@|$(LIBS)|' \
	    tools/zistat.pc.in >$(DESTDIR)$(LIBDIR)/pkgconfig/zistat.pc

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/zistat $(DESTDIR)$(LIBDIR)/libzistat.* $(DESTDIR)$(LIBDIR)/pkgconfig/zistat.pc
	rm -rf $(DESTDIR)$(PREFIX)/include/zistat

# A Debian package of the program and two of the library, looked at by lintian.
deb:
	@tools/install-packages.sh $(PACKAGES) debhelper dpkg-dev fakeroot lintian
	@tools/deb.sh $(VERSION) build/deb

gallery: $(BUILD)/zistat
	@tools/gallery.sh $(BUILD)/zistat

# Every file of the repository that a program writes; .ci/run refuses a difference.
generated: $(BUILD)/zistat $(BUILD)/generate
	$(BUILD)/generate --out datasets/demo
	tools/fill-readme.sh $(BUILD)/zistat README.md

$(BUILD)/generate: datasets/generate.c $(BUILD)/flags
	@echo "CC   $<"
	$(Q)$(COMPILE) -MF $@.d -MT $@ -o $@ $<

clean:
	rm -rf build

.PHONY: all demo check san library programs unit golden golden-accept fuzz-replay fuzz coverage bench lint \
    format format-check deps deps-dev install install-program install-library uninstall deb gallery simulate \
    generated clean always
.SECONDARY: $(BUILD)/embedded.c
-include $(OBJECTS:.o=.d) $(BUILD)/main.d $(BUILD)/embedded.d $(TEST_PROGRAMS:=.d) $(REPLAYS:=.d) \
    $(BUILD)/replay.d $(BUILD)/generate.d
