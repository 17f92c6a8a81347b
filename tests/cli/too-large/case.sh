"$CADRE" run "$TINY" --set limits.members=1000000000 --threads 1 -n 1 -o out; status=$?; [ -e out ] && echo "written"; exit $status
