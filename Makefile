# SPDX-License-Identifier: AGPL-3.0-or-later
#
# The only build file. `make help` lists the targets by cost.
#
# A stage is a folder stages/<name>/ with a main.c; a test is tests/<room>/<module>_test.c or tests/e2e/*.sh: both are
# found by wildcard, adding one edits nothing here. A folder's `deps` file says which Debian packages it needs:
#     pkg-config-name:package     !command:package     /path/of/file:package
#
# Knobs (make NAME=value …)
#   CC=gcc            or clang
#   SANITIZE=         e.g. address,undefined (builds in build/sanitize)
#   DEPS=yes          no: never install packages, fail when one is missing
#   BUILD=build       where to build
#   WERROR=           1: warnings are errors (CI)
#   OUT=out           where `make run` works
#   FUZZ_SECONDS=60   how long each fuzzer runs in `make fuzz`
#   CORPUS=../shared/corpus   what `make eval` measures on

CC := gcc
SANITIZE :=
DEPS := yes
BUILD := $(if $(SANITIZE),build/sanitize,build)
WERROR :=
OUT := out
CORPUS := ../shared/corpus
SHELL := /bin/bash

CSTD := -std=c17 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wwrite-strings -Wvla $(if $(WERROR),-Werror)
OPT := -O2 -g -fno-omit-frame-pointer $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=undefined,-D_FORTIFY_SOURCE=2) \
	-fstack-protector-strong -fPIE
CFLAGS_ALL := $(CSTD) $(WARN) $(OPT) -Iinclude $(CFLAGS)
# Libraries without a pkg-config file; what a program does not use it does not load (--as-needed).
LIBS := -lstemmer -lm
LDFLAGS_ALL := $(if $(SANITIZE),-fsanitize=$(SANITIZE)) -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(LDFLAGS)

stages := $(patsubst stages/%/main.c,%,$(wildcard stages/*/main.c))
lib_src := $(wildcard pipeline/*.c)
front_src := $(wildcard pipeline/minutier/*.c)
# Sources of a stage: its folder and sub-folders, but the tools that make its model.
stage_src = $(shell find stages/$1 -name '*.c' -not -path '*/model/*' | sort)
obj = $(patsubst %.c,$(BUILD)/obj/%.o,$1)
bins := $(BUILD)/bin/minutier $(stages:%=$(BUILD)/bin/minutier-%)
tests := $(wildcard tests/pipeline/*_test.c tests/pipeline/minutier/*_test.c tests/stages/*/*_test.c)
test_bins := $(tests:tests/%.c=$(BUILD)/test/%)
tools := $(patsubst tests/tools/%.c,$(BUILD)/test/%,$(wildcard tests/tools/*.c))
# Names of pkg-config modules in deps files.
pkgs = $(shell sed -n 's/\#.*//; /^[^!\/[:space:]]/s/:.*//p' $(wildcard $1))

.PHONY: all
all: $(bins) data ## build everything

.DELETE_ON_ERROR:
.SECONDARY:

# --- what is missing is installed, openly ---------------------------------------------------------------------------
need = @mkdir -p $(BUILD); missing=; \
	for d in $$(sed 's/\#.*//' $1); do t=$${d%:*}; p=$${d\#\#*:}; \
		case $$t in \
		!*) command -v $${t\#!} >/dev/null ;; \
		/*) test -e $$t ;; \
		*) pkg-config --exists $$t 2>/dev/null ;; \
		esac || missing="$$missing $$p"; done; \
	if test -n "$$missing"; then \
		test "$(DEPS)" = yes || { echo "missing packages (DEPS=no):$$missing" >&2; exit 1; }; \
		echo "installing Debian packages:$$missing"; s=; test $$(id -u) = 0 || s=sudo; \
		$$s apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$s apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi; touch $@

run_deps := $(wildcard pipeline/deps stages/*/deps)
$(BUILD)/.deps: $(run_deps)
	$(call need,$(run_deps))
$(BUILD)/.deps-test: $(BUILD)/.deps $(wildcard tests/deps tests/tools/deps)
	$(call need,$(wildcard tests/deps tests/tools/deps))

# --- objects --------------------------------------------------------------------------------------------------------
# Flags come from the deps file of the folder that the source belongs to; pkg-config runs in the recipe, when all is there.
deps_of = pipeline/deps $(wildcard $(foreach s,$(stages),$(if $(findstring stages/$s/,$1),stages/$s/deps)))
stage_of = $(foreach s,$(stages),$(if $(findstring stages/$s/,$1),$s))
cflags_of = $(foreach s,$(call stage_of,$1),-Istages/$s) $(if $(findstring pipeline/,$1),-Ipipeline -Ipipeline/minutier) $$(pkg-config --cflags $(call pkgs,$(call deps_of,$1)))

$(BUILD)/obj/%.o: %.c | $(BUILD)/.deps
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(CFLAGS_ALL) $(call cflags_of,$<) $(if $(findstring tests/,$<),-Itests) -MMD -MP -c $< -o $@

$(BUILD)/lib/libminutier.a: $(call obj,$(lib_src))
	@mkdir -p $(@D)
	@rm -f $@
	@ar rcs $@ $^

define stage_rule
$(BUILD)/bin/minutier-$1: $(call obj,$(call stage_src,$1)) $(BUILD)/lib/libminutier.a
	@mkdir -p $$(@D)
	@echo "  LD $$@"
	@$$(CC) $$(LDFLAGS_ALL) $$^ -o $$@ $$$$(pkg-config --libs $$(call pkgs,pipeline/deps stages/$1/deps)) $(LIBS)
endef
$(foreach s,$(stages),$(eval $(call stage_rule,$s)))

$(BUILD)/bin/minutier: $(call obj,$(front_src)) $(BUILD)/lib/libminutier.a
	@mkdir -p $(@D)
	@echo "  LD $@"
	@$(CC) $(LDFLAGS_ALL) $^ -o $@ $$(pkg-config --libs $(call pkgs,pipeline/deps)) $(LIBS)

# Data beside the executables, as an installation would have it: links into the tree, and the message catalogue.
.PHONY: data
data: $(BUILD)/share/minutier/.links $(BUILD)/share/locale/fr/LC_MESSAGES/minutier.mo
$(BUILD)/share/minutier/.links: $(wildcard stages/*/data pipeline/data/*) Makefile
	@mkdir -p $(@D)
	@for d in $(wildcard stages/*/data); do n=$${d#stages/}; ln -sfn $(CURDIR)/$$d $(@D)/$${n%/data}; done
	@for d in $(wildcard pipeline/data/*); do ln -sfn $(CURDIR)/$$d $(@D)/$$(basename $$d); done
	@touch $@
$(BUILD)/share/locale/fr/LC_MESSAGES/minutier.mo: pipeline/po/fr.po | $(BUILD)/.deps
	@mkdir -p $(@D)
	@msgfmt -c -o $@ $<

# --- tests ----------------------------------------------------------------------------------------------------------
test_stage = $(word 2,$(subst /, ,$(patsubst stages/%,stages/%,$1)))
define test_rule
$(BUILD)/test/$1: $(BUILD)/obj/tests/$1.o $(if $(filter stages/%,$1),$(filter-out %/main.o,$(call obj,$(call stage_src,$(call test_stage,$1))))) $(if $(filter pipeline/minutier/%,$1),$(filter-out %/main.o,$(call obj,$(front_src)))) $(BUILD)/lib/libminutier.a
	@mkdir -p $$(@D)
	@$$(CC) $$(LDFLAGS_ALL) $$^ -o $$@ -lcmocka $$$$(pkg-config --libs $$(call pkgs,pipeline/deps $(if $(filter stages/%,$1),stages/$(call test_stage,$1)/deps))) $(LIBS)
endef
$(foreach t,$(tests:tests/%.c=%),$(eval $(call test_rule,$t)))
$(call obj,$(tests)): | $(BUILD)/.deps-test
# Programs that tests need beside them (a time-stamp responder…).
$(BUILD)/test/%: $(BUILD)/obj/tests/tools/%.o $(BUILD)/lib/libminutier.a
	@mkdir -p $(@D)
	@$(CC) $(LDFLAGS_ALL) $^ -o $@ $$(pkg-config --libs $(call pkgs,pipeline/deps tests/tools/deps)) $(LIBS)
$(BUILD)/obj/tests/tools/%.o: tests/tools/%.c | $(BUILD)/.deps-test
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS_ALL) $$(pkg-config --cflags $(call pkgs,pipeline/deps tests/tools/deps)) -MMD -MP -c $< -o $@

.PHONY: check test
check: $(test_bins) data ## unit tests only (seconds)
	@tests/run $(BUILD) unit
test: all $(BUILD)/.deps-test $(test_bins) $(tools) ## all tests: units, then the real programs on the samples (minutes)
	@tests/run $(BUILD) all

# --- the main job ---------------------------------------------------------------------------------------------------
.PHONY: run
run: all $(tools) ## take samples/inbox through the whole pipeline into out/
	@samples/run $(BUILD) $(OUT)

.PHONY: eval bench
$(BUILD)/.deps-%: $(BUILD)/.deps tests/deps-%
	$(call need,tests/deps-$*)
eval: all $(BUILD)/test/correct_eval $(BUILD)/.deps-eval ## accuracy on the development corpus, printed (minutes)
	@tests/eval/run $(BUILD) $(CORPUS)
bench: all $(BUILD)/.deps-bench ## CPU beside ocrmypdf and tesseract on the samples, printed (minutes)
	@tests/bench/run $(BUILD)

# The corrector alone, on pairs of OCR and truth (part of eval).
$(BUILD)/test/correct_eval: $(BUILD)/obj/tests/eval/correct_eval.o $(filter-out %/main.o,$(call obj,$(call stage_src,correct))) $(BUILD)/lib/libminutier.a
	@mkdir -p $(@D)
	@$(CC) $(LDFLAGS_ALL) $^ -o $@ $$(pkg-config --libs $(call pkgs,pipeline/deps)) $(LIBS)
$(BUILD)/obj/tests/eval/correct_eval.o: tests/eval/correct_eval.c | $(BUILD)/.deps
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS_ALL) -Istages/correct $$(pkg-config --cflags $(call pkgs,pipeline/deps)) -MMD -MP -c $< -o $@

# Fuzzers: tests/fuzz/<stage or pipeline>/<x>_fuzz.c, built with all sources of that room by clang's libFuzzer.
FUZZ_SECONDS := 60
fuzzers := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*/*_fuzz.c))
.PHONY: fuzz
fuzz: data $(BUILD)/.deps-fuzz ## every fuzzer for FUZZ_SECONDS (60) each
	@set -o pipefail; for f in $(fuzzers); do room=$${f%/*}; mkdir -p $(BUILD)/fuzz/$$f.corpus; \
		src=$$(test $$room = pipeline || find stages/$$room -name '*.c' -not -name main.c -not -path '*/model/*'); \
		deps="pipeline/deps $$(ls stages/$$room/deps 2>/dev/null)"; mods=$$(sed -n 's/\#.*//; /^[^!\/[:space:]]/s/:.*//p' $$deps | sort -u); \
		clang -std=c17 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -Iinclude -Istages/$$room $$(pkg-config --cflags $$mods) \
			tests/fuzz/$$f.c $$src pipeline/*.c -o $(BUILD)/fuzz/$$f $$(pkg-config --libs $$mods) $(LIBS) && \
		echo "== $$f" && MINUTIER_DATA=$(abspath $(BUILD))/share/minutier $(BUILD)/fuzz/$$f -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 \
			-max_len=65536 -artifact_prefix=$(BUILD)/fuzz/ $(BUILD)/fuzz/$$f.corpus $$(ls -d tests/fuzz/$$f.seeds 2>/dev/null) 2>&1 | tail -n 3 || exit 1; done

# The model of French, from pinned packages (network; minutes). The committed file is what is used.
.PHONY: model model-check
model: $(BUILD)/.deps-model ## make stages/correct/data/fr.mdl again from its pinned packages
	stages/correct/model/make-model stages/correct/data/fr.mdl
model-check: $(BUILD)/.deps-model ## the same into build/, compared with the committed file
	stages/correct/model/make-model $(BUILD)/fr.mdl && cmp $(BUILD)/fr.mdl stages/correct/data/fr.mdl

.PHONY: lint
lint: $(BUILD)/.deps-lint ## long functions, headers alone, cppcheck (seconds)
	@tests/lint

.PHONY: po
po: ## update pipeline/po/fr.po with the messages of the sources, say how many lack French
	@mkdir -p $(BUILD)
	@find pipeline stages -name '*.c' | sort | xgettext -k_ -kN_ --from-code=UTF-8 --no-location --package-name=minutier -o $(BUILD)/minutier.pot -f -
	@msgmerge -q --update --backup=none --no-fuzzy-matching pipeline/po/fr.po $(BUILD)/minutier.pot
	@msgfmt --statistics -c -o /dev/null pipeline/po/fr.po

.PHONY: help clean compile_commands.json
help: ## this list
	@sed -n 's/^\([a-z][a-z_.-]*\)[a-z_. -]*:.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 28
	@sed -n '/^# Knobs/,/^$$/s/^#//p' $(MAKEFILE_LIST)
clean: ## remove build/
	rm -rf $(BUILD)
compile_commands.json: ## for clangd, clang-tidy
	@{ echo '['; sep=; for f in $(lib_src) $(front_src) $(foreach s,$(stages),$(call stage_src,$s)); do \
		s=$$(echo $$f | sed -n 's,^stages/\([a-z]*\)/.*,\1,p'); \
		printf '%s{"directory":"%s","file":"%s","command":"cc %s %s -c %s"}\n' "$$sep" "$(CURDIR)" $$f '$(CSTD) -Iinclude' \
			"$${s:+-Istages/$$s} $$(pkg-config --cflags $$(cat pipeline/deps $${s:+stages/$$s/deps} 2>/dev/null | sed -n 's/#.*//; /^[^!\/[:space:]]/s/:.*//p' | sort -u))" $$f; sep=,; done; echo ']'; } > $@

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
