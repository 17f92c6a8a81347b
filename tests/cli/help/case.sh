# One page: 30 lines of 80 columns.
"$CADRE" --help >help
[ "$(wc -l <help)" -le 30 ] || { echo "longer than a page"; exit 1; }
"$CADRE" help | cmp - help && "$CADRE" -h | cmp - help && cat help
