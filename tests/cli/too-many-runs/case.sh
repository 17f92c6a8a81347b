"$CADRE" run "$TINY" -n 4294967295 -o out; status=$?; [ -e out ] && echo "written"; exit $status
