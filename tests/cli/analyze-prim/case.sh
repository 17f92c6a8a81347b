# Thirty points, cases where x is below .5; any CSV, also with quotes and CRLF.
awk 'BEGIN {printf "\"x\",z\r\n"; for (i = 0; i < 30; i++) printf "%g,%d\r\n", i / 30, i * 7 % 30}' >design.csv
awk 'BEGIN {print "y"; for (i = 0; i < 30; i++) print i < 15 ? 10 : 20}' >outcomes.csv
"$CADRE" analyze prim --design design.csv --outcomes outcomes.csv --when 'y < 15' || exit 1
grep ',1$' results/analyze-prim-outcomes/boxes.csv
