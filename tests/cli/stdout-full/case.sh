[ -e /dev/full ] || { echo "no /dev/full"; exit 77; }
"$CADRE" run "$TINY" -n 2 -o - >/dev/full
a=$?
"$CADRE" params >/dev/full
[ $? -eq $a ] && exit $a
