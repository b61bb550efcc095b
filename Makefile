# One-liners over run.sh, which works without make too. More words for pytest: make test ARGS="-k loop"
.PHONY: help run test check prove bench format messages pins

help: ; @sh run.sh help
run: ; @sh run.sh run
test: ; @sh run.sh test $(ARGS)
check: ; @sh run.sh check $(ARGS)
prove: ; @sh run.sh prove $(ARGS)
bench: ; @sh run.sh bench
format: ; @sh run.sh format
messages: ; @sh run.sh messages
pins: ; @sh run.sh pins
