command -v python3 >/dev/null || { echo "no python3"; exit 77; }
cp "$TINY" "$(dirname "$TINY")/tiny-evidence.json" "$(dirname "$TINY")/tiny-calibration.json" .
"$CADRE" calibrate ./tiny-calibration.json --json -o out >answer && python3 - <<'END'
import json
answer = json.load(open("answer"))
assert answer["command"] == "calibrate" and answer["status"] == "ok", answer
assert answer["files"] == ["out/" + name for name in (
    "posterior.csv", "generations.csv", "marginals.csv", "predictions.csv", "datapackage.json")]
result = answer["result"]
assert result["particles"] == 50 and result["stopped"] == "generations" and result["seed"] == "7"
assert len(result["generations"]) == 4 and result["generations"][0]["tolerance"] is None
assert [i["input"] for i in result["inputs"]] == ["recruitment.rho", "exit.mu_novice", "branches.n_min"]
assert result["inputs"][0]["identified"] is True
assert [p["use"] for p in result["predictions"]] == ["target"] * 3 + ["held-out"]
for p in result["predictions"]:
    assert p["runs"] == 50 and 0 <= p["share_lo"] <= p["share_inside"] <= p["share_hi"] <= 1, p
manifest = json.load(open("out/datapackage.json"))
assert manifest["cadre"]["inputs"] == ["recruitment.rho", "exit.mu_novice", "branches.n_min"]
assert [r["name"] for r in manifest["resources"]] == ["posterior", "generations", "marginals", "predictions"]
weights = [float(line.split(",")[1]) for line in open("out/posterior.csv").readlines()[1:]]
assert abs(sum(weights) - 1) < 1e-12
END
