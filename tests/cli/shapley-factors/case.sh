# A factorial design: factors by their names, the prior beside the posterior; `analyze` makes the same
# bytes of the files, and a draw's combinations share its luck.
cp "$TINY" .
cat >factors.json <<'END'
{"format": "cadre-design/1", "title": "Two factors", "scenario": "tiny.json", "seed": 3, "random_numbers": "independent",
 "method": {"type": "factorial", "draws": 6, "prior_draws": 5, "posterior": "posterior.csv",
            "factors": {"growth": ["recruitment.rho"], "nothing": ["misconduct.norm"]}},
 "inputs": {"recruitment.rho": {"values": [0, 1.5]}, "misconduct.norm": {"values": [0, 1]}, "exit.mu_novice": {}},
 "outcomes": {"members": {"measure": "members", "take": "last"}}}
END
printf 'weight,p_exit_mu_novice\n0.5,0.7\n0.5,1.3\n' >posterior.csv
"$CADRE" sensitivity shapley ./factors.json -o out | sed -n '1,2p;/growth/p;/^6 draws/,/teaches/p'
cut -d, -f1,2,5 out/design.csv | sed -n '1,6p;26p'
"$CADRE" analyze shapley --design out/design.csv --outcomes out/runs.csv --seed 3 -q -o again &&
    cmp again/sensitivity.csv out/sensitivity.csv && echo 'the same indices'
grep -c 'nothing,shapley,0,0,0' out/sensitivity.csv
grep -o '^[a-z_]*,(all),value[a-z_]*' out/sensitivity.csv
