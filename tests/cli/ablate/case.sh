"$CADRE" ablate iso-1977-2019 -n 2 || exit 1
head -n 1 results/ablate-iso-1977-2019/ablation.csv
"$CADRE" ablate iso-1977-2019 -n 2 --set mechanisms.exit=false --set limits.members=100 --json >answer || exit 1
grep -qF '"mechanism": "exit"' answer && echo "what is off already is not knocked out"
grep -qF '"mechanism": "branches"' answer || echo "--json: no branches"
exit 0
