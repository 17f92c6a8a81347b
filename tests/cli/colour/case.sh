# Colour and a bar on a terminal only, and no colour with NO_COLOR; the bar is erased.
command -v script >/dev/null || { echo "no script"; exit 77; }
script -qec true /dev/null >/dev/null 2>&1 </dev/null || { echo "no pseudo-terminal"; exit 77; }
escape=$(printf '\033')
bar() { tr '\r' '\n' <page | grep -c '^[0-9,]* of 20,000 runs'; }
TERM=xterm script -qec "$CADRE run $TINY -n 20000 --every year -o out" /dev/null >page </dev/null || exit 1
grep -q "$escape" page || echo "no colour on a terminal"
[ "$(bar)" -gt 0 ] || echo "no bar on a terminal"
NO_COLOR=1 TERM=xterm script -qec "$CADRE run $TINY -n 20 -o out" /dev/null >page </dev/null
grep -c "$escape" page
TERM=xterm script -qec "$CADRE run $TINY -n 20000 --every year -q -o out" /dev/null >page </dev/null
bar
"$CADRE" run "$TINY" -n 20 -o out | grep -c "$escape"
exit 0
