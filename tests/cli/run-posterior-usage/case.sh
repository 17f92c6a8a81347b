cp "$TINY" .
printf 'weight,p_recruitment_rho\n1,0.2\n' >posterior.csv
sed 's/"start"/"posterior": "posterior.csv", "start"/' tiny.json >named.json
"$CADRE" run ./tiny.json --posterior posterior.csv --no-posterior
echo $?
"$CADRE" run ./tiny.json --posterior posterior.csv --trace founder:left:1
echo $?
"$CADRE" run ./named.json --trace founder:left:1
echo $?
"$CADRE" run ./tiny.json --posterior none.csv
echo $?
"$CADRE" run ./tiny.json --posterior tiny.json
echo $?
"$CADRE" score ./tiny.json --posterior posterior.csv
echo $?
printf 'weight,p_recruitment_rho\n1,9\n' >posterior.csv
"$CADRE" check named.json
echo $?
