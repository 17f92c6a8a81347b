# `cadre help X` and `cadre X --help` are one text, which fits the width and has an example.
for command in run compare score ablate calibrate list explain check params measures help; do
    for width in 40 80; do
        COLUMNS=$width "$CADRE" help $command >help || exit 1
        COLUMNS=$width "$CADRE" $command --help | cmp - help || exit 1
        grep -q "^Usage: cadre $command" help || { echo "$command: no usage"; exit 1; }
        grep -q "^  cadre $command" help || { echo "$command: no example"; exit 1; }
        sed '/^Examples/,$d' help | awk -v w=$width 'length > w {print "too wide: " $0; bad = 1} END {exit bad}' || exit 1
    done
done
