"$CADRE" params --format csv | head -n 1
"$CADRE" params --format=markdown | head -n 1
"$CADRE" params --format schema | grep -c 'json-schema.org/draft-07'
"$CADRE" params recruitment --format json | grep -c '"group":"exit"\|"key":"exit'
"$CADRE" params recruitment.rho --json | grep -c '"key":"recruitment.rho"'
"$CADRE" params --format yaml
