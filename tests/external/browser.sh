# Sourced by the tests of pages in a browser: $browser, and $NODE_PATH with puppeteer-core and
# axe-core, which `npm install --prefix build-test/browser puppeteer-core@22 axe-core@4` gets;
# $CADRE_BROWSER_MODULES names another folder of them. Skips the test where something is missing.
# shellcheck shell=sh disable=SC2034
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
    { echo 'skipped: no chromium'; exit 77; }
command -v node >/dev/null || { echo 'skipped: no node'; exit 77; }
for NODE_PATH in "${CADRE_BROWSER_MODULES-}" "$CADRE_BUILD/browser/node_modules" \
    "$CADRE_SOURCE/build-test/browser/node_modules" "$(npm root -g 2>/dev/null || :)"; do
    export NODE_PATH
    node -e 'require("puppeteer-core"); require("axe-core")' 2>/dev/null && found=yes && break
done
[ "${found-}" = yes ] || { echo 'skipped: no puppeteer-core and axe-core (see browser.sh)'; exit 77; }
