# Draws a measure of a run over time: median, 50 and 90 % bands over all runs, evidence, events.
#   gnuplot -c scripts/plot-fan.gp DIR ORGANIZATION [EVIDENCE.csv [MEASURE [TITLE]]]
# reads DIR/summary.csv and DIR/events.csv by the names of their columns and writes DIR/fan.svg and
# DIR/fan.png. EVIDENCE.csv has the columns date, value, low, high. scripts/plot-fan takes the
# evidence from the results. gnuplot 5.4 or later.

folder = ARG1
organization = ARG2
evidence = ARG3
measure = ARGC >= 4 ? ARG4 : "members"
headline = ARGC >= 5 ? ARG5 : organization
summary = folder."/summary.csv"
events = folder."/events.csv"

set datafile separator comma
set datafile missing NaN # rows of other measures and organizations leave no gap
day(date) = strptime("%Y-%m-%d", date)

# ------------------------------------------------------------ what there is to draw
mine(metric, who) = metric eq measure && who eq organization
first = 1e99; last = -1e99; lowest = 1e99; highest = -1e99; runs = 0
# rows that no run has reached (all capped before) are empty
see(t, low, high, n) = n == 0 ? 0 : (first = t < first ? t : first, last = t > last ? t : last, \
    lowest = low < lowest ? low : lowest, highest = high > highest ? high : highest, \
    runs = n > runs ? n : runs)
stats summary using (mine(strcol("metric"), strcol("organization")) ? \
    see(day(strcol("date")), column("q05"), column("q95"), column("n_runs")) : 0) nooutput
if (runs == 0) {
    printerr sprintf("%s has no rows of %s for %s", summary, measure, organization)
    exit status 1
}
if (evidence ne "") {
    stats evidence using (see(day(strcol("date")), column("low"), column("high"), runs)) nooutput
}
pad = 0.012 * (last - first)
along(t) = (t - first + pad) / (last - first + 2 * pad) # 0..1 from left to right
power = 10**floor(log10(lowest < 1 ? 1 : lowest)) # the axis begins at a 1, 2 or 5
bottom = power * (lowest >= 5 * power ? 5 : (lowest >= 2 * power ? 2 : 1))
at_least(y) = y < bottom ? bottom : y # a logarithm has no 0: the band ends at the axis

set table $marks separator tab
plot events using (day(strcol("date"))):(strcol("label")) \
    with table if (strcol("event") eq "note" && column("run") == 1)
unset table
text_of(i) = $marks[i][strstrt($marks[i], "\t") + 1:]
breadth(text) = 7.1 * strlen(text) + 14 # of a label, at a letter's mean width

# ------------------------------------------------------------ the page
width = 1000; height = 620 # of the SVG; the PNG has twice as many pixels
left = 0.07; right = 0.97; base = 0.075; ceiling = 0.68
ink = "#22272e"; faint = "#5f6975"; hair = "#dde1e6"; mark = "#aab2bc"
wide = "#cfe0f2"; narrow = "#93b9e0"; line = "#14508c"; point = "#c4480e"

do for [i = 1:|$marks|] { # the right margin holds the labels of the last events
    room = (width * (1 - left) - breadth(text_of(i))) / (width * along(real($marks[i])))
    if (left + room < right && room > 0.6) { right = left + room }
}

set lmargin at screen left
set rmargin at screen right
set bmargin at screen base
set tmargin at screen ceiling
set xrange [first - pad:last + pad]
set yrange [bottom:highest * 1.15]
set logscale y
set border 1 linecolor rgb faint linewidth 1
set grid ytics linetype 1 linewidth 1 linecolor rgb hair
set style fill solid 1.0 noborder
years = (last - first) / (365.25 * 86400)
set xtics strptime("%Y-%m-%d", "1900-01-01"), (years > 12 ? 5 : 1) * 365.25 * 86400
set xtics time format "%Y" nomirror out scale 0.6 textcolor rgb ink
set mxtics (years > 12 ? 5 : 1)
set ytics nomirror scale 0 textcolor rgb ink
set ytics (1, 2, 5, 10, 20, 50, 100, 200, 500, "1,000" 1000, "2,000" 2000, "5,000" 5000, \
    "10,000" 10000, "20,000" 20000, "50,000" 50000, "100,000" 100000, "200,000" 200000, \
    "500,000" 500000, "1,000,000" 1000000)
set label 1 headline at screen 0.03, screen 0.957 left noenhanced textcolor rgb ink font ",16"
set label 2 sprintf("%s in %d runs, on a logarithmic scale", measure, runs) \
    at screen 0.03, screen 0.913 left noenhanced textcolor rgb faint font ",11"
set key at screen 0.985, screen 0.982 right top vertical maxrows 2 Left reverse noenhanced \
    samplen 1.4 spacing 1.1 textcolor rgb ink font ",11"

# ------------------------------------------------------------ events: lines with labels in lanes
# Every line ends at its label, which stands to the right of it. From the last event to the first,
# a label takes the lowest lane above all labels whose lines it would cross: stairs that go down
# to the right. A label that finds no lane is left out, its line stays.
lanes = 9
lane_height = 0.0235
across(t) = width * (left + (right - left) * along(t))
array lane_of[|$marks| + 1]
do for [i = |$marks|:1:-1] {
    when = real($marks[i])
    what = text_of(i)
    end = across(when) + breadth(what)
    lane = 1
    do for [j = i + 1:|$marks|] {
        if (across(real($marks[j])) < end && lane_of[j] >= lane) { lane = lane_of[j] + 1 }
    }
    lane_of[i] = lane
    y = ceiling + lane_height * (lane - 0.5)
    fits = lane <= lanes
    set arrow 100 + i from first when, graph 0 to first when, screen (fits ? y + 0.011 : ceiling) \
        nohead back linecolor rgb mark linewidth 0.8
    if (fits) {
        set label 100 + i what at first when, screen y left offset character 0.4, 0 \
            noenhanced textcolor rgb faint font ",10"
    }
}

# ------------------------------------------------------------ the picture, twice
x(_) = mine(strcol("metric"), strcol("organization")) ? day(strcol("date")) : NaN
do for [format in "svg png"] {
    if (format eq "svg") {
        set terminal svg size width, height font "DejaVu Sans,11" fontscale 1.25 background "#ffffff" dynamic
    } else {
        set terminal pngcairo size 2 * width, 2 * height font "DejaVu Sans,11" fontscale 2 \
            linewidth 2 pointscale 2 background "#ffffff"
    }
    set output folder."/fan.".format
    plot summary using (x(0)):(at_least(column("q05"))):(at_least(column("q95"))) \
            with filledcurves fillcolor rgb wide title "9 of 10 runs", \
        summary using (x(0)):(at_least(column("q25"))):(at_least(column("q75"))) \
            with filledcurves fillcolor rgb narrow title "half of the runs", \
        summary using (x(0)):(at_least(column("q50"))) \
            with lines linewidth 2 linecolor rgb line title "median", \
        (evidence eq "" ? "/dev/null" : evidence) \
            using (day(strcol("date"))):(column("value")):(column("low")):(column("high")) \
            with yerrorbars pointtype 7 pointsize 0.7 linewidth 1.3 linecolor rgb point \
            title "evidence"
    unset output
}
