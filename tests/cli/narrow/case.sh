# Nothing is ever wider than the terminal, down to 40 columns, in either character set.
"$CADRE" run iso-1977-2019 -n 2 -q -o out >/dev/null || exit 1
for locale in C C.UTF-8; do
    for width in 40 57 80 120; do
        for words in "run iso-1977-2019 -n 2 -o out" list "explain iso-1977-2019" measures; do
            COLUMNS=$width LC_ALL=$locale "$CADRE" $words >page || exit 1
            widest=$(LC_ALL=C.UTF-8 wc -L <page)
            [ "$widest" -le "$width" ] || echo "$words: $widest columns at $width"
        done
    done
done
