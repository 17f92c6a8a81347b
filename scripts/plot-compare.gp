# Two scenarios under the same luck; called by scripts/plot-compare:
#   gnuplot -c plot-compare.gp DIR MEASURE ORGANIZATION NAME-OF-A NAME-OF-B
# reads DIR/compare.csv by the names of its columns, writes DIR/compare.svg and DIR/compare.png.
compare = ARG1."/compare.csv"
measure = ARG2
organization = ARG3
same = ARG4 eq ARG5 # a scenario with other settings
name_a = same ? "A" : ARG4
name_b = same ? "B" : ARG5
ink = "#22272e"; faint = "#5f6975"; hair = "#dde1e6"
color_a = "#14508c"; color_b = "#c4480e"; band = "#dcd3e6"; line = "#5b3a8c"

set datafile separator comma
set datafile missing NaN # rows of other measures and organizations leave no gap
day(date) = strptime("%Y-%m-%d", date)
x(_) = strcol("measure") eq measure && strcol("organization") eq organization ? \
    day(strcol("date")) : NaN
first = 1e99; last = -1e99; pairs = 0
stats compare using (t = x(0), t == t ? (first = t < first ? t : first, last = t > last ? t : last, \
    pairs = column("n") > pairs ? column("n") : pairs) : 0) nooutput

set border 1 linecolor rgb faint linewidth 1
set grid ytics linetype 1 linewidth 1 linecolor rgb hair
set style fill solid 1.0 noborder
set xrange [first:last]
years = (last - first) / (365.25 * 86400)
set xtics strptime("%Y-%m-%d", "1900-01-01"), (years > 12 ? 5 : 1) * 365.25 * 86400
set xtics time nomirror out scale 0.6 textcolor rgb ink
set ytics nomirror scale 0 textcolor rgb ink
set lmargin at screen 0.09
set rmargin at screen 0.97
set key at screen 0.97, screen 0.955 right top Left reverse noenhanced samplen 1.4 textcolor rgb ink
do for [format in "svg png"] {
    if (format eq "svg") {
        set terminal svg size 1000, 620 font "DejaVu Sans,11" fontscale 1.25 background "#ffffff" dynamic
    } else {
        set terminal pngcairo size 2000, 1240 font "DejaVu Sans,11" fontscale 2 \
            linewidth 2 pointscale 2 background "#ffffff"
    }
    set output ARG1."/compare.".format
    set multiplot
    set tmargin at screen 0.84
    set bmargin at screen 0.46
    set format x ""
    set label 1 sprintf("%s of %s, mean of %d runs each", measure, same ? ARG4 : organization, pairs) \
        at screen 0.03, screen 0.94 left noenhanced textcolor rgb ink font ",14"
    set yrange [*:*]
    # where they are the same, the second shows on both sides of the first
    plot compare using (x(0)):(column("mean_b")) with lines linewidth 3.6 linecolor rgb color_b title name_b, \
        compare using (x(0)):(column("mean_a")) with lines linewidth 1.8 linecolor rgb color_a title name_a
    set tmargin at screen 0.36
    set bmargin at screen 0.07
    set format x "%Y"
    set label 1 sprintf("%s minus %s in pairs of the same luck, with its 95 %% interval", name_a, name_b) \
        at screen 0.03, screen 0.405 left noenhanced textcolor rgb ink font ",12"
    set yrange [*:*]
    set xzeroaxis linetype 1 linewidth 1 linecolor rgb faint
    plot compare using (x(0)):(column("lo")):(column("hi")) with filledcurves fillcolor rgb band notitle, \
        compare using (x(0)):(column("mean_difference")) with lines linewidth 2 linecolor rgb line notitle
    unset xzeroaxis
    unset multiplot
    unset output
}
