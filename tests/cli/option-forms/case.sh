# The same words in other forms are the same command; options may stand anywhere.
"$CADRE" run "$TINY" -n 3 --seed 7 --every year -o - >expected || exit 1
"$CADRE" run -n3 --seed=7 --every=year -o- "$TINY" | cmp - expected || exit 1
"$CADRE" --seed 7 run --runs=3 --every year --output=- -- "$TINY" | cmp - expected || exit 1
"$CADRE" run "$TINY" -qn3 --seed 7 --every year -o - | cmp - expected || exit 1
"$CADRE" run "$TINY" -n 3 --seed 8 --every year -o - | cmp -s - expected && echo "the seed changes nothing"
exit 0
