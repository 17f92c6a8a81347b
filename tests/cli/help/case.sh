# One screen: 24 lines of 80 columns.
"$CADRE" --help >help
[ "$(wc -l <help)" -le 24 ] || { echo "longer than a screen"; exit 1; }
"$CADRE" help | cmp - help && "$CADRE" -h | cmp - help && cat help
